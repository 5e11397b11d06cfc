#!/bin/bash
# The very bytes of every kind of slip in every paper width, read by a reader that is not ours to the printer.
# Runs beside others.
cd "$(dirname "$0")/../.." || exit 1
. tests/check.sh
ctl=build/${B:-release}/kioskctl
got=$(for file in tests/fixtures/receipts/*.json; do
    for width in 384 512 576; do
        "$ctl" receipt "$file" --width $width | python3 tests/flow/escpos_reader.py $width |
            sed "s|^|$(basename "$file" .json) $width: |"
    done
done)
check every_slip_is_pictures_and_one_cut "$(printf '%s\n' "$got" | grep -v ': 1 cut$')" ""
check all_were_read "$(printf '%s\n' "$got" | grep -c ': 1 cut$')" "$(($(ls tests/fixtures/receipts/*.json | wc -l) * 3))"

# The reader itself: it finds what it looks for.
"$ctl" receipt tests/fixtures/receipts/saved.json --width 384 >"${TMPDIR:-/tmp}/receipt.$$"
trap 'rm -f "${TMPDIR:-/tmp}/receipt.$$"' EXIT
spoil() { # PYTHON on the bytearray b
    python3 -c "import sys; b=bytearray(open(sys.argv[1],'rb').read()); $1; sys.stdout.buffer.write(b)" \
        "${TMPDIR:-/tmp}/receipt.$$" | python3 tests/flow/escpos_reader.py 384 | sed 's/^byte [0-9]*: //' | head -1
}
check it_sees_a_command_in_a_picture "$(spoil 'i=b.find(b"\x1dv0"); b[i+100:i+103]=b"\x10\x04\x01"')" "real-time command in a picture"
check it_sees_a_second_cut "$(spoil 'b+=b"\x1dVB\x00"')" "2 cuts"
check it_sees_letters "$(spoil 'b+=b"AB"' | cut -c1-7)" unknown
check it_sees_a_picture_that_is_too_wide "$(spoil 'i=b.find(b"\x1dv0"); b[i+4]=72' | cut -c1-17)" "picture of mode 0"
exit $bad
