#!/bin/sh
# The gate of health (image/tree/usr/lib/rong/health), the very script in a root of its own: the supervisor, the
# updater, the boot loader's environment and the sleep it waits by are this test's, and so half an hour takes seconds.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
bin=$dir/bin
mkdir "$bin"
program() { # NAME: what it does, on standard input; it knows the world in $W
    { echo '#!/bin/sh'; cat; } >"$bin/$1"
    chmod +x "$bin/$1"
}
program systemctl <<'END1'
case $1 in
is-active)
    shift
    for unit; do read -r word <"$W/active/${unit#rong-}" && echo "$word"; done ;;
show) shift 4; for unit; do read -r ends <"$W/ended/${unit#rong-}" && printf '%s\n\n' "$ends"; done ;;
esac
END1
program rauc <<'END1'
echo "$*" >>"$W/rauc"
END1
program grub-editenv <<'END1'
shift 2
for pair; do sed -i "/^${pair%%=*}=/d" "$W/grubenv"; echo "$pair" >>"$W/grubenv"; done
END1
program setpriv <<'END1'
while [ "$1" != kioskctl ]; do shift; done
exec "$@"
END1
program kioskctl <<'END1'
case $1 in
selftest) cat "$W/selftest" ;;
hold) echo "$*" >>"$W/held" ;;
esac
END1
# Time passes here alone, and with it what happens: $W/happens knows $t. The screen tells every five minutes.
program sleep <<'END1'
read -r was <"$W/t"
t=$((was + $1))
echo $t >"$W/t"
. "$W/happens"
[ $((t / 300)) -eq $((was / 300)) ] || [ -e "$W/silent" ] || sed -i "s/^at .*/at $t/" "$W/var/lib/rong/health.state"
END1

tell() { # WORD GRADE...: the screen's own judgement
    {
        printf 'rong-health 1\nat 1\n'
        printf '%s %s\n' "$@"
        echo end
    } >"$W/var/lib/rong/health.state"
}
selftest() { # COURIER OUTBOX
    printf 'settings    no  the file cannot be read\noutbox      %s\ncourier     %s\n' "$2" "$1" >"$W/selftest"
}
world() { # RUNNING GOOD-IN-A: slot A runs RUNNING, written while the version before ran well in B
    W=$dir/world
    rm -rf "$W"
    mkdir -p "$W/active" "$W/ended" "$W/usr/lib/rong" "$W/etc/rong" "$W/data" "$W/run/rong" "$W/var/lib/rong" "$W/sys/class/drm/card0-HDMI-A-1" \
        "$W/sys/class/net/lo" "$W/sys/class/net/eth0"
    echo connected >"$W/sys/class/drm/card0-HDMI-A-1/status"
    echo 1 | tee "$W/sys/class/net/lo/carrier" >"$W/sys/class/net/eth0/carrier"
    for unit in kiosk courier steward data nftables; do
        echo active >"$W/active/$unit.service"
        echo 0 >"$W/ended/$unit.service"
    done
    echo 0 >"$W/t"
    : >"$W/happens"
    cp image/tree/usr/lib/rong/answers "$W/usr/lib/rong/"
    cat >"$W/usr/lib/rong/env" <<END2
slot=A
other=B
environment=$W/grubenv
open_env() { :; }
of_env() { sed -n "s/^\$1=//p" $W/grubenv; }
END2
    printf 'ORDER=A B\nB_GOOD=1.0\n%s' "${2:+A_GOOD=$2
}" >"$W/grubenv"
    echo "VERSION_ID=\"$1\"" >"$W/etc/os-release"
    touch -d @1790000000 "$W/usr/lib/clock-epoch"
    touch -d @1790000100 "$W/run/rong/slot"
    printf 'version 1.0\nprinter\nscanner\ntouch\nclock\nportal\noutbox\nsteward\nline\n' >"$W/data/health.before"
    tell printer 0 scanner 0 touch 0 network 0 portal 0 clock 0
    selftest 'ok  reaches the portal' 'ok  0 waiting to be received by the portal'
}
gate() { # what it came to: marked good or not, and after how many seconds
    W=$W RONG_ROOT=$W PATH=$bin:$PATH sh image/tree/usr/lib/rong/health >"$dir/said" 2>&1
    status=$?
    said=$(grep -c 'mark-good' "$W/rauc" 2>/dev/null)
    echo "$([ "${said:-0}" -gt 0 ] && echo good || echo left) $status after $(cat "$W/t") s"
}
told=$dir/said

