# The other end of a serial device: makes a pty, links its near side to PATH and writes each line that comes
# through the pipe PATH.say to it in pieces, ended by CR, as a 2D scanner does. usage: serial_line.py PATH
import os, pty, sys, time, tty

path = sys.argv[1]
far, near = pty.openpty()
tty.setraw(near)
os.mkfifo(path + ".say")
os.symlink(os.ttyname(near), path)
while True:
    with open(path + ".say", "rb") as say:
        for line in say:
            bytes_ = line.rstrip(b"\n") + b"\r"
            for at in range(0, len(bytes_), 16):
                os.write(far, bytes_[at:at + 16])
                time.sleep(0.01)
