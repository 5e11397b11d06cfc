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
script() { # NAME: of what comes on standard input
    { echo 'shots off'; cat; } >"$dir/script"
    tests/flow/script "$dir/script" >"$dir/$1.play"
}
play() { # NAME: plays what comes on standard input
    script "$1"
    "$bin/kiosk" --state "$dir/state" --config "$dir/${CONFIG:-kiosk}.ini" --headless --play "$dir/$1.play" \
        --out "$dir/$1" --now "${NOW:-2026-11-27T09:24:00+07:00}" --seed 1 >"$dir/told" 2>&1
}
tell() { [ "$bad" = 0 ] || tail -3 "$dir/told" | sed 's/^/# /'; }
play rest <<END
expect screen welcome
wait speech
include staff
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
include staff
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
include staff
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

# The province's one-time code: the kiosk shows a number, the office makes of it the code that opens the lock;
# another role's and a wrong one do not, over a restart, and no code opens twice.
"$bin/kioskctl" staff province --state "$dir/state" >"$dir/office"
code() { # ROLE: of the number that the kiosk shows, as the office makes it
    "$bin/kioskctl" staff code "$1" "$(cut -d' ' -f1 "$dir/state/staff.code")" <"$dir/office"
}
at_lock='expect screen welcome
wait speech
hold @40,40 3200
expect screen staff-pin
wait speech'
others=$(code officer)
play number <<END
$at_lock
$wrong
$wrong
$wrong
$wrong
$wrong
expect text Còn 1 phút
tap gate.province
expect text Máy kiosk, số $(cut -c1-4 "$dir/state/staff.code") $(cut -c5-8 "$dir/state/staff.code")
wait speech
expect heard MSG_PROVINCE_READ
type 1234567
tap go
expect text Mã của tỉnh
tap key-clear
type $others
tap go
expect text Còn gõ được 9 lần
wait speech
expect heard MSG_PROVINCE_WRONG
tap back
expect text Còn 1 phút
END
check another_roles_code_opens_nothing "$?:$(grep -c 'event=STAFF_PIN_WRONG a=9 b=-1' "$dir/told")" 0:1
tell
right=$(code manager)
play opened <<END
$at_lock
tap gate.province
type $others
tap go
expect text Còn gõ được 8 lần
type $right
tap go
expect text Mã của cán bộ
wait speech
expect heard MSG_PROVINCE_OPEN
$wrong
expect text Còn gõ được 4 lần
$wrong
$wrong
$wrong
$wrong
expect text Còn 1 phút
tap gate.province
type $right
tap go
expect text Còn gõ được 9 lần
tap back
tap back
expect screen welcome
END
check the_provinces_code_opens_the_lock_and_only_once "$?:$(grep -c 'event=STAFF_PIN a=0 b=-1' "$dir/told"):$(grep -c "$right\|$(cat "$dir/office")" "$dir/told")" 0:1:0
tell
rm "$dir/state/staff.tries"

# What was done within the hour counts over a restart of the kiosk, until an hour has gone by; a damaged file
# counts for nothing, and is logged.
printf '[limits]\ncalls = 1\n' | cat "$dir/kiosk.ini" - >"$dir/limits.ini"
CONFIG=limits play called <<END
expect screen welcome
tap lang.vi
tap tool.call
expect screen officer
tap officer.nevermind
wait 1s
END
check a_call_is_kept_as_an_age_alone "$?:$(sed 's/[0-9][0-9]*/N/g' "$dir/state/hourly" | tr '\n' ';')" '0:# hourly N N N;calls N;end;'
tell
again='expect screen welcome
wait speech
tap lang.vi
tap tool.call
expect screen'
NOW=2026-11-27T10:20:00+07:00 CONFIG=limits play rests <<END
$again limit
END
check a_restart_lifts_no_limit $? 0
tell
NOW=2026-11-27T10:24:10+07:00 CONFIG=limits play hour_over <<END
$again officer
END
check an_hour_later_it_is_over $? 0
tell
printf '# hourly 1 5 5\ncalls 9' >"$dir/state/hourly"
CONFIG=limits play damaged <<END
$again officer
END
check a_damaged_count_holds_nobody_up_and_is_logged "$?:$(grep -c 'event=STORE_FAILED' "$dir/told")" 0:1
tell

