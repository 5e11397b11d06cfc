#include "app/later_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/port_files.h"

#define FOLDER        "later"
#define MARK          "RONG-GIU"
#define CLEAN_MAX     64       /* files removed in one go; the next comes soon */
#define HASH_HEX      32       /* digits of a place's name */
#define UNDATED_START "99999-" /* LATER_UNDATED in one */
#define SEALED        (LATER_BYTES_MAX + 1024 * 1024)

static void hash_of(const char *purpose, const char *text, uint8_t ret_hash[SEAL_HASH])
{
    char words[160];
    const int size = snprintf(words, sizeof words, "%s %s", purpose, text);
    seal_hash(words, size > 0 ? (size_t)size : 0, ret_hash);
    seal_forget(words, sizeof words);
}

void later_tag(const char *place, const char *kiosk, char ret_tag[9])
{
    char words[128];
    uint8_t hash[SEAL_HASH];
    snprintf(words, sizeof words, "%.60s %.60s", place, kiosk);
    hash_of("rong later kiosk", words, hash);
    snprintf(ret_tag, 9, "%02X%02X%02X%02X", hash[0], hash[1], hash[2], hash[3]);
}

void later_code(const char *tag, int32_t day, const char *token, char ret_code[LATER_CODE])
{
    snprintf(ret_code, LATER_CODE, MARK "/%.8s/%05d/%.26s", tag, (int)day, token);
}

void later_place_of(const char *token, int32_t day, struct later_place *ret_place)
{
    uint8_t hash[SEAL_HASH];
    char hex[SEAL_HEX];
    hash_of("rong later name", token, hash);
    seal_hex(hash, hex);
    snprintf(ret_place->name, sizeof ret_place->name, "%05d-%.32s", (int)day, hex);
    hash_of("rong later key", token, ret_place->key);
    seal_forget(hash, sizeof hash);
}

enum later_read later_code_read(const char *payload, const char *tag, int32_t today,
                                struct later_place *ret_place)
{
    static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; /* Crockford's */
    char theirs[9] = "";
    char token[CODES_TOKEN_SIZE] = "";
    char end = '\0';
    int day = 0;
    if (sscanf(payload, MARK "/%8[0-9A-F]/%5d/%26[0-9A-Z]%c", theirs, &day, token, &end) != 3 ||
        strlen(theirs) != 8 || strlen(token) != CODES_TOKEN_SIZE - 1 ||
        strspn(token, letters) != CODES_TOKEN_SIZE - 1 || day < 0) {
        explicit_bzero(token, sizeof token);
        return LATER_NONE;
    }
    enum later_read read = LATER_OURS;
    if (strcmp(theirs, tag) != 0) {
        read = LATER_ELSEWHERE;
    } else if (day <= today) {
        read = LATER_EXPIRED;
    } else {
        later_place_of(token, day, ret_place);
    }
    explicit_bzero(token, sizeof token);
    return read;
}

static void folder_of(const char *state, char ret_path[DIR_PATH_MAX])
{
    snprintf(ret_path, DIR_PATH_MAX, "%.400s/" FOLDER, state);
}

static void name_of(const struct later_place *place, int i, char ret_name[64])
{
    snprintf(ret_name, 64, "%.39s-%02d", place->name, i);
}

struct writing {
    struct port_dir *dir;
    struct dir_file file;
};

static struct err write_sealed(void *context, const void *bytes, size_t size)
{
    struct writing *w = context;
    return w->dir->ops->append(w->dir, &w->file, bytes, size);
}

static struct err keep_one(struct port_dir *dir, const char *folder,
                           const struct later_place *place, const struct later_part *part, int i)
{
    struct writing w = {.dir = dir};
    char name[64];
    name_of(place, i, name);
    struct err e = dir->ops->create(dir, folder, 0660, &w.file);
    if (failed(e)) {
        return e;
    }
    const struct seal_sink sink = {write_sealed, &w};
    e = seal_with(place->key, part->bytes, part->size, sink);
    if (failed(e)) {
        dir->ops->drop(dir, &w.file);
        return e;
    }
    return dir->ops->commit(dir, &w.file, name);
}

struct err later_keep(struct port_dir *dir, const char *state, const struct later_place *place,
                      const struct later_part *parts, int count)
{
    char folder[DIR_PATH_MAX];
    folder_of(state, folder);
    struct err e = count > LATER_FILES_MAX ? ERR(ERR_FULL, 0, "later: too many pages")
                                           : dir->ops->make(dir, folder);
    /* The answers last: without them nothing is taken up again. */
    for (int i = count - 1; i >= 0 && !failed(e); i--) {
        e = parts[i].size > LATER_BYTES_MAX ? ERR(ERR_FULL, 0, "later: a page is too large")
                                            : keep_one(dir, folder, place, &parts[i], i);
    }
    if (failed(e)) {
        const struct err dropped = later_drop(dir, state, place);
        (void)dropped; /* the first error counts; what stays is unreadable and gone in time */
    }
    return e;
}

static struct err open_one(struct port_dir *dir, const char *folder,
                           const struct later_place *place, int i, struct later_part *part)
{
    char path[DIR_PATH_MAX + 64];
    char name[64];
    struct file_bytes file = {0};
    name_of(place, i, name);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    struct err e = dir->files->ops->read(path, SEALED, &file);
    if (failed(e)) {
        return e;
    }
    e = seal_open_paper(place->key, (const uint8_t *)file.bytes, file.size, part->bytes, part->cap,
                        &part->size);
    dir->files->ops->unmap(&file);
    return e;
}

