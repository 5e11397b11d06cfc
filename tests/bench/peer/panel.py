"""A panel of its own: Xvfb, a hand (its XTEST extension) and an eye (its frame buffer's file).

Both sides of the comparison are touched and looked at from here, by the same means and from outside: nothing is
linked into them and no debugger listens while they are measured.
"""
import mmap
import os
import socket
import struct
import subprocess
import tempfile
import time
import zlib

WIDTH, HEIGHT = 1080, 1920
ROW_STEP = 8      # the eye reads each eighth row: no letter is as low as that
PIECE = 4 * 90    # bytes of a row that are told apart
LOOK_S = 0.0005   # rest between two looks, so that the eye takes little of the processors
WHOLE = 0.9       # of what changes: then the picture is there, whatever still blinks
COLOURS = 20      # a panel with so many shows a picture
PATIENCE_S = 60   # for an answer that does not come
HOLD_S = 0.06     # a finger stays so long
FINGER_X, FINGER_Y = 170, 80  # px around a touch: the key or the button itself
LIKE = 0.9        # of the rows: a caret and a mark of the mouse are in few
BLINKS = 12       # so few pieces are a caret or a light, and no page that still comes

KEYS = dict(zip("1234567890", range(10, 20)))
KEYS.update(zip("qwertyuiop", range(24, 34)))
KEYS.update(zip("asdfghjkl", range(38, 47)))
KEYS.update(zip("zxcvbnm", range(52, 59)))
KEYS.update({" ": 65, "-": 20, "/": 61, "\n": 36, "\t": 23, "\b": 22, "\x1b": 9})
SHIFT = 50
PRESS, RELEASE, DOWN, UP, MOVE = 2, 3, 4, 5, 6  # X11's KeyPress to MotionNotify


class Hand:
    """Fingers and keys, spoken to the X server over its socket."""

    def __init__(self, display):
        self.x = socket.socket(socket.AF_UNIX)
        self.x.connect("/tmp/.X11-unix/X" + display.lstrip(":"))
        self.x.sendall(struct.pack("<BxHHHHxx", ord("l"), 11, 0, 0, 0))
        head = self.read(8)
        self.read(4 * struct.unpack("<H", head[6:])[0])
        name = b"XTEST"
        self.x.sendall(struct.pack("<BxHHxx", 98, 4, len(name)) + name + bytes(3))
        answer = self.read(32)
        if head[0] != 1 or answer[8] != 1:
            raise RuntimeError("the X server has no XTEST")
        self.opcode = answer[9]

    def read(self, size):
        got = b""
        while len(got) < size:
            more = self.x.recv(size - len(got))
            if not more:
                raise RuntimeError("the X server hung up")
            got += more
        return got

    def fake(self, *events):
        """All of them at once; returns the moment just before."""
        told = b"".join(struct.pack("<BBHBBHII8xhh8x", self.opcode, 2, 9, kind, detail, 0, 0, 0, x, y)
                        for kind, detail, x, y in events)
        began = time.monotonic()
        self.x.sendall(told)
        return began

    def done(self):
        self.x.sendall(struct.pack("<BxH", 43, 1))  # GetInputFocus: what came before has been done
        self.read(32)

    def point(self, x, y):
        self.fake((MOVE, 0, x, y))
        self.done()

    def press(self):
        self.fake((DOWN, 1, 0, 0))
        self.done()

    def lift(self):
        """Both sides act when the finger leaves: a touch counts from here."""
        began = self.fake((UP, 1, 0, 0))
        self.done()
        return began

    def wheel(self, down):
        button = 5 if down else 4
        began = self.fake((DOWN, button, 0, 0), (UP, button, 0, 0))
        self.done()
        return began

    def key(self, letter):
        code = KEYS[letter.lower()]
        shift = [(PRESS, SHIFT, 0, 0)] if letter.isupper() else []
        unshift = [(RELEASE, SHIFT, 0, 0)] if letter.isupper() else []
        began = self.fake(*shift, (PRESS, code, 0, 0), (RELEASE, code, 0, 0), *unshift)
        self.done()
        return began


class Change:
    """What became of a picture: milliseconds to the first changed pixel and to the whole."""

    def __init__(self, began, first, last):
        self.first_ms = (first - began) * 1000
        self.whole_ms = (last - began) * 1000


