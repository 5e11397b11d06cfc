#!/bin/sh
# The visits that file the forms other than birth: the half of test_visits.sh that is played beside it.
# Runs beside others.
PART=forms exec "$(dirname "$0")/test_visits.sh"
