/* How a screen is reached without pointing: a few commands, fed alike by keypad, switches and
 * scripts, move one ring over what can be chosen and press it. Pure: a view and a command go in,
 * what to do comes out.
 *
 * The ring stands on a stop: a target, or the heading of what is in front (the gong, a dialog's
 * title), on which the page is read. It goes through the stops in reading order and wraps. It is
 * always on a stop: on a new page it stands on the heading, on a dialog on the act that is meant;
 * when what covered a page is gone it is where it was; when its own node is gone, on what took
 * that place. On a keyboard up and down move over its rows, left and right along them. */
#ifndef APP_REACH_H
#define APP_REACH_H

#include <stdbool.h>
#include <stdint.h>

#include "app/sound/messages.h"
#include "app/view.h"

enum command {
    COMMAND_NONE,
    COMMAND_NEXT,     /* the next stop, and ... */
    COMMAND_PREVIOUS, /* ... the one before: these two alone reach everything */
    COMMAND_UP,       /* on a keyboard a row up, elsewhere PREVIOUS */
    COMMAND_DOWN,     /* on a keyboard a row down, elsewhere NEXT */
    COMMAND_LEFT,     /* on a keyboard the key before, elsewhere the page before */
    COMMAND_RIGHT,    /* on a keyboard the key behind, elsewhere the main act, or "skip" */
    COMMAND_SELECT,
    COMMAND_HELP,
    COMMAND_LOUDER,
    COMMAND_SOFTER,
    COMMAND_REPEAT,
    COMMAND_SLOWER,
    COMMAND_FASTER,
    COMMAND_PAUSE,
    COMMAND_COUNT
};

enum reach_kind {
    REACH_NOTHING,
    REACH_FOCUS, /* node: the ring stands there now, to be heard */
    REACH_PRESS, /* node */
    REACH_REPEAT,
    REACH_HELP,
    REACH_LOUDER,
    REACH_SOFTER,
    REACH_SLOWER,
    REACH_FASTER,
    REACH_PAUSE,
    REACH_CANNOT, /* message: why */
};

struct reach_act {
    enum reach_kind kind;
    int node;
    enum message_id message;
};

#define REACH_DEPTH 8 /* sheets and dialogs over one another */

/* Where the ring stands on one page. */
struct reach_place {
    uint32_t page; /* guide_page() */
    uint32_t tag;  /* guide_tag() of its node; 0 = there is no stop */
    int order;     /* of that node among the stops */
};

struct reach {
    struct reach_place now;
    struct reach_place under[REACH_DEPTH]; /* the pages that are covered, lowest first */
    int depth;
};

/* The view was built: keeps the ring on a stop. depth: how many sheets and dialogs lie over the
 * screen; language: the one spoken now. */
void reach_shown(struct reach *r, const struct view *v, int depth, int language);

/* The ring goes to where a page begins: for who cannot see where it was. */
void reach_begin(struct reach *r, const struct view *v);

/* Node the ring stands on; -1 when the view has no stop. */
int reach_node(const struct reach *r, const struct view *v);

/* One command; what is left for the caller to do. */
struct reach_act reach_step(struct reach *r, const struct view *v, enum command command);

/* Puts the ring on a node that was touched; nothing happens to it where that is no stop. */
void reach_point(struct reach *r, const struct view *v, int node);

/* True when the ring may stand on this node. */
bool reach_is_stop(const struct view *v, int node);

#endif
