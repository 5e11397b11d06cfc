/* What the steward is doing about the one action it was given, as a state machine without clock,
 * disk or network. The runner (steward.c) applies a step, writes the plan down, and only then does
 * what the step calls for:
 *
 *   IDLE -> OFFERED -> DOWNLOADING -> VERIFIED -> WAIT_IDLE -> INSTALLING -> INSTALLED -> REBOOTING
 *     ^                                                            |             |           |
 *     +---------------------- REPORT <-----------------------------+--- TRIAL <--+-----------+
 *
 * Invariants, asserted by plan_check():
 *  (1) outside IDLE there is an action with a fine id and a link, and at least one file, unless it
 *      is to be reported only;
 *  (2) from VERIFIED to TRIAL every file is whole: its hash was seen to be the announced one;
 *  (3) INSTALLING and later know the start of the machine (boot id) in which they began, and for a
 *      bundle the slot and the version that are expected after the restart;
 *  (4) success of a bundle is reported from TRIAL alone: the expected slot runs the expected
 * version and the gate of health found it good; that of packs, too, once a visit went well with
 * them, a week passed without one, or nobody wants to wait any more; (5) what is reported stays in
 * the plan until the server took it (200, 404, 410); (6) before INSTALLING a cancellation is
 * granted and everything fetched goes; from INSTALLING on it is refused, and what was begun is
 * finished and reported; (7) an update that may be skipped, or waits for its window, disturbs
 * nobody: only DOWNLOADING; (8) no step begins the same bundle more than PLAN_INSTALLS times. */
#ifndef APP_STEWARD_PLAN_H
#define APP_STEWARD_PLAN_H

#include "app/steward/ddi_deployment.h"
#include "app/steward/ddi_feedback.h"
#include "platform/port_slots.h"

#define PLAN_INSTALLS 3
#define PLAN_ETAG     96
#define PLAN_HANDLE   80 /* of a pack, by which the kiosk's verdict on it is asked for */

enum plan_state {
    PLAN_IDLE,
    PLAN_OFFERED,
    PLAN_DOWNLOADING,
    PLAN_VERIFIED,
    PLAN_WAIT_IDLE,
    PLAN_INSTALLING,
    PLAN_INSTALLED,
    PLAN_REBOOTING,
    PLAN_TRIAL,
    PLAN_REPORT,
    PLAN_STATES,
};

struct plan_file {
    struct ddi_file file;
    int64_t offset;           /* so many bytes are on the disk for certain */
    char etag[PLAN_ETAG];     /* of the server's file these bytes are of; "" = not known */
    int spoilt;               /* how often it came with another content */
    bool whole, taken;        /* verified; a pack, settings or a command handed over */
    char handle[PLAN_HANDLE]; /* of such a pack; "" = its first visit is not waited for */
};

/* What the first visits with an action's packs came to, the worst of them first. */
enum plan_try { PLAN_FELL, PLAN_TRYING, PLAN_UNTRIED, PLAN_STANDS };

struct plan_result {
    enum ddi_execution execution;
    enum ddi_finished finished;
    int code; /* enum reason */
    char detail[DDI_DETAIL];
};

struct plan {
    enum plan_state state;
    char action[DDI_ID], href[DDI_HREF];
    enum ddi_urge download, update;
    enum ddi_window window;
    int count;
    struct plan_file files[DDI_FILES];
    char boot_id[SLOTS_BOOT_ID], slot[SLOTS_NAME];
    char from[SLOTS_VERSION], to[SLOTS_VERSION];
    int installs;
    struct plan_result result; /* in REPORT */
    /* What was told of the action before, should the server ask for it again. Another one may have
     * its id, of a server that lost everything: then it brings something else. "" = not known. */
    char last[DDI_ID], last_href[DDI_HREF], last_content[DDI_CONTENT];
    struct plan_result last_result;
    /* An answer to a cancellation that the server has not taken yet; "" = none. */
    char cancel_href[DDI_HREF];
    bool cancel_granted;
};

/* What the world allows now. */
struct plan_world {
    bool night;  /* the hours in which an update may come by itself */
    bool budget; /* bytes may be fetched today */
};

