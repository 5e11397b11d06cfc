#!/bin/bash
# Printers that cannot say whether a slip came out: one that tells its status only, one that tells nothing. Most of
# a visit is waiting for them, so both are played side by side.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
plays="slip_unknown mute_printer"
said=$(mktemp -d)
trap 'rm -rf "$said"' EXIT
for name in $plays; do
    tests/flow/play "tests/flow/$name.play" "out/flow/$name" >"$said/$name" 2>&1 &
done
wait
for name in $plays; do
    check "visit_$name" "$(grep -a -v '^level=\|^ *[0-9]* [ ]*[a-z-]* [ ]*[^ ]' "$said/$name")" ""
done
check one_code_stands_on_the_slip_and_on_its_copy "$(zbarimg -q --raw out/flow/slip_unknown/receipt*.png 2>/dev/null | sort -u | wc -l), $(ls out/flow/slip_unknown/receipt*.png | wc -l)" "1, 2"
check that_it_is_mute_is_kept "$(cut -c1 out/flow/mute_printer/rig/state/printer.level)" d
exit $bad
