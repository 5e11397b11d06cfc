#!/bin/sh
# Every allocation and every call of the disk failed once in every path of outbox and courier.
# usage: failures.sh full|short
cd "$(dirname "$0")/../.." || exit 1
bin=build/${B:-release}/tests/failures
[ "$1" = full ] || exec "$bin" 149
other=$(mktemp)
"$bin" 2 2 >"$other" &
"$bin" 2 1
status=$?
wait $! || status=1
cat "$other"
rm -f "$other"
exit $status
