"""What our sources have beyond an XLSForm, turned into what every converter knows.

Rows of ours, in the column `type` of `survey`:
  include   name = a file of blocks/; `parameters` "who=mẹ; key=value" fill {{who}} in its cells
  change    name = a row that was included: each cell that is not empty replaces its; "-" empties it
  drop      name = a row that was included and is not wanted
  ask       name = a question defined elsewhere, asked here instead
  set       name = a question that takes `calculation` when one of those in `trigger` changes
Columns of ours: `like` (a row of blocks/kinds.md gives what is empty here), short::LANGUAGE (for the page
of answers), `image` without a language, `constraint_message` and others without one are Vietnamese.
Names may be written GROUP/NAME, in ${GROUP/NAME} too, where a form has the same name twice."""
import os
import re

import form_columns
import form_rules
from form_columns import HOME, SHOWN, code_of, meant, nearest
from form_sheets import at, place, read, refuse

MOST = {("survey", "label"): 60, ("survey", "hint"): 60, ("survey", "short"): 24, ("choices", "label"): 18}
BLOCK = {"begin group", "begin repeat", "begin_group", "begin_repeat"}
END = {"end group", "end repeat", "end_group", "end_repeat"}
CARD = ("name", "id", "birth", "sex", "issued", "commune", "detail")
TYPES = {"text", "string", "integer", "int", "decimal", "date", "time", "dateTime", "datetime", "note",
         "calculate", "hidden", "acknowledge", "trigger", "image", "photo", "barcode", "csv-external",
         "xml-external", "start", "end", "today", "deviceid", "username", "phonenumber", "email",
         "select_one", "select_multiple", "select_one_from_file", "select_multiple_from_file",
         "ask", "set"} | BLOCK | END


def parameters(text, row):
    found = {}
    for part in filter(None, (p.strip() for p in text.split(";"))):
        key, equals, value = part.partition("=")
        if not equals:
            raise at(row, f'"{part}" is not key=value')
        found[key.strip()] = value.strip()
    return found


def filled(row, values):
    def put(match):
        if match[1] not in values:
            raise at(row, f"{{{{{match[1]}}}}} has no value; add it to the include's parameters")
        return values[match[1]]
    out = {}
    for column, text in row.items():
        out[column] = text if column.startswith("@") else re.sub(r"\{\{(\w+)\}\}", put, text)
    return {c: t for c, t in out.items() if t != ""}


def spelled_column(column):
    head, colons, language = column.partition("::")
    if head in SHOWN:
        return f"{head}::{code_of(language) if colons else HOME}"
    if column.startswith("media::"):
        parts = column.split("::")
        return "image" if parts[1] == "image" and len(parts) == 2 else "::".join(
            parts[:2] + [code_of(parts[2])] if len(parts) > 2 else parts)
    return column


def spelled(row):
    """"label::Tiếng Việt (vi)" and "label" -> "label::vi", so that blocks fit every form; "@names" knows
    how the author wrote it."""
    out = {c if c.startswith("@") else spelled_column(c): text for c, text in row.items()}
    return {**out, "@names": {spelled_column(c): c for c in row.get("@columns", ())}}


class Source:
    """A form's sheets with everything included."""

    def __init__(self, path, converter, blocks):
        self.converter, self.blocks = converter, blocks
        self.kinds, self.lists = {}, []
        kinds = os.path.join(blocks, "kinds.md")
        if os.path.exists(kinds):
            sheets = read(kinds, converter)
            self.kinds = {r["name"]: spelled(r) for r in sheets["survey"]}
            self.lists = [spelled(c) for c in sheets["choices"]]
        sheets = read(path, converter)
        refuse(form_columns.columns(sheets, path) + form_columns.settings(sheets["settings"], path))
        self.choices = [spelled(c) for c in sheets["choices"]]
        self.settings = sheets["settings"]
        self.survey, self.included = [], {}
        for row in sheets["survey"]:
            if row.get("type") == "include":
                self.included = {}
            self.add(spelled(row))
        self.add_choices(self.lists, {})

    def add(self, row):
        kind, name = row.get("type", ""), row.get("name", "")
        if kind == "include":
            self.include(row, name)
        elif kind in ("change", "drop"):
            target = self.included.get(name)
            if target is None:
                raise at(row, f'nothing named "{name}" was included before this row')
            if kind == "drop":
                self.survey.remove(target)
            else:
                put_over(target, row)
        else:
            self.survey.append(self.alike(row))
            self.included[name] = self.survey[-1]

    def alike(self, row):
        """A row with what its kind says where it says nothing itself."""
        if "like" not in row:
            return row
        kind = self.kinds.get(row["like"])
        if kind is None:
            raise at(row, f'blocks/kinds.md has no row "{row["like"]}"')
        whole = dict(kind)
        put_over(whole, {c: t for c, t in row.items() if c != "like"})
        whole.update({c: row[c] for c in ("@file", "@sheet", "@row", "name") if c in row})
        whole["@names"] = {**kind["@names"], **row["@names"]}
        whole["type"] = row.get("type", kind["type"])
        return whole

    def include(self, row, name):
        path = os.path.join(self.blocks, name + ".md")
        if not os.path.exists(path):
            raise at(row, f"there is no block {path}")
        block = read(path, self.converter)
        values = dict(block["settings"][0]) if block["settings"] else {}
        values.update(parameters(row.get("parameters", ""), row))
        for each in block["survey"]:
            new = filled({**each, "@file": f"{row['@file']} (include {name})", "@row": row["@row"]}, values)
            self.add(spelled(new))
        self.add_choices([spelled(c) for c in block["choices"]], values)

    def add_choices(self, rows, values):
        """A form's own list of the same name goes before a block's."""
        have = {c.get("list_name") for c in self.choices}
        self.choices += [filled(c, values) for c in rows if c.get("list_name") not in have]


