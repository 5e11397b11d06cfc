#!/usr/bin/env python3
"""Makes the texts of forms, procedures and routes into messages, so that a language can have its own.

usage: content_messages.py LANGUAGES FORMS ROUTES      (make content)

Each Vietnamese text of FORMS/*/form.xml and procedure.ini and of ROUTES/*.ini becomes `MSG_T_HASH = text` in
LANGUAGES/vi/content.msg, HASH being that of the text (FNV-1a 64 over "vi", TAB and the text, its
upper 40 bits): the kiosk finds a form's text by it (app/language/content.h), whatever form it stands
in, and a changed text is another message. The English of the same place stands in en/content.msg;
LANGUAGES/content.tsv says in which procedures each text stands, "route" for the questions of routes. A text with a value in it (<output>)
is left out: what is put into it is Vietnamese as well.
"""
import glob
import os
import re
import sys
import unicodedata
import xml.etree.ElementTree as xml

SPOKEN = {None, "long", "short", "guidance"}
KEY = re.compile(r"(title|summary|fee|days|detail)(\.en)?")
ROUTE_KEY = re.compile(r"(title|hint|answer\.\d+)(\.en)?")
ROUTE = "route"  # the screen they stand on


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def tidy(text):
    """As app/form/texts.c shows it: without marks of emphasis, on one line."""
    text = re.sub(r"\*\*|__|(?m:^#+ )", "", unicodedata.normalize("NFC", text))
    return re.sub(r"\s+", " ", text).strip()


def hash_of(text):
    value = 0xCBF29CE484222325
    for byte in ("vi\t" + text).encode():
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return f"{value >> 24:010X}"


def of_form(path):
    """Pairs of Vietnamese and English."""
    texts, computed = {}, set()
    for translation in xml.parse(path).getroot().iter():
        if local(translation) != "translation":
            continue
        for text in translation:
            for value in text:
                if value.get("form") not in SPOKEN:
                    continue
                key = (text.get("id"), value.get("form"))
                texts.setdefault(key, {})[translation.get("lang")] = tidy("".join(value.itertext()))
                if any(local(inner) == "output" for inner in value.iter()):
                    computed.add(key)
    return [(t["vi"], t["en"]) for key, t in texts.items() if key not in computed and "vi" in t and "en" in t]


def of_ini(path, keys):
    texts, section = {}, ""
    for line in open(path, encoding="utf-8"):
        if line.startswith("["):
            section = line.strip()
        key, equals, value = line.partition("=")
        match = keys.fullmatch(key.strip())
        if equals and match:
            texts.setdefault((section, match[1]), {})[match[2] or "vi"] = tidy(value)
    return [(t["vi"], t[".en"]) for t in texts.values() if "vi" in t and ".en" in t]


def sources(forms, routes):
    """Where each text stands, and its pairs of words."""
    for folder in sorted(glob.glob(f"{forms}/*/")):
        if os.path.exists(folder + "procedure.ini"):
            pairs = of_ini(folder + "procedure.ini", KEY)
            if os.path.exists(folder + "form.xml"):
                pairs += of_form(folder + "form.xml")
            yield os.path.basename(folder.rstrip("/")), pairs
    for path in sorted(glob.glob(f"{routes}/*.ini")):
        yield ROUTE, of_ini(path, ROUTE_KEY)


def main():
    languages, forms, routes = sys.argv[1:]
    messages, places = {}, {}
    for place, pairs in sources(forms, routes):
        for vi, en in pairs:
            name = "MSG_T_" + hash_of(vi)
            if not any(c.isalnum() for c in vi) or "{" in vi + en:
                continue
            if messages.setdefault(name, (vi, en, place))[0] != vi:
                sys.exit(f"two texts have the hash {name}: {vi} / {messages[name][0]}")
            if place not in places.setdefault(name, []):
                places[name].append(place)
    for place, of in ((0, "vi"), (1, "en")):
        with open(f"{languages}/{of}/content.msg", "w", encoding="utf-8") as out:
            out.write("# Texts of forms, procedures and routes; made by `make content`: change those, not this.\n")
            last = None
            for name, row in messages.items():
                if row[2] != last:
                    last = row[2]
                    title = row[place]
                    out.write(f"\n# {last}, {title}\n")
                out.write(f"{name} = {row[place]}\n")
    with open(f"{languages}/content.tsv", "w", encoding="utf-8") as out:
        out.write("# In which procedures each text of content.msg stands; made by `make content`.\n")
        for name in sorted(places):
            out.write(f"{name}\t{' '.join(sorted(places[name]))}\n")


main()
