#!/bin/sh
# @getodk/xforms-engine and our engine fill the forms of tests/partner/forms, two halves side by side.
# Runs beside others.
TZ=Asia/Bangkok
export TZ
half=$(mktemp)
trap 'rm -f "$half"' EXIT
PART=1/2 node build/partner/profile.mjs >"$half" 2>&1 &
other=$!
PART=0/2 node build/partner/profile.mjs
first=$?
wait "$other"
second=$?
cat "$half"
exit $((first | second))
