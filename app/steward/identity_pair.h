/* The kiosk's two certificates as they lie in the state directory, and what is remembered of how
 * the server took them (credential.h), over restarts: numbers, and the hash of each file, by which
 * a file is known again after any cut between a change of it and of them. Pure; any thread. */
#ifndef APP_STEWARD_IDENTITY_PAIR_H
#define APP_STEWARD_IDENTITY_PAIR_H

#include "app/outbox/seal.h"
#include "app/steward/credential.h"

#define IDENTITY_KEY_FILE  "identity.key"
#define IDENTITY_FILE      "identity.pem"     /* the one in use */
#define IDENTITY_NEW_FILE  "identity.new.pem" /* the next */
#define IDENTITY_PAIR_FILE "identity.state"
#define IDENTITY_PAIR_TEXT 320

/* A file as it was found; hash "" = there is none. */
struct identity_found {
    char hash[SEAL_HEX];
    int64_t from, until; /* Unix seconds */
};

struct identity_pair {
    char old_hash[SEAL_HEX], new_hash[SEAL_HEX];
    struct credentials_two two;
};

/* What is known of the files found: of one that was known before all that was remembered, of
 * another nothing but its dates. True when that is not what was remembered. */
bool identity_pair_meet(struct identity_pair *p, const struct identity_found *old,
                        const struct identity_found *new, int64_t now_s);

/* All of it as a text, and back; false for one that is none: then all is as never tried. */
void identity_pair_write(const struct identity_pair *p, char ret_text[IDENTITY_PAIR_TEXT]);
bool identity_pair_read(const char *text, struct identity_pair *p);

#endif
