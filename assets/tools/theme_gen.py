#!/usr/bin/env python3
"""assets/design/tokens.json -> ui/theme.h, ui/theme.c: colours, type scale and measures as const
tables. Usage: theme_gen.py tokens.json OUT/theme.h OUT/theme.c"""
import json
import re
import sys

FACES = {("NotoSans", "Regular"): "FACE_REGULAR", ("NotoSans", "Bold"): "FACE_BOLD",
         ("NotoSansDisplay", "Bold"): "FACE_DISPLAY"}
MEASURES = ["grid", "zones_portrait_px", "zones_landscape_px", "zones_200_portrait_px", "space_px",
            "radius_px", "stroke_px", "target_px", "target_mm", "motion_ms", "idle_s", "stitch"]


def snake(key):
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", key).upper()


def measures(name, value):
    """One enumerator per number; lists count from 0; what is not whole is given in tenths."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from measures(name + "_" + key, inner)
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from measures(name + "_%d" % i, inner)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        if "_mm" in name:
            yield snake(name.replace("_mm", "_mm10")), round(value * 10)
        elif value == int(value):
            yield snake(name), int(value)


# What is no text needs 3 : 1, text 7 : 1 (design/DESIGN.md 10; tests/unit/test_theme.c has them again).
SHAPES = ("line/", "primary/", "spokenLine/", "focus", "icon", "weaveRed/", "weaveWhite/", "weaveThread/", "weaveYellow/")


def pairs(tokens):
    """(colour, colour, in which themes, least) of each pair that somebody must tell apart."""
    found = {}
    for bit, theme in enumerate(tokens["themes"]):
        for pair in tokens["contrast"][theme]:
            found[pair] = found.get(pair, 0) | 1 << bit
    for pair, themes in found.items():
        a, b = pair.split("/")
        yield snake(a), snake(b), themes, 300 if pair.startswith(SHAPES) else 700


def header(tokens, keys, out):
    out.write("""/* Generated from assets/design/tokens.json by assets/tools/theme_gen.py. */
#ifndef UI_THEME_H
#define UI_THEME_H

#include <stdint.h>

#include "platform/port_text.h"

enum theme { %s, THEME_COUNT };

enum theme_color {
%s    COLOR_COUNT
};

/* 0xRRGGBB by theme and colour. */
extern const uint32_t theme_colors[THEME_COUNT][COLOR_COUNT];
/* The key of a colour in tokens.json ("spokenLine"), the key of a theme ("light"). */
extern const char *const theme_color_names[COLOR_COUNT];
extern const char *const theme_names[THEME_COUNT];

/* Two colours that must be told apart: in hundredths, in the themes whose bits are set. */
struct theme_pair {
    enum theme_color a, b;
    unsigned themes;
    int least;
};
#define THEME_PAIRS %d
extern const struct theme_pair theme_pairs[THEME_PAIRS];

enum type_style { %s, TYPE_COUNT };

/* One step of the type scale, px of the reference panel at 100 %% text. */
struct type_step {
    enum face face;
    int px;      /* em */
    int line_px; /* from baseline to baseline */
};
extern const struct type_step theme_type[TYPE_COUNT];

/* Measures: px of the reference panel unless the name says mm10 (tenths of mm), ms or s. */
enum token {
%s};

#endif
""" % (", ".join("THEME_" + snake(t) for t in tokens["themes"]),
       "".join("    COLOR_%s,\n" % snake(k) for k in keys),
       len(list(pairs(tokens))),
       ", ".join("TYPE_" + snake(t) for t in tokens["type"]),
       "".join("    TOKEN_%s = %d,\n" % pair for section in MEASURES
               for pair in measures(section, tokens[section]))))


def source(tokens, keys, out):
    out.write('/* Generated from assets/design/tokens.json by assets/tools/theme_gen.py. */\n'
              '#include "ui/theme.h"\n\n'
              'const uint32_t theme_colors[THEME_COUNT][COLOR_COUNT] = {\n')
    for theme, colors in tokens["themes"].items():
        out.write("    [THEME_%s] = {\n" % snake(theme))
        for key in keys:
            out.write("        [COLOR_%s] = 0x%s,\n" % (snake(key), colors[key].lstrip("#")))
        out.write("    },\n")
    out.write("};\n\nconst char *const theme_color_names[COLOR_COUNT] = {\n")
    out.write("".join('    [COLOR_%s] = "%s",\n' % (snake(k), k) for k in keys))
    out.write("};\n\nconst char *const theme_names[THEME_COUNT] = {\n")
    out.write("".join('    [THEME_%s] = "%s",\n' % (snake(t), t) for t in tokens["themes"]))
    out.write("};\n\nconst struct theme_pair theme_pairs[THEME_PAIRS] = {\n")
    out.write("".join("    {COLOR_%s, COLOR_%s, %d, %d},\n" % pair for pair in pairs(tokens)))
    out.write("};\n\nconst struct type_step theme_type[TYPE_COUNT] = {\n")
    for name, step in tokens["type"].items():
        out.write("    [TYPE_%s] = {%s, %d, %d},\n" % (
            snake(name), FACES[step["font"], step["weight"]], step["px"], step["line_px"]))
    out.write("};\n")


def main():
    tokens = json.load(open(sys.argv[1], encoding="utf-8"))
    keys = list(tokens["themes"]["light"])
    for name, colors in tokens["themes"].items():
        if set(colors) != set(keys):
            sys.exit("%s: theme %s has other colours than light: %s; give every theme every colour"
                     % (sys.argv[1], name, ", ".join(sorted(set(colors) ^ set(keys)))))
    with open(sys.argv[3], "w", encoding="utf-8") as out:
        source(tokens, keys, out)
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        header(tokens, keys, out)


main()
