#!/bin/sh
# usage: tests/proofs/forms.sh [full|short]
# Drawn sequences in @getodk/xforms-engine and in our engine: 200 of every form of the profile, 20 of
# every form of assets/forms, which are long and slow there (short: 5 and 2). Two halves side by side.
cd "$(dirname "$0")/../.." || exit 1
profile=200 own=20
[ "${1:-full}" = short ] && profile=5 own=2
tests/partner/run install || exit 1
start=$(date +%s)
WALKS=$profile tests/partner/test_profile.sh
first=$?
WALKS=$own PART=0/2 tests/partner/test_forms.sh >out/proof/forms_half.out 2>&1 &
other=$!
WALKS=$own PART=1/2 tests/partner/test_forms.sh
second=$?
wait "$other"
third=$?
cat out/proof/forms_half.out
echo "# $profile walks of $(find tests/partner/forms -name '*.xml' ! -name 'list-*' | wc -l) forms of the profile," \
    "$own of each of ours, in $(($(date +%s) - start)) s"
exit $((first | second | third))