world 1.1
check a_version_that_is_well_is_good_after_ten_minutes "$(gate)" 'good 0 after 600 s'
check it_says_what_it_asks_for "$(head -1 "$dir/said")" \
    'health: version 1.1 is new in slot A and judged for 600 s: outbox printer scanner touch clock portal steward line '
check the_boot_loader_knows_it "$(grep A_GOOD "$W/grubenv")" A_GOOD=1.1
check and_what_answers_is_kept_for_the_next "$(tr '\n' ' ' <"$W/data/health.before")" \
    'version 1.1 printer scanner touch clock outbox portal steward line '
check nobody_was_kept_away "$(cat "$W/held" 2>/dev/null)" ''

world 1.1 1.1
tell printer 3 clock 3
check one_that_was_good_here_is_so_after_20_s "$(gate)" 'good 0 after 20 s'
world 1.1
printf 'ORDER=A B\n' >"$W/grubenv"
rm "$W/data/health.before"
check so_is_the_first_start_of_a_new_disk "$(gate)" 'good 0 after 20 s'
world 1.1
printf 'ORDER=A B\n' >"$W/grubenv"
check a_lost_environment_makes_no_update_a_new_disk "$(gate)" 'good 0 after 600 s'

world 1.1
tell printer 3 scanner 0 touch 0 network 0 portal 0 clock 0
check a_printer_that_answered_before_and_does_not_now_is_not_well "$(gate)" 'left 1 after 1800 s'
check and_is_named "$(tail -1 "$dir/said")" 'health: slot A is not well, it lacks printer; restarting'
check it_restarts_in_no_visit "$(cat "$W/held")" "hold --state $W/var/lib/rong --wait 900 --countdown 30 -- sleep 30"
check nothing_is_said_of_it_to_the_boot_loader "$(grep -c A_GOOD "$W/grubenv")" 0
world 1.1
tell printer 2 scanner 0 touch 0 network 0 portal 0 clock 0
sed -i /printer/d "$W/data/health.before"
check a_kiosk_that_never_had_one_is_good "$(gate)" 'good 0 after 600 s'
world 1.1
tell printer 3 scanner 0 touch 0 network 0 portal 0 clock 0
echo '[ $t -ne 900 ] || sed -i "s/^printer 3/printer 0/" "$W/var/lib/rong/health.state"' >"$W/happens"
check paper_that_was_put_in_makes_it_good "$(gate)" 'good 0 after 900 s'
world 1.1
tell printer 0 scanner 0 touch 3 network 0 portal 0 clock 0
check a_screen_that_feels_no_finger_is_not_well "$(gate) $(grep -c 'lacks touch;' "$dir/said")" 'left 1 after 1800 s 1'

world 1.1
echo '[ $t -ne 120 ] || echo 1 >"$W/ended/kiosk.service"' >"$W/happens"
check a_crash_in_the_second_minute_begins_the_ten_anew "$(gate)" 'good 0 after 720 s'
world 1.1
echo '[ $((t % 300)) -ne 0 ] || echo $t >"$W/ended/steward.service"' >"$W/happens"
check one_that_crashes_every_five_minutes_is_not_well "$(gate)" 'left 1 after 1800 s'
world 1.1
echo 'echo $((t / 10)) >"$W/ended/kiosk.service"; echo activating >"$W/active/kiosk.service"' >"$W/happens"
check nor_a_screen_that_never_stays_and_that_is_seen_soon "$(gate) $(cat "$W/held" 2>/dev/null)" 'left 1 after 80 s '

world 1.1
selftest 'no  runs, but has not reached the portal' 'ok  0 waiting'
check a_portal_that_is_not_reached_over_a_line_is_not_well "$(gate) $(grep -c 'lacks portal;' "$dir/said")" 'left 1 after 1800 s 1'
world 1.1
selftest 'no  runs, but has not reached the portal' 'ok  0 waiting'
echo 0 >"$W/sys/class/net/eth0/carrier"
check without_a_line_nothing_is_to_be_learnt_of_it "$(gate)" 'good 0 after 600 s'
world 1.1
rm -r "$W/sys/class/net/eth0"
check a_network_card_that_is_gone_is_no_line_that_is_down "$(gate) $(grep -c 'lacks line;' "$dir/said")" 'left 1 after 1800 s 1'
world 1.1
selftest 'no  runs, but has not reached the portal' 'ok  0 waiting'
sed -i /portal/d "$W/data/health.before"
check one_that_was_not_reached_before_either_is_no_fault_of_it "$(gate)" 'good 0 after 600 s'
world 1.1
selftest 'no  runs, but has not reached the portal' 'ok  0 waiting'
rm "$W/data/health.before"
check where_nothing_was_noted_the_portal_is_needed "$(gate)" 'left 1 after 1800 s'

