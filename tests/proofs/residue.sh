#!/bin/sh
# What is left of a citizen, several visits. usage: residue.sh full|short
cd "$(dirname "$0")/../.." || exit 1
[ "$1" = full ] && n=5 || n=1
words=$(tests/flow/planted names | wc -l)
bad=0
for _ in $(seq "$n"); do
    tests/flow/test_residue.sh || bad=1
done
echo "# $n times 2 visits; $words names, numbers and a piece of a paper searched in kiosk and courier as UTF-8, UTF-16, UTF-32"
exit $bad
