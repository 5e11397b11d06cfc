#!/bin/sh
# Power cuts in one process, on a disk in memory: kiosk and courier at every write and flush, each cut
# followed by a start and a look. usage: power_cuts.sh full|short   (N=1000000 for more)
cd "$(dirname "$0")/../.." || exit 1
bin=build/${B:-release}/tests/power_cuts
[ "$1" = full ] || exec "$bin" "${N:-400}"
half=$((${N:-104000} / 2))
other=$(mktemp)
"$bin" $half 1000000 >"$other" &
"$bin" $half 1
status=$?
wait $! || status=1
cat "$other"
rm -f "$other"
exit $status
