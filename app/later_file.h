/* An application set aside (PRODUCT.md "Check answers"): sealed files in STATE/later that only her
 * slip opens. The slip's code carries the key; this kiosk keeps nothing it could read them with.
 * The first file holds the answers, further ones a page of a paper each. A name says the day it is
 * gone. Blocking; one thread. */
#ifndef APP_LATER_FILE_H
#define APP_LATER_FILE_H

#include "app/citizen/codes.h"
#include "app/outbox/seal.h"
#include "platform/port_dir.h"

#define LATER_DAYS 14
#define LATER_UNDATED                                                                              \
    99999                  /* as a day: the clock was in doubt, its days are counted from later    \
                            */
#define LATER_NO_DAY    0  /* as today: nobody knows, so that nothing has run out */
#define LATER_FILES_MAX 64 /* answers and pages */
#define LATER_CODE      64 /* bytes of the slip's code with NUL */
#define LATER_BYTES_MAX ((size_t)16 * 1024 * 1024) /* of one file */

/* Where the files of one slip lie, and what opens them. Wiped with the visit. */
struct later_place {
    char name[40]; /* "20790-" and 32 hex digits of the token's hash */
    uint8_t key[SEAL_KEY];
};

/* One file: to be written from bytes, or read into them (cap bytes; size is then set). */
struct later_part {
    uint8_t *bytes;
    size_t size, cap;
};

/* The slip's code: "RONG-GIU/TAG/DAY/TOKEN". tag: of this kiosk; day: days since 1970 on which it
 * is gone. */
void later_code(const char *tag, int32_t day, const char *token, char ret_code[LATER_CODE]);

/* Eight hex digits that tell this kiosk from others. */
void later_tag(const char *place, const char *kiosk, char ret_tag[9]);

enum later_read { LATER_NONE, LATER_ELSEWHERE, LATER_EXPIRED, LATER_OURS };

/* What a scanned payload is; OURS fills the place. */
enum later_read later_code_read(const char *payload, const char *tag, int32_t today,
                                struct later_place *ret_place);

/* The place of a token that was just drawn. */
void later_place_of(const char *token, int32_t day, struct later_place *ret_place);

/* Seals count parts under the place's key; after a failure nothing of them is there. ERR_FULL when
 * the disk is. */
MUST_USE struct err later_keep(struct port_dir *dir, const char *state,
                               const struct later_place *place, const struct later_part *parts,
                               int count);

/* Opens file number `first` and the following ones into parts. ERR_NOT_FOUND: not here (any more);
 * ERR_CORRUPT: damaged; ERR_FULL: longer than cap. */
MUST_USE struct err later_open(struct port_dir *dir, const char *state,
                               const struct later_place *place, int first, struct later_part *parts,
                               int count);

/* Removes all files of a place; missing ones are no error. */
MUST_USE struct err later_drop(struct port_dir *dir, const char *state,
                               const struct later_place *place);

/* Removes every file whose day has come. Those without one get theirs, LATER_DAYS after the first
 * day that is known. */
MUST_USE struct err later_clean(struct port_dir *dir, const char *state, int32_t today);

#endif
