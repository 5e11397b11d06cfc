#!/usr/bin/env python3
"""Writes WAV files as somebody would record them, for tests/flow/test_studio.sh.

usage: studio_voices.py DIR COUNT < LIST

LIST is what `kioskctl studio list` tells. DIR/good gets COUNT files with syllables as long as their
texts, DIR/bad one that is silent, one clipped and one noisy, of the three prompts that follow.
"""
import array
import math
import os
import struct
import sys
import unicodedata

RATE = 48000


def syllable(level):
    """180 ms with a hard beginning, eight overtones of 130 Hz."""
    out = []
    for i in range(RATE * 18 // 100):
        t, part = i / RATE, i / (RATE * 0.18)
        loud = part / 0.05 if part < 0.05 else math.exp(-2.5 * part)
        value = level * loud * sum(math.sin(2 * math.pi * 130 * k * t) / k for k in range(1, 9))
        out.append(max(-32768, min(32767, int(value))))
    return array.array("h", out)


def speech(one, letters):
    """As long as a text of so many letters takes, half a second of quiet on both sides."""
    quiet = array.array("h", bytes(RATE))
    return quiet + one * max(2, (300 + 70 * letters) // 180) + quiet


def noise(samples, level):
    dice, out = 1, array.array("h")
    for value in samples:
        dice = (dice * 1664525 + 1013904223) % (1 << 32)
        out.append(max(-32768, min(32767, value + int(((dice >> 8) / (1 << 23) - 1) * level))))
    return out


def write(path, samples):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    data = samples.tobytes()
    with open(path, "wb") as f:
        f.write(b"RIFF" + struct.pack("<I", 36 + len(data)) + b"WAVEfmt " +
                struct.pack("<IHHIIHH", 16, 1, 1, RATE, RATE * 2, 2, 16) + b"data" +
                struct.pack("<I", len(data)) + data)


def letters(text):
    return sum(1 for c in unicodedata.normalize("NFC", text) if not unicodedata.combining(c))


def main():
    folder, count = sys.argv[1], int(sys.argv[2])
    rows = [line.rstrip("\n").split("\t") for line in sys.stdin]
    clear, loud = syllable(7000), syllable(60000)
    for row in rows[:count]:
        write(f"{folder}/good/{row[0]}", speech(clear, letters(row[2])))
    silent, clipped, noisy = rows[count:count + 3]
    write(f"{folder}/bad/{silent[0]}", array.array("h", bytes(RATE * 4)))
    write(f"{folder}/bad/{clipped[0]}", speech(loud, letters(clipped[2])))
    write(f"{folder}/bad/{noisy[0]}", noise(speech(clear, letters(noisy[2])) + array.array("h", bytes(RATE * 4)), 1500))


main()