class Eye:
    """The pixels that a panel would show, as they lie in Xvfb's memory."""

    def __init__(self, path):
        with open(path, "rb") as f:
            self.pixels = mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ)
        header, = struct.unpack(">I", self.pixels[:4])
        stride, = struct.unpack(">I", self.pixels[48:52])
        colours, = struct.unpack(">I", self.pixels[76:80])
        self.begin = header + 12 * colours
        self.bytes = 4 * WIDTH
        self.rows = [self.begin + y * stride for y in range(ROW_STEP // 2, HEIGHT, ROW_STEP)]
        self.size = HEIGHT * stride
        self.blind = set()  # pieces that move by themselves, set by hide()

    def hide(self, *box):
        """What moves there is no answer to anything."""
        self.blind |= self.box(*box)

    def look(self):
        return [self.pixels[at:at + self.bytes] for at in self.rows]

    def fingerprint(self):
        """Of each row; good within this process."""
        return [hash(row) for row in self.look()]

    def until_like(self, fingerprint, limit_s=60.0):
        """Waits until nine tenths of the rows are as they were then; False when they never are."""
        until = time.monotonic() + limit_s
        while time.monotonic() < until:
            same = sum(one == other for one, other in zip(self.fingerprint(), fingerprint))
            if same >= len(fingerprint) * LIKE:
                return True
            time.sleep(0.01)
        return False

    def shows_picture(self):
        part = memoryview(self.pixels[self.begin:self.begin + self.size]).cast("I")
        return len(set(part[::101])) >= COLOURS

    def box(self, x, y, width, height):
        """The pieces of a rectangle."""
        rows = [i for i in range(len(self.rows)) if y <= i * ROW_STEP + ROW_STEP // 2 < y + height]
        return {(i, at) for i in rows for at in range(0, self.bytes, PIECE) if 4 * x < at + PIECE and at < 4 * (x + width)}

    def follow(self, rows, changes):
        """One look: `rows` become what is seen now, changes(piece) is called for each that differs. Were there any?"""
        any_changed = False
        for i, at in enumerate(self.rows):
            row, old = self.pixels[at:at + self.bytes], rows[i]
            if row == old:
                continue
            rows[i] = row
            for x in range(0, self.bytes, PIECE):
                if row[x:x + PIECE] != old[x:x + PIECE] and (i, x) not in self.blind:
                    changes((i, x))
                    any_changed = True
        return any_changed

    def rest(self, quiet_s, limit_s=20.0):
        """Waits until nothing but what blinks has changed for so long."""
        rows = self.look()
        began = since = time.monotonic()
        while time.monotonic() - since < quiet_s and time.monotonic() - began < limit_s:
            time.sleep(0.01)
            seen = []
            self.follow(rows, seen.append)
            if len(seen) > BLINKS:
                since = time.monotonic()

    def pass_over(self, rows, pieces, for_s):
        until = time.monotonic() + for_s
        while time.monotonic() < until:
            self.follow(rows, pieces.add)
            time.sleep(0.005)

    def watch(self, act, touch=None, elsewhere=False, limit_s=1.5, rest_s=0.25, quiet_s=0.2):
        """Does `act` (it returns when it began) and follows the panel until it rests; None when nothing changed.

        What already moved in the time before is no answer to it (a caret). touch = (x, y, press): press() is done first,
        and what changes under the finger only says that it was felt: it is an answer when nothing else changes, and
        none where the answer is known to come elsewhere.
        """
        rows = self.look()
        passed_over = set()
        self.pass_over(rows, passed_over, quiet_s)
        if touch:
            x, y, press = touch
            press()
            self.pass_over(rows, passed_over, HOLD_S)
            passed_over |= self.box(x - FINGER_X, y - FINGER_Y, 2 * FINGER_X, 2 * FINGER_Y)
        before = list(rows)
        first, last, felt = {}, {}, {}
        began = changed = act()
        while True:
            now = time.monotonic()

            def note(piece, now=now):
                if piece in passed_over:
                    felt[piece] = now
                else:
                    first.setdefault(piece, now)
                    last[piece] = now
            if self.follow(rows, note):
                changed = now
            answered = last or (felt and not elsewhere)
            if now - began > (limit_s if answered else PATIENCE_S) or (answered and now - changed > rest_s):
                break
            time.sleep(LOOK_S)

        def stays(pieces):
            return [p for p in pieces if before[p[0]][p[1]:p[1] + PIECE] != rows[p[0]][p[1]:p[1] + PIECE]]
        new = stays(last) or stays(felt)
        if not new:
            return None
        last = {**felt, **last}
        ends = sorted(last[p] for p in new)
        whole = ends[min(len(ends) - 1, int(len(ends) * WHOLE))]
        return Change(began, min(first.get(p, last[p]) for p in new), whole)

    def start(self, act, limit_s=240.0, rest_s=2.0):
        """As watch, for a program that starts on an empty panel: to its first picture and to the page that stays."""
        rows = self.look()
        before = list(rows)
        last = {}
        began = changed = act()
        picture = None
        while True:
            now = time.monotonic()
            if self.follow(rows, lambda piece, now=now: last.__setitem__(piece, now)):
                changed = now
                if picture is None and self.shows_picture():
                    picture = now
            if now - began > limit_s or (picture and now - changed > rest_s):
                break
            time.sleep(0.002)
        ends = sorted(t for (i, x), t in last.items() if before[i][x:x + PIECE] != rows[i][x:x + PIECE])
        if picture is None or not ends:
            raise RuntimeError("no picture came")
        whole = ends[min(len(ends) - 1, int(len(ends) * WHOLE))]
        return {"picture_ms": (picture - began) * 1000, "page_ms": (whole - began) * 1000}


class Panel:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="rong-panel-")
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-fbdir", self.folder.name, "-screen", "0", f"{WIDTH}x{HEIGHT}x24",
             "-nolisten", "tcp", "-noreset"], pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as f:
            number = f.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        self.display = ":" + number
        self.hand = Hand(self.display)
        self.eye = Eye(self.folder.name + "/Xvfb_screen0")

    def picture(self, path):
        """What it shows, as PNG: for whoever looks for what went wrong."""
        eye = self.eye
        lines = []
        for y in range(HEIGHT):
            at = eye.rows[0] + (y - ROW_STEP // 2) * (eye.size // HEIGHT)
            row, line = eye.pixels[at:at + eye.bytes], bytearray(3 * WIDTH)
            line[0::3], line[1::3], line[2::3] = row[2::4], row[1::4], row[0::4]
            lines.append(b"\0" + bytes(line))

        def chunk(name, data):
            return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        with open(path, "wb") as f:
            f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)) +
                    chunk(b"IDAT", zlib.compress(b"".join(lines), 1)) + chunk(b"IEND", b""))

    def close(self):
        self.server.terminate()
        self.server.wait()
        self.folder.cleanup()
