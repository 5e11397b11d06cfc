/* One line after another of a log in which each line proves all before it (reference/
 * fleet-reliability-security.md 3.8). A line is
 *
 *     SEQUENCE SECONDS NAME A B HASH [SIGNATURE]
 *
 * HASH is the SHA-256 of the HASH before and of the line up to it. Three names are the chain's own:
 * FILE begins a file (A its number, B the HASH before) and CHECKPOINT seals, both signed with the
 * writer's Ed25519 key; TORN follows a line that a power cut or a full disk left unfinished. Pure:
 * no file, no clock. */
#ifndef APP_AUDIT_CHAIN_H
#define APP_AUDIT_CHAIN_H

#include "app/outbox/seal.h"

#define CHAIN_LINE     512
#define CHAIN_UNSEALED 300 /* more lines in a row without a seal are an attempt to do without */

/* Where a writer, or a reader, stands. Zeroed, with hash all '0': before the first line. */
struct chain {
    uint64_t seq;        /* of the last line */
    char hash[SEAL_HEX]; /* of the last line */
    uint64_t sealed;     /* last line known to be covered by a signature, */
    int64_t sealed_at;   /* its time, */
    char sealed_hash[SEAL_HEX];
    uint64_t torn;   /* lines left unfinished, all of them closed */
    bool unfinished; /* the last line was, and nothing has closed it yet */
};

void chain_begin(struct chain *c);

/* Writes the next line, with its end, into out of CHAIN_LINE bytes and returns its length. seed
 * NULL: no signature. a is a number; b one, or text when text is not NULL. */
struct chain_entry {
    int64_t seconds;
    const char *name;
    int64_t a, b;
    const char *text;
};
size_t chain_write(struct chain *c, const struct chain_entry *entry, const uint8_t *seed,
                   char *out);

enum chain_verdict {
    CHAIN_OK,
    CHAIN_BROKEN,   /* does not follow from what stands before it */
    CHAIN_UNSIGNED, /* a seal that is not the writer's */
    CHAIN_UNSEALED_LONG,
};

/* Takes the next line, without its end. key NULL: signatures are not looked at. An unfinished line
 * is taken, and must be closed by the next. first: it is the first line that is kept, so that what
 * it says of the hash before is believed when it is signed. */
enum chain_verdict chain_take(struct chain *c, const char *line, size_t length, const uint8_t *key,
                              bool first);

#endif
