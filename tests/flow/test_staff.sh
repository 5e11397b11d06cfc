#!/bin/bash
# Staff on the screen: out of service over a restart of the program, the restart itself, five wrong PINs
# over a restart. What needs a portal and a printer is in staff.play and staff_paper.play.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/state"
echo 280519 | "$bin/kioskctl" staff pin --state "$dir/state" >/dev/null
printf '[kiosk]\nlanguages = vi\n[devices]\nkeypad = sim:\nscanner = sim:\n' >"$dir/kiosk.ini"
play() { # NAME: plays what comes on standard input
    { echo 'shots off'; cat; } >"$dir/$1.play"
    "$bin/kiosk" --state "$dir/state" --config "$dir/kiosk.ini" --headless --play "$dir/$1.play" \
        --out "$dir/$1" --now "${NOW:-2026-11-27T09:24:00+07:00}" --seed 1 >"$dir/told" 2>&1
}
tell() { [ "$bad" = 0 ] || tail -3 "$dir/told" | sed 's/^/# /'; }
door='hold @40,40 3200
expect screen staff-pin
wait speech
type 280519
tap go
expect screen staff'

play rest <<END
expect screen welcome
wait speech
$door
tap go
expect screen staff-menu
tap staff.rest
expect text Tạm ngừng máy?
wait speech
expect heard MSG_SURE_REST
tap staff.yes
expect screen out-of-service
wait speech
expect heard MSG_RESTING
wait 10m
expect screen out-of-service
END
check an_officer_takes_it_out_of_service "$?:$(ls "$dir/state/out-of-service" | wc -l)" 0:1
tell
play serve <<END
expect screen out-of-service
wait speech
$door
tap back
expect screen out-of-service
keys left right left right left right
expect screen staff-pin
wait speech
type 280519
tap go
tap go
expect screen staff-menu
tap staff.voices
expect screen staff-menu
tap staff.serve
expect screen welcome
tap lang.vi
expect screen need
END
check it_stays_so_over_a_restart_until_an_officer_ends_it "$?:$(ls "$dir/state" | grep -c out-of-service)" 0:0
tell
play restart <<END
wait speech
tap lang.vi
expect screen need
$door
tap go
tap staff.restart
tap staff.yes
END
check a_restart_ends_the_program_with_the_visit_wiped "$?:$(grep -c 'event=SESSION_WIPED' "$dir/told")" 0:1
tell

wrong='type 111222
tap go'
play wrong <<END
expect screen welcome
wait speech
hold @40,40 3200
expect screen staff-pin
wait speech
$wrong
expect text Còn gõ được 4 lần
$wrong
$wrong
$wrong
expect text Còn gõ được 1 lần
$wrong
expect text Còn 1 phút
wait speech
expect heard MSG_GATE_LOCKED
tap back
tap lang.vi
expect screen need
END
check five_wrong_pins_lock_and_citizens_go_on $? 0
tell
play locked <<END
expect screen welcome
wait speech
hold @40,40 3200
expect screen staff-pin
expect text Còn 1 phút
wait speech
wait 61s
wait speech
type 280519
tap go
expect screen staff
END
check the_lock_outlives_a_restart_and_ends_by_itself $? 0
tell
exit $bad
