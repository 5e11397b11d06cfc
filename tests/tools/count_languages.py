#!/usr/bin/env python3
"""Counts a folder of languages anew, sharing nothing with kioskctl, and compares every figure of what
`kioskctl language report` printed: count_languages.py LANGUAGES CLIPS SCREENS CORE <REPORT
CLIPS holds clips-CODE.pak. Prints a line per figure that differs; the last line is what was compared."""
import glob
import os
import re
import struct
import sys

STATES = ["missing", "draft", "reviewed", "recorded", "field-checked", "synthetic"]
FOLDER, CLIPS, SCREENS, CORE = sys.argv[1:5]


def lines(path):
    if not os.path.exists(path):
        return []
    return [l for l in open(path, encoding="utf-8").read().split("\n") if l.strip() and not l.startswith("#")]


def texts_of(code):
    texts = {}
    for path in glob.glob(f"{FOLDER}/{code}/*.msg"):
        for line in lines(path):
            name, text = re.match(r"(MSG_\w+(?:\.say)?) *= ?(.*)", line).groups()
            texts[name] = text.replace("\\n", "\n")
    return texts


def fnv(text):
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = (value ^ byte) * 0x100000001B3 & (1 << 64) - 1
    return value


def clips_of(code):
    path = f"{CLIPS}/clips-{code}.pak"
    if not os.path.exists(path):
        return set()
    data = open(path, "rb").read()
    found = set()
    for i in range(struct.unpack_from("<I", data, 12)[0]):
        at = struct.unpack_from("<QIIII", data, 40 + 24 * i)[3]
        found.add(bare(data[at : data.index(0, at)].decode()))
    return found


def bare(text):
    """Without what is no sound: space, and signs at both ends."""
    return re.sub(r"^[\W_]+|[\W_]+$", "", " ".join(text.split()))


def is_spoken(text, clips):
    return all(not bare(part) or bare(part) in clips for part in re.split(r"\{\d\}", text))


def states_of(code, names):
    rows = dict(re.match(r"(\S+) *= *(.*)", l).groups() for l in lines(f"{FOLDER}/{code}/state"))
    texts, clips, states = texts_of(code), clips_of(code), {}
    for name in names:
        text, say = texts.get(name), texts.get(name + ".say")
        state, *rest = [part.strip() for part in rows.get(name, rows.get("*", "missing")).split("|")]
        if name in rows and rest:  # somebody answers for exactly this text
            signed = f"{code}\t{text}" + (f"\t{say}" if say is not None else "")
            state = state if rest[-1] == f"{fnv(signed):016x}" else "draft"
        elif text is not None and state == "missing":
            state = "draft"
        if text is None:
            state = "missing"
        if state in STATES[3:] and not is_spoken(say if say is not None else text, clips):
            state = "draft" if state == "synthetic" else "reviewed"
        states[name] = state
    return states


def figures(states, names):
    of = [states[n] for n in names]
    return [sum(s in STATES[2:] for s in of), sum(s in STATES[3:] for s in of), sum(s in STATES[3:5] for s in of)]


def main():
    names = [n for path in glob.glob("assets/languages/vi/*.msg") for n in
             (re.match(r"MSG_\w+", l)[0] for l in lines(path) if re.match(r"MSG_\w+ *=", l))]
    core = [l.strip() for l in lines(CORE)]
    places = {}
    for line in lines(SCREENS):
        name, where = line.split("\t")
        for place in where.split():
            places.setdefault(place, []).append(name)
    report = sys.stdin.read()
    rows, screens, notes = [part.split("\n") for part in report.split("\n\n")[:3]]
    codes = [row.split()[0] for row in rows[2:]]
    wrong, compared, all_states = 0, 0, {}

    def compare(what, got, want):
        nonlocal wrong, compared
        compared += len(want) if isinstance(want, list) else 1
        if got != want:
            wrong += 1
            print(f"{what}: the report says {got}, counted are {want}")

    compare("languages", sorted(codes), sorted(os.path.basename(d) for d in glob.glob(f"{FOLDER}/*") if os.path.isdir(d)))
    for row in rows[2:]:
        code, *rest = row.split()
        states = all_states[code] = states_of(code, names)
        human = sum(states[n] in STATES[3:5] for n in core)
        want = [sum(s == state for s in states.values()) for state in STATES] + figures(states, names) + [len(names)]
        compare(code, [int(n) for n in rest[:10]], want)
        compare(f"{code} core", rest[10], f"{human}/{len(core)}")
        silent = [n for n in core if states[n] not in STATES[3:5]]
        said = next(n for n in notes if n.startswith(code + ": ") and "core" in n)
        compare(f"{code} core sentences", re.findall(r"MSG_\w+", said), silent)
    compare("screens", sorted(line.split()[0] for line in screens[2:]), sorted(places))
    for line in screens[2:]:
        cells = re.split(r" {2,}", line.strip())
        place, total = cells[0].split()[0], int(line.split()[1])
        compare(place, total, len(places[place]))
        cells = re.findall(r"\d+ \d+ \d+|-", re.sub(r"^\S+ +\d+", "", line))
        for code, cell in zip(codes, cells, strict=True):
            want = figures(all_states[code], places[place])
            compare(f"{place} in {code}", [0, 0, 0] if cell == "-" else [int(n) for n in cell.split()], want)
    print(f"{compared} figures compared, {wrong} wrong")


main()
