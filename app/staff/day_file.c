#include "app/staff/day_file.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/whole.h"
#include "platform/base/buf.h"
#include "platform/port_files.h"

#define HEAD    "# day 1 "
#define COUNT   1000000 /* no day has more */
#define WORD    16
#define DECIMAL 10

static const char *const names[DAY_TALLIES] = {
    [DAY_RECEIPTS] = "receipts", [DAY_UNPROVED] = "unproved",   [DAY_FAULTS] = "faults",
    [DAY_PAGES] = "pages",       [DAY_OFFLINE] = "offline",     [DAY_SAVED] = "saved",
    [DAY_COMPLETE] = "complete", [DAY_ABANDONED] = "abandoned", [DAY_HELPED] = "helped",
    [DAY_CALLS] = "calls",       [DAY_EASY] = "easy",           [DAY_FAIR] = "fair",
    [DAY_HARD] = "hard"};

size_t day_file_write(const struct day_tally *t, char text[DAY_FILE_BYTES])
{
    struct buf out;
    buf_init(&out, text, DAY_FILE_BYTES);
    if (t->midnight == 0) {
        return 0;
    }
    buf_printf(&out, HEAD "%" PRId64 "\n", t->midnight);
    for (int i = 0; i < DAY_TALLIES; i++) {
        buf_printf(&out, "%s %d\n", names[i], t->count[i]);
    }
    for (int i = 0; i < t->language_count; i++) {
        buf_printf(&out, "language %s %d\n", t->languages[i].code, t->languages[i].count);
    }
    for (int i = 0; i < t->minute_count; i++) {
        buf_printf(&out, "%s%d%s", i == 0 ? "minutes " : " ", t->minutes[i],
                   i + 1 == t->minute_count ? "\n" : "");
    }
    buf_puts(&out, "end\n");
    return out.len;
}

/* --- reading ---------------------------------------------------------------------------------- */

/* A number from 0 to most, *at behind it; -1: there is none. */
static int number(const char **at, int most)
{
    char *end = NULL;
    if (**at < '0' || **at > '9') {
        return -1;
    }
    const long value = strtol(*at, &end, DECIMAL);
    *at = end;
    return value <= most ? (int)value : -1;
}

/* The same and nothing behind it. */
static bool last_number(const char *at, int *ret_value)
{
    *ret_value = number(&at, COUNT);
    return *ret_value >= 0 && *at == '\0';
}

static bool take_language(struct day_tally *t, const char *at)
{
    const size_t length = strcspn(at, " ");
    if (t->language_count == DAY_LANGUAGES || length == 0 || length >= WORD || at[length] != ' ') {
        return false;
    }
    memcpy(t->languages[t->language_count].code, at, length);
    t->languages[t->language_count].code[length] = '\0';
    return last_number(at + length + 1, &t->languages[t->language_count++].count);
}

static bool take_minutes(struct day_tally *t, const char *at)
{
    int before = 0;
    while (t->minute_count < DAY_LENGTHS) {
        const int value = number(&at, UINT8_MAX);
        if (value < before) { /* also where there is none */
            return false;
        }
        before = value;
        t->minutes[t->minute_count++] = (uint8_t)value;
        if (*at == '\0') {
            return true;
        }
        if (*at++ != ' ') {
            return false;
        }
    }
    return false;
}

static bool take_line(struct day_tally *t, const char *line)
{
    if (strncmp(line, "language ", 9) == 0) {
        return take_language(t, line + 9);
    }
    if (strncmp(line, "minutes ", 8) == 0) {
        return t->minute_count == 0 && take_minutes(t, line + 8);
    }
    for (int i = 0; i < DAY_TALLIES; i++) {
        const size_t length = strlen(names[i]);
        if (strncmp(line, names[i], length) == 0 && line[length] == ' ') {
            return last_number(line + length + 1, &t->count[i]);
        }
    }
    return false;
}

static bool take_all(struct day_tally *t, char *text)
{
    char *rest = NULL;
    for (char *line = strtok_r(text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        if (strcmp(line, "end") == 0) {
            return *rest == '\0';
        }
        if (!take_line(t, line)) {
            return false;
        }
    }
    return false;
}

bool day_file_read(const char *text, size_t size, int64_t midnight, struct day_tally *ret_tally)
{
    char copy[DAY_FILE_BYTES];
    char head[64];
    const int length = snprintf(head, sizeof head, HEAD "%" PRId64 "\n", midnight);
    struct day_tally t = {.midnight = midnight};
    *ret_tally = (struct day_tally){.midnight = 0};
    if (size >= sizeof copy || size < (size_t)length || memcmp(text, head, (size_t)length) != 0 ||
        memchr(text, '\0', size) != NULL) {
        return false;
    }
    memcpy(copy, text, size);
    copy[size] = '\0';
    if (!take_all(&t, copy + length)) {
        return false;
    }
    *ret_tally = t;
    return true;
}

/* --- the disk --------------------------------------------------------------------------------- */

void day_file_load(struct port_dir *dir, const char *state, int64_t midnight,
                   struct day_tally *ret_tally)
{
    char path[DIR_PATH_MAX];
    struct file_bytes file = {0};
    *ret_tally = (struct day_tally){.midnight = 0};
    (void)snprintf(path, sizeof path, "%s/" DAY_FILE, state);
    if (failed(dir->files->ops->read(path, DAY_FILE_BYTES, &file))) {
        return;
    }
    const bool today = day_file_read(file.bytes, file.size, midnight, ret_tally);
    dir->files->ops->unmap(&file);
    const struct err e = today ? ERR_OK : whole_keep(dir, state, DAY_FILE, "", 0);
    (void)e; /* it is not counted; the next that is kept stands in its place */
}
