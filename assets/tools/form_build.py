#!/usr/bin/env python3
"""Builds forms from their sources with the converter of the npm package cht-conf.

    form_build.py all              every assets/forms/source/CODE.md -> assets/forms/CODE/form.xml
    form_build.py check            writes nothing; tells which form.xml is not what its source gives
    form_build.py new FILE CODE    an officer's .xlsx, .csv or .md becomes assets/forms/source/CODE.md,
                                   assets/forms/CODE/form.xml and a procedure.ini to begin with;
                                   another form of this CODE is kept unless REPLACE=1 is set
    --into DIR before these        another folder than assets/forms
    OWN=1 in the environment       new: a commune's own procedure, whose code no list has

`make forms` and `make form FILE=form.xlsx CODE=1.001699` call this. Mistakes are told by sheet, row
and column, and then nothing is written. Run from the root of the repository; the converter is what
assets/tools/converter prints."""
import csv
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile

from form_rules import said_near
from form_sheets import Mistake, place, read, write_converter, write_markdown
from form_source import advice, expanded
from form_xml import tidied

FORMS = "assets/forms"
KIOSKCTL = "build/release/kioskctl"
BLOCKS = FORMS + "/source/blocks"
LISTS = FORMS + "/lists"
PROCEDURES = "assets/data/procedures.csv"
COLUMNS = {"jr:requiredMsg": "required_message", "jr:constraintMsg": "constraint_message",
           "calculate": "calculation"}  # an XForm's words, a sheet's
PROCEDURE = """; Written by `make form` to begin with: mend each line (assets/forms/README.md). An unknown fee is never 0.
[procedure]
code = {code}
title = {title}
summary = {title}
icon = document
fee = Hỏi ở quầy
days = Hỏi ở quầy
questions = {questions}
form = form.xml

[bring.1]
icon = id-card
title = Căn cước của bà con
detail = Không có thẻ thì chỉ cần nhớ số.
"""


