#!/bin/sh
# usage: tests/proofs/packs.sh [full|short]
# Mutated content packs with a form, rows and settings: 10,000 (short: 1,000) as they are, of which none may be
# taken, and each signed again, which may not bring the judge down.
cd "$(dirname "$0")/../.." || exit 1
count=10000
[ "${1:-full}" = short ] && count=1000
PACK_MUTATIONS=$count build/"${B:-release}"/tests/test_pack_forms | grep -E 'mutated'
