#include "app/audit/log_bundle.h"

#include <stdio.h>
#include <string.h>

#define MAGIC   "RONGLOG\n"
#define VERSION 1
#define HEAD    12 /* magic and version */
#define TAIL    8  /* bytes of the box */
#define ROW     (LOG_BUNDLE_NAME + SEAL_KEY + SEAL_HASH + 16)
#define ROWS    (LOG_BUNDLE_FILES * ROW)

struct row {
    char name[LOG_BUNDLE_NAME];
    uint8_t key[SEAL_KEY];
    uint8_t hash[SEAL_HASH]; /* of the sealed bytes */
    uint64_t sealed, plain;
};

struct rows {
    struct row at[LOG_BUNDLE_FILES];
    int count;
};

/* --- which files ------------------------------------------------------------------------------ */

static bool is_log(const char *rest)
{
    int number = 0;
    int used = 0;
    return sscanf(rest, "-%d.log%n", &number, &used) == 1 && used > 0 && rest[used] == '\0' &&
           number > 0;
}

/* Heads and public keys first: what is written to a log meanwhile stands behind its head. */
static bool is_first(const char *rest)
{
    return strcmp(rest, ".head") == 0 || strcmp(rest, ".pub") == 0;
}

/* What follows the writer's name; NULL: it is no writer's. */
static const char *rest_of(const char *name)
{
    static const char *const writers[] = {"kiosk", "courier", "steward"};
    for (size_t i = 0; i < sizeof writers / sizeof writers[0]; i++) {
        const size_t length = strlen(writers[i]);
        if (strncmp(name, writers[i], length) == 0) {
            return name + length;
        }
    }
    return NULL;
}

static bool goes_along(const char *name)
{
    const char *rest = rest_of(name);
    return rest != NULL && strlen(name) < LOG_BUNDLE_NAME && (is_first(rest) || is_log(rest));
}

struct listing {
    struct rows *rows;
    bool first;
};

static void note(void *context, const char *name)
{
    const struct listing *l = context;
    if (goes_along(name) && is_first(rest_of(name)) == l->first &&
        l->rows->count < LOG_BUNDLE_FILES) {
        struct row *row = &l->rows->at[l->rows->count++];
        *row = (struct row){.sealed = 0};
        (void)snprintf(row->name, sizeof row->name, "%s", name);
    }
}

static struct err list(const struct port_files *files, const char *folder, struct rows *rows)
{
    struct listing l = {.rows = rows, .first = true};
    rows->count = 0;
    struct err e = files->ops->list(folder, note, &l);
    const int before = rows->count;
    l.first = false;
    if (!failed(e)) {
        e = files->ops->list(folder, note, &l);
    }
    return failed(e)               ? e
           : rows->count == before ? ERR(ERR_NOT_FOUND, 0, "log: there is none")
                                   : ERR_OK;
}

static struct err map(const struct port_files *files, const char *folder, const char *name,
                      struct file_bytes *ret_file)
{
    char path[DIR_PATH_MAX + LOG_BUNDLE_NAME];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    return files->ops->read(path, LOG_BUNDLE_FILE, ret_file);
}

struct err log_bundle_size(const struct port_files *files, const char *folder, int64_t *ret_bytes)
{
    struct rows rows;
    const struct err e = list(files, folder, &rows);
    *ret_bytes = HEAD + TAIL + ROWS + SEAL_OVERHEAD;
    for (int i = 0; !failed(e) && i < rows.count; i++) {
        struct file_bytes file = {0};
        if (!failed(map(files, folder, rows.at[i].name, &file))) {
            *ret_bytes += (int64_t)file.size + (int64_t)file.size / 16 + 4096;
            files->ops->unmap(&file);
        }
    }
    return e;
}

/* --- numbers ---------------------------------------------------------------------------------- */

static uint8_t *put_number(uint8_t *at, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        *at++ = (uint8_t)(value >> (8 * i));
    }
    return at;
}

static uint64_t number_at(const uint8_t *at, int bytes)
{
    uint64_t value = 0;
    for (int i = 0; i < bytes; i++) {
        value |= (uint64_t)at[i] << (8 * i);
    }
    return value;
}

static size_t put_rows(const struct rows *rows, uint8_t out[ROWS])
{
    uint8_t *at = out;
    for (int i = 0; i < rows->count; i++) {
        const struct row *row = &rows->at[i];
        memcpy(at, row->name, LOG_BUNDLE_NAME);
        memcpy(at + LOG_BUNDLE_NAME, row->key, SEAL_KEY);
        memcpy(at + LOG_BUNDLE_NAME + SEAL_KEY, row->hash, SEAL_HASH);
        at = put_number(at + LOG_BUNDLE_NAME + SEAL_KEY + SEAL_HASH, row->sealed, 8);
        at = put_number(at, row->plain, 8);
    }
    return (size_t)(at - out);
}

