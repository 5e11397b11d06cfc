/* What the double keeps over a restart: one SQLite file and the bytes of the artifacts. The only
 * file here that knows SQLite. A request is one transaction between store_begin and store_end; what
 * fails in between is remembered and undoes it, so that single calls need no look. */
#ifndef PLATFORM_SIM_FLEET_STORE_H
#define PLATFORM_SIM_FLEET_STORE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

struct store; /* opaque */

/* Opens DIR/fleet.db, making both. ERR_IO when that fails, ERR_VERSION for a newer file. */
MUST_USE struct err store_open(struct store **ret_store, const char *dir);

/* Accepts NULL. */
void store_close(struct store *s);

/* Waits for its turn and begins. */
void store_begin(struct store *s);

/* Ends the turn. False when something failed: nothing was changed then. */
MUST_USE bool store_end(struct store *s);

/* Undoes at store_end what was changed since store_begin. */
void store_spoil(struct store *s);

/* Runs one statement. kinds has a letter for each value that follows: 'i' int64_t, 's' const char *
 * (NULL = NULL). */
void store_run(struct store *s, const char *sql, const char *kinds, ...);

/* The id of the row inserted last. */
int64_t store_last_id(struct store *s);

/* How many rows the last statement changed. */
int store_changes(struct store *s);

/* The number in the first column of the first row, or otherwise. */
int64_t store_number(struct store *s, int64_t otherwise, const char *sql, const char *kinds, ...);

/* Copies the text in the first column of the first row; "" and false without a row. */
bool store_text(struct store *s, char *out, size_t cap, const char *sql, const char *kinds, ...);

/* Every row as an object by its columns' names; a column whose name begins with "json_" holds JSON
 * and loses those letters. The value is the caller's. */
json_t *store_rows(struct store *s, const char *sql, const char *kinds, ...);

/* A setting of the server, or otherwise when it was never set. */
void store_setting(struct store *s, const char *key, const char *otherwise, char *out, size_t cap);

/* Writes DIR/artifacts/SHA256 into out. */
void store_artifact_path(const struct store *s, const char *sha256, char *out, size_t cap);

/* The same of DIR/outgoing/TARGET. */
void store_outgoing_path(const struct store *s, const char *target, char *out, size_t cap);

#endif
