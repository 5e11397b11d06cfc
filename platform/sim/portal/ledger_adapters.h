/* The ledger's side of the OpenRosa and iGate adapters, and of the faults that lose or double what
 * is stored. As ledger.h: one transaction a call, any thread. */
#ifndef PLATFORM_SIM_PORTAL_LEDGER_ADAPTERS_H
#define PLATFORM_SIM_PORTAL_LEDGER_ADAPTERS_H

#include "platform/sim/portal/ledger.h"

#define LEDGER_NAME 120 /* bytes of an attachment's name with its NUL */

/* A file as it comes in; the bytes stay the caller's. */
struct ledger_file {
    const char *name;
    const char *type; /* at most 19 bytes are kept */
    const void *bytes;
    size_t size;
};

struct ledger_attachment {
    char name[LEDGER_NAME];
    char sha256[SHA256_HEX];
};

/* Stores a record once and merges its files by name: a name that comes again takes the new bytes.
 * LEDGER_CONFLICT stores nothing. ERR_FULL (os 0) beyond LEDGER_PAPERS_MAX files. */
MUST_USE struct err ledger_put_submission(struct ledger *l, const struct ledger_record *r,
                                          const struct ledger_file *files, int file_count,
                                          int64_t now, enum ledger_put *ret_put);

/* In order of name, at most LEDGER_PAPERS_MAX. */
MUST_USE struct err ledger_attachments(struct ledger *l, const char *uuid,
                                       struct ledger_attachment *list, int *ret_count);

/* Draws a file number for a procedure; no number is given twice. */
MUST_USE struct err ledger_next_code(struct ledger *l, const char *procedure, int64_t now,
                                     char ret_number[24]);

/* Keeps a file that no application names yet, under an identifier of its own. */
MUST_USE struct err ledger_put_upload(struct ledger *l, const struct ledger_file *file,
                                      char ret_id[24]);

/* The hash of an upload; ERR_NOT_FOUND when there is none. */
MUST_USE struct err ledger_find_upload(struct ledger *l, const char *id,
                                       char ret_sha256[SHA256_HEX]);

/* The bytes of an upload of type application/json, from malloc and followed by NUL; ERR_NOT_FOUND
 * when it is none. */
MUST_USE struct err ledger_upload_json(struct ledger *l, const char *id, char **ret_bytes,
                                       size_t *ret_size);

/* Stores a dossier under the number the kiosk drew, with the uploads it names as its papers.
 * ERR_NOT_FOUND when the number was not drawn for r->procedure, ERR_REFUSED when it is taken. A
 * second number for the same uuid is what it would be at a real one: a second file, a copy. */
MUST_USE struct err ledger_put_dossier(struct ledger *l, const struct ledger_record *r,
                                       const char *const *uploads, int upload_count, int64_t now);

/* The application with that number; ERR_NOT_FOUND when unknown. */
MUST_USE struct err ledger_find_number(struct ledger *l, const char *number,
                                       struct ledger_entry *ret_entry);

/* Stores an application a second time under another number, as a portal without idempotency
 * would. */
MUST_USE struct err ledger_copy(struct ledger *l, const char *uuid, int64_t now);

/* The number of copy n (from 0) of an application; false at the end. */
bool ledger_copy_number(struct ledger *l, const char *uuid, int n, char ret_number[24]);

/* Forgets every application received since then, as a portal does that was restored from a backup.
 * Numbers it gave are not given again. */
MUST_USE struct err ledger_forget(struct ledger *l, int64_t since);

#endif
