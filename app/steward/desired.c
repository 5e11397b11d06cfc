#include "app/steward/desired.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/settings_rows.h"
#include "app/steward/moment.h"

const char *desired_sentence(enum desired_word word)
{
    static const char *const sentences[DESIRED_WORDS] = {
        [DESIRED_TAKEN] = "these settings are in use from the kiosk's next start",
        [DESIRED_SAME] = "these settings are in use already",
        [DESIRED_NOT_ONE] = "these are no settings for kiosks",
        [DESIRED_NEWER] = "a newer firmware is needed to read these settings",
        [DESIRED_UNSIGNED] = "these settings are not signed by the fleet's key, or were changed",
        [DESIRED_MALFORMED] = "a line of these settings is not as it must be",
        [DESIRED_OTHER] = "these settings are for another kiosk or group",
        [DESIRED_OLDER] = "settings of this version or a newer one are in use",
        [DESIRED_EXPIRED] = "these settings have expired",
        [DESIRED_EARLY] = "these settings are of a later day than this clock shows",
        [DESIRED_NOT_STORED] = "these settings could not be written down",
    };
    return word >= 0 && word < DESIRED_WORDS ? sentences[word] : "";
}

const char *desired_why_word(enum desired_why why)
{
    return why == DESIRED_UNKNOWN ? "unknown"
           : why == DESIRED_LOCAL ? "not remote"
           : why == DESIRED_VALUE ? "bad value"
                                  : "set";
}

enum desired_why desired_try(const char *key, const char *value, struct setting_problem *ret_why)
{
    struct settings s;
    const struct setting_row *row = setting_row_find(key);
    *ret_why = (struct setting_problem){0};
    settings_default(&s);
    if (row != NULL && !row->remote) {
        (void)snprintf(ret_why->message, sizeof ret_why->message,
                       "%.60s is set at the kiosk itself, never from afar.", key);
        return DESIRED_LOCAL;
    }
    if (row != NULL && strlen(value) >= SETTING_TEXT) {
        (void)snprintf(ret_why->message, sizeof ret_why->message,
                       "%.60s may have %d characters at most.", key, row->max);
        return DESIRED_VALUE;
    }
    return !failed(settings_set(&s, key, value, ret_why)) ? DESIRED_SET
           : row == NULL                                  ? DESIRED_UNKNOWN
                                                          : DESIRED_VALUE;
}

/* --- reading ---------------------------------------------------------------------------------- */

/* What names a kiosk or a group: as it stands in settings and in file names. */
static bool take_name(const char *value, char name[DESIRED_NAME])
{
    const size_t length = strlen(value);
    if (name[0] != '\0' || length >= DESIRED_NAME) {
        return false;
    }
    (void)memcpy(name, value, length + 1);
    return true;
}

static bool take_number(const char *value, int *number)
{
    const size_t length = strlen(value);
    if (*number != 0 || length > 9 || strspn(value, "0123456789") != length || value[0] == '0') {
        return false;
    }
    *number = (int)strtol(value, NULL, 10);
    return true;
}

static bool take_moment(const char *value, int64_t *moment)
{
    return *moment == 0 && moment_read(value, moment);
}

static bool is_twice(const struct desired *d, const char *key)
{
    for (int i = 0; i < d->count; i++) {
        if (strcmp(d->keys[i].key, key) == 0) {
            return true;
        }
    }
    return false;
}

static bool take_key(const struct signed_line *l, struct desired *d)
{
    struct setting_problem why;
    if (strchr(l->key, '.') == NULL || d->count == DESIRED_KEYS || is_twice(d, l->key)) {
        return false;
    }
    struct desired_key *k = &d->keys[d->count++];
    (void)snprintf(k->key, sizeof k->key, "%s", l->key);
    (void)snprintf(k->value, sizeof k->value, "%.*s", SETTING_TEXT - 1, l->value);
    k->why = desired_try(l->key, l->value, &why);
    return true;
}

