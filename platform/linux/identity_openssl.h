/* The kiosk's own key towards the fleet's server, and the certificate that says whose it is: by
 * libcrypto, which libcurl's TLS brings along. PEM texts in memory; who has the disk is above. Any
 * thread. */
#ifndef PLATFORM_LINUX_IDENTITY_OPENSSL_H
#define PLATFORM_LINUX_IDENTITY_OPENSSL_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

#define IDENTITY_PEM  16384 /* bytes of a key, a request or a chain, at most */
#define IDENTITY_NAME 64    /* bytes of a common name (X.520) */

struct identity_text {
    char bytes[IDENTITY_PEM];
    size_t size;
};

enum identity_fit {
    IDENTITY_FITS,
    IDENTITY_NO_KEY,     /* the key is none */
    IDENTITY_NO_CERT,    /* the certificate is none */
    IDENTITY_OTHER_KEY,  /* of another key than this kiosk's */
    IDENTITY_OTHER_NAME, /* of another kiosk */
    IDENTITY_EARLY,      /* not good yet */
    IDENTITY_ENDED,
    IDENTITY_OTHER_CA, /* not of the fleet's authority, or not for who asks a server */
};

/* Draws a key (EC P-256). ERR_IO. Wipe it after use. */
MUST_USE struct err identity_key(struct identity_text *ret_key);

/* A request for a certificate of this name, signed with the key (PKCS#10). ERR_BAD_INPUT: no key,
 * or no name of 1 to IDENTITY_NAME bytes. */
MUST_USE struct err identity_request(const struct identity_text *key, const char *name,
                                     struct identity_text *ret_request);

/* What one certificate is judged by. */
struct identity_question {
    const struct identity_text *key, *cert, *ca; /* cert may bring its chain, ca has one or more */
    const char *name;
    int64_t now; /* Unix seconds */
};

/* Whether it may be shown as this kiosk's; from and until are told as soon as it is one. */
enum identity_fit identity_judge(const struct identity_question *q, int64_t *ret_from,
                                 int64_t *ret_until);

#endif
