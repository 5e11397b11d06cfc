#include "app/steward/used.h"

#include <stdio.h>
#include <string.h>

#include "app/steward/moment.h"
#include "app/whole.h"
#include "platform/base/buf.h"
#include "platform/port_files.h"

#define HEAD "rong-used 1\n"

static const struct {
    enum command_word word;
    const char *text;
} words[] = {{COMMAND_BEGUN, "begun"},
             {COMMAND_DONE, "done"},
             {COMMAND_FAILED, "failed"},
             {COMMAND_CUT_OFF, "cut-off"},
             {COMMAND_NO_KEY, "no-key"}};
#define WORDS (sizeof words / sizeof words[0])

static const char *text_of(enum command_word word)
{
    for (size_t i = 0; i < WORDS; i++) {
        if (words[i].word == word) {
            return words[i].text;
        }
    }
    return "failed"; /* nothing else ends one */
}

/* "restart 2026-11-28T06:00:00Z done 17"; the last is missing where no action brought it. */
static bool read_row(const struct signed_line *l, struct used_row *ret_row)
{
    char kind[16];
    char moment[MOMENT_TEXT];
    char word[16];
    int length = 0;
    if (strlen(l->key) != COMMAND_ID - 1 ||
        sscanf(l->value, "%15s %20s %15s%n", kind, moment, word, &length) != 3) {
        return false;
    }
    const char *action = l->value + length;
    if (*action != '\0' && (*action != ' ' || !ddi_id_is_fine(++action))) {
        return false;
    }
    (void)snprintf(ret_row->action, sizeof ret_row->action, "%s", action);
    (void)memcpy(ret_row->id, l->key, COMMAND_ID);
    ret_row->kind = command_kind_of(kind);
    for (size_t i = 0; i < WORDS; i++) {
        if (strcmp(words[i].text, word) == 0) {
            ret_row->word = words[i].word;
            return ret_row->kind < COMMAND_KINDS && moment_read(moment, &ret_row->issued);
        }
    }
    return false;
}

static bool read_lines(struct signed_text *t, struct used *u)
{
    struct signed_line line;
    bool good = signed_text_next(t, &line) && strcmp(line.key, "floor") == 0 &&
                moment_read(line.value, &u->floor);
    while (good && signed_text_next(t, &line)) {
        good = u->count < USED_MOST && read_row(&line, &u->rows[u->count++]);
    }
    return good && !t->bad;
}

struct err used_read(struct port_dir *dir, const char *state, struct used *ret_used)
{
    char path[DIR_PATH_MAX];
    struct file_bytes file = {0};
    struct signed_text t;
    *ret_used = (struct used){.count = 0};
    const int length = snprintf(path, sizeof path, "%s/" USED_FILE, state);
    if (length < 0 || (size_t)length >= sizeof path) {
        return ERR(ERR_BAD_INPUT, 0, "used: path");
    }
    const struct err e = dir->files->ops->map(path, &file);
    if (failed(e)) {
        return e.code == ERR_NOT_FOUND ? ERR_OK : e;
    }
    const bool good =
        !failed(signed_text_draft(&t, "used", file.bytes, file.size)) && read_lines(&t, ret_used);
    dir->files->ops->unmap(&file);
    return good ? ERR_OK : ERR(ERR_CORRUPT, 0, "used: damaged");
}

static struct err keep(struct port_dir *dir, const char *state, const struct used *u)
{
    char text[SIGNED_TEXT_MAX];
    char moment[MOMENT_TEXT];
    struct buf out;
    buf_init(&out, text, sizeof text);
    moment_write(u->floor, moment);
    buf_printf(&out, HEAD "floor = %s\n", moment);
    for (int i = 0; i < u->count; i++) {
        const struct used_row *row = &u->rows[i];
        moment_write(row->issued, moment);
        buf_printf(&out, "%s = %s %s %s%s%s\n", row->id, command_kind_word(row->kind), moment,
                   text_of(row->word), row->action[0] != '\0' ? " " : "", row->action);
    }
    return out.full ? ERR(ERR_FULL, 0, "used: list")
                    : whole_write(dir, state, USED_FILE, text, out.len);
}

