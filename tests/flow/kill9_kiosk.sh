#!/bin/sh
# Kills the kiosk 0 to 150 ms after somebody pressed "send" (one of five at once, one within 15 ms,
# when it is saving; one the moment it shows that all is saved) and the courier at random, N times each. At the end every application that was
# shown as saved is at the portal exactly once, and each kiosk that was started again showed a
# welcome screen within 3 s, not counting waits for a processor. usage: tests/flow/kill9_kiosk.sh [N]
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
n=${1:-5}
dir=$(mktemp -d)
export RIG=$dir/rig RETRY_MS=100
trap 'kill -9 $kiosk 2>/dev/null; tests/flow/rig stop; [ -n "${KEEP:-}" ] && echo "# kept: $dir" || rm -rf "$dir"' EXIT
kiosk=
kiosk() { # SCRIPT
    exec "$bin/kiosk" --state "$RIG/state" --config "$dir/kiosk.ini" --headless --scanner sim: --printer none: \
        --camera sim:tests/fixtures/papers/sharp.jpg --play "$1"
}
# A time of 0 to $1 ms, in seconds.
moment() {
    awk -v most="$1" -v seed="$(od -An -N4 -tu4 /dev/urandom)" 'BEGIN {srand(seed); printf "%.3f", rand() * most / 1000}'
}
appears() { # LINE: waits until the kiosk says so or ends
    while ! grep -q "^$1" "$dir/now" && kill -0 "$kiosk" 2>/dev/null; do
        sleep 0.002
    done
    true
}
ms() {
    echo $(($(date +%s%N) / 1000000))
}
# For how long, ever, somebody on this machine waited for a processor: a busy one is no slow kiosk.
queued_ms() {
    awk '/^some/ {sub("total=", "", $5); ms = int($5 / 1000)} END {print ms + 0}' /proc/pressure/cpu 2>/dev/null || echo 0
}

# N of them within an hour are more than a kiosk gives by itself.
printf '[limits]\napplications = 120\n' >"$dir/kiosk.ini"
tests/flow/planted kill9 >"$dir/visit.play"
tests/flow/rig start || exit 1
: >"$dir/shown"
: >"$dir/ended"
: >"$dir/slow"
slowest=0
i=0
while [ "$i" -lt "$n" ]; do
    i=$((i + 1))
    : >"$dir/now"
    (kiosk "$dir/visit.play") >"$dir/now" 2>>"$dir/kiosk.err" &
    kiosk=$!
    case $((i % 5)) in
    0) appears saved ;;
    1) appears sending ;;
    2) appears sending && sleep "$(moment 15)" ;;
    *) appears sending && sleep "$(moment 150)" ;;
    esac
    kill -9 "$kiosk" 2>/dev/null
    wait "$kiosk" 2>/dev/null
    died=$?
    grep -q '^sending' "$dir/now" || echo "before sending, with $died: $(cat "$dir/now")" >>"$dir/ended"
    sed -n 's/^saved //p' "$dir/now" >>"$dir/shown"
    queued=$(queued_ms)
    began=$(ms)
    (kiosk tests/flow/welcome.play) >"$dir/again" 2>>"$dir/kiosk.err"
    took=$(($(ms) - began))
    unqueued=$((took - $(queued_ms) + queued))
    grep -q '^welcome' "$dir/again" || echo "no welcome: $(cat "$dir/again")" >>"$dir/ended"
    [ "$took" -le "$slowest" ] || slowest=$took
    [ "$unqueued" -le 3000 ] || echo "$unqueued" >>"$dir/slow"
    sleep "$(moment 100)"
    tests/flow/rig kill courier
    queued=$(queued_ms)
    began=$(ms)
    tests/flow/rig courier on || exit 1
    for _ in $(seq 1000); do
        grep -q '^courier: ready' "$RIG/courier.log" && break
        sleep 0.01
    done
    unqueued=$(($(ms) - began - $(queued_ms) + queued))
    [ "$unqueued" -le 3000 ] || echo "courier $unqueued" >>"$dir/slow"
done
shown=$(wc -l <"$dir/shown")
rows() {
    sqlite3 "$RIG/state/outbox.db" "$1"
}
for _ in $(seq 300); do
    left=$(rows 'SELECT count(*) FROM application WHERE state<>3')
    [ "$left" = 0 ] && break
    sleep 0.1
done
# A paper of an application that was killed before it was saved: swept by a start two hours later.
orphans=$(find "$RIG/state/papers" -type f -exec touch -d '2 hours ago' {} + -print | wc -l)
(kiosk tests/flow/welcome.play) >"$dir/again" 2>>"$dir/kiosk.err"
curl -s "$(cat "$RIG/address")/api/applications" >"$dir/list.json"
grep -o '{"uuid":"[^"]*","sha256"' "$dir/list.json" | cut -d'"' -f4 | sort >"$dir/there"
rows 'SELECT uuid FROM application' | sort >"$dir/rows"
sort "$dir/shown" >"$dir/wanted"

echo "# $n kills of kiosk and courier; $shown shown as saved, $(wc -l <"$dir/rows") saved, $(wc -l <"$dir/there") at the portal; $orphans papers without one swept; again at welcome within $slowest ms"
check each_was_killed_after_send_and_came_back "$(cat "$dir/ended")" ""
check some_were_shown_as_saved "$([ "$shown" -ge $((n / 5)) ] && echo yes)" yes
check every_application_shown_as_saved_is_at_the_portal "$(comm -23 "$dir/wanted" "$dir/there" | wc -l)" 0
check every_application_saved_is_at_the_portal "$(comm -23 "$dir/rows" "$dir/there" | wc -l)" 0
check none_is_there_twice "$(uniq -d "$dir/there" | wc -l)" 0
check none_is_there_that_was_not_saved "$(comm -13 "$dir/rows" "$dir/there" | wc -l)" 0
check no_file_number_was_given_twice "$(grep -o '"file_number":"[^"]*"' "$dir/list.json" | sort | uniq -d | wc -l)" 0
check no_paper_is_missing "$(grep -o '"papers_missing":\["' "$dir/list.json" | wc -l)" 0
check nothing_is_left_unsent "$left" 0
check no_paper_is_left_here "$(rows 'SELECT count(*) FROM paper') $(find "$RIG/state/papers" -type f | wc -l)" "0 0"
check the_logs_of_all_that_were_killed_hold_together "$("$bin/kioskctl" log verify --state "$RIG/state" >"$dir/logs"; echo $? "$(grep -c ': ok' "$dir/logs")")" "0 2"
check no_damage_was_found "$(find "$RIG/state" -name '*damaged*' | wc -l)" 0
check both_are_back_within_3_s "$(cat "$dir/slow")" ""
exit $bad
