#!/bin/sh
# usage: tests/proofs/forms.sh [full|short]
# 200 drawn sequences of every form of the profile, and of our own forms, in @getodk/xforms-engine and
# in our engine (short: 5).
cd "$(dirname "$0")/../.." || exit 1
WALKS=200
[ "${1:-full}" = short ] && WALKS=5
export WALKS
tests/partner/run install || exit 1
start=$(date +%s)
tests/partner/test_profile.sh
profile=$?
tests/partner/test_forms.sh
forms=$?
echo "# $WALKS walks of $(ls tests/partner/forms/*.xml | wc -l) forms of the profile and of ours in $(($(date +%s) - start)) s"
exit $((profile | forms))
