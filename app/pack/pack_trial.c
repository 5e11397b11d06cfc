#include "app/pack/pack_trial.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/pack/pack_store.h"
#include "app/whole.h"
#include "platform/base/buf.h"

static const char *const words[] = {
    [TRIAL_NONE] = "none",       [TRIAL_LOADING] = "loading", [TRIAL_WAITING] = "waiting",
    [TRIAL_VISITED] = "visited", [TRIAL_PROVED] = "proved",   [TRIAL_UNDONE] = "undone",
};

const char *pack_trial_word(enum pack_trial_state state)
{
    return words[state];
}

void pack_mark(const struct pack_file *p, char ret_mark[PACK_MARK])
{
    static const char digits[] = "0123456789abcdef";
    const uint8_t *signature = p->bytes + p->size - SEAL_SIGNATURE;
    for (int i = 0; i < PACK_MARK - 1; i++) {
        ret_mark[i] = digits[signature[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15];
    }
    ret_mark[PACK_MARK - 1] = '\0';
}

static bool path_of(char path[DIR_PATH_MAX], const char *state, const char *name, const char *end)
{
    const int n = snprintf(path, DIR_PATH_MAX, "%s/" PACK_FOLDER "/%s%s", state, name, end);
    return n > 0 && n < DIR_PATH_MAX;
}

static void take_line(struct pack_trial *t, const char *key, const char *value)
{
    if (strcmp(key, "mark") == 0) {
        (void)snprintf(t->mark, sizeof t->mark, "%.32s", value);
    } else if (strcmp(key, "boot") == 0) {
        (void)snprintf(t->boot, sizeof t->boot, "%.39s", value);
    } else if (strcmp(key, "refused") == 0) {
        (void)snprintf(t->refused, sizeof t->refused, "%.32s", value);
    } else if (strcmp(key, "good") == 0) {
        (void)snprintf(t->good, sizeof t->good, "%.32s", value);
    } else if (strcmp(key, "why") == 0) {
        (void)snprintf(t->why, sizeof t->why, "%.15s", value);
    } else if (strcmp(key, "tries") == 0) {
        t->tries = (int)strtol(value, NULL, 10);
    } else if (strcmp(key, "state") == 0) {
        for (int i = 0; i <= TRIAL_UNDONE; i++) {
            t->state = strcmp(words[i], value) == 0 ? (enum pack_trial_state)i : t->state;
        }
    }
}

void pack_trial_read(struct port_dir *dir, const char *state, const char *name,
                     struct pack_trial *ret_trial)
{
    char path[DIR_PATH_MAX];
    struct file_bytes file = {0};
    *ret_trial = (struct pack_trial){.state = TRIAL_NONE};
    if (!path_of(path, state, name, PACK_TRIAL) || failed(dir->files->ops->map(path, &file))) {
        return;
    }
    for (const char *at = file.bytes; file.size < 4096 && *at != '\0';) {
        char key[12];
        char value[64];
        if (sscanf(at, "%11[a-z] = %63[a-z0-9-]", key, value) == 2) {
            take_line(ret_trial, key, value);
        }
        const char *end = strchr(at, '\n');
        at = end != NULL ? end + 1 : at + strlen(at);
    }
    dir->files->ops->unmap(&file);
}

/* Nothing is written for nothing: a line without a value would be read into the next one. */
static void put_line(struct buf *b, const char *key, const char *value)
{
    if (value[0] != '\0') {
        buf_printf(b, "%s = %s\n", key, value);
    }
}

bool pack_trial_same(const struct pack_trial *a, const struct pack_trial *b)
{
    return a->state == b->state && a->tries == b->tries && strcmp(a->mark, b->mark) == 0 &&
           strcmp(a->boot, b->boot) == 0 && strcmp(a->refused, b->refused) == 0 &&
           strcmp(a->good, b->good) == 0 && strcmp(a->why, b->why) == 0;
}

struct err pack_trial_write(struct port_dir *dir, const char *state, const char *name,
                            const struct pack_trial *t)
{
    char folder[DIR_PATH_MAX];
    char file[PACK_TITLE + sizeof PACK_TRIAL];
    char text[400];
    const int n = snprintf(folder, sizeof folder, "%s/" PACK_FOLDER, state);
    if (n < 0 || n >= (int)sizeof folder) {
        return ERR(ERR_FULL, 0, "pack: path too long");
    }
    (void)snprintf(file, sizeof file, "%.39s" PACK_TRIAL, name);
    struct buf b;
    buf_init(&b, text, sizeof text);
    put_line(&b, "mark", t->mark);
    put_line(&b, "state", words[t->state]);
    put_line(&b, "boot", t->boot);
    buf_printf(&b, "tries = %d\n", t->tries);
    put_line(&b, "refused", t->refused);
    put_line(&b, "good", t->good);
    put_line(&b, "why", t->why);
    return whole_write(dir, folder, file, text, b.len);
}

/* What is back after an undoing, and went well once, is not put on trial for the other's failure:
 * a kiosk that ends in the midst would be left with neither. */
static void begin_anew(struct pack_trial *t, const char *mark)
{
    if (t->state == TRIAL_PROVED) {
        (void)memcpy(t->good, t->mark, sizeof t->good);
    }
    (void)snprintf(t->mark, sizeof t->mark, "%.32s", mark);
    t->state = strcmp(t->good, mark) == 0 ? TRIAL_PROVED : TRIAL_LOADING;
    t->tries = 0;
}

void pack_trial_undo(struct pack_trial *t, const char *why)
{
    t->state = TRIAL_UNDONE;
    if (strcmp(t->good, t->mark) == 0) {
        t->good[0] = '\0';
    }
    (void)snprintf(t->refused, sizeof t->refused, "%.32s", t->mark);
    (void)snprintf(t->why, sizeof t->why, "%.15s", why);
}

enum pack_trial_state pack_trial_begin(struct pack_trial *t, const char *mark, const char *boot,
                                       bool starting)
{
    const bool broken_off = starting && (t->state == TRIAL_LOADING || t->state == TRIAL_VISITED);
    if (strcmp(t->refused, mark) == 0) {
        t->state = TRIAL_UNDONE;
    } else if (strcmp(t->mark, mark) != 0 || t->state == TRIAL_NONE || t->state == TRIAL_UNDONE) {
        begin_anew(t, mark);
    } else if (broken_off && (strcmp(t->boot, boot) == 0 || t->tries + 1 >= PACK_TRIES)) {
        pack_trial_undo(t, t->state == TRIAL_LOADING ? "load" : "crashed");
    } else if (broken_off) {
        t->tries++;
        t->state = t->state == TRIAL_VISITED ? TRIAL_WAITING : TRIAL_LOADING;
    }
    (void)snprintf(t->boot, sizeof t->boot, "%.39s", boot);
    return t->state;
}

struct err pack_undo(struct port_dir *dir, const char *state, const char *name)
{
    char current[DIR_PATH_MAX];
    char before[DIR_PATH_MAX];
    struct dir_info there;
    if (!path_of(current, state, name, PACK_SUFFIX) || !path_of(before, state, name, PACK_BEFORE)) {
        return ERR(ERR_FULL, 0, "pack: path too long");
    }
    const struct err e = dir->ops->look(dir, before, &there);
    if (e.code == ERR_NOT_FOUND) {
        return dir->ops->remove(dir, current);
    }
    return failed(e) ? e : dir->ops->move(dir, before, current);
}
