"""What the sheets of a form may say besides rules: their columns, settings, labels, choices and pictures.

Each check gives a list of sentences, by sheet, row and column; an empty list when all is well."""
import difflib
import os
import re
import unicodedata

from form_sheets import place

ICONS = "assets/icons"
HOME = "vi"  # of columns without a language: the language of the kiosk's home
SHOWN = ("label", "hint", "guidance_hint", "short", "required_message", "constraint_message")
KNOWN = {"vietnamese": "vi", "tiếng việt": "vi", "vi": "vi", "english": "en", "en": "en"}
COLUMNS = {
    "survey": ("type", "name", "like", *SHOWN, "required", "relevant", "constraint", "calculation", "appearance",
               "parameters", "default", "choice_filter", "readonly", "read_only", "trigger", "repeat_count",
               "image"),
    "choices": ("list_name", "name", "label", "short", "image", "frequent"),
    "settings": ("form_title", "form_id", "version", "default_language", "namespaces", "instance_name", "style",
                 "allow_choice_duplicates")}
FREE = ("bind", "body", "instance", "media", "control")  # XLSForm's way to anything else
UNSEEN = {"calculate", "hidden", "csv-external", "xml-external", "start", "end", "today", "deviceid", "username",
          "phonenumber", "email", "ask", "set"}
SETTINGS = 'a sheet "settings" has the columns form_title and version, and one row: Khai sinh | 2026112601'


def code_of(language):
    """"Tiếng Việt (vi)" -> "vi"; a name alone stays unless everybody knows it."""
    found = re.search(r"\(([A-Za-z-]+)\)\s*$", language)
    return found[1] if found else KNOWN.get(language.strip().lower(), language)


def plain(text):
    marked = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in marked if not unicodedata.combining(c)).lower()


def nearest(name, known):
    """The known name somebody meant, or ""."""
    by_plain = {plain(k): k for k in known}
    found = difflib.get_close_matches(plain(name), by_plain, 1, 0.6)
    return by_plain[found[0]] if found else ""


def meant(name, known):
    near = nearest(name, known)
    return f'; did you mean "{near}"?' if near else ""


def column_fault(column, known):
    """What is wrong with a column's name, or ""."""
    head, colons, language = column.partition("::")
    if head in FREE and colons:
        return ""
    if head not in known:
        near = nearest(head, known)
        say = f'did you mean "{near}{colons}{language}"?' if near else "mend its name or take it out"
        return f'this column is not known; {say}'
    if colons and head not in SHOWN:
        return f'this column has no languages; write "{head}"'
    if colons and not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]+)?", code_of(language)):
        code = KNOWN.get(nearest(language, KNOWN), HOME)
        return f'"{language}" is no language; did you mean "{head}::{code}"?'
    return ""


def columns(sheets, path):
    filters = " ".join(r.get("choice_filter", "") for r in sheets["survey"])
    found = []
    for sheet, known in COLUMNS.items():
        seen = set()
        for column in getattr(sheets[sheet], "columns", ()):
            if column.startswith("@") or sheet == "choices" and column not in known and \
                    re.search(rf"\b{re.escape(column)}\b", filters):
                continue
            fault = column_fault(column, known) or column in seen and "this column is there twice; keep one"
            seen.add(column)
            if fault:
                found.append(f'{path}: {sheet} row {sheets[sheet].heading}, column "{column}": {fault}')
    for sheet, needed in (("survey", ("type", "name")), ("choices", ("list_name", "name"))):
        for column in needed if sheets[sheet] and not found else ():
            have = sheets[sheet].columns
            if column not in have and not (column == "type" and "like" in have):  # which gives the type
                found.append(f'{path}: {sheet}: there is no column "{column}"; add it')
    return found


def settings(rows, path):
    if not rows:
        return [f"{path}: there are no settings; {SETTINGS}"]
    row, found = rows[0], []
    if not row.get("form_title"):
        found.append(place(row, "form_title", "the name of the procedure is missing here"))
    version = row.get("version", "")
    if not re.fullmatch(r"20\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d\d", version):
        is_what = f'"{version}" is no version' if version else "the version is missing"
        found.append(place(row, "version", f"{is_what}; write ten digits, the date and two more: 2026112601"))
    return found


def words(row, column, spoken, what):
    """A text is there in every language of the form, or in none."""
    have = [s for s in spoken if row.get(f"{column}::{s}")]
    if not have and what:
        return [place(row, column, f"{what} is missing; write it")]
    return [place(row, f"{column}::{s}", f"this is empty, but there are words in {have[0]}; say it in both")
            for s in spoken if have and s not in have]


def name_fault(row):
    name = row.get("name", "")
    if not name:
        return [place(row, "name", "the name is missing; write one with letters, digits and _")]
    if row.get("type") not in ("ask", "set") and not re.fullmatch(r"[A-Za-z_][\w.-]*", name):
        good = re.sub(r"\W+", "_", plain(name)).strip("_")
        return [place(row, "name", f'"{name}" is no name: letters, digits and _ only; write "{good}"')]
    return []


def questions(survey, spoken):
    found = []
    for row in survey:
        kind = row.get("type", "").replace("_", " ")
        if kind.startswith("end ") or not kind:
            continue
        found += name_fault(row)
        if kind == "calculate" and not row.get("calculation"):
            found.append(place(row, "calculation", "this is empty; write what is calculated"))
        if row.get("type") in UNSEEN:
            continue
        group = kind.startswith("begin ")
        found += words(row, "label", spoken, "" if group else "what the person is asked")
    return found


def choices(rows, spoken):
    found, seen = [], {}
    for row in rows:
        for column in ("list_name", "name"):
            if not row.get(column):
                found.append(place(row, column, "this is empty; write it"))
        if re.search(r"\s", row.get("name", "")):
            good = re.sub(r"\W+", "_", plain(row["name"]))
            found.append(place(row, "name", f'"{row["name"]}" has a blank in it; write "{good}"'))
        both = row.get("list_name", ""), row.get("name", "")
        if all(both) and both in seen:
            found.append(place(row, "name", f'"{both[1]}" is in row {seen[both]} already; give it another name'))
        seen[both] = row["@row"]
        found += words(row, "label", spoken, "what the person chooses")
    return found


def pictures(rows):
    icons = sorted(n[:-4] for n in os.listdir(ICONS) if n.endswith(".svg"))
    found = []
    for row in rows:
        for column, text in row.items():
            if column != "image" and not column.startswith("media::image"):
                continue
            name = os.path.splitext(text)[0]
            if name not in icons:
                near = nearest(name, icons)
                found.append(place(row, column, f'assets/icons has no "{name}"' +
                                   (f'; did you mean "{near}.png"?' if near else "; leave it empty")))
    return found
