#!/bin/sh
# The quick form; make proof runs tests/flow/kill9_kiosk.sh 50.
exec "$(dirname "$0")/kill9_kiosk.sh" "${KILLS:-5}"
