"""The sheets of an XLSForm, whatever file they are in: Markdown tables, .xlsx or .csv.

A sheet is a list of rows, a row a dict of column to text with two keys of ours: "@file" and "@row",
where its author finds it. Markdown: `## survey` before a table; a bar inside a cell is written \\|."""
import csv
import datetime
import os
import re
import sys

SHEETS = ("survey", "choices", "settings")


class Mistake(Exception):
    """Something the author of a form must mend; its text says where and what to do."""


def at(row, text):
    return Mistake(f"{row['@file']}: row {row['@row']}: {text}")


def tabled(lines, path):
    """[(row number, cells)] of one sheet -> rows; the first line names the columns."""
    rows, columns = [], None
    for number, cells in lines:
        if columns is None:
            columns = [c.strip() for c in cells]
            continue
        row = {c: v.strip() for c, v in zip(columns, cells) if c and v.strip()}
        if row:
            rows.append({**row, "@file": path, "@row": number})
        elif len(cells) > len(columns) and "".join(cells[len(columns):]).strip():
            raise Mistake(f"{path}: row {number}: more cells than columns")
    return rows


def markdown(path):
    found, name = {}, None
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        heading = re.match(r"##\s+(\w+)\s*$", line)
        if heading:
            name = heading[1]
        elif line.startswith("|") and name is not None:
            cells = [c.replace("\\|", "|") for c in re.split(r"(?<!\\)\|", line.strip())[1:-1]]
            if not re.fullmatch(r"[\s:-]*", "".join(cells)) or not any("-" in c for c in cells):
                found.setdefault(name, []).append((number, cells))
    return {n: tabled(lines, path) for n, lines in found.items()}


def comma_separated(path):
    """One file, the sheet's name in column 1; or a survey alone."""
    found, name = {}, None
    with open(path, encoding="utf-8-sig", newline="") as file:
        for number, cells in enumerate(csv.reader(file), 1):
            if cells and cells[0].strip() in SHEETS and not "".join(cells[1:]).strip():
                name = cells[0].strip()
            elif "".join(cells).strip():
                found.setdefault(name or "survey", []).append((number, cells[1:] if name else cells))
    return {n: tabled(lines, path) for n, lines in found.items()}


def cell(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true()" if value else "false()"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value).replace("\xa0", " ").replace("\r\n", "\n")


def excel(path, converter):
    sys.path.insert(0, os.path.join(converter, "site-packages"))
    try:
        import openpyxl
    except ImportError:
        raise Mistake(f"{path}: reading .xlsx needs openpyxl; run `make form` once with the network")
    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except Exception as error:  # a library's own kinds, all of them a file that is no workbook
        raise Mistake(f"{path}: this is not an .xlsx workbook ({error}); save it again as .xlsx")
    return {s.title.strip().lower(): tabled(
        [(n, [cell(v) for v in r]) for n, r in enumerate(s.iter_rows(values_only=True), 1)
         if any(v is not None for v in r)], path) for s in book.worksheets}


def read(path, converter):
    """{sheet: rows} of a file; CONVERTER is where openpyxl lies."""
    if not os.path.exists(path):
        raise Mistake(f"{path}: there is no such file; check its name")
    kind = os.path.splitext(path)[1].lower()
    if kind == ".xlsx":
        found = excel(path, converter)
    elif kind == ".csv":
        found = comma_separated(path)
    elif kind == ".md":
        found = markdown(path)
    else:
        raise Mistake(f"{path}: {kind or 'this'} is not read; save it as .xlsx, .csv or .md")
    found = {name: found.get(name, []) for name in SHEETS}
    if not found["survey"]:
        raise Mistake(f'{path}: there is no sheet "survey" with questions; name one so')
    return found


def columns_of(rows):
    seen = {}
    for row in rows:
        seen.update(dict.fromkeys(c for c in row if not c.startswith("@")))
    return list(seen)


def write_markdown(path, heading, sheets):
    with open(path, "w", encoding="utf-8") as out:
        out.write(heading.rstrip("\n") + "\n")
        for name in SHEETS:
            columns = columns_of(sheets[name])
            if not columns:
                continue
            out.write(f"\n## {name}\n\n| " + " | ".join(columns) + " |\n" + "|---" * len(columns) + "|\n")
            for row in sheets[name]:
                cells = [row.get(c, "").replace("|", "\\|").replace("\n", " ") for c in columns]
                out.write("|" + "|".join(f" {c} " if c else " " for c in cells) + "|\n")


def write_converter(path, sheets):
    """For the converter: one .csv, the sheet's name in column 1. Row N of ours is its row N + 1."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        for name in SHEETS:
            columns = columns_of(sheets[name])
            out.writerow([name])
            out.writerow([""] + columns)
            for row in sheets[name]:
                out.writerow([""] + [row.get(c, "") for c in columns])
