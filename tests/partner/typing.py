#!/usr/bin/env python3
"""Key sequences from Debian's Vietnamese word list, with the text each must give:
    typing.py vi_VN.dic > FILE      columns: group, way, method, place of the tone, keys, text
Group `syllable` is written as a Vietnamese syllable is; all others of the list are group `other`."""
import re
import sys
import unicodedata

sys.path.insert(0, "tests/tools")
import typing_vectors as vectors  # noqa: E402

SHAPE = re.compile(
    r"(b|ch?|d|gh?|gi|h|kh?|l|m|n|ngh?|nh|ph?|qu|r|s|th?|tr|v|x)?[aeiouy]{1,3}(c|ch|m|ng?|nh|p|t)?"
)
OPEN = re.compile(r"(?<!q)(o[ae]|uy)$", re.IGNORECASE)  # hòa or hoà, khỏe or khoẻ, thủy or thuỷ
TONES = "".join(vectors.TONES)


def plain(word):
    return "".join(base for base, _, _ in vectors.take_apart(word)).lower()


def is_syllable(word):
    tones = sum(tone != "" for _, _, tone in vectors.take_apart(word))
    return word == word.lower() and SHAPE.fullmatch(plain(word)) is not None and tones <= 1


def compose(word):
    return unicodedata.normalize("NFC", word)


def toneless(word):
    return compose("".join(c for c in unicodedata.normalize("NFD", word) if c not in TONES))


def placed(word, place):
    """The word with the tone of an open oa, oe, uy where this place puts it."""
    bare = toneless(word)
    if OPEN.search(bare) is None:
        return word
    tone = "".join(c for c in unicodedata.normalize("NFD", word) if c in TONES)
    at = len(bare) - (1 if place == "old" else 0)
    return compose(bare[:at] + tone + bare[at:])


def early(parts, tone):
    """The tone key behind the first vowel, before anything that follows it."""
    letters = [base.lower() for base, _, _ in parts]
    glide = 2 if letters[:2] == ["q", "u"] else 0
    first = next(i for i, b in enumerate(letters) if i >= glide and b[0] in "aeiouy")
    keys = [base + mark for base, mark, _ in parts]
    return "".join(keys[: first + 1]) + tone + "".join(keys[first + 1 :])


def ways(word, method, syllable):
    """(way, keys, text) of one word; an open oa, oe, uy may still be placed old or new."""
    way = ("telex", "vni").index(method)
    inline, last, marks, short = vectors.sequences(word, way)
    yield "inline", inline, word
    yield "tone-last", last, word
    if not syllable:
        return
    yield "marks-last", marks, word
    yield "short-uo", short, word
    yield "upper", inline.upper(), word.upper()
    yield "capital", last.capitalize(), word.capitalize()
    parts = vectors.parts_of(word, way)
    tone = "".join(t for _, _, t in parts)
    if tone:
        bare = toneless(word)
        other = next(key for key in (("s", "j"), ("1", "5"))[way] if key != tone)
        letters = "".join(base for base, _, _ in parts)
        yield "tone-early", early(parts, tone), word
        yield "tone-before-marks", letters + tone + marks[len(letters) : -1], word
        yield "tone-changed", last[:-1] + other + tone, word
        yield "tone-taken-off", last + "z0"[way], bare
        yield "tone-taken-back", last + tone, bare + tone


def main():
    with open(sys.argv[1], encoding="utf-8") as lines:
        words = sorted({compose(line.split("/")[0].strip()) for line in lines} - {""})
    for word in words:
        if word.isdigit():
            continue  # the number of words, on the first line
        syllable = is_syllable(word)
        for method in ("telex", "vni"):
            for place in ("old", "new"):
                for way, keys, text in ways(word, method, syllable):
                    print("syllable" if syllable else "other", way, method, place, keys, placed(text, place), sep="\t")


main()
