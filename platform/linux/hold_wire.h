/* The messages of run/kiosk.sock as JSON (CONTRACTS.md "socket"):
 *   {"kind":"hold"}   {"kind":"hold","countdown":120}   {"kind":"release"}
 *   {"granted":true,"seconds":60}   {"granted":false,"why":"visit"}   {"released":true}
 *   {"kind":"picture"}   {"picture":"made"}   {"picture":"not-now"}   {"picture":"failed"}
 * Of another kind it is said {"error":"unsupported"}. What is read is hostile: every field is
 * checked for shape. */
#ifndef PLATFORM_LINUX_HOLD_WIRE_H
#define PLATFORM_LINUX_HOLD_WIRE_H

#include <stddef.h>

#include "platform/port_hold.h"

#define HOLD_WIRE_MAX 512 /* bytes of one message */

enum hold_kind {
    HOLD_ASKED,
    HOLD_RELEASED,
    HOLD_PICTURED,
    HOLD_UNKNOWN, /* a kind this version does not answer */
};

enum hold_picture {
    HOLD_PICTURE_MADE,    /* as STATE/outgoing/screen.png */
    HOLD_PICTURE_NOT_NOW, /* what the screen shows may not be seen */
    HOLD_PICTURE_FAILED,
    HOLD_PICTURES,
};

struct hold_question {
    enum hold_kind kind;
    int countdown_s; /* -1 = none */
};

/* Bytes written to out. cap is HOLD_WIRE_MAX or more. */
size_t hold_put_question(const struct hold_question *q, char *out, size_t cap);
size_t hold_put_answer(const struct hold_answer *a, char *out, size_t cap);
size_t hold_put_picture(enum hold_picture word, char *out, size_t cap);
/* To HOLD_RELEASED, and to HOLD_UNKNOWN. */
size_t hold_put_other(enum hold_kind kind, char *out, size_t cap);

/* ERR_BAD_INPUT for anything that is no such message. */
MUST_USE struct err hold_get_question(const char *bytes, size_t size,
                                      struct hold_question *ret_question);
/* The same; ERR_CANCELLED for an answer to HOLD_RELEASED, which is not what is waited for. */
MUST_USE struct err hold_get_answer(const char *bytes, size_t size, struct hold_answer *ret_answer);
/* The same to HOLD_PICTURED; ERR_UNSUPPORTED of a kiosk that knows no such question. */
MUST_USE struct err hold_get_picture(const char *bytes, size_t size, enum hold_picture *ret_word);

#endif
