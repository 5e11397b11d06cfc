/* The steward: asks the fleet server (DDI), fetches what it is given, has it installed while nobody
 * is at the kiosk, restarts, and reports only what a proven start has shown. One thread; a turn
 * does at most one thing that takes long. What it must not do is in the invariants of plan.h;
 * beside them: a step is on the disk before it is done, the first word about an action after a
 * restart is "resumed", and nothing here asks faster than schedule.h allows. */
#ifndef APP_STEWARD_STEWARD_H
#define APP_STEWARD_STEWARD_H

#include "app/steward/download.h"
#include "app/steward/schedule.h"
#include "platform/port_hold.h"

#define STEWARD_NIGHT_FROM  22 /* hours of the day in Vietnam */
#define STEWARD_NIGHT_TO    5
#define STEWARD_COUNTDOWN_S 30
#define STEWARD_FROZEN_DAYS 90 /* without anything newer, while the server answers */

struct afar_outcome;

struct steward_params {
    const char *state_dir;
    const char *url; /* https://HOST/TENANT/controller/v1/ID */
    struct ddi_line *line;
    struct port_dir *dir;
    struct port_part *part;
    struct port_slots *slots;
    struct port_hold *hold;
    struct port_clock *clock;
    struct port_random *random;
    const struct ddi_attribute *attributes; /* ours, beside version, slot and hardware */
    int attribute_count;
    /* More of them, as they are now: at most room into list, how many is returned. The texts last
     * until the next call. May be NULL. */
    int (*describe)(void *context, struct ddi_attribute *list, int room);
    int night_from, night_to; /* hours; equal = the whole day */
    int countdown_s;
    int64_t budget, reserve, pace_ms; /* 0 = the usual */
    /* Takes a whole file over as a pack: REASON_DONE with the handle by which it is asked for later
     * ("" = it is not), or why not, with a sentence. */
    enum reason (*take_pack)(void *context, const char *path, char ret_handle[PLAN_HANDLE],
                             char ret_why[DDI_DETAIL]);
    /* What the first visit with such a pack came to, with a sentence. NULL: nobody can tell. */
    enum plan_try (*try_pack)(void *context, const char *handle, char ret_why[DDI_DETAIL]);
    /* Takes over settings, a command or a certificate that the action brought, while nobody is at
     * the kiosk. NULL: none. */
    void (*take_afar)(void *context, const char *path, const char *action,
                      struct afar_outcome *ret_outcome);
    /* Whether anybody at the kiosk would be disturbed by that; what does not is taken without a
     * hold. NULL: everything does. */
    bool (*disturbs)(void *context, const char *path);
    /* Whether the clock is known to be wrong: then no days are counted. NULL: nobody knows. */
    bool (*misdated)(void *context);
    void *context; /* of these and describe */
    /* Told in words what happens; may be NULL. */
    void (*say)(const char *what, const char *detail);
};

struct steward {
    struct steward_params params;
    struct action_journal journal;
    struct plan plan;
    struct schedule schedule;
    struct download download;
    char etag[PLAN_ETAG]; /* of the last poll whose answer was dealt with */
    bool owes_resumed;    /* the first word about the action after a restart */
    bool noted;           /* what is told on the way was told */
    bool unsure;          /* what this start made of an installation is not known yet */
    bool begun;           /* this process began the installation */
    bool counting;        /* down to the restart */
    bool behind;          /* what the last poll told was not dealt with */
    bool online;          /* the last exchange was answered */
    int tries;            /* of the file, in a row, that came no further than ... */
    int64_t furthest;     /* ... so many of its bytes */
    int report_tries, cancel_tries;
    bool bare; /* the server refused the report's details: without them */
    /* When each is due again; monotonic. */
    int64_t report_ms, cancel_ms, fetch_ms, hold_ms, install_ms, look_ms, restart_ms, start_ms;
    int64_t frost_day;   /* when it was last said that nothing newer comes */
    int64_t away_ms;     /* since when no kiosk answers; 0 = it does */
    int64_t rebooted_ms; /* when the restart was asked for; 0 = it was not */
    int64_t unproved_ms; /* since when this start waits to be found good; 0 = it was */
    /* What staff are told of (steward_word.h). */
    int frozen_days;     /* so long nothing newer was offered, once that is too long; else 0 */
    int ended_code;      /* of the action that ended last; 0 = well, or there was none */
    int64_t ended_s;     /* when; Unix seconds */
    int64_t lost_s;      /* when the server asked who we are as if it had never known; 0 = never */
    int64_t answered_ms; /* when a poll was last answered; 0 = not since the start */
};

/* Opens the journal and takes up what was going on. */
MUST_USE struct err steward_open(struct steward *s, const struct steward_params *params);
void steward_close(struct steward *s);

/* Polls at once, whatever was drawn. */
void steward_poll_now(struct steward *s);

/* Does what is due. ret_wait_ms: until something is again, as far as is known. An error is of this
 * kiosk's own disk; nothing was done that is not written down. */
MUST_USE struct err steward_turn(struct steward *s, int64_t *ret_wait_ms);

/* True when nothing is going on and nothing is owed to the server. */
bool steward_is_idle(const struct steward *s);

#endif