static bool take_rows(const uint8_t *at, size_t size, struct rows *rows)
{
    rows->count = (int)(size / ROW);
    if (size % ROW != 0 || rows->count > LOG_BUNDLE_FILES) {
        return false;
    }
    for (int i = 0; i < rows->count; i++, at += ROW) {
        struct row *row = &rows->at[i];
        const uint8_t *numbers = at + LOG_BUNDLE_NAME + SEAL_KEY + SEAL_HASH;
        memcpy(row->name, at, LOG_BUNDLE_NAME);
        memcpy(row->key, at + LOG_BUNDLE_NAME, SEAL_KEY);
        memcpy(row->hash, at + LOG_BUNDLE_NAME + SEAL_KEY, SEAL_HASH);
        row->sealed = number_at(numbers, 8);
        row->plain = number_at(numbers + 8, 8);
        if (memchr(row->name, '\0', sizeof row->name) == NULL || !goes_along(row->name) ||
            row->plain > LOG_BUNDLE_FILE) {
            return false;
        }
    }
    return true;
}

/* Whether the parts behind the head are those of the rows, end to end. */
static bool parts_are(const struct rows *rows, const uint8_t *at, size_t size)
{
    for (int i = 0; i < rows->count; i++) {
        const struct row *row = &rows->at[i];
        uint8_t hash[SEAL_HASH];
        if (row->sealed > size) {
            return false;
        }
        seal_hash(at, (size_t)row->sealed, hash);
        if (memcmp(hash, row->hash, SEAL_HASH) != 0) {
            return false;
        }
        at += row->sealed;
        size -= (size_t)row->sealed;
    }
    return size == 0;
}

/* --- writing ---------------------------------------------------------------------------------- */

struct writing {
    struct port_dir *disk;
    struct dir_file file;
    struct rows rows;
    uint8_t plain[ROWS], box[ROWS + SEAL_OVERHEAD];
    size_t box_size;
    uint64_t part; /* bytes of the part being written */
};

static struct err append(struct writing *w, const void *bytes, size_t size)
{
    return w->disk->ops->append(w->disk, &w->file, bytes, size);
}

static struct err append_part(void *context, const void *bytes, size_t size)
{
    struct writing *w = context;
    w->part += size;
    return append(w, bytes, size);
}

/* One that may not be read by this program stays out. */
static struct err write_parts(struct writing *w, const char *folder)
{
    const struct rows found = w->rows;
    w->rows.count = 0;
    for (int i = 0; i < found.count; i++) {
        struct row *row = &w->rows.at[w->rows.count];
        struct file_bytes file = {0};
        if (failed(map(w->disk->files, folder, found.at[i].name, &file))) {
            continue;
        }
        *row = found.at[i];
        row->plain = file.size;
        w->part = 0;
        const struct err e = seal_paper(file.bytes, file.size, (struct seal_sink){append_part, w},
                                        row->key, row->hash);
        w->disk->files->ops->unmap(&file);
        if (failed(e)) {
            return e;
        }
        row->sealed = w->part;
        w->rows.count++;
    }
    return w->rows.count > 0 ? ERR_OK : ERR(ERR_NOT_FOUND, 0, "log: none can be read");
}

static struct err write_all(struct writing *w, const char *folder, const struct seal_public *to)
{
    uint8_t number[TAIL] = MAGIC;
    struct err e = append(w, number, sizeof MAGIC - 1);
    put_number(number, VERSION, 4);
    e = failed(e) ? e : append(w, number, 4);
    e = failed(e) ? e : write_parts(w, folder);
    if (!failed(e)) {
        e = seal_box(to, w->plain, put_rows(&w->rows, w->plain), w->box, sizeof w->box,
                     &w->box_size);
    }
    e = failed(e) ? e : append(w, w->box, w->box_size);
    put_number(number, w->box_size, TAIL);
    return failed(e) ? e : append(w, number, TAIL);
}

