#!/usr/bin/env python3
"""Turns assets/languages/LANG/name and state into the table of languages of the firmware.

usage: languages_gen.py OUT_H OUT_C CORE FILE...

FILE is a name (`key = value`: name, vietnamese, strip, source, state), a state (message_state.py) or
an AREA.msg. A language is ready when every message of CORE has a text of its own and is spoken:
recorded, field-checked, or synthetic. Vietnamese comes first.
"""
import os
import sys

from message_state import SPOKEN, STATES, pairs, read_state, read_texts, state_of

GREETING = "MSG_WELCOME_GREETING"
KEYS = ("name", "vietnamese", "strip", "source", "state")


def read_name(path):
    values = {}
    for number, key, value in pairs(path):
        if key not in KEYS:
            sys.exit(f"{path}:{number}: {key} is none of {', '.join(KEYS)}")
        values[key] = value
    for key in KEYS:
        if not values.get(key):
            sys.exit(f"{path}: {key} is missing; add a line `{key} = ...`")
    if values["state"] not in STATES:
        sys.exit(f"{path}: state {values['state']} is none of {', '.join(STATES)}")
    return values


def read_all(paths):
    names, states, texts = {}, {}, {}
    for path in paths:
        language = os.path.basename(os.path.dirname(path))
        kind = os.path.basename(path)
        if kind == "name":
            names[language] = read_name(path)
        elif kind == "state":
            states[language] = read_state(path)
        else:
            read_texts(path, texts.setdefault(language, {}))
    for language in texts:
        if language not in names:
            sys.exit(f"assets/languages/{language}: no file name; see assets/README.md")
    return names, states, texts


def literal(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main():
    out_h, out_c, core_path, paths = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
    names, states, texts = read_all(paths)
    source = texts["vi"]
    core = [line.strip() for line in open(core_path) if line.strip() and line[0] != "#"]
    for message in core:
        if message not in source:
            sys.exit(f"{core_path}: {message} is not in vi")
    os.makedirs(os.path.dirname(out_h), exist_ok=True)
    with open(out_h, "w", encoding="utf-8") as h:
        h.write("""/* Generated from assets/languages by languages_gen.py. */
#ifndef APP_SOUND_LANGUAGES_H
#define APP_SOUND_LANGUAGES_H

#include <stdbool.h>

/* What is known of a language: its tile, and how far its words and its voice are. */
struct language {
    const char *code;       /* "jra" */
    const char *name;       /* its own */
    const char *vietnamese; /* after "tiếng" in a Vietnamese sentence */
    const char *strip;      /* of assets/patterns/language-STRIP-WxH.txt, or "plain" */
    int spoken, messages;   /* messages with a text and a voice of its own, of how many */
    bool ready;             /* the whole core path is spoken */
    bool greets;            /* at least its greeting is */
};

/* Language by code, or NULL. */
const struct language *language_find(const char *code);

/* Language i of those there are, Vietnamese first; NULL past the last. */
const struct language *language_at(int i);

#endif
""")
    with open(out_c, "w", encoding="utf-8") as c:
        c.write('/* Generated from assets/languages by languages_gen.py. */\n'
                '#include "app/sound/installed.h"\n\n#include <stddef.h>\n#include <string.h>\n\n'
                "static const struct language languages[] = {\n")
        for language in sorted(names, key=lambda l: (l != "vi", l)):
            own, rows = texts.get(language, {}), states.get(language, {})
            spoken = {m for m in own if m in source and state_of(language, rows, m, own) in SPOKEN}
            ready = all(m in spoken for m in core)
            n = names[language]
            c.write(f"    {{{literal(language)}, {literal(n['name'])}, {literal(n['vietnamese'])}, "
                    f"{literal(n['strip'])}, {len(spoken)}, {len(source)}, "
                    f"{'true' if ready else 'false'}, "
                    f"{'true' if GREETING in spoken else 'false'}}},\n")
        c.write("};\n\nstatic const enum message_id core[] = {")
        c.write(", ".join(core) + "};\n")
        c.write("""
enum message_id language_core(int i)
{
    return i >= 0 && i < (int)(sizeof core / sizeof core[0]) ? core[i] : MSG_NONE;
}

static const struct language *built_in(const char *code)
{
    for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
        if (strcmp(languages[i].code, code) == 0) {
            return &languages[i];
        }
    }
    return NULL;
}

const struct language *language_find(const char *code)
{
    const struct language *installed = installed_language(code);
    return installed != NULL ? installed : built_in(code);
}

const struct language *language_at(int i)
{
    const int count = (int)(sizeof languages / sizeof languages[0]);
    if (i >= 0 && i < count) {
        return language_find(languages[i].code);
    }
    for (int j = 0, at = count; installed_language_at(j) != NULL; j++) {
        const bool added = built_in(installed_language_at(j)->code) == NULL;
        if (added && at == i) {
            return installed_language_at(j);
        }
        at += added;
    }
    return NULL;
}
""")


main()
