/* The messages of run/courier.sock as JSON (CONTRACTS.md "socket"), both directions:
 *   {"id":7,"kind":"status","text":"UUID","deadline_ms":8000}      {"id":7,"cancel":true}
 *   {"id":7,"kind":"status","stage":"received","file_number":"...","state_text":"...","online":true}
 *   {"id":7,"error":"unsupported"}
 * "unsent_30_days":N,"unsent_90_days":N go along when there are any.
 * "signin", "fee", "queue", "file" and "upload" are answered with an object of their name, with a
 * "state" and what belongs to it; "status" with "signed_in":true where the portal took it as of who
 * signed in. "officer" and "call" are answered with "coming":true,"officer":"..." once somebody
 * answered. Beside an "upload" with "thumb_of" and "thumb_size" goes a sealed memfd with the small
 * picture's JPEG. What is read is hostile: every field is checked for shape and length. */
#ifndef PLATFORM_LINUX_COURIER_SOCKET_WIRE_H
#define PLATFORM_LINUX_COURIER_SOCKET_WIRE_H

#include <stddef.h>

#include "platform/port_portal.h"

#define WIRE_MAX      (64 * 1024) /* bytes of one message */
#define WIRE_TEXT_MAX 64          /* bytes of a question's text */

struct wire_question {
    int id;
    bool cancel; /* nothing else is set then */
    bool known;  /* false: a kind this version does not answer */
    enum portal_question question;
    int deadline_ms;
    char text[WIRE_TEXT_MAX + 1];
};

/* Bytes written to out, or 0 when it does not fit. */
size_t wire_put_question(const struct wire_question *q, char *out, size_t cap);
size_t wire_put_answer(const struct portal_answer *a, char *out, size_t cap);

/* ERR_BAD_INPUT for anything that is not such a message. */
MUST_USE struct err wire_get_question(const char *bytes, size_t size,
                                      struct wire_question *ret_question);
MUST_USE struct err wire_get_answer(const char *bytes, size_t size,
                                    struct portal_answer *ret_answer);

#endif
