#!/bin/sh
# usage: tests/proofs/ways.sh : the whole visit in every way the kiosk can be used (tests/flow/way-*.play).
cd "$(dirname "$0")/../.." || exit 1
for play in tests/flow/way-*.play; do
    names="${names:-} $(basename "$play" .play)"
done
WAYS=$names tests/flow/test_ways.sh
