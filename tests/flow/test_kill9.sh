#!/bin/sh
# The quick form; make proof runs tests/flow/kill9.sh 50.
exec "$(dirname "$0")/kill9.sh" "${KILLS:-5}"
