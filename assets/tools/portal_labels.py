#!/usr/bin/env python3
"""What the practice portal knows of our forms: names of procedures, questions and choices.

usage: portal_labels.py OUT PROCEDURES.csv FOLDER...

FOLDER is a form's (form.xml, procedure.ini, its lists). Lines out, tabs between:
title CODE LANG TEXT · label FORM LANG REF TEXT · choice FORM LANG REF VALUE TEXT ·
list FORM REF NAME · item NAME VALUE TEXT
"""
import csv
import os
import re
import sys
import xml.etree.ElementTree as xml

CONTROLS = {"input", "select1", "select", "upload", "range", "rank", "trigger"}
rows, seen = [], set()


def clean(text):
    return re.sub(r"\s+", " ", re.sub(r"\*\*|__|[*`]", "", text)).strip()


def add(*row):
    key = row[:-1]
    if row[-1] and key not in seen:
        seen.add(key)
        rows.append("\t".join(row))


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def under(element, name):
    return next((child for child in element if local(child) == name), None)


def translations(root):
    """{language: {id: short text, else the text}}"""
    texts = {}
    for translation in root.iter():
        if local(translation) != "translation":
            continue
        table = texts.setdefault(translation.get("lang"), {})
        for text in translation:
            values = {v.get("form"): clean("".join(v.itertext())) for v in text}
            table[text.get("id")] = values.get("short") or values.get(None, "")
    return texts


def worded(element, texts, put):
    """Calls put(language, text) for the label of a control or an item."""
    label = under(element, "label")
    if label is None:
        return
    match = re.fullmatch(r"jr:itext\('(.*)'\)", label.get("ref", ""))
    if match:
        told(match[1], texts, put)
    else:
        put("vi", clean("".join(label.itertext())))


def told(text, texts, put):
    for language, table in texts.items():
        put(language, table.get(text, ""))


def inside(root, name):
    """The choices a form holds itself: [(value, id of the text or None, label)]"""
    instance = next((e for e in root.iter() if local(e) == "instance" and e.get("id") == name), None)
    items = [e for e in instance.iter() if local(e) == "item"] if instance is not None else []
    rows = [{local(c): c.text or "" for c in item} for item in items]
    return [(r.get("name", ""), r.get("itextId"), r.get("label", "")) for r in rows]


def unconfirmed(root):
    """Fields that no source was read for; the officer sees so, the citizen is asked all the same."""
    return {e.get("nodeset") for e in root.iter() if e.get("{urn:rong:form}confirmed") == "no"}


def control(form, ref, element, texts, lists, root):
    unsure = ref in unconfirmed(root)
    worded(element, texts, lambda language, text: add(
        "label", form, language, ref, text + UNSURE.get(language, "") if unsure and text else text))
    for child in element:
        if local(child) == "item":
            value = under(child, "value").text
            worded(child, texts,
                   lambda language, text: add("choice", form, language, f"{ref}\t{value}", text))
        elif local(child) == "itemset":
            match = re.match(r"instance\('([^']+)'\)", child.get("nodeset", ""))
            if match and match[1] in lists:
                name = listed(lists[match[1]], under(child, "value").get("ref"),
                              under(child, "label").get("ref"))
                add("list", form, ref, name)
            for value, text, label in inside(root, match[1]) if match else ():
                def put(language, words):
                    add("choice", form, language, f"{ref}\t{value}", words)
                told(text, texts, put) if text else put("vi", clean(label))


def listed(path, value, label):
    """The list's name; equal lists of several forms are one."""
    content = open(path, encoding="utf-8").read()
    name = os.path.basename(path)[:-4]
    while known.setdefault(name, content) != content:
        name += "-"
    for row in csv.DictReader(content.splitlines()):
        if value in row and label in row:
            add("item", name, row[value], clean(row[label]))
    return name


def controls(element, above, found):
    for child in element:
        ref = child.get("ref") or child.get("nodeset") or ""
        path = ref if ref.startswith("/") else f"{above}/{ref}" if ref else above
        if local(child) in CONTROLS:
            found.append((path, child))
        elif local(child) in ("group", "repeat", "body"):
            controls(child, path, found)
    return found


def form(folder):
    root = xml.parse(os.path.join(folder, "form.xml")).getroot()
    lists = {}
    for element in root.iter():
        src = element.get("src", "")
        if local(element) == "instance" and src.startswith("jr://file-csv/"):
            lists[element.get("id")] = os.path.join(folder, src.rsplit("/", 1)[1])
    instance = next(e for e in root.iter() if local(e) == "instance")
    name = instance[0].get("id")
    texts = translations(root)
    body = next(e for e in root.iter() if local(e) == "body")
    for ref, element in controls(body, f"/{local(instance[0])}", []):
        control(name, ref, element, texts, lists, root)


def titles(path):
    """procedures.LANG.tsv beside the catalogue has shorter names and those of other languages."""
    folder = os.path.dirname(path)
    for name in sorted(os.listdir(folder)):
        match = re.fullmatch(r"procedures\.(\w+)\.tsv", name)
        for line in open(os.path.join(folder, name), encoding="utf-8") if match else ():
            code, title = (line.rstrip("\n").split("\t") + [""])[:2]
            if re.match(r"\d\.\d{6}", code):
                add("title", code, match[1], clean(title))
    for row in csv.DictReader(open(path, encoding="utf-8")):
        name = clean(row["name_vi"])
        name = name[len("Thủ tục "):] if name.startswith("Thủ tục ") else name
        add("title", row["code"], "vi", name[:1].upper() + name[1:])


def procedure(folder):
    path = os.path.join(folder, "procedure.ini")
    for line in open(path, encoding="utf-8") if os.path.exists(path) else ():
        key, equals, value = line.partition("=")
        match = re.fullmatch(r"title(?:[._](\w+))?", key.strip())
        if equals and match:
            add("title", os.path.basename(folder), match[1] or "vi", clean(value))


UNSURE = {"vi": " (mẫu chưa đối chiếu)", "en": " (form not checked)"}
known = {}
target, catalogue, folders = sys.argv[1], sys.argv[2], sys.argv[3:]
for folder in folders:
    procedure(folder)
    form(folder)
titles(catalogue)
os.makedirs(os.path.dirname(target), exist_ok=True)
with open(target, "w", encoding="utf-8") as file:
    file.write("\n".join(rows) + "\n")