world 1.1
tell printer 0 scanner 0 touch 0 network 0 portal 0 clock 3
check a_clock_that_is_wrong_is_not_well "$(gate) $(grep -c 'lacks clock;' "$dir/said")" 'left 1 after 1800 s 1'
world 1.1
touch -d '+1 day' "$W/usr/lib/clock-epoch"
check nor_one_before_the_image "$(gate) $(grep -c 'lacks clock before this image;' "$dir/said")" 'left 1 after 1800 s 1'
world 1.1
selftest 'ok  reaches the portal' 'no  cannot be read: start the kiosk, which saves what can be read'
check an_outbox_that_cannot_be_read_is_not_well "$(gate) $(grep -c 'lacks outbox;' "$dir/said")" 'left 1 after 1800 s 1'
world 1.1
selftest 'ok  reaches the portal' 'no  2 unsent for 30 days or more, the oldest for 31; 0 to decide about: see kioskctl outbox list'
check one_with_old_files_is "$(gate)" 'good 0 after 600 s'
world 1.1
touch -d @1790000050 "$W/var/lib/rong/health.state"
touch "$W/silent"
check what_the_screen_said_under_another_version_is_nothing "$(gate)" 'left 1 after 1800 s'

world 1.1
echo '[ $t -ne 20 ] || echo disconnected >"$W/sys/class/drm/card0-HDMI-A-1/status"
[ $t -ne 3000 ] || echo connected >"$W/sys/class/drm/card0-HDMI-A-1/status"' >"$W/happens"
check a_screen_that_is_off_says_nothing_of_a_version "$(gate)" 'good 0 after 3580 s'
world 1.1
sed -i 's/^ORDER=.*/ORDER=B A/' "$W/grubenv"
check the_slot_we_were_sent_back_from_is_marked_bad "$(gate) $(grep -c 'mark-bad other' "$W/rauc")" 'good 0 after 600 s 1'
# The bundles of the image test ask for less, by their verified root; nothing of an image's own does.
world 1.1
cp tests/image/tree/etc/rong/gate-seconds "$W/etc/rong/"
check a_test_s_bundle_is_judged_sooner_by_the_same "$(gate)" 'good 0 after 20 s'
check no_image_of_a_fleet_is "$(ls image/tree/etc/rong; grep -c gate-seconds image/tree.sh image/build image/slot)" 'kiosk.ini
image/tree.sh:0
image/build:0
image/slot:0'

# kioskctl's own sentences, not this test's, are what is read.
mkdir -p "$dir/real" "$dir/made/var/lib"
cp "$bin/setpriv" "$bin/systemctl" "$dir/real/"
real() { W=$W PATH=$dir/real:$PWD/build/${B:-release}:$PATH sh -c 'root=$1; . image/tree/usr/lib/rong/answers; programs' - "$1" | tr '\n' ' '; }
check without_an_outbox_none_answers "$(real "$dir/made")" 'steward '
"build/${B:-release}/courier" --state "$dir/made/var/lib/rong" --portal http://127.0.0.1:9 --once >/dev/null 2>&1 # makes the box key
"build/${B:-release}/tests/put_applications" "$dir/made/var/lib/rong" 1 1000 >/dev/null 2>&1
check one_that_can_be_read_does "$(real "$dir/made")" 'outbox steward '
check a_portal_that_is_reached_is_said_by_these_words "$(grep -c 'a.online ? "reaches the portal"' app/cli/main_selftest.c)" 1

# What answers is noted when an update is about to be written, and never where it is refused.
offered() { # VERSION: what the updater asks before it writes
    echo "version=$1" >"$dir/manifest.raucm"
    W=$W RONG_ROOT=$W PATH=$bin:$PATH RAUC_UPDATE_SOURCE=$dir sh image/tree/usr/lib/rong/no-older
    echo "$? $(tr '\n' ' ' <"$W/data/health.before")"
}
world 1.1 1.1
tell printer 3 scanner 0 touch 0 network 0 portal 0 clock 2
check what_answers_is_noted_before_another_is_written "$(offered 1.2)" '0 version 1.1 scanner touch clock outbox portal steward line '
world 1.1 1.1
check one_that_is_older_is_refused "$(offered 1.0 | head -1)" 'update refused: 1.0 is older than 1.1'
check and_nothing_is_noted "$(head -1 "$W/data/health.before")" 'version 1.0'
world 1.1 1.1
touch -d @1790000050 "$W/var/lib/rong/health.state"
check a_screen_that_does_not_run_takes_no_note_away "$(offered 1.2)" '0 version 1.0 printer scanner touch clock portal outbox steward line '
exit $bad
