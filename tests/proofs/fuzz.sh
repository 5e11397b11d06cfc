#!/bin/sh
# Hostile input through every libFuzzer target: 60 s each in full, 8 in short. usage: fuzz.sh [full|short]
cd "$(dirname "$0")/../.." || exit 1
seconds=60
[ "${1:-full}" = short ] && seconds=8
make --no-print-directory fuzz "T=$seconds" >out/proof/fuzz-build.log 2>&1
status=$?
grep -E '^ok |^not ok |^# ' out/proof/fuzz-build.log
grep -E '^ok ' out/proof/fuzz-build.log | sed 's/^ok /# /'
exit $status