enum plan_deed {
    DEED_NONE,     /* nothing before the next poll, or the night */
    DEED_DOWNLOAD, /* plan_next_file() */
    DEED_HOLD,     /* ask the kiosk; when it grants: plan_held() */
    DEED_INSTALL,  /* hand over what is no bundle, then the bundle */
    DEED_REBOOT,
    DEED_LOOK, /* at the slots: plan_looked() */
    DEED_REPORT,
};

/* What is to be done next. */
enum plan_deed plan_deed(const struct plan *p, const struct plan_world *w);

/* A deployment was read behind this link. Begins it, or, when it is the one at hand, takes over how
 * urgent it is; another one before INSTALLING gives way to it, later it waits. One that ended
 * before is told again. */
void plan_offered(struct plan *p, const struct ddi_deployment *d, const char *href,
                  const struct slots_view *view);

/* Whether the deployment behind the link is to be read at all. */
bool plan_wants(const struct plan *p, const char *id, const char *href);

/* Whether this action was ended and told before: the same id, and it brings the same. */
bool plan_was_told(const struct plan *p, const char *id, const char *content);

/* The digest of what the action at hand brings. */
void plan_content(const struct plan *p, char ret_content[DDI_CONTENT]);

/* Why an offer cannot be taken; REASON_DONE = it can. */
enum reason plan_judge(const struct ddi_deployment *d, const struct slots_view *view);

/* The server has nothing for us, or does not know the action: before INSTALLING it is let go. */
void plan_withdrawn(struct plan *p);

/* The action `stop` is to end; the answer goes to cancel_href. */
void plan_cancelled(struct plan *p, const char *stop, const char *cancel_href);
void plan_cancel_told(struct plan *p);

/* The first file that is not whole; -1 when all are. */
int plan_next_file(const struct plan *p);
/* The bundle among the files, -1 without one; the first other one not handed over, -1. */
int plan_bundle(const struct plan *p);
int plan_next_given(const struct plan *p);

/* File i is whole. */
void plan_fetched(struct plan *p, int i);
/* File i came with another content and was deleted; the second time that is the end. */
void plan_spoilt(struct plan *p, int i);

/* The kiosk holds still: WAIT_IDLE installs, INSTALLED restarts. */
void plan_held(struct plan *p, const struct slots_view *view);

/* The bundle is begun (once more); false when that was tried often enough: it failed. */
bool plan_begin_install(struct plan *p);
/* File i was handed over to who understands it; without a bundle the last of them is the end. A
 * pack is known to the kiosk by that handle; "" = nobody asks what became of it. */
void plan_given_taken(struct plan *p, int i, const char *handle);
/* In REPORT: with a code and a sentence of who took the last one. */
void plan_said(struct plan *p, int code, const char *sentence);
/* Somebody is at the kiosk after all: what was not begun waits again. */
void plan_not_now(struct plan *p);
void plan_installed(struct plan *p);

/* The restart did not come about: it is asked for again later. */
void plan_not_rebooted(struct plan *p);

/* The program starts: what the slots say about where it was. */
void plan_restarted(struct plan *p, const struct slots_view *view);
/* In TRIAL: what the packs' first visits came to, with a sentence. A bundle beside them is judged
 * by plan_looked(), and waits for no visit. */
void plan_tried(struct plan *p, enum plan_try worst, const char *why);
/* In TRIAL: whether the new version stands, fell, or neither yet. */
void plan_looked(struct plan *p, const struct slots_view *view);

/* It ends so; detail may be NULL. */
void plan_failed(struct plan *p, enum reason reason, const char *detail);

/* The server took the report. */
void plan_reported(struct plan *p);

/* The number of the first invariant that does not hold; 0 = all do. */
int plan_check(const struct plan *p);

/* Whether its update may disturb the welcome screen now, and whether a countdown is shown. */
bool plan_may_disturb(const struct plan *p, const struct plan_world *w);

/* The state in a word ("wait-idle"); never NULL. */
const char *plan_state_name(enum plan_state state);

#endif