# Badges: made by kioskctl, read on the page that asks, also while the PIN is locked; a lost one, one whose
# day is over and a foreign one get a sentence. Then roles: what each may not do is said.
badge=$("$bin/kioskctl" staff badge 14 officer --until 2027-12-31 --state "$dir/state")
old=$("$bin/kioskctl" staff badge 15 technician --until 2026-11-26 --state "$dir/state")
lost=$("$bin/kioskctl" staff badge 16 officer --until 2027-12-31 --state "$dir/state")
"$bin/kioskctl" staff lost 16 --state "$dir/state" >/dev/null
echo 739164 | "$bin/kioskctl" staff pin technician --state "$dir/state" >/dev/null
check what_there_is_is_listed_without_secrets "$("$bin/kioskctl" staff list --state "$dir/state" | tr '\t\n' ' ;')" \
    "pin manager set;pin officer not set;pin technician set;badge 14 officer until 2027-12-31 valid;badge 15 technician until 2026-11-26 valid;badge 16 officer until 2027-12-31 lost;"
play badges <<END
expect screen welcome
wait speech
scan $badge
expect screen welcome
hold @40,40 3200
expect screen staff-pin
expect text Ai làm việc ở máy?
wait speech
scan $lost
expect text Thẻ này đã báo mất
wait speech
expect heard MSG_BADGE_LOST
scan $old
expect text Thẻ đã hết hạn
wait speech
expect heard MSG_BADGE_EXPIRED
scan https://example.vn/H/ABCDEFGHJKMNPQRSTVWXYZ0123
expect text Đây không phải thẻ cán bộ
wait speech
expect heard MSG_BADGE_FOREIGN
tap role.technician
wait speech
expect text Mã của cán bộ
scan $badge
expect screen staff
tap go
expect screen staff-menu
wait speech
expect heard MSG_STAFF_NOT_ROLE
tap staff.setup
expect screen staff-menu
tap staff.restart
expect screen staff-menu
tap staff.paper
expect screen staff-paper
END
check a_badge_opens_what_its_role_may "$?:$(grep -c 'event=BADGE_REFUSED' "$dir/told"):$(grep -c "$badge" "$dir/told" "$dir/state"/staff.* | cut -d: -f2 | sort -u)" 0:3:0
tell
rm "$dir/state/staff-technician.pin"

# The light that calls, over a serial line: dark at the start, lit by the call, dark as nobody is needed, lit,
# and dark when an officer is there.
socat -u "PTY,link=$dir/relay,raw,echo=0" "CREATE:$dir/orders" &
line=$!
for _ in $(seq 100); do [ -e "$dir/relay" ] && break; sleep 0.02; done
printf 'beacon = relay:%s\n' "$dir/relay" >>"$dir/kiosk.ini"
play light <<END
expect screen welcome
tap lang.vi
tap tool.call
expect screen officer
wait 1s
tap officer.nevermind
wait 1s
tap tool.call
wait 1s
tap go
include staff
END
check the_light_is_lit_while_somebody_calls "$?:$(sleep 0.2; od -An -tx1 "$dir/orders" | tr -d ' \n' | sed 's/a001//g')" 0:00a101a200a101a200a100a1
tell
kill "$line"
wait "$line" 2>/dev/null
sed -i '/^beacon/d' "$dir/kiosk.ini"

