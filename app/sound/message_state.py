"""How far each message of a language is, as app/language/folder.h says: for what the build makes.

A row of the file state is `MSG_ID = state | date | reviewer | dialect | hash`, `* = state` stands for
every message without one. A row whose hash is not that of the text counts as a draft.
"""
import re
import sys
import unicodedata

STATES = ("missing", "draft", "reviewed", "recorded", "field-checked", "synthetic")
SPOKEN = ("recorded", "field-checked", "synthetic")
SHOWN = ("reviewed",) + SPOKEN
MESSAGE = re.compile(r"^(MSG_[A-Z0-9_]+)(\.say)?\s*=\s*(.*\S)\s*$")


def pairs(path):
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        key, equals, value = line.partition("=")
        if not equals:
            sys.exit(f"{path}:{number}: not `key = value`: {line}")
        yield number, key.strip(), value.strip()


def read_state(path):
    """{message or "*": (state, hash or None)}"""
    rows = {}
    for number, key, value in pairs(path):
        if key == "*" or key.startswith("MSG_"):
            fields = [field.strip() for field in value.split("|")]
            if fields[0] not in STATES:
                sys.exit(f"{path}:{number}: {fields[0]} is none of {', '.join(STATES)}")
            rows[key] = (fields[0], fields[4] if len(fields) == 5 else None)
    return rows


def read_texts(path, texts):
    """Adds {message: [text, say or None]} of one .msg file."""
    for line in open(path, encoding="utf-8"):
        match = MESSAGE.match(line)
        if match:
            text = unicodedata.normalize("NFC", match[3]).replace("\\n", "\n")
            texts.setdefault(match[1], [None, None])[1 if match[2] else 0] = text


def text_hash(language, text, say):
    value = 0xCBF29CE484222325
    for byte in (language + "\t" + text + ("" if say is None else "\t" + say)).encode():
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def state_of(language, rows, message, texts):
    """How far the message is now."""
    text, say = texts.get(message, (None, None))
    if text is None:
        return "missing"
    state, written = rows.get(message, rows.get("*", ("missing", None)))
    if state in ("reviewed", "recorded", "field-checked"):
        return state if written == text_hash(language, text, say) else "draft"
    return "draft" if state == "missing" else state
