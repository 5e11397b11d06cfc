#!/usr/bin/env python3
"""Makes two languages that nobody speaks, for tests only: the Vietnamese texts, letter by letter in
the alphabet of Jrai and of Bahnar, as long as a text may be, between marks that no real text has.

usage: pseudo_languages.py OUT

OUT becomes the folder of a pack: languages/qaa-x-jra, languages/qaa-x-bdq, pack.ini. Every letter of
the alphabet is used; every message is in the state recorded, its tones are made from the same texts
(tests/tools/gen.mk). qaa is a code for local use: these are not Jrai and not Bahnar, and say so.
"""
import glob
import os
import re
import sys
import unicodedata
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "app", "sound"))
from message_state import read_texts, text_hash  # noqa: E402

OPEN, CLOSE = "\u2045", "\u2046"
BASES = {"đ": "d", "ƀ": "b", "č": "c", "ñ": "n"}
PARTS = re.compile(r"(\{\d\}|\n)")
LANGUAGES = {"qaa-x-jra": ("jra", "zigzag"), "qaa-x-bdq": ("bdq", "cross")}


def clusters(text):
    out = []
    for c in text:
        if out and unicodedata.combining(c):
            out[-1] += c
        else:
            out.append(c)
    return out


def base(letter):
    plain = unicodedata.normalize("NFD", letter.lstrip("'"))[0].lower()
    return BASES.get(plain, BASES.get(letter, plain))


class Alphabet:
    """Gives out its letters in turn, so that each of them is used; a message begins where its name
    says, so that another one more or less changes nothing for it."""

    def __init__(self, of):
        for line in open(f"assets/languages/{of}/letters", encoding="utf-8"):
            if line.startswith("letters ="):
                self.letters = line.split("=", 1)[1].split()
        self.begin("")

    def begin(self, message):
        self.at = self.first = zlib.crc32(message.encode())
        self.turn = {}

    def like(self, letter):
        same = [l for l in self.letters if base(l) == base(letter) and len(clusters(l)) == 1]
        if not same:
            return self.next(1)
        self.turn[base(letter)] = self.turn.get(base(letter), self.first) + 1
        return same[self.turn[base(letter)] % len(same)]

    def next(self, room):
        for _ in self.letters:
            letter = self.letters[self.at % len(self.letters)]
            self.at += 1
            if len(clusters(letter)) <= room:
                return letter
        return self.letters[0]

    def write(self, part):
        out = []
        for c in part:
            plain = base(c)
            letter = self.like(c) if plain.isalpha() else c
            out.append(letter.upper() if c.isupper() else letter)
        return "".join(out)

    def words(self, room):
        """Letters to fill a room with, in words that a line can be broken between."""
        out, word = "", 0
        while room > 0:
            if room > 2 and word in (0, 5):
                out, room, word = out + " ", room - 1, 0
            letter = self.next(room)
            out, room, word = out + letter, room - len(clusters(letter)), word + 1
        return out


def longest(text):
    length = len(clusters(text))
    return max((length * 14 + 9) // 10, length + 4)  # worksheet_longest()


def pseudo(alphabet, text, full):
    parts = [p if PARTS.fullmatch(p) else alphabet.write(p) for p in PARTS.split(text)]
    room = longest(text) - len(clusters("".join(parts))) - 2 if full else 0
    if room > 0:  # the longest line stays the longest
        whole = [i for i, p in enumerate(parts) if any(c.isalpha() for c in p) and not PARTS.fullmatch(p)]
        at = max(whole, key=lambda i: len(parts[i])) if whole else len(parts) - 1
        tail = re.search(r"\s*$", parts[at])[0]
        parts[at] = parts[at][:len(parts[at]) - len(tail)] + alphabet.words(room) + tail
    # What VNI read with a wrong font looks like is refused: a vowel, then a with circumflex.
    text, before = "".join(parts), ""
    while text != before:  # what was put there may stand before another one
        before = text
        text = re.sub("([aeoAEO])(â|Â)(?!\u0306)", lambda m: m[1] + ("a" if m[2] == "â" else "A"), text)
    return OPEN + text + CLOSE


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def make(out, code, of, strip):
    folder, alphabet, states = f"{out}/languages/{code}", Alphabet(of), []
    for path in sorted(glob.glob("assets/languages/vi/*.msg")):
        texts, lines = {}, []
        read_texts(path, texts)
        for message, (text, say) in texts.items():
            alphabet.begin(message)
            own = pseudo(alphabet, text, True)
            said = None if say is None else pseudo(alphabet, say, False)
            lines.append(f"{message} = {own}".replace("\n", "\\n"))
            if said is not None:
                lines.append(f"{message}.say = {said}".replace("\n", "\\n"))
            states.append(f"{message} = recorded | 2026-11-26 | nobody | none | {text_hash(code, own, said)}")
        write(f"{folder}/{os.path.basename(path)}", "\n".join(lines) + "\n")
    write(f"{folder}/state", f"language = {code}\n* = missing\n" + "\n".join(states) + "\n")
    write(f"{folder}/letters", f"source = assets/languages/{of}/letters, and marks that no real text has\n"
          f"letters = {' '.join(alphabet.letters)}\nmarks = {OPEN} {CLOSE}\n")
    write(f"{folder}/name", f"name = {OPEN}{code}{CLOSE}\nvietnamese = thử {of}\nstrip = {strip}\n"
          "source = made by tests/tools/pseudo_languages.py: nobody speaks it\nstate = draft\n")


def main():
    for code, (of, strip) in LANGUAGES.items():
        make(sys.argv[1], code, of, strip)


main()
