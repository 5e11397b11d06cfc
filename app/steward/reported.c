#include "app/steward/reported.h"

#include <stdio.h>
#include <string.h>

#include "app/steward/moment.h"
#include "platform/base/utf8.h"

/* As many whole characters as fit; bytes are counted, which are never fewer than characters. */
static void put(struct reported *rows, const char *before, const char *key, const char *value)
{
    if (rows->count == REPORTED_MOST) {
        return;
    }
    struct reported_row *row = &rows->rows[rows->count++];
    (void)snprintf(row->key, sizeof row->key, "%s%s", before, key);
    size_t size = strlen(value);
    size = size < sizeof row->value ? size : sizeof row->value - 1;
    while (size > 0 && !utf8_valid(value, size)) {
        size--;
    }
    (void)memcpy(row->value, value, size);
    row->value[size] = '\0';
}

static void put_number(struct reported *rows, const char *key, int number)
{
    char text[16];
    (void)snprintf(text, sizeof text, "%d", number);
    put(rows, "settings.", key, text);
}

void reported_settings(const struct desired *use, struct reported *ret_rows)
{
    char moment[MOMENT_TEXT];
    *ret_rows = (struct reported){.count = 0};
    put_number(ret_rows, "version", use != NULL ? use->version : 0);
    if (use == NULL) {
        return;
    }
    moment_write(use->issued, moment);
    put(ret_rows, "settings.", "issued", moment);
    moment_write(use->expires, moment);
    put(ret_rows, "settings.", "expires", moment);
    put(ret_rows, "settings.", "hash", use->hash);
    put_number(ret_rows, "set", use->count - desired_refused(use));
    put_number(ret_rows, "refused", desired_refused(use));
    for (int i = 0; i < use->count; i++) {
        const struct desired_key *k = &use->keys[i];
        if (k->why != DESIRED_SET) {
            put(ret_rows, "settings.refused.", k->key, desired_why_word(k->why));
        }
    }
    for (int i = 0; i < use->count; i++) {
        const struct desired_key *k = &use->keys[i];
        if (k->why == DESIRED_SET) {
            put(ret_rows, "settings.set.", k->key, k->value);
        }
    }
}

void reported_offer(enum desired_word word, struct reported *rows)
{
    if (word != DESIRED_TAKEN && word != DESIRED_SAME) {
        put(rows, "settings.", "offer", desired_sentence(word));
    }
}

static void put_text(struct buf *out, const char *text)
{
    buf_puts(out, "\"");
    for (; *text != '\0'; text++) {
        const unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\') {
            buf_puts(out, "\\");
        }
        if (c >= ' ' && c != 0x7F && strchr("<>&", c) == NULL) {
            buf_add(out, text, 1);
        }
    }
    buf_puts(out, "\"");
}

void reported_json(const struct reported *rows, struct buf *out)
{
    for (int i = 0; i < rows->count; i++) {
        buf_puts(out, i == 0 ? "" : ",");
        put_text(out, rows->rows[i].key);
        buf_puts(out, ":");
        put_text(out, rows->rows[i].value);
    }
}
