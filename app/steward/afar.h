/* A file that the fleet's server or a stick brought and that begins with "rong-": settings or a
 * command from afar. What is wrong with it is told in a sentence the server takes. Blocking; the
 * steward's only. */
#ifndef APP_STEWARD_AFAR_H
#define APP_STEWARD_AFAR_H

#include "app/steward/obey.h"
#include "app/steward/remote.h"

#define AFAR_SENTENCE 201 /* a detail of the fleet's server, its NUL included */

struct afar_place {
    struct port_dir *dir;
    const char *state;
    const uint8_t *fleet_key;            /* of who signs settings, or NULL: none are taken */
    const uint8_t *operator_key;         /* of who signs commands, or NULL: none are obeyed */
    const char *kiosk, *group, *log_key; /* of the settings */
    const char *action;                  /* of the fleet's server that brought it, or "" */
    struct port_orders *orders;
    bool held;
    bool sends; /* what a command brings is sent to the fleet (outgoing.h) */
    int64_t now;
};

struct afar_outcome {
    bool done;     /* to be told the server as success */
    bool again;    /* somebody is at the kiosk: the same file once more, later */
    int code;      /* status.code: 600 + enum desired_word, 700 + enum command_word */
    bool settings; /* they are in use from the kiosk's next start: that it be is ordered */
    bool brings;   /* a file lies in STATE/outgoing for it */
    bool restarts; /* the screen's program or the machine is about to start anew */
    char sentence[AFAR_SENTENCE];
};

/* Whether the bytes are for afar_take() at all. */
bool afar_is(const char *bytes, size_t size);

/* Whether nobody may be at the kiosk while such bytes are taken: settings and what restarts, and
 * whatever is no command of this key. */
bool afar_disturbs(const char *bytes, size_t size, const uint8_t *operator_key);

/* Takes such a file. seal_start() was called. */
void afar_take(const struct afar_place *p, const char *bytes, size_t size,
               struct afar_outcome *ret_outcome);

#endif
