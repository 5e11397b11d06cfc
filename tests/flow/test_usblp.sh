#!/bin/sh
# The receipt printer on /dev/usb/lpN, played by umockdev (tests/tools/usblp_scripted.c).
cd "$(dirname "$0")/../.." || exit 1
program=build/${B:-release}/tests/usblp_scripted
if ! command -v umockdev-wrapper >/dev/null || [ ! -x "$program" ]; then
    echo "not ok usblp_scripted"
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
