#!/usr/bin/env python3
"""How loud WAV files are, measured apart from the product and from the library it measures with.

usage: loudness.py FILE.wav...

One line each: name, LUFS, dBTP. Integrated loudness after ITU-R BS.1770-4 (its filters for 48 kHz,
blocks of 400 ms every 100 ms, gates of -70 LUFS and -10 LU); true peak over four values a sample,
between samples by a windowed sinc. 48 kHz, 16 bit, mono.
"""
import array
import math
import os
import sys
import wave

RATE = 48000
SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (-1.69065929318241, 0.73248077421585))
HIGH_PASS = ((1.0, -2.0, 1.0), (-1.99004745483398, 0.99007225036621))
TAPS = 24  # samples on each side


def biquad(samples, coefficients):
    (b0, b1, b2), (a1, a2) = coefficients
    x1 = x2 = y1 = y2 = 0.0
    out = []
    for x in samples:
        y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
        x2, x1, y2, y1 = x1, x, y1, y
        out.append(y)
    return out


def loudness(samples):
    weighted = biquad(biquad(samples, SHELF), HIGH_PASS)
    step, tenths = RATE // 10, []
    for at in range(0, len(weighted) - step + 1, step):
        tenths.append(sum(y * y for y in weighted[at:at + step]))
    blocks = [sum(tenths[i:i + 4]) / (4 * step) for i in range(len(tenths) - 3)]

    def lufs(power):
        return -0.691 + 10 * math.log10(power) if power > 0 else -math.inf

    heard = [p for p in blocks if lufs(p) > -70]
    if not heard:
        return -math.inf
    gate = lufs(sum(heard) / len(heard)) - 10
    kept = [p for p in heard if lufs(p) > gate]
    return lufs(sum(kept) / len(kept))


def kernel(phase):
    out = []
    for k in range(-TAPS, TAPS):
        x = k + phase
        sinc = math.sin(math.pi * x) / (math.pi * x) if x else 1.0
        out.append(sinc * (0.5 + 0.5 * math.cos(math.pi * x / TAPS)) if abs(x) < TAPS else 0.0)
    return out


KERNELS = [kernel(phase) for phase in (0.25, 0.5, 0.75)]


def true_peak(samples):
    """Between samples only where they are high: elsewhere the curve cannot reach the highest."""
    peak = max((abs(s) for s in samples), default=0.0)
    padded = [0.0] * TAPS + samples + [0.0] * (TAPS + 1)
    highest = peak
    for i, s in enumerate(samples):
        if abs(s) > 0.6 * peak:
            around = padded[i + 1:i + 1 + 2 * TAPS]
            for taps in KERNELS:
                highest = max(highest, abs(sum(a * b for a, b in zip(around, reversed(taps)))))
    return 20 * math.log10(highest) if highest > 0 else -math.inf


def main():
    for path in sys.argv[1:]:
        with wave.open(path) as w:
            assert (w.getframerate(), w.getsampwidth(), w.getnchannels()) == (RATE, 2, 1), path
            data = array.array("h", w.readframes(w.getnframes()))
        samples = [s / 32768 for s in data]
        print(f"{os.path.basename(path)}\t{loudness(samples):.2f}\t{true_peak(samples):.2f}")


main()
