"""escpos_reader.py WIDTH[,WIDTH...] [FILE...], else < BYTES: reads what a receipt printer is sent as its manual says, command
by command, and tells anything that is none of ours, a picture that is not as wide as the paper or larger than a
small printer's buffer, a question or a real-time command inside a picture, a filler inside a slip, and how often
it is cut. A slip is of one width throughout. Of a FILE, the stream of one slip as a driver sends it, with all that it asks, only what is wrong is told.
Written from the command tables alone; it shares no code with the printer of the tests."""
import re
import sys

BUFFER = 4096
REAL_TIME = re.compile(rb"\x10[\x04\x05\x14]")  # DLE EOT, DLE ENQ, DLE DC4: obeyed wherever they stand
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"  # DLE DC4 8 with its seven fixed bytes


class Slip:
    def __init__(self, data, widths):
        self.b, self.widths = data, widths
        self.at = self.rows = self.cuts = self.pictures = 0
        self.wrong = []

    def fail(self, text, at=None):
        self.wrong.append(f"byte {self.at if at is None else at}: {text}")

    def byte(self, after):
        where = self.at + after
        return self.b[where] if where < len(self.b) else 0

    def two_bytes(self, after):
        return self.byte(after) + 256 * self.byte(after + 1)

    def picture(self, head, size, rows):
        whole = self.b[self.at:self.at + head + size]
        if len(whole) < head + size:
            self.fail("picture that is not whole")
        for found in REAL_TIME.finditer(whole):
            self.fail("real-time command in a picture", self.at + found.start())
        self.at += head + size
        self.rows += rows
        self.pictures += 1

    def is_wide(self, dots):
        known = dots in self.widths
        self.widths = [dots] if known else self.widths
        return known

    def raster(self):  # GS v 0
        across, high = self.two_bytes(4), self.two_bytes(6)
        if self.byte(3) != 0 or not self.is_wide(across * 8):
            self.fail(f"picture of mode {self.byte(3)}, {across} bytes across")
        if not 0 < across * high <= BUFFER:
            self.fail(f"picture of {across * high} bytes")
        self.picture(8, across * high, high)

    def columns(self):  # ESC *, 24 dots high
        count = self.two_bytes(3)
        if self.byte(2) != 33 or not self.is_wide(count):
            self.fail(f"columns of mode {self.byte(2)}, {count}")
        self.picture(5, 3 * count, 24)
        if self.b[self.at:self.at + 1] != b"\n":
            self.fail("columns without a line feed")
        self.at += 1

    def cut(self):  # GS V
        if self.byte(2) not in (65, 66):
            self.fail(f"cut {self.byte(2)}")
        if self.rows == 0:
            self.fail("cut of nothing")
        self.at += 4
        self.cuts += 1

    def question(self):  # DLE EOT n
        if not 1 <= self.byte(2) <= 4:
            self.fail(f"question {self.byte(2)}")
        self.at += 3

    def clear(self):  # DLE DC4 8: what is left of an earlier slip is thrown away
        if self.b[self.at:self.at + len(CLEAR)] != CLEAR:
            self.fail("real-time command that clears nothing")
        self.at += len(CLEAR)

    def filler(self):
        """NULs end a picture that somebody broke off: before a slip, never in it."""
        end = self.at
        while end < len(self.b) and self.b[end] == 0:
            end += 1
        if self.rows > 0:
            self.fail(f"{end - self.at} NUL inside a slip")
        self.at = end

    def skip(self, size):
        self.at += size

    def read(self):
        while self.at < len(self.b) and len(self.wrong) < 5:
            two = self.b[self.at:self.at + 2]
            if two == b"\x1b@":
                self.skip(2)
            elif two in (b"\x1b3", b"\x1da", b"\x1dr", b"\x1dI"):  # spacing, automatic status, paper, who are you
                self.skip(3)
            elif self.b[self.at:self.at + 3] == b"\x1d(H":  # process id
                self.skip(5 + self.two_bytes(3))
            elif self.b[self.at:self.at + 3] == b"\x1dv0":
                self.raster()
            elif two == b"\x1b*":
                self.columns()
            elif two == b"\x1dV":
                self.cut()
            elif two == b"\x10\x04":
                self.question()
            elif two == b"\x10\x14":
                self.clear()
            elif two[0] == 0:
                self.filler()
            else:
                self.fail(f"unknown {self.b[self.at:self.at + 4].hex(' ')}")
                break
        return not self.wrong and self.cuts == 1 and self.pictures > 0

    def told(self):
        return self.wrong + [f"{self.cuts} cut" if self.cuts == 1 else f"{self.cuts} cuts"]


widths = [int(word) for word in sys.argv[1].split(",")]
good = True
if len(sys.argv) == 2:
    slip = Slip(sys.stdin.buffer.read(), widths)
    good = slip.read()
    print("\n".join(slip.told()))
for name in sys.argv[2:]:
    slip = Slip(open(name, "rb").read(), widths)
    if not slip.read():
        good = False
        print("\n".join(f"{name}: {text}" for text in slip.told()))
sys.exit(not good)
