#!/bin/sh
# The appliance beside its peers on the same emulated machine, in turn (tests/image/beside): SDL's kmsdrm and a bare Xorg with a
# program that draws one box. Needs root, QEMU and half an hour; short: one round.
cd "$(dirname "$0")/../.." || exit 1
rounds=3
[ "${1:-full}" = full ] || rounds=1
export PATIENCE="${PATIENCE:-400}"
tests/setup image-test
SQUEEZE=3 make -s --no-print-directory image && make -s --no-print-directory all build/release/tests/compare_png build/release/tests/virtual_printer &&
    tests/image/peer/build || exit 1
tests/image/beside $rounds | sed -E 's/^\|/# |/'
grep -q '^| ' out/image/beside.md
