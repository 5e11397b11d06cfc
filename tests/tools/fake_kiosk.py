#!/usr/bin/env python3
"""A pretence of the kiosk's run/kiosk.sock: usage: fake_kiosk.py SOCKET ANSWER-FILE

Every question is answered with what the file holds: one JSON message. Questions go to ANSWER-FILE.asked.
"""
import os
import socket
import sys
import threading

path, answer = sys.argv[1:]
if os.path.exists(path):
    os.unlink(path)
listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
listener.bind(path)
listener.listen(8)
print("ready", flush=True)


def serve(line):
    while True:
        try:
            question = line.recv(4096)
        except OSError:
            return
        if not question:
            return
        with open(answer + ".asked", "ab") as f:
            f.write(question + b"\n")
        if b"release" in question:
            line.send(b'{"released":true}')
            continue
        with open(answer, "rb") as f:
            line.send(f.read().strip())


while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
