/* Errors by value. An error carries a code, a number and a literal place, so it can be logged and
 * shown to staff without review: it cannot hold a citizen's data (reference/house.md 6.4). */
#ifndef PLATFORM_BASE_ERR_H
#define PLATFORM_BASE_ERR_H

#include <stdbool.h>

#define MUST_USE __attribute__((warn_unused_result))

enum err_code {
    ERR_NONE,
    ERR_IO,        /* the system refused; os = errno */
    ERR_TIMEOUT,   /* nothing came in time */
    ERR_FULL,      /* a bounded place is full: buffer, arena, queue, disk */
    ERR_BAD_INPUT, /* what came from outside is malformed */
    ERR_REFUSED,   /* the other side said no; os = its status */
    ERR_OFFLINE,   /* the other side cannot be reached */
    ERR_NO_PAPER,
    ERR_COVER_OPEN,
    ERR_JAM,
    ERR_UNKNOWN_OUTCOME, /* it may or may not have happened; ask before repeating */
    ERR_NOT_FOUND,
    ERR_CORRUPT, /* our own stored data does not verify */
    ERR_VERSION, /* written by a newer version; left untouched */
    ERR_CANCELLED,
    ERR_UNSUPPORTED,
};

struct err {
    enum err_code code;
    int os;         /* errno, HTTP status or SQLite code; 0 when there is none */
    const char *at; /* "outbox: commit": always a string literal */
};

#define ERR_OK ((struct err){ERR_NONE, 0, ""})
/* The empty literals make anything but a string literal a compile error. */
#define ERR(code_, os_, at_) ((struct err){(code_), (os_), "" at_ ""})

static inline bool failed(struct err e)
{
    return e.code != ERR_NONE;
}

/* The code as a word for logs and engineers ("no-paper"); never NULL. */
const char *err_name(enum err_code code);

#endif
