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

from form_sheets import Mistake, at, read

HOME = "vi"  # of columns without a language: the language of the kiosk's home
SHOWN = ("label", "hint", "guidance_hint", "short", "required_message", "constraint_message")
BLOCK = {"begin group", "begin repeat", "begin_group", "begin_repeat"}
END = {"end group", "end repeat", "end_group", "end_repeat"}
TYPES = {"text", "string", "integer", "int", "decimal", "date", "time", "dateTime", "datetime", "note",
         "calculate", "hidden", "acknowledge", "trigger", "image", "photo", "barcode", "csv-external",
         "xml-external", "start", "end", "today", "deviceid", "username", "phonenumber", "email",
         "select_one", "select_multiple", "select_one_from_file", "select_multiple_from_file",
         "ask", "set"} | BLOCK | END
KNOWN = {"vietnamese": "vi", "tiếng việt": "vi", "vi": "vi", "english": "en", "en": "en"}


def code_of(language):
    """"Tiếng Việt (vi)" -> "vi"; a name alone stays unless everybody knows it."""
    found = re.search(r"\(([A-Za-z-]+)\)\s*$", language)
    return found[1] if found else KNOWN.get(language.strip().lower(), language)


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


def spelled(row):
    """"label::Tiếng Việt (vi)" and "label" -> "label::vi", so that blocks fit every form."""
    out = {}
    for column, text in row.items():
        head, colons, language = column.partition("::")
        if head in SHOWN:
            column = f"{head}::{code_of(language) if colons else HOME}"
        elif column.startswith("media::"):
            parts = column.split("::")
            column = "image" if parts[1] == "image" and len(parts) == 2 else "::".join(
                parts[:2] + [code_of(parts[2])] if len(parts) > 2 else parts)
        out[column] = text
    return out


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
        whole.update({c: row[c] for c in ("@file", "@row", "name")})
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
        self.choices += [filled(c, values) for c in rows if c["list_name"] not in have]


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
    depth = []
    for row in survey:
        kind = row.get("type", "")
        if kind in END:
            if not above:
                raise at(row, f"{kind} without its begin")
            above.pop()
            depth.pop()
            continue
        path = "/".join(["/data", *above, row.get("name", "")])
        if kind not in ("ask", "set"):
            found.append((path, row))
        if any(depth):
            repeated.add(path)
        if kind in BLOCK:
            above.append(row.get("name", ""))
            depth.append("repeat" in kind)
    if above:
        raise Mistake(f"{survey[0]['@file']}: {above[-1]} is begun and not ended")
    return found, repeated


def check_types(survey, choices):
    """What the converter would tell without a row, or let pass though no kiosk runs it."""
    lists = {c["list_name"] for c in choices if c.get("list_name")}
    for row in survey:
        kind = row.get("type", "").split()
        whole = row.get("type", "")
        if not kind or not (whole in TYPES or kind[0] in TYPES and kind[0].startswith("select_")):
            raise at(row, f'the type "{whole}" is none a kiosk asks; use text, integer, date, select_one LIST, '
                          "select_multiple LIST, image, note, calculate, begin group, begin repeat")
        if kind[0] in ("select_one", "select_multiple") and (len(kind) < 2 or kind[1] not in lists):
            raise at(row, f'the sheet "choices" has no list_name "{" ".join(kind[1:])}"')


def resolve(name, known, row):
    ends = [p for p in known if p.endswith("/" + name.strip())]
    if not ends:
        raise at(row, f'there is no question named "{name}"; check its spelling')
    if len(ends) > 1:
        raise at(row, f'{len(ends)} questions are named "{name}"; write GROUP/{name}')
    return ends[0]


def references(row, known, repeated):
    """${NAME} -> its path; inside repeats the converter knows better. In what is shown ⟦path⟧ stands
    for it until the XML is tidied, and ${= EXPRESSION} is allowed too."""
    def put(match):
        name = match[1]
        if name.startswith("="):
            return re.sub(r"\$\{([^}]+)\}", put, name[1:].strip())
        if "/" not in name and any(p.endswith("/" + name) for p in repeated):
            return match[0]
        return resolve(name, known, row)
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
    used = {w for row in source.survey for w in row.get("type", "").split()[1:2]}
    source.choices = [c for c in source.choices if c.get("list_name") in used]
    spoken = languages(source.survey + source.choices)
    picture_everywhere(source.survey, spoken)
    picture_everywhere(source.choices, spoken)
    check_types(source.survey, source.choices)
    found, repeated = paths(source.survey)
    known = {p for p, _ in found}
    for p, row in found:
        if row.get("name") and [q for q, _ in found].count(p) > 1:
            raise at(row, f"{p} is there twice; names must differ within a group")
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
