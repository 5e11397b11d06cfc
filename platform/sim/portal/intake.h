/* Checks an application as it comes in against the published contract ("rong-application/1" in
 * openapi.yaml): every member that must be there, its type and shape. Pure. */
#ifndef PLATFORM_SIM_PORTAL_INTAKE_H
#define PLATFORM_SIM_PORTAL_INTAKE_H

#include <jansson.h>
#include <stddef.h>

#include "platform/base/buf.h"
#include "platform/base/err.h"
#include "platform/sim/portal/ledger.h"
#include "platform/sim/serve/digest.h"

#define INTAKE_BODY_MAX  (1024 * 1024)      /* bytes of JSON */
#define INTAKE_PAPER_MAX (64 * 1024 * 1024) /* bytes of one paper */
#define INTAKE_DEPTH     32                 /* arrays and objects inside each other */

/* What the portal keeps from the record besides its bytes. */
struct intake {
    char uuid[37];
    char token_sha256[SHA256_HEX];
    char papers[LEDGER_PAPERS_MAX][SHA256_HEX];
    int paper_count;
    char supplements[37]; /* the application its papers belong to; "" = it is one itself */
};

/* Why it was refused: an HTTP status, a word, the member ("papers[1].sha256") and a sentence. */
struct refusal {
    int status;
    const char *error;
    char field[64];
    char message[160];
};

/* Checks size bytes of JSON. ERR_BAD_INPUT fills ret_refusal; nothing else is then written. */
MUST_USE struct err intake_check(const char *body, size_t size, struct intake *ret_intake,
                                 struct refusal *ret_refusal);

/* Whether brackets nest no deeper than INTAKE_DEPTH; asked before parsing, so that depth is bounded
 * whatever the parser does. */
bool intake_depth_ok(const char *body, size_t size);

/* What a kiosk's record says of itself. */
struct intake_peek {
    char uuid[37]; /* "" = no record so far */
    char token_sha256[SHA256_HEX];
    char procedure[24];
};

/* Looks at a file that came beside something else: a kiosk's record fills peek, anything else
 * changes nothing. */
void intake_peek(const char *body, size_t size, struct intake_peek *peek);

/* A member of a record's object as text that lives as long as the object; "" where there is none.
 */
const char *intake_text(const json_t *object, const char *name);

/* One of the three kinds of paper as a literal, NULL for any other. */
const char *intake_paper_literal(const char *type);

/* True for the three kinds of paper the contract takes. */
bool intake_paper_type(const char *type);

#endif
