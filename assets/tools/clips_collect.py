#!/usr/bin/env python3
"""Lists every fixed text the kiosk says in a language, for assets/tools/clip_pack.c.

usage: clips_collect.py LANGUAGE OUT FILE...

FILE is a .msg (spoken variant or text, cut at {n}), a form.xml (itext values of the language, cut
at <output/>; in Vietnamese also plain labels, hints and messages), a procedure.ini, a route, the
list of procedures or its words in the language, a .csv of names (communes, provinces, ethnic
groups), a language's name or a .txt of single words. Lines out:
`S<TAB>sentence`, `W<TAB>word`.
"""
import csv
import os
import re
import sys
import unicodedata
import xml.etree.ElementTree as xml

MESSAGE = re.compile(r"^(MSG_[A-Z0-9_]+)(\.say)?\s*=\s*(.*\S)\s*$")
SILENT = {"image", "audio", "video", "big-image"}
SOURCE = "vi"  # of what stands in a form or a procedure without a language
SPOKEN_KEYS = re.compile(r"title|summary|fee|days|detail|where|note|hint|answer\.\d+")
LANGUAGES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "languages")
CODES = [code for code in sorted(os.listdir(LANGUAGES)) if code != SOURCE and os.path.isdir(os.path.join(LANGUAGES, code))]
KEY_LANGUAGE = re.compile(r"(.*)\.(" + "|".join(map(re.escape, CODES)) + ")")
out, seen = [], set()


def clean(text):
    text = unicodedata.normalize("NFC", text.replace("\\n", " "))
    return re.sub(r"\s+", " ", text).strip()


def add(kind, text):
    text = clean(text)
    if any(c.isalnum() for c in text) and text not in seen:
        seen.add(text)
        out.append(f"{kind}\t{text}")


def words(text):
    for word in re.split(r"[\s,;()/–-]+", clean(text).lower()):
        add("W", word)


def messages(path):
    spoken, kind = {}, "W" if os.path.basename(path) == "letters.msg" else "S"
    for line in open(path, encoding="utf-8"):
        match = MESSAGE.match(line)
        if match and (match[2] or match[1] not in spoken):
            spoken[match[1]] = match[3]
    for text in spoken.values():
        parts = re.split(r"\{\d\}", text)
        for part in parts:
            add(kind, part.strip(" ,.;:–") if len(parts) > 1 else part)


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def pieces(element):
    """Texts of an element, cut where a value is put in."""
    part = element.text or ""
    for child in element:
        if local(child) == "output":
            yield part
            part = ""
        else:
            part += "".join(child.itertext())
        part += child.tail or ""
    yield part


def form(path, language):
    root = xml.parse(path).getroot()
    for translation in root.iter():
        if local(translation) != "translation" or not translation.get("lang", "").startswith(language):
            continue
        for value in translation.iter():
            if local(value) == "value" and value.get("form") not in SILENT:
                sentence(value)
    for element in root.iter() if language == SOURCE else ():
        if local(element) in ("label", "hint") and element.get("ref") is None:
            sentence(element)
        for key, value in element.attrib.items():
            if key.rsplit("}", 1)[-1] in ("constraintMsg", "requiredMsg") and "itext(" not in value:
                add("S", value)


def sentence(element):
    parts = list(pieces(element))
    for output in element.iter():
        if local(output) == "output":
            for text in re.findall(r"'([^']*)'", output.get("value", "")):
                add("W", text)  # what a condition puts in
    for part in parts:
        part = re.sub(r"\*\*|__|[*`]|(?m:^#+ )", "", part)
        add("S", part.strip(" ,.;:–") if len(parts) > 1 else part)


def content(path, language):
    """A procedure.ini or a route: "title" is Vietnamese, "title.en" English."""
    for line in open(path, encoding="utf-8"):
        key, equals, value = line.partition("=")
        translated = KEY_LANGUAGE.fullmatch(key.strip())
        base, of = translated.groups() if translated else (key.strip(), SOURCE)
        if equals and of == language and SPOKEN_KEYS.fullmatch(base):
            add("S", value)


def table(path):
    """Rows of procedures.LANG.tsv: code, title, papers."""
    if not os.path.exists(path):
        return []
    return [(line.rstrip("\n").split("\t") + ["", ""])[:3] for line in open(path, encoding="utf-8")]


def catalogue(path):
    """Titles and papers: of procedures.csv the official name where no plainer one is, of
    procedures.LANG.tsv all."""
    rows = table(path)
    if path.endswith(".csv"):
        plain = {row[0] for row in table(path.replace(".csv", f".{SOURCE}.tsv")) if row[1]}
        rows = [(row["code"], "" if row["code"] in plain else row["name_vi"], row["components"])
                for row in csv.DictReader(open(path, encoding="utf-8")) if row["confidence"] != "X"]
    for _, title, papers in rows:
        papers = re.sub(r"^.*?, chưa kiểm: ", "", papers)  # what the kiosk shows as a doubt
        for text in [title.removeprefix("Thủ tục "), *re.split(r";(?![^(]*\))", papers)]:
            text = clean(text)
            add("S", text[:1].upper() + text[1:])


def names(path):
    for row in csv.DictReader(open(path, encoding="utf-8")):
        name = row.get("name") or row.get("name_vi") or ""
        words(name)
        words(row.get("type") or "")
        words((row.get("aliases") or "").replace("|", " "))
        if "gia_lai_communes" in path:
            add("W", f"{row['type']} {name}".lower())


def language_name(path, language):
    """A Vietnamese sentence has its own word for a language; others take its own name."""
    own = os.path.basename(os.path.dirname(path)) == language
    wanted = "vietnamese" if language == "vi" and not own else "name"
    for line in open(path, encoding="utf-8"):
        key, equals, value = line.partition("=")
        if equals and key.strip() == wanted:
            add("S" if own else "W", value)


def main():
    language, target, paths = sys.argv[1], sys.argv[2], sys.argv[3:]
    for path in paths:
        if path.endswith(".msg"):
            messages(path)
        elif path.endswith("form.xml"):
            form(path, language)
        elif path.endswith(".ini"):
            content(path, language)
        elif os.path.basename(path).startswith("procedures."):
            catalogue(path)
        elif path.endswith(".csv"):
            names(path)
        elif os.path.basename(path) == "name":
            language_name(path, language)
        else:
            for line in open(path, encoding="utf-8"):
                words(line.split("#")[0])
    os.makedirs(os.path.dirname(target), exist_ok=True)
    part = f"{target}.{os.getpid()}"  # another make may be reading the list
    with open(part, "w", encoding="utf-8") as file:
        file.write("\n".join(out) + "\n")
    os.replace(part, target)


main()
