/* What a command from afar asked for and the fleet has not taken yet: files in STATE/outgoing, sent
 * with PUT URL/KIOSK/NAME, the oldest first. A name begins with the command's id, so none takes
 * another's place. A file is sent whole until 200, 201 or 204, then it goes; after a failure full
 * jitter under a ceiling that doubles to an hour, unless the server names a time; one that the
 * server refuses is not sent again. At most OUTGOING_MOST lie there and none longer than
 * OUTGOING_KEPT_S. Blocking in turn(); the steward's only. */
#ifndef APP_STEWARD_OUTGOING_H
#define APP_STEWARD_OUTGOING_H

#include <stdatomic.h>
#include <stdbool.h>

#include "platform/port_clock.h"
#include "platform/port_dir.h"
#include "platform/port_http.h"
#include "platform/port_random.h"

#define OUTGOING_FOLDER   "outgoing"
#define OUTGOING_LOG      "log.ronglog"
#define OUTGOING_PICTURE  "screen.png"
#define OUTGOING_NAME     80
#define OUTGOING_MOST     8
#define OUTGOING_BYTES    ((size_t)64 << 20) /* of one file */
#define OUTGOING_KEPT_S   (7 * 24 * 3600)
#define OUTGOING_EVERY_MS 60000 /* the folder is looked at */
#define OUTGOING_LEAST_MS 1000
#define OUTGOING_BASE_MS  15000
#define OUTGOING_CAP_MS   (60 * 60 * 1000)

struct outgoing_params {
    struct port_dir *dir;
    const char *state, *kiosk;
    struct port_http *http; /* at the address for such files; NULL: they only lie there */
    struct port_random *random;
    struct port_clock *clock;
    const atomic_bool *stop; /* may be NULL */
    /* Told in words what became of a file, never what it holds; may be NULL. */
    void (*say)(const char *what, const char *detail);
};

struct outgoing {
    struct outgoing_params params;
    int64_t due_ms; /* monotonic */
    int failures;   /* in a row */
    int waiting;    /* files that were there to be sent, at the last look */
};

/* The name of what a command asked for: ID-WHAT. */
void outgoing_name(const char *id, const char *what, char ret_name[OUTGOING_NAME]);

void outgoing_open(struct outgoing *o, const struct outgoing_params *params);

/* Does what is due: one file at most. dated: the clock can be believed, so files have an age. */
void outgoing_turn(struct outgoing *o, bool dated);

/* Something new lies there: it is not waited for the next look, unless a failure is. */
void outgoing_came(struct outgoing *o);

/* Milliseconds until something is due; never below 0. */
int64_t outgoing_wait_ms(const struct outgoing *o);

#endif