# The log onto a stick, sealed to who manages the kiosk, and opened by kioskctl.
log="expect screen welcome
wait speech
include staff
tap go
tap staff.log
expect screen staff-log
await text Sổ nguyên vẹn
expect text K01
tap go"
printf 'stick = %s\n' "$dir/stick" >>"$dir/kiosk.ini"
play log_no_key <<END
$log
await text Máy chưa có khóa của người quản lý
wait speech
expect heard MSG_STICK_NO_KEY
END
check without_a_key_to_seal_to_the_log_stays $? 0
tell
mkdir "$dir/fleet"
"$bin/kioskctl" log key "$dir/fleet" >"$dir/line"
check the_pair_is_made_once "$?:$(stat -c %a "$dir/fleet/log.key"):$("$bin/kioskctl" log key "$dir/fleet" 2>&1 | grep -c 'there already')" 0:400:1
sed -n '/^\[log\]/,$p' "$dir/line" >>"$dir/kiosk.ini"
play log_no_stick <<END
$log
await text Không thấy USB
END
check without_a_stick_it_says_so $? 0
tell
mkdir "$dir/stick" "$dir/other"
play log_out <<END
$log
await text Sổ đã nằm trên USB và đã khóa
tap notice.ok
expect screen staff-log
expect text Xuất sổ có dấu
END
sealed=$(ls "$dir/stick")
check the_log_is_on_the_stick_sealed "$?:$(echo "$sealed" | grep -cE '^log-[A-Za-z0-9-]+-20261127-[0-9]{4}\.ronglog$'):$(grep -ac STAFF_PIN "$dir/stick/$sealed")" 0:1:0
tell
open() { "$bin/kioskctl" log open "$dir/stick/$sealed" --key "$1" --to "$2" 2>&1; }
check the_secret_key_opens_it "$(open "$dir/fleet/log.key" "$dir/read" | grep -c 'files in')" 1
check and_it_is_proved_away_from_the_kiosk "$("$bin/kioskctl" log verify --state "$dir/read" | grep -c '^kiosk: ok')" 1
check with_what_staff_did_last_and_no_secret_key "$(grep -a STAFF_ACT "$dir/read/log/"kiosk-*.log | tail -1 | cut -d' ' -f3):$(ls "$dir/read/log" | grep -c key)" STAFF_ACT:0
check what_is_there_is_not_written_over "$(open "$dir/fleet/log.key" "$dir/read" | grep -c 'there already')" 1
mkdir "$dir/stranger"
"$bin/kioskctl" log key "$dir/stranger" >/dev/null
check another_key_opens_nothing "$(open "$dir/stranger/log.key" "$dir/not" | grep -c 'sealed to another key'):$(ls "$dir/not" 2>/dev/null)" 1:
truncate -s -1 "$dir/stick/$sealed"
check one_cut_short_is_said_to_be "$(open "$dir/fleet/log.key" "$dir/not" | grep -c 'cut short or damaged'):$(ls "$dir/not" 2>/dev/null)" 1:
rm "$dir/stick/$sealed"

# What was counted today outlives a kill -9, goes onto the stick as a table, and is forgotten at midnight.
day="expect screen welcome
wait speech
include staff
tap go
tap staff.day
expect screen staff-day
await text Hồ sơ hôm nay"
rm -f "$dir/state/day"
printf 'shots off\nwait speech\ntap lang.vi\ntap tool.call\nexpect state carried\n' >"$dir/counted.play"
"$bin/kiosk" --state "$dir/state" --config "$dir/kiosk.ini" --headless --play "$dir/counted.play" \
    --now 2026-11-27T09:24:00+07:00 --seed 1 >"$dir/told" 2>&1 &