static struct err read_back(const struct writing *w, const char *stick, const char *name)
{
    char path[2 * DIR_PATH_MAX];
    struct file_bytes file = {0};
    const size_t around = HEAD + w->box_size + TAIL;
    (void)snprintf(path, sizeof path, "%s/%s", stick, name);
    const struct err e = w->disk->files->ops->read(path, LOG_BUNDLE_MAX, &file);
    const uint8_t *bytes = (const uint8_t *)file.bytes;
    const bool same = !failed(e) && file.size > around &&
                      memcmp(bytes + file.size - TAIL - w->box_size, w->box, w->box_size) == 0 &&
                      parts_are(&w->rows, bytes + HEAD, file.size - around);
    w->disk->files->ops->unmap(&file);
    return failed(e) ? e
           : same    ? ERR_OK
                     : ERR(ERR_IO, 0, "log: what was read back is not what was written");
}

/* What did not read back must not look like a log. */
static void take_away(bool wrong, struct port_dir *disk, const char *stick, const char *name)
{
    char path[2 * DIR_PATH_MAX];
    (void)snprintf(path, sizeof path, "%s/%s", stick, name);
    const struct err e = wrong ? disk->ops->remove(disk, path) : ERR_OK;
    (void)e; /* the stick is gone; the reader finds it damaged */
}

struct err log_bundle_write(const char *folder, const struct seal_public *to, struct port_dir *disk,
                            const char *stick, const char *name)
{
    struct writing w = {.disk = disk};
    struct err e = list(disk->files, folder, &w.rows);
    if (!failed(e)) {
        e = disk->ops->create(disk, stick, 0660, &w.file);
    }
    if (failed(e)) {
        return e;
    }
    e = write_all(&w, folder, to);
    if (failed(e)) {
        disk->ops->drop(disk, &w.file);
    } else {
        e = disk->ops->commit(disk, &w.file, name);
        if (!failed(e)) {
            e = read_back(&w, stick, name);
            take_away(failed(e), disk, stick, name);
        }
    }
    seal_forget(&w, sizeof w);
    return e;
}

/* --- opening ---------------------------------------------------------------------------------- */

static struct err open_box(const uint8_t *at, size_t size, const struct seal_secret *key,
                           struct rows *ret_rows, size_t *ret_parts)
{
    uint8_t plain[ROWS];
    size_t plain_size = 0;
    if (size < HEAD + TAIL || memcmp(at, MAGIC, sizeof MAGIC - 1) != 0) {
        return ERR(ERR_BAD_INPUT, 0, "log: this is no sealed log");
    }
    if (number_at(at + sizeof MAGIC - 1, 4) != VERSION) {
        return ERR(ERR_VERSION, 0, "log: sealed by a newer program");
    }
    const uint64_t box = number_at(at + size - TAIL, TAIL);
    if (box > size - HEAD - TAIL || box > ROWS + SEAL_OVERHEAD) {
        return ERR(ERR_CORRUPT, 0, "log: cut short or damaged");
    }
    *ret_parts = size - HEAD - TAIL - (size_t)box;
    struct err e =
        seal_unbox(key, at + HEAD + *ret_parts, (size_t)box, plain, sizeof plain, &plain_size);
    if (!failed(e) &&
        (!take_rows(plain, plain_size, ret_rows) || !parts_are(ret_rows, at + HEAD, *ret_parts))) {
        e = ERR(ERR_CORRUPT, 0, "log: cut short or damaged");
    }
    seal_forget(plain, sizeof plain);
    return e;
}

struct err log_bundle_check(const void *bytes, size_t size, const struct seal_secret *key)
{
    struct rows rows = {.count = 0};
    size_t parts = 0;
    const struct err e = open_box(bytes, size, key, &rows, &parts);
    seal_forget(&rows, sizeof rows);
    return e;
}

struct err log_bundle_open(const void *bytes, size_t size, const struct seal_secret *key,
                           uint8_t *room, struct log_bundle_taker taker)
{
    struct rows rows = {.count = 0};
    size_t parts = 0;
    const uint8_t *at = (const uint8_t *)bytes + HEAD;
    struct err e = open_box(bytes, size, key, &rows, &parts);
    for (int i = 0; !failed(e) && i < rows.count; i++) {
        const struct row *row = &rows.at[i];
        size_t plain = 0;
        e = seal_open_paper(row->key, at, (size_t)row->sealed, room, LOG_BUNDLE_FILE, &plain);
        if (!failed(e) && plain != row->plain) {
            e = ERR(ERR_CORRUPT, 0, "log: cut short or damaged");
        }
        if (!failed(e) && !taker.take(taker.context, row->name, room, plain)) {
            e = ERR(ERR_REFUSED, 0, "log: not taken");
        }
        at += row->sealed;
    }
    seal_forget(&rows, sizeof rows);
    return e;
}
