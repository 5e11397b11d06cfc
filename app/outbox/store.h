/* An SQLite file that survives a power cut: WAL and synchronous=FULL asserted at open, every write
 * in BEGIN IMMEDIATE, busy for at most 5 s, deleted content overwritten (reference/
 * fleet-reliability-security.md 2.2). The only user of SQLite. One owner thread per store. */
#ifndef APP_OUTBOX_STORE_H
#define APP_OUTBOX_STORE_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"
#include "platform/port_dir.h"

struct store {
    void *db;   /* the library's own */
    void *undo; /* ROLLBACK, prepared: it must work where there is no memory to prepare it */
    struct port_dir dir;
    char path[DIR_PATH_MAX];
    uint64_t device, inode; /* of the file when it was opened */
};

enum store_role {
    STORE_OWNER, /* makes and migrates */
    STORE_GUEST, /* opens what is there: ERR_NOT_FOUND, ERR_TIMEOUT until the owner migrated it */
};

/* steps[v] brings version v to v + 1; user_version holds the version. After an update was taken
 * back an older program meets the newer database: `oldest` is the version of the oldest program
 * that may still use it (0: only those that know every step), and application_id holds it. So a
 * step that only adds tables, or columns with a default, leaves `oldest` as it was. */
struct store_plan {
    const char *const *steps;
    int count, oldest;
};

/* ERR_VERSION when a newer program wrote it and this one is too old for it: nothing was touched.
 * ERR_CORRUPT when it does not verify (the owner runs the full check). ERR_IO names the rest; os =
 * SQLite's code. The owner also ends a store_set_aside that a power cut interrupted. */
MUST_USE struct err store_open(struct store *s, const char *path, const struct store_plan *plan,
                               enum store_role role);

/* The same on another disk; *dir is copied. */
MUST_USE struct err store_open_on(struct store *s, const struct port_dir *dir, const char *path,
                                  const struct store_plan *plan, enum store_role role);

/* Accepts a zeroed store. */
void store_close(struct store *s);

/* Moves path and its -wal and -shm beside it as path.damaged-N; the store must be closed. ret_n is
 * the N, one more than any that is there. */
MUST_USE struct err store_set_aside(struct port_dir *dir, const char *path, int *ret_n);

/* Whether the error says that something stored cannot be read: a spoilt page, a bad sector, a table
 * that is not there. */
bool store_unreadable(struct err e);

/* True when the path no longer leads to the file that is open. */
bool store_replaced(const struct store *s);

/* One value bound to ?1, ?2, ... Text and blobs must stay valid during the call. */
struct store_value {
    enum { STORE_INT, STORE_TEXT, STORE_BLOB } kind;
    int64_t number;
    const void *bytes; /* STORE_TEXT: NUL-terminated; NULL = null */
    size_t size;       /* STORE_BLOB */
};

#define BIND_INT(n)        ((struct store_value){.kind = STORE_INT, .number = (n)})
#define BIND_TEXT(t)       ((struct store_value){.kind = STORE_TEXT, .bytes = (t)})
#define BIND_BLOB(b, size) ((struct store_value){STORE_BLOB, 0, (b), (size)})

/* A statement's values. */
struct store_values {
    const struct store_value *list;
    int count;
};
#define BIND(...)                                                                                  \
    ((struct store_values){                                                                        \
        (const struct store_value[]){__VA_ARGS__},                                                 \
        (int)(sizeof((const struct store_value[]){__VA_ARGS__}) / sizeof(struct store_value))})
#define BIND_NOTHING ((struct store_values){NULL, 0})

/* Runs one statement that gives no rows; ret_changed (may be NULL) = rows changed. ERR_FULL: the
 * disk is; ERR_TIMEOUT: busy for 5 s; ERR_CORRUPT; ERR_REFUSED: a constraint; else ERR_IO. */
MUST_USE struct err store_run(struct store *s, const char *sql, struct store_values values,
                              int *ret_changed);

/* A row while store_rows visits it; everything read from it is valid during the visit only. */
struct store_row {
    void *statement;
};

/* Visits the rows until visit returns false; ret_count (may be NULL) = rows visited. */
MUST_USE struct err store_rows(struct store *s, const char *sql, struct store_values values,
                               bool (*visit)(void *context, const struct store_row *row),
                               void *context, int *ret_count);

int64_t store_int(const struct store_row *row, int column);
/* "" for NULL. */
const char *store_text(const struct store_row *row, int column);
/* NULL and 0 for NULL. */
const void *store_blob(const struct store_row *row, int column, size_t *ret_size);

/* BEGIN IMMEDIATE, COMMIT, ROLLBACK. After a failed commit the transaction is rolled back. */
MUST_USE struct err store_begin(struct store *s);
MUST_USE struct err store_commit(struct store *s);
void store_rollback(struct store *s);

/* Empties the write-ahead log so that deleted content is nowhere on the disk; ERR_TIMEOUT when a
 * reader is in the way (nothing is lost: try later). */
MUST_USE struct err store_truncate_log(struct store *s);

#endif
