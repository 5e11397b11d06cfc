#!/usr/bin/env python3
"""The comparison as a table and as a picture, out of out/bench.json. usage: tests/bench/peer/chart.py [BENCH.json]"""
import html
import json
import os
import sys

WIDTH, ROW, LEFT, RIGHT, TOP = 860, 26, 330, 90, 64
KIOSK, PEER, INK, FAINT, GROUND = "#1e6b52", "#b9bec7", "#1d2127", "#6b7280", "#ffffff"


def number(value):
    if value is None:
        return "–"
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def side(row, which):
    """The figure the row is about, and how far its samples lie apart."""
    told = row[which]
    if told is None:
        return "–"
    apart = "" if told["count"] == 1 else f" ({number(told['min'])} – {number(told['median'])} – {number(told['max'])})"
    return f"{number(told[row['by']])} {row['unit']}{apart}"


def verdict(row):
    if row["at_least"] is None:
        return "–"
    return f"{row['at_least']} ×: {'held' if (row['ratio'] or 0) >= row['at_least'] else 'MISSED'}"


def table(told):
    peer = told["versions"]
    lines = [f"Form {told['form']}; panel {told['panel']}; {told['processors']} processors; peer: Debian's Chromium "
             f"{peer['chromium']} with @getodk/web-forms {peer['@getodk/web-forms']}; {told['length']} run of "
             f"{told['date'][:10]}, cold by {told['cold']}. In brackets least – median – most.", "",
             "| what | kiosk | peer | ratio | asked for |", "| --- | ---: | ---: | ---: | --- |"]
    notes = []
    for row in told["rows"]:
        mark = ""
        if row["note"]:
            if row["note"] not in notes:
                notes.append(row["note"])
            mark = f" [{notes.index(row['note']) + 1}]"
        ratio = "–" if row["ratio"] is None else f"{row['ratio']:.1f} ×"
        lines.append(f"| {row['name']}{mark} | {side(row, 'kiosk')} | {side(row, 'peer')} | {ratio} | {verdict(row)} |")
    lines += [f"| {one['name']} | see above | {one['why']} | – | – |" for one in told["cannot"]]
    return "\n".join(lines + [""] + [f"[{i}] {note}." for i, note in enumerate(notes, 1)])


def bar(x, y, width, colour):
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 1):.1f}" height="8" fill="{colour}"/>'


def words(x, y, text, colour=INK, anchor="start", size=13):
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}">{html.escape(text)}</text>'


def picture(told):
    """Two bars a row, each row by its own longer one."""
    shown = [row for row in told["rows"] if row["ratio"] is not None]
    height = TOP + ROW * len(shown) + 20
    room = WIDTH - LEFT - RIGHT
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
             'font-family="Noto Sans, sans-serif" role="img">',
             "<title>Kiosk and peer: less is better; at the right how many times less the kiosk uses</title>",
             f'<rect width="{WIDTH}" height="{height}" fill="{GROUND}"/>',
             words(LEFT, 24, "kiosk", KIOSK), words(LEFT + 60, 24, "Chromium with @getodk/web-forms", FAINT),
             words(LEFT, 44, "less is better; each row by its own longer bar", FAINT, size=11)]
    for i, row in enumerate(shown):
        y = TOP + i * ROW
        ours, theirs = row["kiosk"][row["by"]], row["peer"][row["by"]]
        most = max(ours, theirs, 1e-9)
        lines += [words(LEFT - 10, y + 13, row["name"], INK, "end"),
                  bar(LEFT, y, room * ours / most, KIOSK),
                  bar(LEFT, y + 9, room * theirs / most, PEER),
                  words(WIDTH - RIGHT + 10, y + 13, f"{row['ratio']:.1f} ×")]
    return "\n".join(lines + ["</svg>"]) + "\n"


def draw(told):
    os.makedirs("out", exist_ok=True)
    with open("out/bench-peer.md", "w", encoding="utf-8") as f:
        f.write(table(told) + "\n")
    with open("out/bench-peer.svg", "w", encoding="utf-8") as f:
        f.write(picture(told))


if __name__ == "__main__":
    with open(sys.argv[1] if len(sys.argv) > 1 else "out/bench.json", encoding="utf-8") as bench:
        draw(json.load(bench)["peer"])
