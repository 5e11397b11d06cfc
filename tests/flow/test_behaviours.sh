#!/bin/bash
# The fifteen behaviours that a fleet's client must have, one line each, against a double of hawkBit over TCP and TLS.
# What each is in detail is in app/steward/README.md; the long list of lies is test_fleet.sh's. Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
dir=$(mktemp -d)
told=$dir/once
. tests/flow/fleet_rig
kioskctl=$bin/kioskctl
echo $token >"$dir/token"
start_double
order targets "{\"id\":\"k1\",\"token\":\"$token\"}" >/dev/null
word() { sed -n 's/^word = //p' "$dir/${1:-state}/fleet.state"; }
clock_word() { sed -n 's/^clock = //p' "$dir/${1:-state}/fleet.state"; }
fact() { sqlite3 "$dir/${1:-state}/steward.db" "SELECT value FROM fact WHERE name='$2'"; }
sh tests/flow/ca "$dir/ca"

# Two that run by themselves all the while, for what is about time (2, 3): their first poll is answered with 503 and
# Retry-After, in seconds and as a date, the second with 200, k2's third with 304. What goes over their lines is
# written down on the way, with the time.
aside() { exec "build/${B:-release}/tests/fleet-double" --listen "127.0.0.1:${1:-0}" --data "$dir/fleet2" "${@:2}" >"$dir/aside.out" 2>&1; }
: >"$dir/aside.out"
aside 0 &
beside=$!
main=$url
until_listening "$dir/aside.out"
second=$url
url=$main
beside_targets() { # SLEEP
    curl -s --data-binary "[{\"id\":\"k2\",\"token\":\"$token\",\"sleep\":\"$1\"},{\"id\":\"k4\",\"token\":\"$token\",\"sleep\":\"$1\"}]" "$second/double/targets" >/dev/null
}
paced() { # ID OPTION...
    exec "$bin/steward" --state "$dir/$1" --ddi "http://127.0.0.1:$proxy/DEFAULT/controller/v1/$1" --token "$dir/token" \
        --bus "unix:path=$dir/bus" --os-release "$dir/os-release" --boot one "${@:2}" >>"$dir/$1.out" 2>&1
}
waited() { # ID: milliseconds from its 503 to its next poll
    local times
    mapfile -t times < <(awk -v poll="GET /DEFAULT/controller/v1/$1 " '/^[<>] [0-9]+\// { at = $2 " " $3 }
        /^HTTP\/1.1 503/ { told = 1; print at }
        told && index($0, poll) == 1 { print at; exit }' "$dir/$1.proxy")
    [ ${#times[@]} = 2 ] && echo $(($(date -d "${times[1]}" +%s%3N) - $(date -d "${times[0]}" +%s%3N))) || echo 0
}
beside_targets PT1S # so that the first poll comes at once
for k in k2 k4; do
    socat -d -d -v TCP-LISTEN:0,bind=127.0.0.1,fork "TCP:${second#http://}" >"$dir/proxy.out" 2>"$dir/$k.proxy" &
    beside="$beside $!"
    for _ in $(seq 200); do
        proxy=$(sed -n 's/.*listening on .*:\([0-9]*\)$/\1/p' "$dir/$k.proxy" | head -1)
        [ -n "$proxy" ] && break
        sleep 0.05
    done
    (paced $k --once) # it learns how long it may sleep
    curl -s --data-binary "poll@$k:retry-after=$([ $k = k2 ] && echo 45 || echo date):1" "$second/double/faults" >/dev/null
    paced $k &
    beside="$beside $!"
done
beside_targets PT30S
curl -s -X DELETE "$second/double/counters" >/dev/null
proxy=${second##*:}
paced k5 & # it gets another name while it runs
beside="$beside $!"
for _ in $(seq 200); do
    grep -qs 'steward: ready' "$dir/k5.out" && break
    sleep 0.05
done
printf '[kiosk]\nname = k3\n' >"$dir/k5/site.ini"

# --- 1: killed in the middle it goes on, and says so first ---------------------------------------------
rauc slow 4 >/dev/null
offer 2.0 os forced
line
"${program[@]}" --token "$dir/token" >"$dir/once" 2>&1 &
for _ in $(seq 300); do
    [ "$(rauc count)" = "installs=1 reboots=0" ] && break
    sleep 0.1
done
kill -KILL $!
wait $! 2>/dev/null
before=$(executions)
first="$(steward) $(rauc count)"
machine_starts
check behaviour_01_goes_on_after_a_kill_and_says_resumed \
    "$first $(executions | sed "s/^$before//" | cut -d' ' -f1) $(steward) $(state)" "1 installs=1 reboots=1 resumed 0 FINISHED"
rauc slow 0.2 >/dev/null

# --- 4: whom it believes, and who gets to know it ---------------------------------------------------------
order faults 'poll:redirect=http://127.0.0.1:1:1' >/dev/null
away=$(steward; tail -2 "$dir/once" | head -1)
curl -s -X DELETE "$url/double/faults"
socat -d -d -u TCP-LISTEN:0,bind=127.0.0.1,fork OPEN:"$dir/stranger",creat,append 2>"$dir/socat" &
socat_pid=$!
for _ in $(seq 100); do
    stranger=$(sed -n 's/.*listening on .*:\([0-9]*\)$/\1/p' "$dir/socat")
    [ -n "$stranger" ] && break
    sleep 0.05
done
order faults "deployment:foreign=http://127.0.0.1:$stranger:1" >/dev/null
offer 3.0 os downloadonly
timeout 20 "${program[@]}" --token "$dir/token" >/dev/null 2>&1
kill $socat_pid
curl -s -X DELETE "$url/double/faults"
order "actions/$action" '{"cancel":"now"}' >/dev/null
steward >/dev/null
strangers="$(grep -c '^GET ' "$dir/stranger") $(grep -ci 'authorization' "$dir/stranger")"
plain=$url
end_double
secure() { # SERVER-CERTIFICATE: whether the steward was heard by it
    start_double --tls "$dir/ca/$1.pem" "$dir/ca/$1.key" --client-ca "$dir/ca/ca.pem"
    "$bin/steward" --state "$dir/tls" --ddi "$url/DEFAULT/controller/v1/client" --ca "$dir/ca/ca.pem" --cert "$dir/ca/client.pem" \
        --key "$dir/ca/client.key" --bus "unix:path=$dir/bus" --os-release "$dir/os-release" --boot one --once >"$dir/once" 2>&1
    grep -c '^steward: poll: ' "$dir/once"
    end_double
}
check behaviour_04_believes_its_authority_alone_and_shows_strangers_nothing \
    "$(for name in good expired wrong-host foreign self; do secure $name; done | tr '\n' ' ')$strangers $(echo "$away" | grep -c 'somewhere else')" "0 1 1 1 1 1 0 1"
port=${plain##*:}
start_double

# --- 5: a file whose line lies ----------------------------------------------------------------------------
got=
fetched() { # FAULT: fetched only; the state and the reason go to $got
    order faults "$1" >/dev/null
    offer "3.$made" os downloadonly
    for _ in $(seq 20); do
        [ "$(steward)" = 0 ] && break
    done
    curl -s -X DELETE "$url/double/faults"
    got="$got $(state)$(order "actions/$action" | grep -o '"code":2[0-9]\|"code":11' | tail -1)"
}
for fault in artifact:cut=65536 artifact:no-range:1 artifact:endless:1 artifact:etag:1 artifact:corrupt:1 artifact:corrupt:2 deployment:no-sha256:1; do
    fetched $fault
done
check behaviour_05_cut_endless_and_spoilt_files_and_none_without_sha256 "$got" \
    ' DOWNLOADED DOWNLOADED DOWNLOADED DOWNLOADED DOWNLOADED ERROR"code":21 ERROR"code":11'

# --- 6: not older, not of others, and an alarm when nothing newer comes ------------------------------------
offer 1.5 os forced
older="$(steward) $(state) $(said '"code":15')"
bundle unsigned.raucb 2.3 unsigned
offer 2.3 os forced unsigned.raucb
unsigned="$(steward) $(state) $(said '"code":30') $(word)"
sqlite3 "$dir/state/steward.db" "UPDATE fact SET value='$(($(date +%s) / 86400 - 100))' WHERE name='offered'; UPDATE fact SET value='' WHERE name='ended'"
check behaviour_06_older_and_unsigned_are_refused_and_a_frozen_server_is_told \
    "$older $unsigned $(steward) $(word) $(sed -n 's/^number = //p' "$dir/state/fleet.state") $(grep -c 'trouble="frozen"' "$dir/state/metrics.prom")" \
    "0 ERROR 1 0 ERROR 1 refused 0 frozen 100 1"

# --- 7: nobody is disturbed ---------------------------------------------------------------------------------
hour=$(((10#$(date -u +%H) + 7 + 2) % 24)) # in Vietnam, in two hours
offer 4.0 os soft
waits="$(steward --night "$hour-$(((hour + 1) % 24))") $(tail -1 "$dir/once" | cut -d' ' -f3)"
order "actions/$action" '{"cancel":true}' >/dev/null
steward >/dev/null
echo '{"granted":false,"why":"visit"}' >"$dir/kiosk"
offer 4.1 os forced
check behaviour_07_soft_waits_for_the_night_and_forced_for_the_visit "$waits $(steward) $(state) $(rauc count)" \
    "1 wait-idle 1 DOWNLOADED installs=1 reboots=1"
order "actions/$action" '{"cancel":true}' >/dev/null
granted="$(steward) $(state) $(find "$dir/state/fleet" -type f | wc -l)" # of 8
echo '{"granted":true,"seconds":60}' >"$dir/kiosk"
extra=',"window":{"in":3600,"for":60}'
offer 4.1 os forced
extra=
shut="$(steward) $(tail -1 "$dir/once" | cut -d' ' -f3) $(state) $(rauc count)"
order "actions/$action" '{"window":{"in":-10,"for":600}}' >/dev/null
open="$(steward --countdown 3) $(tail -1 "$dir/once" | cut -d' ' -f3) $(grep -c '"countdown":3' "$dir/kiosk.asked") $(rauc count)"
begun=$(date +%s%N)
counted="$(steward --countdown 2) $(grep -c '"countdown":2' "$dir/kiosk.asked") $(rauc count) $((($(date +%s%N) - begun) / 1000000 >= 2000))"
machine_starts
check behaviour_07_in_the_open_window_alone_and_after_a_countdown "$shut / $open / $counted / $(steward) $(state)" \
    "1 verified DOWNLOADED installs=1 reboots=1 / 1 installed 1 installs=2 reboots=1 / 1 1 installs=2 reboots=2 1 / 0 FINISHED"

# --- 8: cancelled in time, and too late -----------------------------------------------------------------------
rauc slow 4 >/dev/null
offer 4.2 os forced
"${program[@]}" --token "$dir/token" >"$dir/once" 2>&1 &
for _ in $(seq 300); do
    [ "$(rauc count)" = "installs=3 reboots=2" ] && break
    sleep 0.1
done
kill -KILL $!
wait $! 2>/dev/null
rauc slow 0.2 >/dev/null
order "actions/$action" '{"cancel":true}' >/dev/null
check behaviour_08_cancelled_in_time_and_refused_from_installing_on "$granted $(steward) $(said rejected) $(state)" "0 CANCELED 0 1 1 RUNNING"

# --- 9: only a proven start counts ------------------------------------------------------------------------------
rauc falls on >/dev/null
machine_starts
rauc falls off >/dev/null
fell="$(steward) $(state) $(said 'rolled back from 4.2 to 4.1')"
offer 4.3 os forced
steward >/dev/null
rauc boot >/dev/null
boot=boot-$((++boots))
early="$(steward) $(state)"
rauc health active >/dev/null
check behaviour_09_a_fallen_version_is_told_and_one_that_is_not_proved_is_not "$fell $early $(steward) $(state)" "0 ERROR 1 1 RUNNING 0 FINISHED"

# --- 10: the last word is kept until it is taken -------------------------------------------------------------------
order faults feedback:status=503:6 >/dev/null
offer 1.0 os forced
steward >/dev/null
kept=$(sqlite3 "$dir/state/steward.db" 'SELECT state FROM plan')
curl -s -X DELETE "$url/double/faults"
check behaviour_10_the_last_word_is_kept_and_comes_with_its_reason "$kept $(steward) $(state) $(said '"code":15')" "9 0 ERROR 1"

# --- 11: what it tells of itself -------------------------------------------------------------------------------------
echo 5f3c0a >"$dir/image"
steward --image "$dir/image" >/dev/null
order targets/k1 >"$dir/attributes"
missing=
for one in '"version":"4.3"' '"slot":"[AB]"' '"hardware":"rong-x86"' '"name":"kiosk"' '"commune":"23767"' '"image":"5f3c0a"' '"boots":"[0-9]*"' \
    '"program":"[^"]*"' '"settings.version":"0"'; do
    grep -q "$one" "$dir/attributes" || missing="$missing $one"
done
order "counters" -X DELETE >/dev/null
steward --image "$dir/image" >/dev/null
check behaviour_11_attributes_are_whole_and_told_once "$missing $(order counters | grep -o '"configData":[0-9]*')" " "

# --- 12: details are plain ---------------------------------------------------------------------------------------------
rauc fault breaks >/dev/null
offer 4.4 os forced
check behaviour_12_words_like_html_do_not_wedge_the_action "$(steward) $(state) $(said 'Failed updating slot  rootfs.1    more')" "0 ERROR 1"
rauc fault none >/dev/null
end_double

# --- 13: the clock --------------------------------------------------------------------------------------------------------
tls() { # STATE OPTION...: a steward with the client's certificate; its exit
    local state=$1
    shift
    "$bin/steward" --state "$dir/$state" --ddi "$url/DEFAULT/controller/v1/client" --ca "$dir/ca/ca.pem" --cert "$dir/ca/client.pem" \
        --key "$dir/ca/client.key" --bus "unix:path=$dir/bus" --os-release "$dir/os-release" --boot one --pace 50 --once "$@" >"$dir/once" 2>&1
    echo $?
}
wished() { # STATE: the wish, taken away
    cat "$dir/$1/run/clock" 2>/dev/null
    rm -f "$dir/$1/run/clock"
}
port=
start_double --tls "$dir/ca/good.pem" "$dir/ca/good.key" --client-ca "$dir/ca/ca.pem"
touch -d '+200 days' "$dir/epoch"
floor="$(tls clock --epoch "$dir/epoch") $(wished clock) $(clock_word clock) $(grep -v ' figures: ' "$dir/once" | grep -n 'clock: is to be put forward' | cut -d: -f1)"
now=$(date +%s)
dated() { # SECOND: the server says that second; the wish
    curl -s --cacert "$dir/ca/ca.pem" --data-binary "poll:date=$1:1" "$url/double/faults" >"$dir/made"
    tls clock >/dev/null
    local wish
    wish=$(wished clock)
    echo "${wish:+in $(((wish - now) / 1000)) }$(clock_word clock)"
}
ahead=$(dated $((now + 86400)))
behind=$(dated $((now - 86400)))
none=$(dated 4102444800)
end_double
start_double # over TCP nobody is believed
order targets "{\"id\":\"k1\",\"token\":\"$token\"}" >/dev/null
order faults "poll:date=$((now + 86400)):1" >/dev/null
open="$(steward) $(wished state)"
end_double
check behaviour_13_the_clock_has_a_floor_and_goes_forward_by_a_proven_word_alone "$floor $ahead $behind $none $open" \
    "0 $(stat -c %Y "$dir/epoch") wrong 1 in 86 wrong wrong right 0 "

# --- 14: one certificate in place of another ------------------------------------------------------------------------------------
printf '[kiosk]\nname = k7\n' >"$dir/k7.ini"
cat "$dir/ca/ca.pem" "$dir/ca/other-ca.pem" >"$dir/both.pem" # the next authority is believed before it signs
own() { # OPTION...: a steward that shows its own certificate; its exit
    "$bin/steward" --state "$dir/own" --config "$dir/k7.ini" --ddi "$url/DEFAULT/controller/v1/{name}" --ca "$dir/both.pem" \
        --bus "unix:path=$dir/bus" --os-release "$dir/os-release" --boot one --pace 50 --night 0-0 --once "$@" >"$dir/once" 2>&1
    echo $?
}
sign() { # AUTHORITY OUT [DAYS]
    openssl x509 -req -in "$dir/own/identity.csr" -CA "$dir/ca/$1.pem" -CAkey "$dir/ca/$1.key" -days "${3:-365}" -out "$dir/$2" \
        -extfile <(echo "extendedKeyUsage = clientAuth") -set_serial "0x$RANDOM$RANDOM" 2>/dev/null
}
install() { "$kioskctl" identity install "$dir/$1" --state "$dir/own" --name k7 --ca "$dir/both.pem" 2>&1 | grep -c 'kept as'; }
mkdir -p "$dir/own/run"
python3 tests/tools/fake_kiosk.py "$dir/own/run/kiosk.sock" "$dir/kiosk" >"$dir/own.out" 2>&1 &
beside="$beside $!"
start_double --tls "$dir/ca/good.pem" "$dir/ca/good.key" --client-ca "$dir/ca/ca.pem"
secret="$(own) $(stat -c %a "$dir/own/identity.key") $(word own)" # without one: refused, a key and a request are made
sign ca first.pem
first="$(install first.pem) $(own) $(word own)"
sign other-ca foreign.pem # by an authority the server does not know yet
install foreign.pem >/dev/null
tried="$(own) $(own) $(word own)" # the new one is refused, then the old one serves
sign ca second.pem
install second.pem >/dev/null
taken="$(own) $(word own) $(cmp "$dir/own/identity.pem" "$dir/first.pem" && echo kept)"
sed -i -E '4s/[0-9]+$/1700000000/' "$dir/own/identity.state" # seven days later
later="$(own) $(cmp "$dir/own/identity.pem" "$dir/second.pem" && echo moved) $(ls "$dir/own" | grep -c new.pem)"
curl -s --cacert "$dir/ca/ca.pem" --data-binary '{"id":"k7","refuse":401}' "$url/double/targets" >/dev/null
revoked="$(own) $(word own)"
end_double
check behaviour_14_a_new_certificate_is_tried_the_old_one_kept_and_the_fall_told "$secret / $first / $tried / $taken / $later / $revoked" \
    "1 400 revoked / 1 0 well / 1 0 cert-fell / 0 well kept / 0 moved 0 / 1 revoked"

# --- 15: signed commands, once ---------------------------------------------------------------------------------------------------
"$kioskctl" pack key "$dir/operator" >/dev/null
"$kioskctl" pack key "$dir/foreigner" >/dev/null
start_double
command() { # FILE KIND [KEY] [OPTION...]
    local file=$1 kind=$2 key=${3:-operator}
    shift 3
    "$kioskctl" command "$kind" --kiosk kiosk --key "$dir/$key" -o "$dir/$file" "$@" >/dev/null
}
told_code() { # FILE: sends it; the exit, the state and the code go to $got
    offer 1 command forced "$1"
    got="$(steward --operator-key "$dir/operator.pub") $(state) $(order "actions/$action" | grep -o '"code":7[0-9]*' | tail -1 | cut -d: -f2)"
}
command lock.cmd lock operator
command restart.cmd restart operator
command old.cmd unlock operator --now 2026-01-01T00:00:00Z
command theirs.cmd unlock foreigner
sed 's/^kind = .*/kind = shell/' "$dir/lock.cmd" >"$dir/shell.cmd"
told_code lock.cmd
locked="$got $(ls "$dir/state" | grep -cx locked)"
told_code lock.cmd
again=$got
told_code old.cmd
expired=$got
told_code theirs.cmd
others=$got
told_code shell.cmd
changed=$got
told_code restart.cmd
restart="$got $(ls "$dir/state/run" | grep -cx restart)"
offer 1 command forced restart.cmd
nokey="$(steward) $(state)"
check behaviour_15_a_command_is_signed_done_once_and_refused_when_old_or_unknown \
    "$locked / $again / $expired / $others / $changed / $restart / $nokey" \
    "0 FINISHED 701 1 / 0 ERROR 714 / 0 ERROR 711 / 0 ERROR 707 / 0 ERROR 707 / 0 FINISHED 701 1 / 0 ERROR"
end_double

# --- 2, 3: what went on beside ------------------------------------------------------------------------------------------------------
for _ in $(seq 240); do
    grep -q '^HTTP/1.1 304' "$dir/k2.proxy" && [ "$(waited k4)" != 0 ] && break
    sleep 0.5
done
sleep 0.2
curl -s "$second/double/counters" >"$dir/counted"
shortest=$(grep -o '"shortest_poll_ms":[0-9]*' "$dir/counted" | cut -d: -f2 | sort -n | head -1)
# A date is of whole seconds.
check behaviour_02_polls_come_no_faster_than_is_allowed_and_when_asked_for \
    "$(grep -c 'Retry-After: 45' "$dir/k2.proxy") $(($(waited k2) >= 45000)) $(grep -c 'Retry-After: .* GMT' "$dir/k4.proxy") $(($(waited k4) >= 58000)) $([ "${shortest:-0}" -ge 30000 ] && echo paced) $(fact k2 sleep)" \
    "1 1 1 1 paced 30"
asked=$(grep -c 'If-None-Match' "$dir/k2.proxy")
check behaviour_03_nothing_new_is_told_in_one_line "$([ "$asked" -ge 1 ] && echo asked) $(($(grep -c 'HTTP/1.1 304' "$dir/k2.proxy") - asked))" "asked 0"
# At its next turn it sees that it got another name; who started it starts it anew.
for _ in $(seq 140); do
    grep -q 'it is another' "$dir/k5.out" && break
    sleep 0.5
done
check a_kiosk_that_got_another_name_starts_anew_as_that_one "$(grep -c 'site: it is another; starts anew' "$dir/k5.out")" 1
exit $bad
