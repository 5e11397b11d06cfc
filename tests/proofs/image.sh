#!/bin/sh
# The appliance whole: every step of its test, a line that is cut, what waits over an update, an audit, a TPM, a reset, both
# slots broken, and cuts of the power (CUTS=, 50) in turn while it starts, serves and installs. Needs root, QEMU and hours;
# short: three cuts. What passed with its time, and pictures: out/image.
cd "$(dirname "$0")/../.." || exit 1
cuts=50
[ "${1:-full}" = full ] || cuts=3
make -s --no-print-directory image-test \
    STEPS="visit cut refuse update lynis rollback line kept cuts=${CUTS:-$cuts} reset tpm nothing"
