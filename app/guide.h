/* Decides what is heard. Pure: a view and something that happened go in, a plan comes out; nothing
 * here plays, draws or knows the time (PRODUCT.md "One view per screen").
 *
 *   a screen appears    its opening, or title, hint, answers in order and the main act; where she
 *                       was before (going back): the title only, with what is answered
 *   a page is turned    the answers of that page
 *   a new error         two taps, then the reason
 *   a status changes    its new words, after what sounds
 *   a target is touched what sounds is cut, a tap; a choice is said, a closed one says why
 *   beside every target what sounds waits, and goes on when it is touched there again
 *   focus moves         that target, and that it is chosen; on the gong the question and the field
 *   pressed by a key    as touched; of a key what was typed
 *   replay              all of it, and then what stands around it: the centre, the clock, the mark
 *                       of a trial run; the code alone for "say the code"
 *
 * After that the guide is silent until something happens. */
#ifndef APP_GUIDE_H
#define APP_GUIDE_H

#include <stdbool.h>
#include <stdint.h>

#include "app/sound/player.h"
#include "app/sound/speech.h"
#include "app/view.h"

enum guide_kind {
    GUIDE_SHOWN,   /* the view was built, perhaps the same as before */
    GUIDE_TOUCHED, /* node, or -1: beside every target */
    GUIDE_FOCUSED, /* node: the ring moved there */
    GUIDE_PRESSED, /* node: the ring's, by a key or a second touch */
    GUIDE_REPLAY,
    GUIDE_CODE,   /* every code on the screen, digit by digit */
    GUIDE_SILENT, /* everything asked for was heard */
    GUIDE_RESET,  /* the visit is over: forgets where she was */
};

struct guide_event {
    enum guide_kind kind;
    int node;     /* of TOUCHED, FOCUSED and PRESSED */
    int language; /* index of the language spoken now */
};

#define GUIDE_VISITED  64
#define GUIDE_STATUSES 16

/* What a status of the page said last, as hashes. */
struct guide_status {
    uint32_t tag, words;
};

struct guide {
    uint32_t screen, error; /* what is shown, as hashes */
    int page;
    struct guide_status status[GUIDE_STATUSES];
    int status_count;
    uint32_t visited[GUIDE_VISITED];
    int visited_count;
    bool reading; /* a screen is being read */
};

/* One thing to say. say points into the view: use the plan before the view is built again. */
struct guide_line {
    const struct say *say; /* NULL: own */
    int count;
    struct say own;
    uint32_t tag;  /* which node lights up; guide_node() finds it */
    bool private_; /* all of it is a citizen's */
    bool tap_only; /* a key of a secret that a finger wrote: the tap is all that is heard */
    int language;  /* index of the language to greet in, -1 = the one spoken now */
};

#define GUIDE_LINES 48

struct guide_plan {
    bool hush;  /* drop what sounds first */
    bool pause; /* instead: what sounds waits, or goes on */
    bool has_cue;
    enum cue cue;
    struct guide_line lines[GUIDE_LINES];
    int count;
};

/* One step; *ret_plan is written whole. */
void guide_step(const struct view *v, struct guide *g, const struct guide_event *event,
                struct guide_plan *ret_plan);

/* A plan that says one message at once. */
void guide_message(enum message_id message, struct guide_plan *ret_plan);

/* With what a plan is spoken; everything is the caller's. */
struct guide_speaker {
    const struct voices *voices;
    const char *const *languages; /* codes by index: "vi" */
    int language_count;
    int language;              /* spoken now */
    const char *text_language; /* of texts that are no messages, NULL = the one spoken now */
    bool *toned; /* the page's fallback tone was heard; set when it is queued. NULL = per line */
    bool private_aloud;     /* headphones, or she said yes */
    struct speech *scratch; /* overwritten and wiped */
    struct player *player;
};

/* Hands a plan to the player. False when something in it had no clip, or did not fit. */
bool guide_play(const struct guide_plan *plan, const struct guide_speaker *by, uint64_t now_ms);

/* Which page this is, as heard in a language: the same number as long as the question is. */
uint32_t guide_page(const struct view *v, int language);

/* The tag of a node, never 0; the same for every view in which it has this name. */
uint32_t guide_tag(const struct view_node *n);

/* The node that lines with this tag belong to, or -1. */
int guide_find(const struct view *v, uint32_t tag);

/* Sets STATE_SPOKEN on the node that sounds now, and STATE_FALLBACK while it is heard in another
 * language; takes both from every other node. Returns the node's index, or -1. sounding is
 * player_sounding(), or NULL. */
int guide_light(struct view *v, const struct spoken *sounding);

#endif
