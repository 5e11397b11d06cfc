/* What the files of the ledger share: the handle and the way one asks SQLite. Included by ledger*.c
 * only. */
#ifndef PLATFORM_SIM_PORTAL_LEDGER_INSIDE_H
#define PLATFORM_SIM_PORTAL_LEDGER_INSIDE_H

#include <pthread.h>
#include <sqlite3.h>

#include "platform/sim/portal/ledger.h"

struct ledger {
    sqlite3 *db;
    pthread_mutex_t lock;
    int64_t number_delay_ms;
};

/* The statement's failure as a value; SQLite's own text is not kept, it may quote data. */
struct err ledger_trouble(int code);

/* Runs SQL that returns nothing. */
MUST_USE struct err ledger_run(struct ledger *l, const char *sql);

/* A statement with its text parameters ?1 and ?2 bound (NULL = not); NULL when it cannot be made,
 * and then ledger_finish and ledger_number say so. */
sqlite3_stmt *ledger_ask(struct ledger *l, const char *sql, const char *a, const char *b);

/* Runs a statement that returns no row, and finishes it. */
MUST_USE struct err ledger_finish(sqlite3_stmt *s);

/* Runs a statement whose first row's first column is a number, and finishes it. */
MUST_USE struct err ledger_number(sqlite3_stmt *s, int64_t *ret_number);

/* Reads the row a statement stands on into place `at` of a list. */
typedef void ledger_row_fn(sqlite3_stmt *s, void *list, int at);

/* Takes the ledger and reads a statement's rows, at most max, into a list. */
MUST_USE struct err ledger_rows(struct ledger *l, const char *sql, const char *uuid, int max,
                                ledger_row_fn *read, void *list, int *ret_count);

/* A copy of the first column of the first row, from malloc and followed by NUL. */
MUST_USE struct err ledger_ask_bytes(struct ledger *l, const char *sql, const char *key,
                                     char **ret_bytes, size_t *ret_size);

/* Takes the ledger and begins a transaction; ledger_end must follow even after a failure. */
MUST_USE struct err ledger_begin(struct ledger *l);

/* Commits when all went well, else takes everything back; gives the ledger free. */
MUST_USE struct err ledger_end(struct ledger *l, struct err e);

/* A column's text, cut to cap. */
void ledger_text(sqlite3_stmt *s, int column, char *out, size_t cap);

/* The columns of ledger_read_entry, to be followed by FROM application. */
#define LEDGER_ENTRY                                                                               \
    "SELECT uuid, sha256, state, state_text, file_number, puts, received_at, numbered_at,"         \
    " state_at, reason, procedure, moves, adapter, signed_in FROM application"

/* The row a statement of LEDGER_ENTRY stands on. */
struct ledger_entry ledger_read_entry(sqlite3_stmt *s);

/* A paper as it comes in. */
struct ledger_paper_in {
    const char *uuid;
    const char *type;
    const void *bytes;
    size_t size;
};

/* What the two calls of their names do, inside a transaction that was begun. */
MUST_USE struct err ledger_store_record(struct ledger *l, const struct ledger_record *r,
                                        int64_t now, enum ledger_put *ret_put);
MUST_USE struct err ledger_store_paper(struct ledger *l, const struct ledger_paper_in *p,
                                       bool *ret_new);

/* Marks the application complete when its record and every paper it names are here; inside a
 * transaction. */
MUST_USE struct err ledger_complete(struct ledger *l, const char *uuid, int64_t now);

/* Writes a file number nobody counts files by: PREFIX-YYMMDD-NNNNNN, its digits drawn. */
void ledger_draw_number(const char *prefix, int64_t now, char ret_number[24]);

#endif
