#!/bin/sh
# Every fuzz target for ten minutes (short: 20 seconds). usage: fuzz.sh full|short
cd "$(dirname "$0")/../.." || exit 1
[ "$1" = full ] && seconds=${FUZZ_SECONDS:-600} || seconds=${FUZZ_SECONDS:-20}
${MAKE:-make} --no-print-directory fuzz T="$seconds" >out/proof/fuzz.out 2>&1
status=$?
echo "# $seconds s a target: $(tail -1 out/proof/fuzz.out)"
sed -n 's/^ok fuzz_/# /p' out/proof/fuzz.out
if [ "$status" = 0 ]; then
    echo "ok fuzz_found_nothing"
else
    echo "not ok fuzz_found_nothing"
    tail -40 out/proof/fuzz.out
fi
exit $status
