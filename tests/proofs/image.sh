#!/bin/sh
# The appliance whole: every step of its test, a line that is cut, a TPM, and cuts of the power. Needs root, QEMU and
# hours; short: two cuts.
cd "$(dirname "$0")/../.." || exit 1
cuts=50
[ "${1:-full}" = full ] || cuts=2
make -s --no-print-directory image-test STEPS="visit cut refuse update rollback line tpm nothing cuts=${CUTS:-$cuts}"
