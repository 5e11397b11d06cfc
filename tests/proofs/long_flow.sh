#!/bin/sh
# The scripts of tests/flow that say "Runs with the proofs.": what waits by the clock for a minute and more.
# All at once: they wait more than they work. The same for every size; usage: long_flow.sh full|short
cd "$(dirname "$0")/../.." || exit 1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
grep -ls '^# Runs with the proofs\.' tests/flow/test_*.sh >"$dir/list"
while read -r script; do
    { "$script" >"$dir/${script##*/}.out" 2>&1 || echo "not ok ${script##*/} ended with $?" >>"$dir/${script##*/}.out"; } &
done <"$dir/list"
wait
cat "$dir"/*.out
! grep -q '^not ok ' "$dir"/*.out
