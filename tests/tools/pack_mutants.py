#!/usr/bin/env python3
"""Mutated packs, each installed as a stick's or a server's would be: usage:
pack_mutants.py KIOSKCTL DIR COUNT [SEED]

DIR has old.pack, new.pack (newer), other.pack (of another key) and key.pub. Where old.pack is in use,
every mutant of new.pack must be refused with a sentence and without a crash, and old.pack stay in use,
whole, with nothing left beside it. At the end new.pack itself must be taken. Lines "# figures" and
"wrong ..."; the last is "mutants N taken N wrong N".
"""
import collections
import os
import pathlib
import random
import shutil
import struct
import subprocess
import sys

HEAD, NAME, ENTRY, SIGNATURE = 24, 64, 80, 64


def flip(new, chance, _):
    out = bytearray(new)
    for _ in range(chance.choice((1, 1, 1, 2, 8, 64))):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return out


def cut(new, chance, _):
    return new[:chance.randrange(len(new))]


def grow(new, chance, _):
    return new + chance.randbytes(chance.choice((1, 64, 4096)))


def gap(new, chance, _):
    at, size = chance.randrange(len(new)), chance.randrange(1, 200)
    return new[:at] + new[at + size:]


def double(new, chance, _):
    at, size = chance.randrange(len(new)), chance.randrange(1, 200)
    return new[:at] + new[at:at + size] + new[at:]


def splice(new, chance, packs):
    """The beginning of one pack and the end of another, each of them signed."""
    other = chance.choice(packs)
    at = chance.randrange(1, min(len(new), len(other)))
    return new[:at] + other[at:]


def signature(new, chance, packs):
    return new[:-SIGNATURE] + chance.choice((chance.choice(packs)[-SIGNATURE:], bytes(SIGNATURE), chance.randbytes(SIGNATURE)))


def head(new, chance, _):
    out = bytearray(new)
    at, form = chance.choice(((8, "<I"), (12, "<I"), (16, "<Q")))
    struct.pack_into(form, out, at, chance.choice((0, 1, 2, 512, 513, 2 ** 31, 2 ** 32 - 1)))
    return out


def entry(new, chance, _):
    """A file's place or size that leads elsewhere, or overlaps, or overflows."""
    out = bytearray(new)
    files = struct.unpack_from("<I", new, 12)[0]
    at = HEAD + ENTRY * chance.randrange(files) + NAME + chance.choice((0, 8))
    value = chance.choice((0, 1, len(new), len(new) + 1, 2 ** 32, 2 ** 63, 2 ** 64 - 1, chance.randrange(len(new))))
    struct.pack_into("<Q", out, at, value)
    return out


def name(new, chance, _):
    """A file's name that would leave its folder."""
    out = bytearray(new)
    files = struct.unpack_from("<I", new, 12)[0]
    at = HEAD + ENTRY * chance.randrange(files)
    words = chance.choice((b"../../../etc/passwd", b"/etc/passwd", b"languages/../x", b"languages//x", b"pack.ini", b"x" * 64, b""))
    out[at:at + NAME] = words.ljust(NAME, b"\0")[:NAME]
    return out


def foreign(_, chance, packs):
    """Whole, sound, and signed by nobody who is trusted; or with one bit more."""
    return packs[-1] if chance.random() < 0.1 else flip(packs[-1], chance, packs)


KINDS = (flip, flip, cut, grow, gap, double, splice, signature, head, entry, entry, name, foreign)


def main():
    kioskctl, folder, count = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else random.randrange(1 << 32)
    chance = random.Random(seed)
    old, new, other = ((folder / f"{n}.pack").read_bytes() for n in ("old", "new", "other"))
    state = folder / "state"
    state.mkdir()
    refused, words, taken, wrong = collections.Counter(), collections.Counter(), 0, []

    def install(path):
        return subprocess.run([kioskctl, "pack", "install", path, "--key", folder / "key.pub", "--state", state, "--today",
                               "2026-11-28"], capture_output=True, text=True, errors="replace")

    if install(folder / "old.pack").returncode != 0:
        wrong.append("the old pack was not taken")
    there = sorted(os.listdir(state / "packs"))
    place = next(state / "packs" / n for n in there if n.endswith(".pack"))
    made = 0
    while made < count and len(wrong) < 10:
        kind = chance.choice(KINDS)
        mutant = bytes(kind(new, chance, (old, new, other)))
        if mutant in (new, old):
            continue
        made += 1
        (folder / "mutant").write_bytes(mutant)
        said = install(folder / "mutant")
        text = (said.stdout + said.stderr).strip()
        if said.returncode == 0:
            taken += 1
        if said.returncode != 1 or not text:
            wrong.append(f"{kind.__name__}: exit {said.returncode}: {text[:200]}")
            shutil.copy(folder / "mutant", folder / f"wrong-{made}")
        if place.read_bytes() != old or sorted(os.listdir(state / "packs")) != there:
            wrong.append(f"{kind.__name__}: what is in use changed")
            shutil.copy(folder / "mutant", folder / f"wrong-{made}")
        refused[kind.__name__] += 1
        words[text.splitlines()[-1].split(": ")[-1][:60] if text else ""] += 1
    last = install(folder / "new.pack")
    if last.returncode != 0 or place.read_bytes() != new:
        wrong.append(f"the new pack itself was not taken: {last.stderr}")
    print(f"# seed {seed}; refused: " + ", ".join(f"{n} {k}" for k, n in refused.most_common()))
    print("# in the words: " + "; ".join(f"{n} '{w}'" for w, n in words.most_common(6)))
    for line in wrong:
        print("wrong", line)
    print(f"mutants {made} taken {taken} wrong {len(wrong)}")


main()
