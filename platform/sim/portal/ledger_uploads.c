#include "platform/sim/portal/ledger_uploads.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/sim/portal/ledger_inside.h"

#define STORED "EXISTS(SELECT 1 FROM paper WHERE paper.uuid = p.uuid AND paper.sha256 = p.sha256)"

static struct err forget(struct ledger *l, const char *id)
{
    const struct err e = ledger_finish(ledger_ask(l, "DELETE FROM part WHERE id = ?1", id, NULL));
    return failed(e) ? e
                     : ledger_finish(ledger_ask(l, "DELETE FROM place WHERE id = ?1", id, NULL));
}

static struct err forget_old(struct ledger *l, int64_t now)
{
    static const char *const sql[] = {
        "DELETE FROM part WHERE id IN (SELECT id FROM place WHERE at < ?1)",
        "DELETE FROM place WHERE at < ?1",
    };
    struct err e = ERR_OK;
    for (int i = 0; i < 2 && !failed(e); i++) {
        sqlite3_stmt *s = ledger_ask(l, sql[i], NULL, NULL);
        sqlite3_bind_int64(s, 1, now - LEDGER_KEEP_MS);
        e = ledger_finish(s);
    }
    return e;
}

/* The one place of a paper, whatever its name. */
static struct err read_place(struct ledger *l, const char *uuid, const char *sha256,
                             struct ledger_place *ret_place)
{
    sqlite3_stmt *s = ledger_ask(l,
                                 "SELECT id, type, size, CASE WHEN " STORED " THEN size ELSE"
                                 " coalesce((SELECT sum(length(bytes)) FROM part"
                                 " WHERE part.id = p.id), 0) END"
                                 " FROM place p WHERE uuid = ?1 AND sha256 = ?2",
                                 uuid, sha256);
    const int code = s == NULL ? SQLITE_ERROR : sqlite3_step(s);
    if (code == SQLITE_ROW) {
        ledger_text(s, 0, ret_place->id, sizeof ret_place->id);
        ledger_text(s, 1, ret_place->type, sizeof ret_place->type);
        ret_place->size = sqlite3_column_int64(s, 2);
        ret_place->offset = sqlite3_column_int64(s, 3);
    }
    sqlite3_finalize(s);
    if (code == SQLITE_DONE) {
        return ERR(ERR_NOT_FOUND, 0, "ledger: no such upload");
    }
    return code == SQLITE_ROW ? ERR_OK : ledger_trouble(code);
}

static struct err insert(struct ledger *l, struct ledger_place *place, int64_t now)
{
    portal_random_hex(place->id, LEDGER_PLACE - 1);
    sqlite3_stmt *s = ledger_ask(l,
                                 "INSERT INTO place(uuid, sha256, id, type, size, at)"
                                 " VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
                                 place->uuid, place->sha256);
    sqlite3_bind_text(s, 3, place->id, -1, SQLITE_STATIC);
    sqlite3_bind_text(s, 4, place->type, -1, SQLITE_STATIC);
    sqlite3_bind_int64(s, 5, place->size);
    sqlite3_bind_int64(s, 6, now);
    return ledger_finish(s);
}

static struct err make(struct ledger *l, struct ledger_place *place, int64_t now)
{
    struct ledger_place found = *place;
    struct err e = forget_old(l, now);
    e = failed(e) ? e : read_place(l, place->uuid, place->sha256, &found);
    if (!failed(e) && (found.size != place->size || strcmp(found.type, place->type) != 0)) {
        e = forget(l, found.id);
        e = failed(e) ? e : ERR(ERR_NOT_FOUND, 0, "ledger: it gave way");
    }
    if (e.code == ERR_NOT_FOUND) {
        e = insert(l, place, now);
        e = failed(e) ? e : read_place(l, place->uuid, place->sha256, &found);
    }
    if (!failed(e)) {
        memcpy(place->id, found.id, sizeof place->id);
        place->offset = found.offset;
    }
    return e;
}

struct err ledger_make_place(struct ledger *l, struct ledger_place *place, int64_t now)
{
    const struct err e = ledger_begin(l);
    return ledger_end(l, failed(e) ? e : make(l, place, now));
}

/* The place of that name, in a transaction. */
static struct err find(struct ledger *l, struct ledger_place *place, int64_t now)
{
    struct ledger_place found = *place;
    struct err e = forget_old(l, now);
    e = failed(e) ? e : read_place(l, place->uuid, place->sha256, &found);
    if (!failed(e) && strcmp(found.id, place->id) != 0) {
        e = ERR(ERR_NOT_FOUND, 0, "ledger: no upload of that name");
    }
    if (!failed(e)) {
        *place = found;
    }
    return e;
}

