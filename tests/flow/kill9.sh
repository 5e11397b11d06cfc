#!/bin/sh
# Kills the one who saves right after a commit, and the courier at random, N times each; the portal
# drops lines after storing. At the end every application that was shown as saved is at the portal
# exactly once. usage: tests/flow/kill9.sh [N]
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
n=${1:-5}
dir=$(mktemp -d)
pids=

finish() {
    for p in $pids; do
        kill "$p" 2>/dev/null
    done
    wait 2>/dev/null
    [ -n "${KEEP:-}" ] || rm -rf "$dir"
}
trap finish EXIT

portal() {
    start_portal "$@"
    pids="$pids $portal"
    port=${url##*:}
}
courier() {
    "$bin/courier" --state "$dir/state" --portal "$url" --retry-base-ms 100 >>"$dir/courier.out" 2>>"$dir/courier.err" &
    courier=$!
    pids="$pids $courier"
}
# A time of 0 to $1 ms, in seconds.
moment() {
    awk -v most="$1" -v seed="$(od -An -N4 -tu4 /dev/urandom)" 'BEGIN {srand(seed); printf "%.3f", rand() * most / 1000}'
}

portal --fault answer:reset:40 --fault accept:then-reset:20 --fault any:status=503:6
courier
for _ in $(seq 600); do
    [ -s "$dir/state/box.pub" ] && break
    sleep 0.05
done
: >"$dir/shown"
i=0
while [ "$i" -lt "$n" ]; do
    i=$((i + 1))
    : >"$dir/now"
    "$bin/tests/put_applications" "$dir/state" 100000 60000 >"$dir/now" 2>>"$dir/put.err" &
    putter=$!
    while [ ! -s "$dir/now" ] && kill -0 "$putter" 2>/dev/null; do
        :
    done
    sleep "$(moment 40)"
    kill -9 "$putter" 2>/dev/null
    wait "$putter" 2>/dev/null
    grep -E '^.{36}$' "$dir/now" >>"$dir/shown"
    sleep "$(moment 150)"
    kill -9 "$courier" 2>/dev/null
    wait "$courier" 2>/dev/null
    died=$?
    [ "$died" = 137 ] || echo "# the courier had ended by itself with $died: $(tail -1 "$dir/courier.err")" | tee -a "$dir/ended"
    courier
done
shown=$(wc -l <"$dir/shown")

# The troubles end with the kills: behind a portal that only fails the courier waits longer each time.
for _ in $(seq 80); do
    curl -fs -o "$dir/reply" --data clear "$url/practice/fault" && break
done
# Everything that was saved must arrive without help.
for _ in $(seq 600); do
    left=$(sqlite3 "$dir/state/outbox.db" 'SELECT count(*) FROM application WHERE state<>3' 2>/dev/null)
    [ "$left" = 0 ] && break
    sleep 0.1
done
curl -s "$url/api/applications" >"$dir/list.json"
grep -o '{"uuid":"[^"]*","sha256"' "$dir/list.json" | cut -d'"' -f4 | sort >"$dir/there"
sort "$dir/shown" >"$dir/wanted"
lost=$(comm -23 "$dir/wanted" "$dir/there" | wc -l)
doubled=$(uniq -d "$dir/there" | wc -l)
strange=$(sqlite3 "$dir/state/outbox.db" 'SELECT uuid FROM application' | sort | comm -13 - "$dir/there" | wc -l)
numbers=$(grep -o '"file_number":"[^"]*"' "$dir/list.json" | sort | uniq -d | wc -l)
missing=$(grep -o '"papers_missing":\["' "$dir/list.json" | wc -l)
rest=$(find "$dir/state/papers" -type f ! -name '*.tmp' | wc -l)
rows=$(sqlite3 "$dir/state/outbox.db" 'SELECT count(*) FROM paper')

told=$dir/courier.err
echo "# $n kills of each; $shown shown as saved, $(wc -l <"$dir/there") at the portal, $left unsent"
echo "# wrong: $((lost + doubled + strange + numbers + missing))"
check "at_least_one_was_shown_per_kill" "$([ "$shown" -ge "$n" ] && echo yes)" yes
check "every_application_shown_as_saved_is_at_the_portal" "$lost" 0
check "none_is_there_twice" "$doubled" 0
check "none_is_there_that_was_not_saved" "$strange" 0
check "no_file_number_was_given_twice" "$numbers" 0
check "no_paper_is_missing" "$missing" 0
check "nothing_is_left_unsent" "$left" 0
check "the_courier_never_ended_by_itself" "$(cat "$dir/ended" 2>/dev/null)" ""
check "every_paper_that_was_sent_is_deleted_here" "$rows" 0
[ ! -e "$dir/ended" ] && [ "$lost$doubled$strange$numbers$missing$left$rows" = 0000000 ] && [ "$shown" -ge "$n" ]
