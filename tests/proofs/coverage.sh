#!/bin/sh
# Branch coverage of outbox, courier and adapters. usage: coverage.sh full|short
cd "$(dirname "$0")/../.." || exit 1
exec make -s --no-print-directory cov
