#!/bin/bash
# What was filed a month and three months ago and never sent: the alarm, the decision, taking it back.
# The kiosk's clock stands on the day of the visit, the courier's on today.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}

visit() { # NAME DAYS-AGO
    out=out/flow/$1
    export RIG=$PWD/$out/rig
    said=$(NOW=$(date -d "$2 days ago" +%Y-%m-%dT%H:%M:%S+07:00) BORN=$(date -d "$(($2 + 5)) days ago" +%d%m%Y) \
        tests/flow/play "tests/flow/$1.play" "$out" 2>&1 | grep -a -v '^level=\|^ *[0-9]* [ ]*[a-z-]* [ ]*[^ ]')
    check "visit_$1" "$said" ""
    id=$("$bin/kioskctl" outbox list --state "$RIG/state" 2>/dev/null | cut -f1)
}
outbox() { # VERB...: what it says and its status, in one line
    "$bin/kioskctl" outbox "$@" --state "$RIG/state" 2>&1 | tr '\n' ' '
    echo "${PIPESTATUS[0]}"
}
once() { # [NAME of what it said]
    "$bin/courier" --state "$RIG/state" --portal "$(cat "$RIG/address")" --once >"$out/once${1:-}" 2>&1
    echo $?
}
has() { # TEXT WORDS
    case $1 in *"$2"*) echo yes ;; *) echo "$1" ;; esac
}
alarms() { # of the courier of the visit too: where the play takes over a minute, it is the one that counts
    cat "$RIG/courier.log" "$out"/once* | grep -c "event=UNSENT$1"
}
there() { # how many applications the portal has
    curl -fsS "$(cat "$RIG/address")/api/applications" | grep -o '"uuid":"[0-9a-f-]*","sha256"' | wc -l | tr -d ' '
}

visit unsent_30_days 31
check without_a_line_it_is_left "$(once)" 1
check the_alarm_says_how_many_and_how_old "$(alarms ' a=1 b=3[01]')" 1
check and_not_again_the_same_day "$(once -again) $(alarms)" "1 1"
check the_list_says_so "$(has "$(outbox list)" '1 unsent for 30 days or more, the oldest for 3')" yes
check one_says_so "$(has "$(outbox show "$id")" 'days: find out why')" yes
check the_selftest_says_so "$("$bin/kioskctl" selftest --state "$RIG/state" --config "$out/kiosk.ini" 2>/dev/null | grep -c '1 unsent for 30 days')" 1
check withdraw_asks_and_no_is_no "$(has "$(echo no | outbox withdraw "$id")" 'nothing was changed. 1')" yes
check it_is_still_there "$(has "$(outbox show "$id")" 'state        saved')" yes
check withdrawn_it_says_so "$(has "$(echo yes | outbox withdraw "$id")" 'it was never sent and its content is deleted 0')" yes
tests/flow/rig portal on
check then_nothing_is_left_to_send "$(once) $(there)" "0 0"
check nothing_of_its_papers_either "$(find "$RIG/state/papers" -type f | wc -l | tr -d ' ')" 0
check it_cannot_come_back "$(has "$(outbox retry "$id")" 'not waiting to be sent any more. 1')" yes
tests/flow/rig stop

visit unsent_90_days 91
tests/flow/rig portal on
check after_ninety_days_it_is_not_sent "$(once) $(there)" "1 0"
check but_waits_for_a_person "$(grep -c '1 left: unsent for 90 days: a person decides' "$out/once")" 1
check who_is_told_what_to_decide "$(has "$(outbox show "$id")" 'decide with retry ID or withdraw ID')" yes
echo 280519 | "$bin/kioskctl" staff pin --state "$RIG/state" >/dev/null
cat >"$out/decide" <<END
shots off
expect screen welcome
wait speech
include staff
tap go
tap staff.files
expect screen staff-files
tap file.1
expect screen staff-file
wait speech
expect heard MSG_FILES_OLD
tap file.drop
expect text Bỏ hẳn hồ sơ này?
tap staff.no
tap file.send
await text Máy đang gửi lại hồ sơ này
END
tests/flow/script "$out/decide" >"$out/decide.play"
rm "$out/decide"
"$bin/kiosk" --state "$RIG/state" --config "$out/kiosk.ini" --headless --play "$out/decide.play" --out "$out/decide" \
    --now "$(TZ=Asia/Ho_Chi_Minh date +%Y-%m-%dT%H:%M:%S+07:00)" --seed 1 >"$out/decide.log" 2>&1
check staff_decide_on_the_screen_that_it_goes "$?:$(has "$(outbox show "$id")" 'state        saved')" 0:yes
check she_sends_it_on "$(has "$(outbox retry "$id")" 'will be tried again at once 0')" yes
check and_it_arrives_once "$(once) $(there)" "0 1"
check then_it_cannot_be_withdrawn "$(has "$(outbox withdraw "$id" --yes)" 'Nothing was changed. 1')" yes
tests/flow/rig stop
