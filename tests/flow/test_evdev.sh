#!/bin/sh
# Keypad, switches and headphone jack on /dev/input/eventN, played by umockdev (tests/tools/evdev_scripted.c).
# Runs beside others.
scripted=evdev_scripted
. "$(dirname "$0")/scripted_run"
