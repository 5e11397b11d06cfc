/* What the adapters share in reading answers: what a status says before its body is looked at, and
 * the few ways a body is taken apart. An answer is hostile input. */
#ifndef APP_COURIER_VERDICT_H
#define APP_COURIER_VERDICT_H

#include <jansson.h>

#include "app/courier/adapter.h"

enum verdict {
    LOOK,         /* the body decides */
    LATER,        /* come again, at the time it names */
    REFUSED,      /* when the body is the portal's own */
    CONFLICT,     /* when the body is the portal's own */
    UNAUTHORIZED, /* the whole kiosk */
    UNKNOWN,      /* it has none, when the body is the portal's own */
    STRANGER,     /* whatever this is, it is not the portal */
};

struct status_row {
    int from, to;
    enum verdict verdict;
};

/* STRANGER for a status of no row. */
enum verdict verdict_of(const struct status_row *rows, size_t count, int status);

struct reading reading_plain(enum meaning meaning, const char *reason);
struct reading reading_stranger(const char *reason);

/* LATER, UNAUTHORIZED and STRANGER need no body; false for the others. */
bool reading_without_body(enum verdict verdict, const struct http_answer *answer,
                          struct reading *ret_reading);

#define PORTAL_STATE_PAPERS 5 /* papers are asked for */

/* The usual words for a state (1 to 10); "" for any other. */
const char *portal_state_words(int state);

/* A member's text; "" when it is absent or no text. */
const char *json_text(const json_t *object, const char *name);

/* Letters, digits and . - / only, shorter than cap: it is printed, spoken and put into paths. */
bool is_number_text(const char *text, size_t cap);

/* As much of the portal's words as fits, cut between letters, without control characters. */
void copy_words(char *out, size_t cap, const char *text);

#endif
