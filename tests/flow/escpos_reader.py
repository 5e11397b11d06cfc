"""escpos_reader.py WIDTH < BYTES: reads what a receipt printer is sent as its manual says, command by
command, and tells anything that is none of ours, a picture that is not as wide as the paper or larger than a
small printer's buffer, a question or a real-time command inside a picture, and how often it is cut. Written
from the command tables alone; it shares no code with the printer of the tests."""
import sys

BUFFER = 4096
wide = int(sys.argv[1])
b = sys.stdin.buffer.read()
at = rows = cuts = pictures = 0
wrong = []


def fail(text):
    wrong.append(f"byte {at}: {text}")


def look_inside(picture, where):
    """DLE EOT n, DLE ENQ n and DLE DC4 n are obeyed wherever they stand."""
    for i in range(len(picture) - 1):
        if picture[i] == 0x10 and picture[i + 1] in (0x04, 0x05, 0x14):
            wrong.append(f"byte {where + i}: real-time command in a picture")


while at < len(b) and len(wrong) < 5:
    two, three = b[at:at + 2], b[at:at + 3]
    if two == b"\x1b@":
        at += 2
    elif two == b"\x1b3":  # line spacing n
        at += 3
    elif two == b"\x1da":  # automatic status n
        at += 3
    elif two == b"\x1dr":  # paper sensor n
        at += 3
    elif three == b"\x1d(H":  # process id
        at += 5 + b[at + 3] + 256 * b[at + 4]
    elif three == b"\x1dv0":
        if len(b) < at + 8:
            fail("picture without its size")
            break
        mode, across, high = b[at + 3], b[at + 4] + 256 * b[at + 5], b[at + 6] + 256 * b[at + 7]
        if mode != 0 or across * 8 != wide:
            fail(f"picture of mode {mode}, {across} bytes across")
        if not 0 < across * high <= BUFFER:
            fail(f"picture of {across * high} bytes")
        picture = b[at:at + 8 + across * high]
        if len(picture) < 8 + across * high:
            fail("picture that is not whole")
        look_inside(picture, at)
        at += 8 + across * high
        rows += high
        pictures += 1
    elif two == b"\x1b*":  # columns of 24 dots
        count = b[at + 3] + 256 * b[at + 4]
        if b[at + 2] != 33 or count != wide:
            fail(f"columns of mode {b[at + 2]}, {count}")
        picture = b[at:at + 5 + 3 * count]
        look_inside(picture, at)
        at += len(picture)
        if b[at:at + 1] != b"\n":
            fail("columns without a line feed")
        at += 1
        rows += 24
        pictures += 1
    elif two == b"\x1dV":
        if b[at + 2] not in (65, 66):
            fail(f"cut {b[at + 2]}")
        if rows == 0:
            fail("cut of nothing")
        at += 4
        cuts += 1
    else:
        fail(f"unknown {b[at:at + 4].hex(' ')}")
        break
for text in wrong:
    print(text)
print(f"{cuts} cut" if cuts == 1 else f"{cuts} cuts")
sys.exit(bool(wrong) or cuts != 1 or pictures == 0)