def convert(sheets, converter):
    """The converter's XML; what it complains of is told by the author's own rows."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = os.path.join(folder, "form.csv"), os.path.join(folder, "form.xml")
        write_converter(source, sheets)
        environment = {**os.environ, "SHIV_ROOT": os.path.abspath(os.path.dirname(converter)) + "/shiv"}
        done = subprocess.run(["/usr/bin/python3", converter, "--skip_validate", source, target],
                              capture_output=True, text=True, env=environment)
        if not os.path.exists(target):
            raise Mistake(complaint(done.stdout + done.stderr, sheets))
        with open(target, encoding="utf-8") as file:
            return file.read()


def complaint(said, sheets):
    """The last sentence of a Python traceback, its row turned into the row of the sheet."""
    said = [s for s in said.splitlines() if s.strip() and not s.startswith(("  ", "Warnings:"))]
    text = re.sub(r"^[\w.]*(Error|Exception): ", "", said[-1]) if said else "the converter said nothing"
    found = re.search(r"\[row : (\d+)\]\s*", text)
    if not found:
        return f"{sheets['survey'][0]['@file']}: {text}"
    rows = sheets["choices" if "'choices'" in text else "survey"]
    index = int(found[1]) - 2
    row = rows[index] if 0 <= index < len(rows) else rows[0]
    return place(row, "", text.replace(found[0], ""))


def namespaced(sheets):
    if any(c.startswith("bind::kiosk:") for row in sheets["survey"] for c in row):
        sheets["settings"][0].setdefault("namespaces", 'kiosk="urn:rong:form"')
    return sheets


def built(path, code, converter):
    sheets, work = expanded(path, converter, BLOCKS)
    settings = sheets["settings"][0]
    settings.setdefault("form_id", code)
    settings.setdefault("form_title", code)
    settings.setdefault("version", "1")
    text = convert(namespaced(sheets), converter)
    try:
        return tidied(text, work, f"Made by `make forms` from assets/forms/source/{code}.md: change that, not this.")
    except ValueError as mistake:
        raise Mistake(f"{path}: {mistake}")


def source(forms, code):
    return f"{forms}/source/{code}.md"


def lists_of(text):
    names = sorted(set(re.findall(r"jr://file-csv/([\w.-]+)", text)))
    return [n for n in names if os.path.exists(f"{LISTS}/{n}")]


def put(forms, code, text):
    folder = f"{forms}/{code}"
    os.makedirs(folder, exist_ok=True)
    with open(folder + "/form.xml", "w", encoding="utf-8") as file:
        file.write(text)
    for name in lists_of(text):
        if not os.path.lexists(f"{folder}/{name}"):
            os.symlink(os.path.relpath(f"{LISTS}/{name}", folder), f"{folder}/{name}")


def all_codes(forms):
    return sorted(n[:-3] for n in os.listdir(forms + "/source") if n.endswith(".md") and n != "README.md")


def check(forms, converter):
    wrong = 0
    for code in all_codes(forms):
        with open(f"{forms}/{code}/form.xml", encoding="utf-8") as file:
            same = file.read() == built(source(forms, code), code, converter)
        print(f"{'ok' if same else 'not ok'} form_{code}_is_what_its_source_gives")
        wrong += not same
    return 1 if wrong else 0


def about(lines, number, attribute):
    """(name of the question line NUMBER of form.xml is about, its expression), "" for what it does not say."""
    named = re.findall(r'(?:nodeset|ref|id)="(?:/data)?[^"]*?(\w+)(?::\w+)*"', "\n".join(lines[:number]))
    upto, after = "\n".join(lines[:number]), "\n".join(lines[number:])
    element = upto[upto.rfind("<"):] + "\n" + after
    element = element.partition(">")[0]
    found = re.search(rf'\b{re.escape(attribute)}="([^"]*)"', element) if attribute else None
    return named[-1] if named else "", html.unescape(found[1]) if found else ""


def told(said):
    """One line for the rows that a warning is about; what refuses the form last, where it is seen."""
    rows = {}
    for text in said:
        found = re.fullmatch(r"(.*\b\w+) row (\d+): (warning: .*)", text)
        rows.setdefault((found[1], found[3]) if found else ("", text), []).append(found and found[2])
    lines = [f"{sheet} row{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}: {text}" if sheet else text
             for (sheet, text), numbers in rows.items()]
    return sorted(lines, key=lambda line: "warning: " not in line)


def judged(path, form, sheets):
    """kioskctl's opinion, each sentence with the row of the sheet it is about, where it has one."""
    done = subprocess.run([KIOSKCTL, "form", "check", "--strict", form], capture_output=True, text=True)
    with open(form, encoding="utf-8") as file:
        lines = file.read().splitlines()
    if done.returncode not in (0, 1):
        raise Mistake(f"{path}: {KIOSKCTL} cannot judge this form ({done.returncode}): {done.stderr.strip()}")
    names = {r.get("name") for r in sheets["survey"]}
    opinion = []
    for said in done.stdout.splitlines():
        found = re.match(re.escape(form) + r":(\d+): [^:]*(?::[^ ][^:]*)*: (.*)", said)
        text = found[2] if found else said
        attribute = re.match(r"(?:warning: )?([\w:]+): ", text)
        name, expression = about(lines, int(found[1]), attribute and attribute[1]) if found else ("", "")
        row = next((r for r in sheets["survey"] if name and r.get("name") == name), None)
        if expression:
            text = re.sub(r"\(column (\d+)\)", lambda m: said_near(expression, int(m[1])), text)
        for theirs, ours in COLUMNS.items():
            text = text.replace(theirs, ours)
        if row:  # as it stands in the sheet
            text = re.sub(r"/data(?:/\w+)*/(\w+)\b(?!/)", lambda m: f"${{{m[1]}}}" if m[1] in names else m[0], text)
        opinion.append(place(row, "", text) if row else f"{path}: {text}")
    print(*told(opinion), sep="\n", file=sys.stderr, end="\n" if opinion else "")
    return done.returncode


def known_code(code):
    if not re.fullmatch(r"\d\.\d{6}", code):
        raise Mistake(f"{code}: a procedure's code is like 1.001193; {PROCEDURES} has them in its first column")
    with open(PROCEDURES, encoding="utf-8", newline="") as file:
        name = next((row[1] for row in csv.reader(file) if row[:1] == [code]), None)
    if name is None and os.environ.get("OWN") != "1":
        raise Mistake(f"{code}: no procedure has this code; {PROCEDURES} has them in its first column "
                      "(grep its name there)")
    return name


