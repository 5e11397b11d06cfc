#!/bin/sh
# Thirty days without a line, sixty applications a day with three papers of 2 MB each: all are kept, then
# drained in the order saved, about as fast as the same line carries the same bytes plainly, while somebody
# touches the kiosk on the same state directory. The courier runs as its unit has it, nice 10;
# so does the portal, which stands for another machine.
# The ratio is judged in full only: a few seconds on a noisy machine say nothing.
# usage: drain.sh full|short   N=applications BYTES=of a paper (smaller by itself where the disk is small)
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
bin=build/${B:-release}
if [ "$1" = full ]; then
    n=${N:-1800} bytes=${BYTES:-2000000} visits=3 least=0.15
else
    n=${N:-24} bytes=${BYTES:-200000} visits=0 least=0
fi
dir=$(mktemp -d)
state=$dir/state
courier=
portal=
finish() {
    for p in $courier $kiosk $portal; do
        kill "$p" 2>/dev/null
    done
    wait 2>/dev/null
    [ -n "${KEEP:-}" ] && echo "# kept: $dir" || rm -rf "$dir"
}
trap finish EXIT
kiosk=
rows() { # CONDITION
    sqlite3 "file:$state/outbox.db?mode=ro" ".timeout 5000" "SELECT count(*) FROM application WHERE $1"
}
used() { # FOLDER: KiB
    du -sk "$1" | cut -f1
}
now() {
    date +%s.%N
}
# Kept here, at the portal while it arrives, and 15 % for both databases.
while room=$(df -Pk "$dir" | awk 'NR == 2 {print $4}') && [ $((n * 3 * bytes / 1000 * 23 / 10)) -gt "$room" ]; do
    bytes=$((bytes / 2))
done
start_portal() { # DATA
    : >"$dir/portal.log" # else where the last one listened may be read
    nice -n 10 "$bin/practice-portal" --listen 127.0.0.1:0 --data "$1" >"$dir/portal.log" 2>&1 &
    portal=$!
    until_listening "$dir/portal.log"
}
stop() { # NUMBER
    kill "$1" 2>/dev/null
    wait "$1" 2>/dev/null
}

# --- the same bytes plainly: one line, one paper after the other -------------------------------------
plain=$((n / 10 > 20 ? n / 10 : n))
head -c "$bytes" /dev/urandom >"$dir/paper"
hash=$(sha256sum "$dir/paper" | cut -d' ' -f1)
start_portal "$dir/plain"
i=0
while [ "$i" -lt $((plain * 3)) ]; do
    i=$((i + 1))
    [ "$i" -eq 1 ] || echo next
    printf 'url = "%s/applications/00000000-0000-4000-8000-%012d/papers/%s"\nupload-file = "%s"\nheader = "Content-Type: image/jpeg"\noutput = "%s"\nsilent\nfail\n' \
        "$url" "$i" "$hash" "$dir/paper" "$dir/reply"
done >"$dir/curl"
began=$(now)
curl --config "$dir/curl" || check plain_upload "$?" 0
plain_s=$(echo "$(now) $began" | awk '{print $1 - $2}')
stop "$portal"
rm -rf "$dir/plain"

# --- a month without a line ---------------------------------------------------------------------------
"$bin/courier" --state "$state" --portal http://127.0.0.1:9 --once >"$dir/once.log" 2>&1
empty=$(used "$state")
began=$(now)
"$bin/tests/put_applications" "$state" "$n" "$bytes" 3 >"$dir/saved" 2>"$dir/put.err"
put_s=$(echo "$(now) $began" | awk '{print $1 - $2}')
full=$(used "$state")
check every_application_is_kept "$(rows 'state=0 AND sealed IS NOT NULL') $(ls "$state/papers" | wc -l)" "$n $((n * 3))"

# --- somebody touches the kiosk -----------------------------------------------------------------------
{
    tests/flow/script tests/flow/tour.play vi | sed '/^expect screen question-paper/,$d' | grep -v '^shot '
    printf '%s\n' 'wait 20m' 'expect screen welcome' "again $visits"
} >"$dir/visit.play"
touch_kiosk() { # NAME
    PROBE=play PROBE_OUT="$dir/$1.figures" RIG="$dir" "$bin/tests/kiosk-probe" --state "$state" --size 1080x1920 \
        --headless --scanner sim: --printer none: --camera sim:tests/fixtures/papers/sharp.jpg \
        --play "$dir/visit.play" >"$dir/$1.said" 2>&1
}
figure() { # NAME WHAT
    awk -F'\t' -v want="touch to changed frame, $2" '$1 == want {print $2}' "$dir/$1.figures" 2>/dev/null
}
[ "$visits" -eq 0 ] || touch_kiosk rest || check visit_at_rest "$(tail -1 "$dir/rest.said")" ""

