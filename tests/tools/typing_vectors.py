#!/usr/bin/env python3
"""Makes tests/fixtures/typing_vectors.tsv from every Vietnamese syllable found in the given texts:
    typing_vectors.py assets/data/*.csv assets/data/need-phrases.tsv > FILE
Each syllable is spelled as key sequences: marks inline with the tone behind its vowel, tone last, all
marks last, the short "uow"; Telex and VNI. Columns: method, keys, text. Any word list will do, also
Debian's hunspell-vi (/usr/share/hunspell/vi_VN.dic), which is GPL and therefore not kept here."""
import re
import sys
import unicodedata

TONES = {"\u0300": "f2", "\u0309": "r3", "\u0303": "x4", "\u0301": "s1", "\u0323": "j5"}


def take_apart(word):
    for letter in word:
        if letter in "đĐ":
            yield "d" if letter == "đ" else "D", "d9", ""
            continue
        base, *marks = unicodedata.normalize("NFD", letter)
        mark, tone = "", ""
        for m in marks:
            if m in TONES:
                tone = TONES[m]
            elif m == "\u0302":
                mark = base.lower() + "6"
            else:
                mark = "w" + ("8" if base.lower() == "a" else "7")
        yield base, mark, tone


def parts_of(word, way):
    """(letter, mark key, tone key) of every letter, for Telex (way 0) or VNI (1)."""
    parts = [(b, m[way : way + 1], t[way : way + 1]) for b, m, t in take_apart(word)]
    for i in range(1, len(parts)):
        if way == 0 and not parts[i][1] and parts[i - 1] == ("o", "", "") and parts[i][0] == "o":
            parts[i] = ("oo", "", parts[i][2])  # two plain o (boong): the third key takes the hat off
    return parts


def sequences(word, way):
    parts = parts_of(word, way)
    tone = "".join(t for _, _, t in parts)
    marks = ""
    for _, mark, _ in parts:
        marks += "" if mark and marks.endswith(mark) else mark
    last = "".join(b + m for b, m, _ in parts) + tone
    yield "".join(b + m + t for b, m, t in parts)
    yield last
    yield "".join(b for b, _, _ in parts) + marks + tone
    yield last.replace("uwow", "uow")


def syllables(paths):
    found = set()
    for path in paths:
        text = unicodedata.normalize("NFC", open(path, encoding="utf-8").read()).lower()
        found |= {w for w in re.findall(r"[^\W\d_]+", text) if not w.isascii()}
    # Names in other languages (Krông, Dêr, Mláh) and words of two syllables are not for Telex.
    shape = re.compile(
        r"(b|ch?|d|gh?|gi|h|kh?|l|m|n|ngh?|nh|ph|qu|r|s|th?|tr|v|x)?"
        r"[aeiouy]{1,3}(c|ch|m|ng?|nh|p|t)?"
    )
    plain = lambda w: "".join(b for b, _, _ in take_apart(w))
    one_tone = lambda w: sum(t != "" for _, _, t in take_apart(w)) <= 1
    return sorted(w for w in found if shape.fullmatch(plain(w)) and one_tone(w))


def main():
    print("# made by tests/tools/typing_vectors.py: method TAB keys TAB text")
    for word in syllables(sys.argv[1:]):
        for way, method in enumerate(("telex", "vni")):
            for keys in sorted(set(sequences(word, way))):
                print(method, keys, word, sep="\t")


if __name__ == "__main__":
    main()
