# A finger on a real X server: its XTEST extension, spoken to over its socket. usage: x_touch.py :DISPLAY X Y
import socket, struct, sys

x = socket.socket(socket.AF_UNIX)
x.connect("/tmp/.X11-unix/X" + sys.argv[1].lstrip(":"))


def read(size):
    got = b""
    while len(got) < size:
        more = x.recv(size - len(got))
        if not more:
            sys.exit("x_touch: the X server hung up")
        got += more
    return got


x.sendall(struct.pack("<BxHHHHxx", ord("l"), 11, 0, 0, 0))
head = read(8)
read(4 * struct.unpack("<H", head[6:])[0])
if head[0] != 1:
    sys.exit("x_touch: refused")
name = b"XTEST"
x.sendall(struct.pack("<BxHHxx", 98, 4, len(name)) + name + bytes(3))
answer = read(32)
if answer[8] != 1:
    sys.exit("x_touch: no XTEST")
for kind, button in ((6, 0), (4, 1), (5, 1)):  # there, down, up
    at = (int(sys.argv[2]), int(sys.argv[3])) if kind == 6 else (0, 0)
    delay = 0 if kind != 5 else 80
    x.sendall(struct.pack("<BBHBBHII8xhh8x", answer[9], 2, 9, kind, button, 0, delay, 0, *at))
x.sendall(struct.pack("<BxH", 43, 1))  # GetInputFocus: all of it has been done
read(32)