# --- the line is back ---------------------------------------------------------------------------------
start_portal "$dir/portal"
began=$(now)
nice -n 10 "$bin/courier" --state "$state" --portal "$url" >"$dir/courier.log" 2>&1 &
courier=$!
if [ "$visits" -gt 0 ]; then
    (touch_kiosk drain; echo $? >"$dir/drain.status"; rows 'state<>3' >"$dir/drain.left") &
    kiosk=$!
fi
end=$(($(date +%s) + (visits > 0 ? 3600 : 180))) # what does not drain is told, not waited for
while left=$(rows 'state<>3') && [ "$left" -gt 0 ] && kill -0 $courier 2>/dev/null && [ "$(date +%s)" -lt "$end" ]; do
    echo "$((n - left)) $(awk '/^VmRSS/ {print $2}' /proc/$courier/status)" >>"$dir/memory"
    sleep 0.2
done
drain_s=$(echo "$(now) $began" | awk '{print $1 - $2}')
[ -z "$kiosk" ] || wait "$kiosk"
stop "$courier"
courier=
curl -s "$url/api/applications" >"$dir/list"
{
    grep -o '{"uuid":"[^"]*","sha256"' "$dir/list" | wc -l
    grep -o '"puts":1,' "$dir/list" | wc -l
    grep -o '"papers_missing":\[\]' "$dir/list" | wc -l
    grep -o '"named":true' "$dir/list" | wc -l
} | tr '\n' ' ' >"$dir/counts"
sqlite3 "$dir/portal/portal.db" 'SELECT uuid FROM application ORDER BY id' >"$dir/order"
check all_are_there_once_with_every_paper "$(cat "$dir/counts")" "$n $n $n $((n * 3)) "
check they_arrived_in_the_order_saved "$(cksum <"$dir/order")" "$(cksum <"$dir/saved")"
check nothing_is_left_unsent "$(rows 'state<>3')" 0
check no_paper_is_left "$(ls "$state/papers" | wc -l)" 0
after=$(used "$state")
# What a page of the database once held is given back to it, not to the disk.
check the_disk_is_given_back "$([ $((after * 20)) -lt "$full" ] || [ $((after - empty)) -lt $((n * 12)) ] && echo yes)" yes

# --- figures ------------------------------------------------------------------------------------------
mb=$(awk -v n="$n" -v b="$bytes" 'BEGIN {printf "%.0f", n * 3 * b / 1e6}')
echo "# $n applications with 3 papers of $bytes bytes, $mb MB; saved in $put_s s; state directory $empty KiB, then $full, drained $after"
awk -v mb="$mb" -v s="$drain_s" -v p="$plain_s" -v of="$plain" -v b="$bytes" -v least=$least 'BEGIN {
    plain = of * 3 * b / 1e6 / p
    printf "# drained in %.1f s, %.1f MB/s; plainly over the same line %.1f MB/s (%d papers in %.1f s): ratio %.2f\n", s, mb / s, plain, of * 3, p, mb / s / plain
    exit mb / s / plain < least
}'
check as_fast_as_the_line_allows $? 0
# From the first that arrived: before, the courier is starting, and where all are drained in half a second that is long.
awk '$1 > 0 {row[++rows] = $2} END {
    for (i = 1; i <= rows; i++) {
        if (i > rows / 4 && i <= rows / 2) {a += row[i]; m++}
        if (i > rows * 3 / 4) {b += row[i]; k++}
    }
    if (rows < 8) {print "# memory: too short to tell"; exit 0}
    printf "# memory of the courier: %.0f KiB in the second quarter, %.0f in the last\n", a / m, b / k
    exit b / k > a / m * 1.05 + 256
}' "$dir/memory"
check the_courier_does_not_grow $? 0
[ "$visits" -gt 0 ] || exit $bad
for when in rest drain; do
    echo "# touch to changed frame, $when: median $(figure $when median) ms, p99 $(figure $when p99) ms, longest $(figure $when longest) ms"
done
check visit_while_draining "$(cat "$dir/drain.status")" 0
check the_drain_outlasts_the_visits "$([ "$(cat "$dir/drain.left")" -gt 0 ] && echo yes)" yes
# The limits of the figures; where a busy machine misses them at rest, twice what it then gave.
check touches_are_answered_as_at_rest "$(echo "$(figure drain median) $(figure drain p99) $(figure rest p99)" |
    awk '{most = $3 > 16.7 ? $3 * 2 : 16.7; print ($1 > 0 && $1 <= 8 && $2 <= most) ? "yes" : $0}')" yes
exit $bad