struct err ledger_find_place(struct ledger *l, struct ledger_place *place, int64_t now)
{
    const struct err e = ledger_begin(l);
    return ledger_end(l, failed(e) ? e : find(l, place, now));
}

static struct err insert_part(struct ledger *l, const struct ledger_place *place, const void *bytes,
                              size_t size, int64_t now)
{
    sqlite3_stmt *s =
        ledger_ask(l, "INSERT INTO part(id, start, bytes) VALUES(?1, ?2, ?3)", place->id, NULL);
    sqlite3_bind_int64(s, 2, place->offset);
    sqlite3_bind_blob64(s, 3, bytes, size, SQLITE_STATIC);
    const struct err e = ledger_finish(s);
    s = ledger_ask(l, "UPDATE place SET at = ?2 WHERE id = ?1", place->id, NULL);
    sqlite3_bind_int64(s, 2, now);
    const struct err kept = ledger_finish(s);
    return failed(e) ? e : kept;
}

/* All parts one behind the other; out has room for place->size bytes. */
static struct err gather(struct ledger *l, const struct ledger_place *place, char *out)
{
    size_t at = 0;
    sqlite3_stmt *s =
        ledger_ask(l, "SELECT bytes FROM part WHERE id = ?1 ORDER BY start", place->id, NULL);
    int code = s == NULL ? SQLITE_ERROR : sqlite3_step(s);
    while (code == SQLITE_ROW) {
        const void *bytes = sqlite3_column_blob(s, 0);
        const size_t size = (size_t)sqlite3_column_bytes(s, 0);
        if (bytes != NULL && size <= (size_t)place->size - at) {
            memcpy(out + at, bytes, size);
            at += size;
        }
        code = sqlite3_step(s);
    }
    sqlite3_finalize(s);
    return code == SQLITE_DONE ? ERR_OK : ledger_trouble(code);
}

/* The paper out of its parts; ret_good is false when they are another paper's. */
static struct err make_paper(struct ledger *l, const struct ledger_place *place, int64_t now,
                             bool *ret_good)
{
    char hash[SHA256_HEX];
    bool is_new = false;
    char *bytes = malloc((size_t)place->size + 1);
    if (bytes == NULL) {
        return ERR(ERR_FULL, ENOMEM, "ledger: memory");
    }
    struct err e = gather(l, place, bytes);
    portal_sha256_hex(bytes, (size_t)place->size, hash);
    *ret_good = strcmp(hash, place->sha256) == 0;
    if (!failed(e) && *ret_good) {
        const struct ledger_paper_in paper = {place->uuid, place->type, bytes, (size_t)place->size};
        e = ledger_store_paper(l, &paper, &is_new);
        e = failed(e) ? e : ledger_complete(l, place->uuid, now);
        e = failed(e)
                ? e
                : ledger_finish(ledger_ask(l, "DELETE FROM part WHERE id = ?1", place->id, NULL));
    } else if (!failed(e)) {
        e = forget(l, place->id);
    }
    free(bytes);
    return e;
}

static struct err add(struct ledger *l, struct ledger_place *place, const void *bytes, size_t size,
                      int64_t now, bool *ret_good)
{
    const int64_t at = place->offset;
    struct err e = find(l, place, now);
    if (failed(e)) {
        return e;
    }
    if (place->offset != at) {
        return ERR(ERR_REFUSED, 0, "ledger: another part belongs there");
    }
    if (size > (size_t)(place->size - at)) {
        return ERR(ERR_BAD_INPUT, 0, "ledger: a part beyond the end");
    }
    if (size == 0) {
        return ERR_OK;
    }
    e = insert_part(l, place, bytes, size, now);
    place->offset += (int64_t)size;
    return failed(e) || place->offset < place->size ? e : make_paper(l, place, now, ret_good);
}

struct err ledger_add_part(struct ledger *l, struct ledger_place *place, const void *bytes,
                           size_t size, int64_t now)
{
    bool good = true;
    struct err e = ledger_begin(l);
    e = ledger_end(l, failed(e) ? e : add(l, place, bytes, size, now, &good));
    return failed(e) || good ? e : ERR(ERR_CORRUPT, 0, "ledger: the whole has another hash");
}

struct err ledger_end_place(struct ledger *l, struct ledger_place *place, int64_t now)
{
    struct err e = ledger_begin(l);
    e = failed(e) ? e : find(l, place, now);
    return ledger_end(l, failed(e) ? e : forget(l, place->id));
}

struct err ledger_count_places(struct ledger *l, int64_t *ret_count)
{
    const struct err e = ledger_begin(l);
    return ledger_end(
        l, failed(e) ? e
                     : ledger_number(ledger_ask(l, "SELECT count(*) FROM place p WHERE NOT " STORED,
                                                NULL, NULL),
                                     ret_count));
}
