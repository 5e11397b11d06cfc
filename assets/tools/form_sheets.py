"""The sheets of an XLSForm, whatever file they are in: Markdown tables, .xlsx or .csv.

A sheet is a list of rows, a row a dict of column to text with two keys of ours: "@file" and "@row",
where its author finds it. Markdown: `## survey` before a table; a bar inside a cell is written \\|."""
import csv
import datetime
import os
import re
import sys

SHEETS = ("survey", "choices", "settings")
RULES = ("relevant", "constraint", "calculation", "required", "readonly", "choice_filter", "repeat_count")


class Mistake(Exception):
    """Something the author of a form must mend; its text says where and what to do."""


class Rows(list):
    """The rows of a sheet, with the names of its columns and the row these stand in."""

    columns, heading = (), 1


def place(row, column, text):
    """A sentence about one cell; the column is told by the name it has in the author's sheet."""
    column = row.get("@names", {}).get(column, column)
    where = f"{row.get('@sheet', 'survey')} row {row['@row']}" + (f", column {column}" if column else "")
    return f"{row['@file']}: {where}: {text}"


def at(row, text, column=None):
    return Mistake(place(row, column, text))


def refuse(sentences):
    """All of them at once, so that the author mends a sheet once."""
    if sentences:
        raise Mistake("\n".join(dict.fromkeys(sentences)))


def tabled(lines, path, sheet):
    """[(row number, cells)] of one sheet -> rows; the first line names the columns."""
    rows = Rows()
    columns = None
    for number, cells in lines:
        if columns is None:
            columns = [c.strip() for c in cells]
            rows.columns, rows.heading = [c for c in columns if c], number
            continue
        row = {c: v.strip() for c, v in zip(columns, cells) if c and v.strip()}
        named = columns + [""] * (len(cells) - len(columns))
        stray = [v.strip() for c, v in zip(named, cells) if not c and v.strip()]
        if stray:
            raise Mistake(f'{path}: {sheet} row {number}: "{stray[0]}" stands in a column without a name; '
                          "name the column or take it out")
        if row:
            rows.append({**row, "@file": path, "@sheet": sheet, "@row": number, "@columns": rows.columns})
    return rows


def markdown(path):
    found, name = {}, None
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        heading = re.match(r"##\s+(\w+)\s*$", line)
        if heading:
            name = heading[1].lower()
        elif line.startswith("|") and name is not None:
            cells = [c.replace("\\|", "|") for c in re.split(r"(?<!\\)\|", line.strip())[1:-1]]
            if not re.fullmatch(r"[\s:-]*", "".join(cells)) or not any("-" in c for c in cells):
                found.setdefault(name, []).append((number, cells))
    return {n: tabled(lines, path, n) for n, lines in found.items()}


def comma_separated(path):
    """One file, the sheet's name in column 1; or a survey alone."""
    found, name = {}, None
    with open(path, encoding="utf-8-sig", newline="") as file:
        for number, cells in enumerate(csv.reader(file), 1):
            if cells and cells[0].strip().lower() in SHEETS and not "".join(cells[1:]).strip():
                name = cells[0].strip().lower()
            elif "".join(cells).strip():
                found.setdefault(name or "survey", []).append((number, cells[1:] if name else cells))
    return {n: tabled(lines, path, n) for n, lines in found.items()}


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


def cells_of(sheet, path):
    """[(row number, texts)] of a sheet of a workbook; what is no plain cell is told by row and column."""
    lines, heading, faults = [], {}, []
    for number, row in enumerate(sheet.iter_rows(), 1):
        if all(c.value is None for c in row):
            continue
        if not lines:
            heading = {c.column: cell(c.value).strip() for c in row}
        for each in row:
            fault = cell_fault(each, heading.get(each.column, ""))
            if fault:
                faults.append(where_in(sheet, heading, path, number, each.column) + fault)
        lines.append((number, [cell(c.value) for c in row]))
    for merged in sheet.merged_cells.ranges if lines else ():
        faults.append(where_in(sheet, heading, path, merged.min_row, merged.min_col) +
                      "merged cells; part them, and write into each its own words")
    refuse(faults)
    return lines


def where_in(sheet, heading, path, row, column):
    return f"{path}: {sheet.title.strip().lower()} row {row}, column {heading.get(column) or column}: "


def cell_fault(each, column):
    if each.data_type == "f":
        return "a formula; paste its value (Paste special, Values)"
    if each.data_type == "e":
        return f"Excel says {each.value} here; write the words"
    if isinstance(each.value, (datetime.date, datetime.time)) and column not in ("default", "version"):
        day = cell(each.value)[:10]
        if column in RULES:
            return f"a date of Excel; write the rule as text, the day in it as date('{day}')"
        return "a date of Excel; make the cell text (Format, Cells, Text) and write the words"
    return ""


def excel(path, converter):
    sys.path.insert(0, os.path.join(converter, "site-packages"))
    try:
        import openpyxl
    except ImportError:
        raise Mistake(f"{path}: reading .xlsx needs openpyxl; run `make form` once with the network")
    try:
        book = openpyxl.load_workbook(path)
    except Exception as error:  # a library's own kinds, all of them a file that is no workbook
        raise Mistake(f"{path}: this is not an .xlsx workbook ({error}); save it again as .xlsx")
    names = {s.title.strip().lower(): s for s in book.worksheets}
    return {n: tabled(cells_of(s, path), path, n) for n, s in names.items() if n in SHEETS}, \
        [s.title for s in book.worksheets]


def read(path, converter):
    """{sheet: rows} of a file; CONVERTER is where openpyxl lies."""
    if not os.path.exists(path):
        raise Mistake(f"{path}: there is no such file; check its name")
    kind = os.path.splitext(path)[1].lower()
    if kind == ".xlsx":
        found, titles = excel(path, converter)
    elif kind == ".csv":
        found = comma_separated(path)
    elif kind == ".md":
        found = markdown(path)
    else:
        raise Mistake(f"{path}: {kind or 'this'} is not read; save it as .xlsx, .csv or .md")
    if not found.get("survey"):
        have = ", ".join(f'"{t}"' for t in (titles if kind == ".xlsx" else found))
        raise Mistake(f'{path}: there is no sheet "survey" with questions{have and ", only " + have}; name one so')
    found = {name: found.get(name, Rows()) for name in SHEETS}
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
