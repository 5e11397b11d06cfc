#!/bin/sh
# Keypad, switches, headphone jack, touch panel and a scanner that types on /dev/input/eventN, played by umockdev
# (tests/tools/evdev_scripted.c, evdev_scanner.c, evdev_keyboard.c, evdev_touch.c,
# evdev_finder.c).
# Runs beside others.
scripted='evdev_scripted evdev_scanner evdev_keyboard evdev_touch evdev_finder'
. "$(dirname "$0")/scripted_run"