static int find(const struct used *u, const char *id)
{
    for (int i = 0; i < u->count; i++) {
        if (strcmp(u->rows[i].id, id) == 0) {
            return i;
        }
    }
    return -1;
}

bool used_has(const struct used *u, const struct command *c)
{
    return c->issued <= u->floor || find(u, c->id) >= 0;
}

static void take_out(struct used *u, int at)
{
    u->count--;
    (void)memmove(&u->rows[at], &u->rows[at + 1], (size_t)(u->count - at) * sizeof u->rows[0]);
}

/* The one that was issued first leaves, and with it everything of its time. */
static void make_room(struct used *u)
{
    int oldest = 0;
    for (int i = 1; i < u->count; i++) {
        oldest = u->rows[i].issued < u->rows[oldest].issued ? i : oldest;
    }
    if (u->count == USED_MOST) {
        u->floor = u->rows[oldest].issued > u->floor ? u->rows[oldest].issued : u->floor;
        take_out(u, oldest);
    }
}

static struct err keep_as(struct port_dir *dir, const char *state, struct used *u,
                          const struct used *next)
{
    const struct err e = keep(dir, state, next);
    if (!failed(e)) {
        *u = *next;
    }
    return e;
}

struct err used_begin(struct port_dir *dir, const char *state, struct used *u,
                      const struct command *c, const char *action)
{
    struct used next = *u;
    make_room(&next);
    struct used_row *row = &next.rows[next.count++];
    *row = (struct used_row){.kind = c->kind, .issued = c->issued, .word = COMMAND_BEGUN};
    (void)memcpy(row->id, c->id, sizeof row->id);
    (void)snprintf(row->action, sizeof row->action, "%s", action);
    return keep_as(dir, state, u, &next);
}

struct err used_end(struct port_dir *dir, const char *state, struct used *u, const char *id,
                    enum command_word word)
{
    struct used next = *u;
    const int at = find(u, id);
    if (at < 0) {
        return ERR(ERR_NOT_FOUND, 0, "used: id");
    }
    next.rows[at].word = word;
    return keep_as(dir, state, u, &next);
}

struct err used_forget(struct port_dir *dir, const char *state, struct used *u, const char *id)
{
    struct used next = *u;
    const int at = find(u, id);
    if (at < 0) {
        return ERR(ERR_NOT_FOUND, 0, "used: id");
    }
    take_out(&next, at);
    return keep_as(dir, state, u, &next);
}

enum command_word used_word(const struct used *u, const char *id)
{
    const int at = find(u, id);
    return at < 0 ? COMMAND_BEGUN : u->rows[at].word;
}

enum command_word used_told(const struct used *u, const char *id, const char *action)
{
    const int at = find(u, id);
    if (at < 0 || u->rows[at].action[0] == '\0' || strcmp(u->rows[at].action, action) != 0) {
        return COMMAND_USED;
    }
    return u->rows[at].word == COMMAND_BEGUN ? COMMAND_CUT_OFF : u->rows[at].word;
}

struct err used_settle(struct port_dir *dir, const char *state, struct used *u, bool new_boot,
                       int *ret_count)
{
    struct used next = *u;
    *ret_count = 0;
    for (int i = 0; i < next.count; i++) {
        struct used_row *row = &next.rows[i];
        if (row->word == COMMAND_BEGUN) {
            const bool came = row->kind == COMMAND_RESTART && new_boot;
            row->word = came ? COMMAND_DONE : COMMAND_CUT_OFF;
            (*ret_count)++;
        }
    }
    return *ret_count == 0 ? ERR_OK : keep_as(dir, state, u, &next);
}
