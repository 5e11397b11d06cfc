#!/bin/sh
# Paper runs out in the middle of a slip and at its end; the forty points are tests/proofs/paper_ends.sh full.
# Runs beside others.
exec "$(dirname "$0")/../proofs/paper_ends.sh" short
