#!/bin/sh
# The appliance whole: every step of its test, a line that is cut, what waits over an update, an audit, a TPM, a reset, its
# steward and a fleet server, both slots broken, damage, and cuts of the power (CUTS=, 50) in turn while it starts, serves and
# installs. Two machines at once: one half of the cuts has its own. Needs root, QEMU and an hour or two; short: three cuts.
# What passed with its time, and pictures: out/image.
cd "$(dirname "$0")/../.." || exit 1
cuts=50
[ "${1:-full}" = full ] || cuts=3
cuts=${CUTS:-$cuts}
lane=$(((cuts * 3 + 2) / 5)) # of them beside the steps
export PATIENCE="${PATIENCE:-400}"
make -s --no-print-directory image-test STEPS=visit || exit 1
LANE=-cuts tests/image/run "cuts=$lane" >out/image/cuts.log 2>&1 &
beside=$!
tests/image/run visit cut refuse update lynis rollback line kept "cuts=$((cuts - lane))" hurt reset fleet tpm nothing
status=$?
wait $beside || status=1
sed 's/^ok /ok beside_/; s/^not ok /not ok beside_/' out/image/cuts.log
exit $status
