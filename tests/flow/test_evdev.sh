#!/bin/sh
# Keypad, switches, headphone jack and a scanner that types on /dev/input/eventN, played by umockdev
# (tests/tools/evdev_scripted.c, evdev_scanner.c).
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
bad=0
for program in build/${B:-release}/tests/evdev_scripted build/${B:-release}/tests/evdev_scanner; do
    if ! command -v umockdev-wrapper >/dev/null || [ ! -x "$program" ]; then
        echo "not ok $(basename "$program")"
        echo "# umockdev is missing: apt-get install umockdev libumockdev-dev (packages.txt [test]), then make test"
        exit 1
    fi
    for name in $("$program"); do
        out=$(timeout 60 umockdev-wrapper "$program" "$name" 2>&1) || bad=1
        echo "$out"
        echo "$out" | grep -q "^\(not \)\{0,1\}ok $name" || echo "not ok $name"
    done
done
exit $bad
