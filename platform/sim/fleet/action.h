/* The life of an action: from an assignment to its last status, and what that does to its target.
 * Called inside a transaction. States are named as hawkBit names them in actionHistory. */
#ifndef PLATFORM_SIM_FLEET_ACTION_H
#define PLATFORM_SIM_FLEET_ACTION_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "platform/sim/fleet/nap.h"
#include "platform/sim/fleet/store.h"

#define ACTION_STATUSES       1000 /* hawkBit's quota of an action */
#define ACTION_MESSAGES       50   /* and of one status */
#define ACTION_MESSAGE_LENGTH 512  /* longer ones are split */
#define SERVER_PREFIX         "Update Server: "

struct action {
    int64_t id, distribution, forced_at, window_start, window_end, rollout, wave;
    char target[257];
    char type[16]; /* soft, forced, timeforced, downloadonly */
    char state[24];
    bool active, confirm;
};

/* What one status says. */
struct note {
    const char *state;                 /* as hawkBit maps it */
    const char *channel;               /* server, deployment, cancel, confirmation */
    const char *execution, *finished;  /* as the device said; NULL = the server's own */
    int64_t code, count, of, reported; /* -1 = not said */
    json_t *messages;                  /* borrowed array of strings; NULL = none */
};

/* Reads one action; false when there is none. */
bool action_load(struct store *s, int64_t id, struct action *ret_action);

/* The target's active action of the highest weight, the oldest of equal ones; false without one. */
bool action_current(struct store *s, const char *target, struct action *ret_action);

bool action_is(const struct action *a, const char *state);

/* True while it is being cancelled and after it was. */
bool action_cancelled(const struct action *a);

/* True when it must not wait for a night: forced, or its time has come. */
bool action_forced(const struct action *a, int64_t now_ms);

enum window action_window(const struct action *a, int64_t now_ms);

/* The number behind c=: another one once soft became forced or the window opened. */
int32_t action_number(const struct action *a, int64_t now_ms);

/* Writes the state; `active` with it. */
void action_turn(struct store *s, struct action *a, const char *state, bool active, int64_t now_ms);

/* Adds a status. */
void action_note(struct store *s, const struct action *a, const struct note *note, int64_t now_ms);

/* Adds a status of the server's own, with one sentence after SERVER_PREFIX. */
void action_note_server(struct store *s, const struct action *a, const char *state,
                        const char *sentence, int64_t now_ms);

/* False when it has as many statuses as hawkBit keeps. */
bool action_has_room(struct store *s, const struct action *a);

/* Asks the device to cancel; false when that cannot be (any more). */
bool action_cancel(struct store *s, struct action *a, int64_t now_ms);

/* Ends it cancelled without asking the device. */
void action_quit(struct store *s, struct action *a, int64_t now_ms);

/* Its update was carried out, or a download-only one was downloaded. */
void action_finish(struct store *s, struct action *a, const char *state, int64_t now_ms);

/* It failed: the target has nothing assigned any more. */
void action_fail(struct store *s, struct action *a, int64_t now_ms);

struct order {
    int64_t distribution, forced_at, window_start, window_end, weight, rollout, wave;
    const char *type;
    bool confirm; /* ask the device first */
    bool later;   /* of a wave that has not begun */
};

/* Assigns to one target: older actions are cancelled, the distribution is announced. Returns the
 * action's id, 0 when the target has that distribution assigned already, -1 for no such target. */
int64_t action_assign(struct store *s, const char *target, const struct order *o, int64_t now_ms);

/* Begins an action made with `later`. */
void action_begin(struct store *s, struct action *a, int64_t now_ms);

#endif
