#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/language/folder_inside.h"

static const char source_language[] = "vi";

/* Bits of the places {0} to {9} of a text. */
static unsigned places(const char *text)
{
    unsigned found = 0;
    for (const char *p = text; *p != '\0'; p++) {
        if (p[0] == '{' && p[1] >= '0' && p[1] <= '9' && p[2] == '}') {
            found |= 1u << (p[1] - '0');
        }
    }
    return found;
}

static int lines_of(const char *text)
{
    int count = 1;
    for (const char *p = text; *p != '\0'; p++) {
        count += *p == '\n';
    }
    return count;
}

bool folder_text_check(const struct folder *f, const char *text, const char *source, bool said,
                       char ret_what[FOLDER_WHAT])
{
    struct inventory_fault fault;
    if (f->letters.count == 0) {
        (void)snprintf(ret_what, FOLDER_WHAT,
                       "the language has no file letters: write down its letters, and where they "
                       "are from, before its texts");
        return false;
    }
    if (!inventory_check(&f->letters, text, &fault)) {
        (void)snprintf(ret_what, FOLDER_WHAT, "letter %d, \"%s\", %s%s%s",
                       inventory_count(text, fault.at) + 1, fault.letter, fault.what,
                       fault.better[0] != '\0' ? "; write " : "", fault.better);
        return false;
    }
    if (strcmp(f->code, source_language) == 0) {
        return true;
    }
    if (places(text) != places(source)) {
        (void)snprintf(ret_what, FOLDER_WHAT,
                       "{0} and {1} stand for what the kiosk fills in: each that the Vietnamese "
                       "has stands in the text too, and no other; the Vietnamese is \"%s\"",
                       source);
        return false;
    }
    if (!said && lines_of(text) != lines_of(source)) {
        (void)snprintf(ret_what, FOLDER_WHAT,
                       "it has %d lines, and the Vietnamese %d: break it as often", lines_of(text),
                       lines_of(source));
        return false;
    }
    return true;
}

static void check_text(struct reading *r, enum message_id id, const char *text, const char *source,
                       bool said, int line)
{
    char what[FOLDER_WHAT];
    if (!folder_text_check(r->f, text, source, said, what)) {
        folder_tell(r, r->f->messages[id].file, line, "%s: %s", message_name(id), what);
    }
}

static void check_row(struct reading *r, enum message_id id)
{
    const struct folder_message *m = &r->f->messages[id];
    const struct folder_row *row = &m->row;
    if (row->line == 0) {
        return;
    }
    if (m->text == NULL) {
        if (row->state != STATE_MISSING) {
            folder_tell(r, "state", row->line,
                        "%s is %s, and has no text: write it, or take the "
                        "row out",
                        message_name(id), state_name(row->state));
        }
        return;
    }
    if (row->state == STATE_SYNTHETIC && r->f->voice == NULL) {
        folder_tell(r, "state", row->line,
                    "%s: no machine speaks this language, so nothing in it "
                    "is synthetic",
                    message_name(id));
    }
    const uint64_t hash = folder_hash(r->f->code, m->text, m->say);
    if (state_is_shown(row->state) && row->state != STATE_SYNTHETIC && row->hash != hash) {
        folder_tell(r, "state", row->line,
                    "%s was changed after %s read it: a draft until somebody reads it again; then "
                    "the hash is %016" PRIx64,
                    message_name(id), row->reviewer, hash);
    }
}

void folder_check(struct reading *r)
{
    struct folder *f = r->f;
    if (f->vietnamese == NULL || f->strip == NULL || f->source == NULL) {
        folder_tell(r, "name", 0, "vietnamese, strip or source is missing");
    }
    if (f->rest == STATE_SYNTHETIC && f->voice == NULL) {
        folder_tell(r, "state", 0, "no machine speaks this language: * cannot be synthetic");
    }
    bool told = false;
    for (int i = MSG_NONE + 1; i < MSG_COUNT; i++) {
        const enum message_id id = (enum message_id)i;
        const struct folder_message *m = &f->messages[i];
        if (m->text == NULL && m->say != NULL) {
            folder_tell(r, m->file, m->say_line, "%s has words to be said and no text",
                        message_name(id));
        }
        if ((m->text != NULL || m->say != NULL) && f->letters.count == 0) {
            if (!told) {
                folder_tell(r, "letters", 0,
                            "there is none: write down the letters of the "
                            "language, and where they are from, before its texts");
            }
            told = true;
        } else if (m->text != NULL) {
            check_text(r, id, m->text, message_text(source_language, id), false, m->line);
            if (m->say != NULL) {
                check_text(r, id, m->say, message_spoken(source_language, id), true, m->say_line);
            }
        }
        check_row(r, id);
    }
}