def told_name(forms, code, name, sheets):
    """Where the title and the list call it differently, she looks at the code once more."""
    title = sheets["settings"][0]["form_title"]
    if name is not None and not set(re.findall(r"\w{2,}", title.lower())) >= set(re.findall(r"\w{2,}", name.lower())) - {"thủ", "tục"}:
        print(f'warning: {code} is "{name}" in {PROCEDURES}, and this form "{title}"; another code? then '
              f"rm -r {forms}/{code} {source(forms, code)}, and give the command with the right one")


def trial(path, code, sheets, converter):
    """The source and form.xml this file gives, once the kiosk takes them; nothing is written."""
    title = sheets["settings"][0]["form_title"]
    with tempfile.TemporaryDirectory() as folder:
        target = source(folder, code)
        os.makedirs(os.path.dirname(target))
        write_markdown(target, f"# {title}\n\nProcedure {code}, from {os.path.basename(path)}.", sheets)
        form = built(target, code, converter)
        os.makedirs(f"{folder}/{code}")
        for name in lists_of(form):  # a link out of the folder is not followed
            shutil.copy(f"{LISTS}/{name}", f"{folder}/{code}/{name}")
        put(folder, code, form)
        if judged(path, f"{folder}/{code}/form.xml", sheets) != 0:
            raise Mistake("the kiosk would refuse this form, so nothing was written: mend these rows and give "
                          "the command again")
        with open(target, encoding="utf-8") as text:
            return text.read(), form


def keep(forms, code, text, form):
    """An existing form is somebody's work: it is thrown away only on her word."""
    if os.environ.get("REPLACE") == "1":
        return
    for there, given in ((source(forms, code), text), (f"{forms}/{code}/form.xml", form)):
        if os.path.exists(there):
            with open(there, encoding="utf-8") as file:
                if file.read() != given:
                    raise Mistake(f"{code} already has a form ({there}), and this file gives another; change that "
                                  "one and run `make forms`, or add REPLACE=1, which throws it away")


def begin(forms, code, sheets):
    """A procedure.ini to begin with, where there is none."""
    procedure = f"{forms}/{code}/procedure.ini"
    if not os.path.exists(procedure):
        questions = sum(1 for r in sheets["survey"] if any(c.startswith("label") for c in r) and
                        not r.get("type", "").startswith("begin"))
        with open(procedure, "w", encoding="utf-8") as file:
            file.write(PROCEDURE.format(code=code, title=sheets["settings"][0]["form_title"], questions=questions))
    return procedure


def new(forms, path, code, converter):
    name = known_code(code)
    sheets = read(path, converter)
    target = source(forms, code)
    built(path, code, converter)  # its mistakes are told by the rows of her own file
    for said in advice(path, converter, BLOCKS):
        print(said)
    text, form = trial(path, code, sheets, converter)
    if os.path.abspath(path) != os.path.abspath(target):
        keep(forms, code, text, form)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "w", encoding="utf-8") as file:
            file.write(text)
    put(forms, code, form)
    told_name(forms, code, name, sheets)
    print(f"{target}\n{forms}/{code}/form.xml\n{begin(forms, code, sheets)}")


def wanted(arguments):
    """(folder of forms, what, its arguments), or None when it is not understood."""
    forms = FORMS
    if arguments[:1] == ["--into"] and len(arguments) > 2:
        forms, arguments = arguments[1], arguments[2:]
    counts = {"all": 1, "check": 1, "new": 3}
    good = arguments and counts.get(arguments[0]) == len(arguments)
    return (forms, arguments[0], arguments[1:]) if good else None


def main(arguments):
    if "--help" in arguments:
        print(__doc__)
        return 0
    todo = wanted(arguments)
    if todo is None:
        print(__doc__, file=sys.stderr)
        return 2
    forms, what, rest = todo
    found = subprocess.run(["assets/tools/converter"], stdout=subprocess.PIPE, text=True)
    converter = found.stdout.strip()
    if found.returncode != 0:
        return 1
    try:
        if what == "check":
            return check(forms, converter)
        if what == "new":
            new(forms, *rest, converter)
        for code in all_codes(forms) if what == "all" else ():
            put(forms, code, built(source(forms, code), code, converter))
    except Mistake as mistake:
        print(mistake, file=sys.stderr)
        return 1
    except Exception as fault:  # a fault of ours, or a sheet nobody thought of: never a traceback for her
        print(f"{' '.join(rest)}: this cannot be made into a form ({type(fault).__name__}: {fault}); show the sheet "
              "to an engineer", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