struct err later_open(struct port_dir *dir, const char *state, const struct later_place *place,
                      int first, struct later_part *parts, int count)
{
    char folder[DIR_PATH_MAX];
    struct err e = ERR_OK;
    folder_of(state, folder);
    for (int i = 0; i < count && !failed(e); i++) {
        e = open_one(dir, folder, place, first + i, &parts[i]);
    }
    return e;
}

/* Names to be removed, found before any is. */
struct cleaning {
    const char *only; /* of one place; NULL: every one whose day has come */
    int32_t today;
    char names[CLEAN_MAX][64];
    int count;
};

static void visit(void *context, const char *name)
{
    struct cleaning *c = context;
    const bool over = c->only == NULL && name[0] >= '0' && name[0] <= '9' &&
                      strtol(name, NULL, 10) <= (long)c->today;
    const bool its = c->only != NULL && strncmp(name, c->only, strlen(c->only)) == 0;
    if ((over || its) && c->count < CLEAN_MAX && strlen(name) < sizeof c->names[0]) {
        snprintf(c->names[c->count++], sizeof c->names[0], "%s", name);
    }
}

static struct err remove_found(struct port_dir *dir, const char *state, struct cleaning *c)
{
    char folder[DIR_PATH_MAX];
    char path[DIR_PATH_MAX + 72];
    struct dir_info info;
    folder_of(state, folder);
    struct err e = dir->ops->look(dir, folder, &info);
    if (e.code == ERR_NOT_FOUND) {
        return ERR_OK; /* nothing was ever set aside here */
    }
    if (!failed(e)) {
        e = dir->ops->each(dir, folder, visit, c);
    }
    for (int i = 0; i < c->count && !failed(e); i++) {
        snprintf(path, sizeof path, "%s/%s", folder, c->names[i]);
        e = dir->ops->remove(dir, path);
    }
    return e;
}

struct err later_drop(struct port_dir *dir, const char *state, const struct later_place *place)
{
    struct cleaning c = {.only = place->name};
    return place->name[0] == '\0' ? ERR_OK : remove_found(dir, state, &c);
}

/* What has no day in its name: the hashes of its places. Its day is in the name of an empty file
 * beside it, "20790+HASH", which goes with that day as every other. */
struct undated {
    char hashes[CLEAN_MAX][HASH_HEX + 1];
    int count;
    const char *wanted; /* whose day is looked for */
    int32_t day;        /* 0: it has none yet */
};

static void visit_undated(void *context, const char *name)
{
    struct undated *u = context;
    if (strncmp(name, UNDATED_START, strlen(UNDATED_START)) != 0 ||
        strlen(name) <= strlen(UNDATED_START) + HASH_HEX || u->count == CLEAN_MAX) {
        return;
    }
    snprintf(u->hashes[u->count], sizeof u->hashes[0], "%s", name + strlen(UNDATED_START));
    for (int i = 0; i < u->count; i++) {
        if (strcmp(u->hashes[i], u->hashes[u->count]) == 0) {
            return; /* another page of it */
        }
    }
    u->count++;
}

static void visit_day(void *context, const char *name)
{
    struct undated *u = context;
    if (strlen(name) == 6 + HASH_HEX && name[5] == '+' && strcmp(name + 6, u->wanted) == 0) {
        u->day = (int32_t)strtol(name, NULL, 10);
    }
}

static struct err mind_undated(struct port_dir *dir, const char *state, struct undated *u, int i,
                               int32_t today)
{
    char folder[DIR_PATH_MAX];
    char path[DIR_PATH_MAX + 72];
    struct later_place place;
    folder_of(state, folder);
    u->wanted = u->hashes[i];
    u->day = 0;
    const struct err e = dir->ops->each(dir, folder, visit_day, u);
    if (failed(e) || u->day > today) {
        return e;
    }
    if (u->day == 0) {
        snprintf(path, sizeof path, "%s/%05d+%s", folder, (int)today + LATER_DAYS, u->wanted);
        return dir->ops->touch(dir, path, 0660);
    }
    snprintf(place.name, sizeof place.name, UNDATED_START "%s", u->wanted);
    return later_drop(dir, state, &place);
}

static struct err clean_undated(struct port_dir *dir, const char *state, int32_t today)
{
    char folder[DIR_PATH_MAX];
    struct dir_info info;
    struct undated u = {.count = 0};
    folder_of(state, folder);
    struct err e = dir->ops->look(dir, folder, &info);
    if (e.code == ERR_NOT_FOUND) {
        return ERR_OK;
    }
    if (!failed(e)) {
        e = dir->ops->each(dir, folder, visit_undated, &u);
    }
    for (int i = 0; i < u.count && !failed(e); i++) {
        e = mind_undated(dir, state, &u, i, today);
    }
    return e;
}

struct err later_clean(struct port_dir *dir, const char *state, int32_t today)
{
    struct cleaning c = {.today = today};
    if (today == LATER_NO_DAY) {
        return ERR_OK;
    }
    const struct err e = clean_undated(dir, state, today);
    return failed(e) ? e : remove_found(dir, state, &c);
}
