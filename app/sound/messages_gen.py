#!/usr/bin/env python3
"""Turns assets/languages/LANG/*.msg into the message table of the firmware.

usage: messages_gen.py OUT_H OUT_C FILE...

FILE is an AREA.msg or a state (message_state.py): what is not reviewed or better has no text here. A line is `MSG_ID = text`; `MSG_ID.say = text` is the spoken variant where speech differs.
`#` starts a comment line; \\n in the text is a line break. The first language is the source: an
identifier unknown there, or defined twice, fails the build with file and line.
"""
import os
import re
import sys
import unicodedata

from message_state import SHOWN, read_state, state_of

LINE = re.compile(r"^(MSG_[A-Z0-9_]+)(\.say)?\s*=\s*(.*\S)\s*$")


def read(paths):
    table, order = {}, []
    for path in paths:
        language = os.path.basename(os.path.dirname(path))
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                line = line.rstrip("\n")
                if not line.strip() or line.lstrip().startswith("#"):
                    continue
                match = LINE.match(line)
                if not match:
                    sys.exit(f"{path}:{number}: not `MSG_ID = text`: {line}")
                identifier, say, text = match[1], bool(match[2]), match[3]
                text = unicodedata.normalize("NFC", text)
                key = (language, identifier, say)
                if key in table:
                    sys.exit(f"{path}:{number}: {identifier} is defined twice; remove one")
                table[key] = text.replace("\\n", "\n")
                if not say and identifier not in order:
                    order.append(identifier)
    return table, order


def drop_unread(table, states):
    """Only what somebody who speaks the language has read is shown; Vietnamese is the source."""
    for language in {key[0] for key in table} - {"vi"}:
        texts = {}
        for (of, identifier, say), text in table.items():
            if of == language:
                texts.setdefault(identifier, [None, None])[int(say)] = text
        rows = read_state(states[language]) if language in states else {}
        for identifier in texts:
            if state_of(language, rows, identifier, texts) not in SHOWN:
                table.pop((language, identifier, False), None)
                table.pop((language, identifier, True), None)


def literal(text):
    if text is None:
        return "NULL"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def main():
    out_h, out_c, paths = sys.argv[1], sys.argv[2], sys.argv[3:]
    states = {os.path.basename(os.path.dirname(p)): p for p in paths if os.path.basename(p) == "state"}
    table, order = read([path for path in paths if path.endswith(".msg")])
    written = [key[1] for key in table if key[0] == "vi" and not key[2]]
    order.sort()
    languages = sorted({key[0] for key in table}, key=lambda l: (l != "vi", l))
    for language, identifier, _ in table:
        if identifier not in order or (language != "vi" and ("vi", identifier, False) not in table):
            sys.exit(f"{language}: {identifier} is not in vi; add it there first")
    drop_unread(table, states)
    os.makedirs(os.path.dirname(out_h), exist_ok=True)
    with open(out_h, "w", encoding="utf-8") as h:
        h.write("/* Generated from assets/languages by messages_gen.py. */\n"
                "#ifndef APP_SOUND_MESSAGES_H\n#define APP_SOUND_MESSAGES_H\n\n"
                "enum message_id {\n    MSG_NONE,\n")
        for identifier in order:
            h.write(f"    {identifier},\n")
        h.write("    MSG_COUNT\n};\n\n"
                "/* Text of a message in a language (\"vi\"); Vietnamese where it is missing. Never NULL. */\n"
                "const char *message_text(const char *language, enum message_id id);\n"
                "/* What is said for it: the spoken variant, else the text. */\n"
                "const char *message_spoken(const char *language, enum message_id id);\n"
                "/* \"MSG_WELCOME\" for logs and heard.txt. */\n"
                "const char *message_name(enum message_id id);\n"
                "/* Identifier by name; MSG_NONE when unknown. */\n"
                "enum message_id message_find(const char *name);\n"
                "/* Its place among the messages as their Vietnamese files have them, from 0. */\n"
                "int message_written(enum message_id id);\n"
                "/* True when the language itself has the text (no fallback). */\n"
                "int message_has(const char *language, enum message_id id);\n\n#endif\n")
    with open(out_c, "w", encoding="utf-8") as c:
        c.write('/* Generated from assets/languages by messages_gen.py. */\n'
                '#include "app/sound/installed.h"\n\n#include <stddef.h>\n#include <string.h>\n\n'
                'struct message {\n    const char *text;\n    const char *say;\n};\n\n'
                'static const char *const names[MSG_COUNT] = {"MSG_NONE",\n')
        for identifier in order:
            c.write(f'    "{identifier}",\n')
        c.write("};\n\n")
        at = {identifier: i for i, identifier in enumerate(written)}
        c.write("static const short places[MSG_COUNT] = {0,\n")
        for identifier in order:
            c.write(f"    {at[identifier]},\n")
        c.write("};\n\n")
        for language in languages:
            symbol = re.sub("[^a-z]", "_", language.lower())
            c.write(f"static const struct message table_{symbol}[MSG_COUNT] = {{{{\"\", NULL}},\n")
            for identifier in order:
                text = table.get((language, identifier, False))
                say = table.get((language, identifier, True))
                c.write(f"    {{{literal(text)}, {literal(say)}}},\n")
            c.write("};\n\n")
        c.write("static const struct message *language_table(const char *language)\n{\n")
        for language in languages:
            symbol = re.sub("[^a-z]", "_", language.lower())
            c.write(f'    if (strcmp(language, "{language}") == 0) {{\n'
                    f"        return table_{symbol};\n    }}\n")
        c.write("""    return NULL;
}

/* The row of a language's own words, from an installed pack or built in; NULL when it has none. */
static const char *own(const char *language, enum message_id id, const char **ret_say)
{
    const struct installed_text *installed = installed_text(language, id);
    if (installed != NULL) {
        *ret_say = installed->say;
        return installed->text;
    }
    const struct message *table = language_table(language);
    *ret_say = table != NULL ? table[id].say : NULL;
    return table != NULL ? table[id].text : NULL;
}

int message_has(const char *language, enum message_id id)
{
    const char *say = NULL;
    return id < MSG_COUNT && own(language, id, &say) != NULL;
}

const char *message_text(const char *language, enum message_id id)
{
    const char *say = NULL;
    if (id >= MSG_COUNT) {
        return "";
    }
    const char *text = own(language, id, &say);
    return text != NULL ? text : own("vi", id, &say);
}

const char *message_spoken(const char *language, enum message_id id)
{
    const char *say = NULL;
    if (id >= MSG_COUNT) {
        return "";
    }
    const char *text = own(language, id, &say);
    if (text == NULL) {
        text = own("vi", id, &say);
    }
    return say != NULL ? say : text;
}

const char *message_name(enum message_id id)
{
    return id < MSG_COUNT ? names[id] : "MSG_NONE";
}

int message_written(enum message_id id)
{
    return id < MSG_COUNT ? places[id] : 0;
}

enum message_id message_find(const char *name)
{
    int low = MSG_NONE + 1; /* the names behind it stand in order */
    int high = MSG_COUNT;
    while (low < high) {
        const int middle = (low + high) / 2;
        const int order = strcmp(names[middle], name);
        if (order == 0) {
            return (enum message_id)middle;
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return MSG_NONE;
}
""")


main()