def put_over(target, row):
    for column, text in row.items():
        if column in ("type", "name") or column.startswith("@"):
            continue
        target.pop(column, None)
        if text != "-":
            target[column] = text


def languages(rows):
    found = {}
    for row in rows:
        for column in row:
            head, colons, language = column.partition("::")
            if colons and head in SHOWN:
                found[language] = None
    return sorted(found, key=lambda language: (language != HOME, language))


def picture_everywhere(rows, spoken):
    for row in rows:
        image = row.pop("image", None)
        for language in spoken if image else ():
            row[f"media::image::{language}"] = image


def paths(survey):
    """[(path, row)] of every named row, and those paths that lie in a repeat."""
    above, found, repeated = [], [], set()
    for row in survey:
        kind = row.get("type", "").replace("_", " ")
        if kind in END:
            end(row, kind, above)
            continue
        path = "/".join(["/data", *(r.get("name", "") for r in above), row.get("name", "")])
        if kind not in ("ask", "set"):
            found.append((path, row))
        if any(is_repeat(r) for r in above):
            repeated.add(path)
        if kind in BLOCK:
            above.append(row)
    refuse([place(r, "type", f'{r["type"]} has no {end_of(r)}; add that row after the last question in it')
            for r in above])
    return found, repeated


def is_repeat(row):
    return "repeat" in row["type"]


def end_of(row):
    return "end repeat" if is_repeat(row) else "end group"


def end(row, kind, above):
    if not above:
        raise at(row, f'this {kind} has no begin before it; take the row out', "type")
    begun = above.pop()
    if kind != end_of(begun):
        raise at(row, f'{end_of(begun)} is expected here: "{begun.get("name", "")}" of row {begun["@row"]} is a '
                      f'{begun["type"]}; write each end where its group ends', "type")


def check_types(survey, lists):
    """What the converter would tell without a row, or let pass though no kiosk runs it."""
    faults = []
    for row in survey:
        kind = row.get("type", "").split()
        whole = row.get("type", "")
        if not kind:
            faults.append(place(row, "type", "the type is empty; write one, or take the row out"))
        elif not (whole in TYPES or kind[0] in TYPES and kind[0].startswith("select_")):
            near = nearest(whole.replace("select ", "select_").split()[0], TYPES)
            faults.append(place(row, "type", f'the type "{whole}" is none a kiosk asks' + (
                f'; did you mean "{near}"?' if near else ".") + " Types: text, integer, date, select_one LIST, "
                "select_multiple LIST, image, note, calculate, begin group, begin repeat"))
        elif kind[0] in ("select_one", "select_multiple") and (len(kind) < 2 or kind[1] not in lists):
            name = " ".join(kind[1:])
            faults.append(place(row, "type", f'the sheet "choices" has no list_name "{name}"' + (
                meant(name, lists) if name else f"; write {kind[0]} LIST")))
        faults += from_card(row, kind, lists)
    return faults


def from_card(row, kind, lists):
    """What the card fills in must be a field of it, and a word of the list it goes to."""
    field = row.get("bind::kiosk:card")
    if field and field not in CARD:
        return [place(row, "bind::kiosk:card", f'the card has no field "{field}"; write one of: {", ".join(CARD)}')]
    if field != "sex" or len(kind) < 2 or kind[1] not in lists:
        return []
    missing = [n for n in ("male", "female") if n not in lists[kind[1]]]
    return [place(row, "bind::kiosk:card", "the card says male or female; the choices of "
                  f'"{kind[1]}" must be named so')] if missing else []


def used_lists(survey):
    return {word for row in survey for word in row.get("type", "").split()[1:2]}