kiosk=$!
for _ in $(seq 400); do grep -q '^calls 1$' "$dir/state/day" 2>/dev/null && break; sleep 0.05; done
kill -9 "$kiosk"
wait "$kiosk" 2>/dev/null
check what_is_counted_is_on_the_disk_at_once "$(grep -c '^calls 1$' "$dir/state/day"):$(grep -c "^# day 1 $(date -d '2026-11-27T00:00:00+07:00' +%s)$" "$dir/state/day")" 1:1
play day_out <<END
$day
tap day.out
await text Số liệu hôm nay đã nằm trên USB
tap notice.ok
expect screen staff-day
END
check after_a_kill_it_goes_onto_the_stick "$?:$(ls "$dir/stick" | grep -cE '^day-[A-Za-z0-9-]+-20261127-[0-9]{4}\.csv$'):$(grep -c '^"Lần gọi cán bộ","1"' "$dir"/stick/day-*.csv)" 0:1:1
tell
NOW=2026-11-28T07:00:00+07:00
play day_after <<END
expect screen welcome
wait speech
END
check and_midnight_forgets_it "$?:$(ls "$dir/state" | grep -c '^day$')" 0:0
tell
unset NOW
rm "$dir"/stick/*

# Two kiosks and a stick, by staff's pages.
first=$dir/state
"$bin/courier" --state "$first" --portal http://127.0.0.1:9 --once >/dev/null 2>&1
"$bin/courier" --state "$dir/other" --portal http://127.0.0.1:9 --once >/dev/null 2>&1
"$bin/tests/put_applications" "$first" 3 >/dev/null 2>&1
"$bin/tests/put_applications" "$dir/other" 0 >/dev/null 2>&1
theirs=$("$bin/kioskctl" outbox key --state "$dir/other" | sed -n 's/^key *//p')
NOW=$(TZ=Asia/Ho_Chi_Minh date +%Y-%m-%dT%H:%M:%S+07:00) # a wish to the courier lives ten minutes
echo 280519 | "$bin/kioskctl" staff pin --state "$dir/other" >/dev/null
menu="expect screen welcome
wait speech
include staff
tap go
tap staff.carry
expect screen staff-carry
wait speech"
states() { "$bin/kioskctl" outbox list --state "$1" 2>/dev/null | cut -f2 | sort | uniq -c | awk '{print $1, $2}'; }
play carry_nothing <<END
$menu
tap carry.out
expect text Chép hồ sơ ra USB?
tap staff.yes
wait 2s
expect text USB chưa có khóa
END
check without_the_other_kiosks_key_nothing_is_carried "$?:$(states "$first")" "0:3 saved"
tell
at() { # STATE NAME: the same at the other kiosk
    cp -r "$dir/kiosk.ini" "$dir/at.ini"
    script "$2"
    "$bin/kiosk" --state "$1" --config "$dir/at.ini" --headless --play "$dir/$2.play" --out "$dir/$2" \
        --now "$NOW" --seed 1 >"$dir/told" 2>&1
}
at "$dir/other" carry_key <<END
$menu
tap carry.key.out
wait 2s
expect text Khóa đã nằm trên USB
expect text $theirs
END
check the_other_kiosks_key_is_on_the_stick_and_shown $? 0
tell
"$bin/courier" --state "$first" --portal http://127.0.0.1:9 >"$dir/courier" 2>&1 &
courier=$!
for _ in $(seq 100); do grep -q ready "$dir/courier" && break; sleep 0.05; done
play carry_out <<END
$menu
tap carry.out
tap staff.yes
expect state carried
wait 2s
expect text Đã chép đủ 3 hồ sơ
expect text $theirs
END
check what_waits_is_sealed_to_it_and_written "$?:$(states "$first"):$(ls "$dir/stick" | grep -c rong)" "0:3 exported:3"
tell
kill "$courier"
wait "$courier" 2>/dev/null
files="expect screen welcome
wait speech
include staff
tap go
tap staff.files
expect screen staff-files
wait speech
expect text 3 hồ sơ
tap file.1
expect screen staff-file
expect text Đã mang sang máy khác"
at "$first" file_back <<END
$files
tap file.back
expect text Cổng có thể nhận hai lần
wait speech
expect heard MSG_SURE_BACK_TEXT
tap staff.no
expect screen staff-file
tap file.back
tap staff.yes
await text Đã lấy về
expect text Gửi lại hồ sơ này
END
check one_is_taken_back_to_be_sent_from_here "$?:$(states "$first" | tr '\n' ,)" "0:2 exported,1 saved,"
tell
at "$dir/other" carry_in <<END
$menu
tap carry.in
wait 2s
expect text Máy này đã nhận 3 hồ sơ
wait speech
expect heard MSG_CARRY_TAKEN
END
check the_other_kiosk_takes_them_in "$?:$(states "$dir/other")" "0:3 saved"
tell
at "$first" file_done <<END
$(echo "$files" | sed 's/^tap file.1/tap file.2/')
tap file.done
expect text USB mất thì không ghi lại được
tap staff.yes
await text Máy kia lo hồ sơ này
expect text không còn chờ nữa
tap back
expect screen staff-files
expect text 2 hồ sơ
END
check what_the_other_kiosk_has_is_kept_here_no_longer "$?:$(states "$first" | tr '\n' ,):$("$bin/kioskctl" outbox list --state "$first" 2>&1 | grep -c 'is taken back')" "0:2 exported,1 saved,:0"
tell
exit $bad
