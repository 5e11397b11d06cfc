#include "app/language/counts.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "# sentences 1 since "

const char *count_name(enum count_kind kind)
{
    static const char *const names[COUNT_KINDS] = {
        [COUNT_REPLAY] = "replay", [COUNT_HELP] = "help", [COUNT_ASKED] = "asked",
        [COUNT_LEFT] = "left",     [COUNT_TEXT] = "text", [COUNT_SOUND] = "sound"};
    return names[kind];
}

void counts_begin(struct counts *c, const char *today)
{
    memset(c, 0, sizeof *c);
    (void)snprintf(c->since, sizeof c->since, "%s", today);
}

static bool is_name(const char *text, size_t cap)
{
    const size_t length = strnlen(text, cap);
    if (length == 0 || length == cap) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        const char c = text[i];
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(c >= '0' && c <= '9') && strchr("_./-", c) == NULL) {
            return false;
        }
    }
    return true;
}

/* The row of a sentence, made when there is room; NULL when there is none. */
static struct count_row *row_of(struct counts *c, const char *language, const char *sentence)
{
    for (int i = 0; i < c->count; i++) {
        struct count_row *row = &c->rows[i];
        if (strcmp(row->sentence, sentence) == 0 && strcmp(row->language, language) == 0) {
            return row;
        }
    }
    if (c->count == COUNTS_ROWS) {
        return NULL;
    }
    struct count_row *row = &c->rows[c->count++];
    memset(row, 0, sizeof *row);
    memcpy(row->language, language, strlen(language) + 1);
    memcpy(row->sentence, sentence, strlen(sentence) + 1);
    return row;
}

void counts_add(struct counts *c, enum count_kind kind, const char *language, const char *sentence)
{
    const bool named = is_name(language, COUNTS_LANGUAGE) && is_name(sentence, COUNTS_SENTENCE);
    struct count_row *row = named ? row_of(c, language, sentence) : NULL;
    uint32_t *times = row != NULL ? &row->times[kind] : &c->beyond[kind];
    *times += *times < UINT32_MAX;
    c->changed = true;
}

static void write_row(const char *language, const char *sentence, const uint32_t *times,
                      struct buf *out)
{
    buf_printf(out, "%s\t%s", language, sentence);
    for (int k = 0; k < COUNT_KINDS; k++) {
        buf_printf(out, "\t%" PRIu32, times[k]);
    }
    buf_puts(out, "\n");
}

void counts_write(const struct counts *c, struct buf *out)
{
    buf_printf(out, HEAD "%s: language, sentence", c->since);
    for (int k = 0; k < COUNT_KINDS; k++) {
        buf_printf(out, ", %s", count_name((enum count_kind)k));
    }
    buf_puts(out, "\n");
    write_row("-", "-", c->beyond, out);
    for (int i = 0; i < c->count; i++) {
        write_row(c->rows[i].language, c->rows[i].sentence, c->rows[i].times, out);
    }
}

/* The text up to a tab, copied; where it goes on, or NULL. */
static const char *field(const char *at, const char *end, char *out, size_t cap)
{
    const char *tab = memchr(at, '\t', (size_t)(end - at));
    if (tab == NULL || (size_t)(tab - at) >= cap) {
        return NULL;
    }
    memcpy(out, at, (size_t)(tab - at));
    out[tab - at] = '\0';
    return tab + 1;
}

/* Numbers parted by tabs up to the line's end. */
static bool numbers(const char *at, const char *end, uint32_t times[COUNT_KINDS])
{
    for (int k = 0; k < COUNT_KINDS; k++) {
        uint64_t n = 0;
        const char *from = at;
        for (; at < end && *at >= '0' && *at <= '9' && n <= UINT32_MAX; at++) {
            n = n * 10 + (uint64_t)(*at - '0');
        }
        const bool last = k + 1 == COUNT_KINDS;
        if (at == from || n > UINT32_MAX || (last ? at != end : at == end || *at++ != '\t')) {
            return false;
        }
        times[k] = (uint32_t)n;
    }
    return true;
}

static void read_row(struct counts *c, const char *at, const char *end)
{
    char language[COUNTS_LANGUAGE], sentence[COUNTS_SENTENCE];
    uint32_t times[COUNT_KINDS];
    const char *rest = field(at, end, language, sizeof language);
    rest = rest == NULL ? NULL : field(rest, end, sentence, sizeof sentence);
    if (rest == NULL || !numbers(rest, end, times) || !is_name(language, sizeof language) ||
        !is_name(sentence, sizeof sentence)) {
        return;
    }
    struct count_row *row = strcmp(sentence, "-") == 0 ? NULL : row_of(c, language, sentence);
    memcpy(row != NULL ? row->times : c->beyond, times, sizeof times);
}

bool counts_read(struct counts *c, const char *text, size_t size, const char *today)
{
    const size_t head = strlen(HEAD);
    const size_t day = COUNTS_DAY - 1;
    counts_begin(c, today);
    if (size < head + day || memcmp(text, HEAD, head) != 0 ||
        strspn(text + head, "0123456789-") != day) {
        return false;
    }
    memcpy(c->since, text + head, day);
    const char *at = memchr(text, '\n', size);
    while (at != NULL && ++at < text + size) {
        const char *end = memchr(at, '\n', (size_t)(text + size - at));
        if (end != NULL) {
            read_row(c, at, end);
        }
        at = end;
    }
    return true;
}

void counts_load(struct counts *c, const struct port_files *files, const char *state,
                 const char *today)
{
    char path[DIR_PATH_MAX];
    struct file_bytes file;
    counts_begin(c, today);
    (void)snprintf(path, sizeof path, "%s/%s", state, COUNTS_FILE);
    if (!failed(files->ops->read(path, COUNTS_BYTES, &file))) {
        const bool read = counts_read(c, file.bytes, file.size, today);
        (void)read; /* a file that is none is written anew */
        files->ops->unmap(&file);
    }
}
