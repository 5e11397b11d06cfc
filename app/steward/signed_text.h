/* What a kiosk is told from afar lies in a signed text, readable by people:
 *
 *   rong-KIND 1
 *   key = value
 *   ; a comment
 *   signature = 128 hex digits
 *
 * The last line is an Ed25519 signature of the SHA-256 of all bytes before it, KIND among them: one
 * kind cannot be taken for another. Nothing but the first line is looked at before the signature
 * held. What is read is hostile. Pure; any thread. */
#ifndef APP_STEWARD_SIGNED_TEXT_H
#define APP_STEWARD_SIGNED_TEXT_H

#include "app/outbox/seal.h"

#define SIGNED_TEXT_MAX  16384 /* bytes; a longer one is none */
#define SIGNED_KEY       64
#define SIGNED_VALUE     256
#define SIGNED_SIGNATURE (12 + 2 * SEAL_SIGNATURE + 1) /* bytes of the last line */

struct signed_text {
    const char *at, *end; /* of what was not read yet; the caller's bytes */
    int line;             /* of the one read last, 1 = the first of the text */
    bool bad;             /* that line is none that a text may have */
};

struct signed_line {
    char key[SIGNED_KEY]; /* a-z, 0-9, dot and underline */
    char value[SIGNED_VALUE];
};

/* ERR_BAD_INPUT: no such text; ERR_VERSION: of a newer program; ERR_REFUSED: not signed by this
 * key, or changed since. seal_start() was called. */
MUST_USE struct err signed_text_open(struct signed_text *ret_text, const char *kind,
                                     const char *bytes, size_t size, const uint8_t key[SEAL_KEY]);

/* The same of a text that nobody signed yet: without its last line. */
MUST_USE struct err signed_text_draft(struct signed_text *ret_text, const char *kind,
                                      const char *bytes, size_t size);

/* The next line with a key; false at the end, or at a line that may not be: then text->bad. */
bool signed_text_next(struct signed_text *t, struct signed_line *ret_line);

/* The SHA-256 of the signed bytes. */
void signed_text_hash(const char *bytes, size_t size, char ret_hex[SEAL_HEX]);

/* Writes a draft and its signature into out; ERR_FULL when cap or SIGNED_TEXT_MAX is smaller. */
MUST_USE struct err signed_text_sign(const char *draft, size_t size, const uint8_t seed[SEAL_KEY],
                                     char *out, size_t cap, size_t *ret_size);

#endif