static bool take(const struct signed_line *l, struct desired *d)
{
    return strcmp(l->key, "kiosk") == 0     ? take_name(l->value, d->kiosk)
           : strcmp(l->key, "group") == 0   ? take_name(l->value, d->group)
           : strcmp(l->key, "version") == 0 ? take_number(l->value, &d->version)
           : strcmp(l->key, "issued") == 0  ? take_moment(l->value, &d->issued)
           : strcmp(l->key, "expires") == 0 ? take_moment(l->value, &d->expires)
                                            : take_key(l, d);
}

static enum desired_word read_lines(struct signed_text *t, struct desired *d, int *ret_line)
{
    struct signed_line line;
    bool good = true;
    while (good && signed_text_next(t, &line)) {
        good = take(&line, d);
    }
    if (ret_line != NULL) {
        *ret_line = t->line;
    }
    const bool whole = (d->kiosk[0] == '\0') != (d->group[0] == '\0') && d->version > 0 &&
                       d->issued > 0 && d->expires > d->issued;
    return good && !t->bad && whole ? DESIRED_TAKEN : DESIRED_MALFORMED;
}

static enum desired_word read_opened(struct err e, struct signed_text *t, const char *hash,
                                     struct desired *ret_desired, int *ret_line)
{
    if (failed(e)) {
        return e.code == ERR_VERSION   ? DESIRED_NEWER
               : e.code == ERR_REFUSED ? DESIRED_UNSIGNED
                                       : DESIRED_NOT_ONE;
    }
    struct desired d = {.version = 0};
    const enum desired_word word = read_lines(t, &d, ret_line);
    if (word == DESIRED_TAKEN) {
        (void)snprintf(d.hash, sizeof d.hash, "%s", hash);
        *ret_desired = d;
    }
    return word;
}

enum desired_word desired_read(const char *bytes, size_t size, const uint8_t key[SEAL_KEY],
                               struct desired *ret_desired, int *ret_line)
{
    struct signed_text t;
    char hash[SEAL_HEX];
    signed_text_hash(bytes, size, hash);
    const struct err e = signed_text_open(&t, "desired", bytes, size, key);
    return read_opened(e, &t, hash, ret_desired, ret_line);
}

enum desired_word desired_read_draft(const char *bytes, size_t size, struct desired *ret_desired,
                                     int *ret_line)
{
    struct signed_text t;
    const struct err e = signed_text_draft(&t, "desired", bytes, size);
    return read_opened(e, &t, "", ret_desired, ret_line);
}

/* --- judging and setting ---------------------------------------------------------------------- */

enum desired_word desired_judge(const struct desired *d, const struct desired_who *who)
{
    const bool mine =
        d->kiosk[0] != '\0' ? strcmp(d->kiosk, who->kiosk) == 0 : strcmp(d->group, who->group) == 0;
    if (!mine) {
        return DESIRED_OTHER;
    }
    if (who->use != NULL && d->version <= who->use->version) {
        return d->version == who->use->version && strcmp(d->hash, who->use->hash) == 0
                   ? DESIRED_SAME
                   : DESIRED_OLDER;
    }
    return who->now > d->expires                  ? DESIRED_EXPIRED
           : d->issued > who->now + DESIRED_AHEAD ? DESIRED_EARLY
                                                  : DESIRED_TAKEN;
}

int desired_apply(const struct desired *d, struct settings *s)
{
    struct setting_problem problem;
    int count = 0;
    for (int i = 0; i < d->count; i++) {
        const struct desired_key *k = &d->keys[i];
        if (k->why == DESIRED_SET && settings_remote(k->key)) {
            count += !failed(settings_set(s, k->key, k->value, &problem));
        }
    }
    return count;
}

int desired_refused(const struct desired *d)
{
    int count = 0;
    for (int i = 0; i < d->count; i++) {
        count += d->keys[i].why != DESIRED_SET;
    }
    return count;
}
