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
spoil() { # PYTHON on the bytearray b [WIDTHS]
    python3 -c "import sys; b=bytearray(open(sys.argv[1],'rb').read()); $1; sys.stdout.buffer.write(b)" \
        "${TMPDIR:-/tmp}/receipt.$$" | python3 tests/flow/escpos_reader.py "${2:-384}" | sed 's/^byte [0-9]*: //' | head -1
}
check it_sees_a_command_in_a_picture "$(spoil 'i=b.find(b"\x1dv0"); b[i+100:i+103]=b"\x10\x04\x01"')" "real-time command in a picture"
check it_sees_a_second_cut "$(spoil 'b+=b"\x1dVB\x00"')" "2 cuts"
# What a driver sends around it: questions, who are you, a filler and a clearing before it. Those of the plays are
# read by tests/flow/play; here each is put where it may not stand.
driven='b=bytearray(b"\x10\x04\x01\x10\x04\x04\x1dI\x42"+bytes(8192)+b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08")+b'
check it_reads_a_drivers_stream "$(spoil "$driven")" "1 cut"
check it_sees_a_question_in_a_picture_of_it "$(spoil "$driven; i=b.find(b'\x1dv0'); b[i+100:i+103]=b'\x10\x04\x01'")" "real-time command in a picture"
check it_sees_that_it_was_cut_twice "$(spoil "$driven; b+=b'\x1dVB\x00'")" "2 cuts"
check it_sees_a_filler_in_a_slip "$(spoil 'i=b.rfind(b"\x1dv0"); b[i:i]=bytes(3)')" "3 NUL inside a slip"
check it_sees_a_question_nobody_knows "$(spoil 'b=bytearray(b"\x10\x04\x09")+b')" "question 9"
check it_sees_a_drawer_opened "$(spoil 'b=bytearray(b"\x10\x14\x01\x00\x01")+b')" "real-time command that clears nothing"
check it_sees_half_a_picture "$(spoil 'i=b.rfind(b"\x1dv0"); b=b[:i+50]')" "picture that is not whole"
check it_sees_two_widths_in_a_slip "$(spoil 'i=b.rfind(b"\x1dv0"); b=b[:i]+b"\x1dv0\x00\x48\x00\x01\x00"+bytes(72)+b[i:]' 384,576)" "picture of mode 0, 72 bytes across"
check it_sees_letters "$(spoil 'b+=b"AB"' | cut -c1-7)" unknown
check it_sees_a_picture_that_is_too_wide "$(spoil 'i=b.find(b"\x1dv0"); b[i+4]=72' | cut -c1-17)" "picture of mode 0"
exit $bad
