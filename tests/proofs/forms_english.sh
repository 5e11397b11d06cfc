#!/bin/sh
# usage: tests/proofs/forms_english.sh : every form that make test files in Vietnamese is filed in English too.
cd "$(dirname "$0")/../.." || exit 1
for play in tests/flow/tour-*.play; do
    name=$(basename "$play" .play)
    FILED_IN=en tests/flow/test_visits.sh "$name-en"
done
