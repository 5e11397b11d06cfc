#!/bin/sh
# Keypad, switches and headphone jack on /dev/input/eventN, played by umockdev (tests/tools/evdev_scripted.c).
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
program=build/${B:-release}/tests/evdev_scripted
if ! command -v umockdev-wrapper >/dev/null || [ ! -x "$program" ]; then
    echo "not ok evdev_scripted"
    echo "# umockdev is missing: apt-get install umockdev libumockdev-dev (packages.txt [test]), then make test"
    exit 1
fi
bad=0
for name in $("$program"); do
    out=$(timeout 60 umockdev-wrapper "$program" "$name" 2>&1) || bad=1
    echo "$out"
    echo "$out" | grep -q "^\(not \)\{0,1\}ok $name" || echo "not ok $name"
done
exit $bad
