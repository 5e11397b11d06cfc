#!/usr/bin/env python3
"""Makes the lists that the forms share from assets/data. Run from the root of the repository after
the data changed; the result is checked in, so no build needs this."""
import csv

DATA = "assets/data/"
OUT = "assets/forms/lists/"
HOME_GROUPS = ["Kinh", "Gia Rai", "Ba Na"]  # most of the province's people, so first


def rows(name):
    with open(DATA + name, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def write(name, header, lines):
    with open(OUT + name, "w", encoding="utf-8", newline="") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(header)
        out.writerows(lines)


def communes():
    provinces = {p["code"]: f'{p["type"]} {p["name"]}' for p in rows("vn_provinces.csv")}
    write("communes.csv", ["code", "name", "province"],
          [[c["code"], f'{c["type"]} {c["name"]}, {provinces[c["province_code"]]}',
            c["province_code"]] for c in rows("vn_communes.csv")])


def ethnic_groups():
    groups = rows("ethnic_groups.csv")
    groups.sort(key=lambda g: (HOME_GROUPS.index(g["name_vi"]) if g["name_vi"] in HOME_GROUPS
                               else len(HOME_GROUPS), g["code"]))
    write("ethnic_groups.csv", ["code", "name"], [[g["code"], g["name_vi"]] for g in groups])


DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()


def below_hundred(n):
    """n of 1..99 as read after nothing."""
    tens, ones = divmod(n, 10)
    if tens == 0:
        return DIGITS[ones]
    head = "mười" if tens == 1 else DIGITS[tens] + " mươi"
    if ones == 0:
        return head
    last = {1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(ones, DIGITS[ones])
    return head + " " + last


def words(n):
    thousands, rest = divmod(n, 1000)
    if thousands == 0:
        return below_hundred(n)
    hundreds, rest = divmod(rest, 100)
    text = f"{DIGITS[thousands]} nghìn"
    if hundreds or rest:
        text += f" {DIGITS[hundreds]} trăm"
    if rest:
        text += " " + ("linh " if rest < 10 else "") + below_hundred(rest)
    return text


def number_words():
    month = {m: "tư" if m == 4 else words(m) for m in range(1, 13)}
    write("number_words.csv", ["number", "words", "month"],
          [[n, words(n), month.get(n, "")] for n in [*range(1, 32), *range(1900, 2100)]])


communes()
ethnic_groups()
number_words()