def check(source, choices, spoken):
    """Everything its author can mend, told at once by sheet, row and column."""
    lists = {}
    for choice in choices:
        if choice.get("list_name"):
            lists.setdefault(choice["list_name"], []).append(choice.get("name"))
    unlisted = [c for c in choices if not c.get("list_name")]
    refuse(check_types(source.survey, lists) + form_columns.questions(source.survey, spoken) +
           form_columns.choices(source.choices + unlisted, spoken) + form_rules.rules(source.survey) +
           form_columns.pictures(source.survey + source.choices))


def advice(path, converter, blocks):
    """Warnings: the form works, but not as its author thinks, or it reads badly."""
    source = Source(path, converter, blocks)
    found = form_rules.values(source.survey, source.choices)
    for row in source.survey:
        if row.get("type", "").replace("_", " ") == "begin repeat" and not row.get(f"short::{HOME}"):
            found.append(place(row, "short", 'warning: the kiosk cannot say what one of these is called; '
                                             'write it here, in one word ("con")'))
    for sheet, rows in (("survey", source.survey), ("choices", source.choices)):
        for row in rows:
            for column, text in row.items():
                most = MOST.get((sheet, column.partition("::")[0]))
                if most and len(text) > most:
                    found.append(place(row, column, f"warning: {len(text)} letters, at most {most} are easily "
                                                    "read; say it shorter"))
    return found


def resolve(name, known, row, column=None):
    ends = [p for p in known if p.endswith("/" + name.strip())]
    if not ends:
        near = form_rules.suggestion(name, {p.rpartition("/")[2] for p in known} - {""})
        raise at(row, f'there is no question named "{name}"{near}', column)
    if len(ends) > 1:
        raise at(row, f'{len(ends)} questions are named "{name}"; write GROUP/{name}', column)
    return ends[0]


def references(row, known, repeated):
    """${NAME} -> its path; inside repeats the converter knows better. In what is shown ⟦path⟧ stands
    for it until the XML is tidied, and ${= EXPRESSION} is allowed too."""
    column = None

    def put(match):
        name = match[1]
        if name.startswith("="):
            return re.sub(r"\$\{([^}]+)\}", put, name[1:].strip())
        if "/" not in name and any(p.endswith("/" + name) for p in repeated):
            return match[0]
        return resolve(name, known, row, column)
    for column, text in row.items():
        if column.startswith("@") or column == "trigger" or "${" not in text:
            continue
        if column.partition("::")[0] in SHOWN:
            row[column] = re.sub(r"\$\{((?:=(?:[^{}]|\$\{[^}]*\})*)|[^}=]+)\}",
                                 lambda m: m[0] if put(m) == m[0] else f"⟦{put(m)}⟧", text)
        else:
            row[column] = re.sub(r"\$\{([^}]+)\}", put, text)


def expanded(path, converter, blocks):
    """The sheets for the converter and what is left to do on its XML: ({sheet: rows}, work)."""
    source = Source(path, converter, blocks)
    used = used_lists(source.survey)
    every = source.choices
    source.choices = [c for c in every if c.get("list_name") in used]
    spoken = languages(source.survey + source.choices)
    check(source, every, spoken)
    picture_everywhere(source.survey, spoken)
    picture_everywhere(source.choices, spoken)
    found, repeated = paths(source.survey)
    known = {p for p, _ in found}
    for p, row in found:
        if row.get("name") and [q for q, _ in found].count(p) > 1:
            raise at(row, f"{p} is there twice; names must differ within a group", "name")
    work = {"ask": {}, "set": [], "short": {}}
    survey = []
    for row in source.survey:
        kind = row.get("type", "")
        references(row, known, repeated)
        if kind == "ask":
            stand_in = f"_ask_{len(work['ask'])}"
            work["ask"][stand_in] = resolve(row["name"], known, row)
            row = {"type": "note", "name": stand_in, "@file": row["@file"], "@row": row["@row"],
                   **{f"label::{s}": "." for s in spoken}}
        elif kind == "set":
            for trigger in re.findall(r"\$\{([^}]+)\}", row.get("trigger", "")):
                work["set"].append((resolve(row["name"], known, row), resolve(trigger, known, row),
                                    row.get("calculation", "")))
            continue
        survey.append(row)
    for path, row in found:
        work["short"][path] = {s: row.pop(f"short::{s}") for s in spoken if f"short::{s}" in row}
    place = {}
    for row in source.choices:
        n = place[row["list_name"]] = place.get(row["list_name"], -1) + 1
        work["short"][f"{row['list_name']}-{n}"] = {
            s: row.pop(f"short::{s}") for s in spoken if f"short::{s}" in row}
    settings = dict(source.settings[0]) if source.settings else {"@file": path, "@row": 1}
    settings["default_language"] = code_of(settings.get("default_language", (spoken or [HOME])[0]))
    return {"survey": survey, "choices": source.choices, "settings": [settings]}, work
