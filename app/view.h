/* One list of nodes per screen. A screen's build() emits only these; layout gives them rectangles;
 * drawing, hit-testing, focus, speech, scene text, goldens and the checks of size, contrast and
 * overflow all read the same nodes in the same order (PRODUCT.md "One view per screen").
 *
 * Sizes are dp: 1 dp = 0.311 mm on the panel (one pixel of the reference panel,
 * design/tokens.json). px = round(dp * 0.311 / mm_per_px); text and inner gaps also grow with the
 * text scale.
 *
 * Containers (ROLE_GROUP) hold the nodes that name them as parent; nodes follow their parent, in
 * reading order: that order is the order of focus and of speech. */
#ifndef APP_VIEW_H
#define APP_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "app/sound/say.h"
#include "platform/port_display.h" /* struct rect */

enum view_role {
    ROLE_GROUP, /* lays out its children; draws at most a card behind them */
    ROLE_TITLE, /* the question, on the roof */
    ROLE_HINT,
    ROLE_TEXT,
    ROLE_BUTTON,
    ROLE_CHOICE, /* one of several; CHOSEN in state */
    ROLE_CHECK,  /* many of several */
    ROLE_FIELD,  /* shows what is typed; not a target */
    ROLE_KEY,
    ROLE_IMAGE,
    ROLE_STATUS,   /* pill, status trail */
    ROLE_PROGRESS, /* woven band, meter */
    ROLE_CODE,     /* slip code, file number */
    ROLE_QR,
    ROLE_NOTE,
};

/* Which painter draws it (ui/widgets); several looks per role. */
enum view_look {
    LOOK_NONE, /* group without paint */
    LOOK_CARD,
    LOOK_CARD_SPOKEN, /* flat card */
    LOOK_BRAND,
    LOOK_GONG,
    LOOK_TITLE,
    LOOK_HINT,
    LOOK_BAND,    /* roof parts */
    LOOK_WELCOME, /* the big roof with sun */
    LOOK_BUTTON,
    LOOK_BUTTON_LEFT,
    LOOK_MAIN,
    LOOK_TOOL,
    LOOK_TOOL_CALL,
    LOOK_TILE,
    LOOK_PICTURE,
    LOOK_ROW,
    LOOK_LANGUAGE,
    LOOK_KEY,
    LOOK_KEY_ALT,
    LOOK_KEY_TONE,
    LOOK_FIELD,
    LOOK_BODY,
    LOOK_LEAD,
    LOOK_HEADING,
    LOOK_SMALL,
    LOOK_LABEL,
    LOOK_MUTED, /* plain text */
    LOOK_FACT,  /* icon above two lines */
    LOOK_NEED,  /* icon left of two lines */
    LOOK_PILL_OK,
    LOOK_PILL_WARN,
    LOOK_PILL_BAD,
    LOOK_NOTE,
    LOOK_NOTE_OK,
    LOOK_NOTE_BAD,
    LOOK_TRAIL,  /* saved, sent, received */
    LOOK_ANSWER, /* row of check answers: label, value */
    LOOK_CODE,
    LOOK_QR,
    LOOK_PHOTO,
    LOOK_ILLUSTRATION,
    LOOK_COUNTDOWN,
    LOOK_METER,
    LOOK_VEIL,
    LOOK_PRACTICE,  /* the mark BAN THU */
    LOOK_DIGIT,     /* key of a number pad */
    LOOK_DATE_PART, /* label above a boxed value */
    LOOK_SEARCH,    /* field with an icon; sub at its right end */
    LOOK_CONSENT,   /* empty box, sentence, what happens without it */
    LOOK_RULE,      /* thin line between parts of a card */
    LOOK_DONE,      /* tick disc left of two lines; under a lone disc when narrow */
    LOOK_CELLS,     /* digits in boxes: value typed, total boxes */
    LOOK_CORNER,    /* clock and day beside the big roof */
    LOOK_ASIDE,     /* small icon left of muted lines */
    LOOK_DIALOG,    /* card of an overlay, woven along its top */
    LOOK_BODY_MUTED,
    LOOK_STRONG,
    LOOK_CAPTURE,  /* large icon above a lead word */
    LOOK_STRIP,    /* a language's woven strip along the top of a card; number: enum strip */
    LOOK_SHARE,    /* plain bar: number of total */
    LOOK_FALLBACK, /* what is heard is in another language than hers */
    LOOK_LETTER,   /* the letter A as large as number percent, its name below */
    LOOK_THEME,    /* in the colours of theme number */
    LOOK_STEP,     /* one part of a way: number 2 done, 1 under way, 0 waiting; sub at its right */
    LOOK_PAGE,     /* thumbnail left of its name, icon under that; bytes: RGB, number x total */
    LOOK_SIGN,     /* white sheet with a line to sign on; bytes: grey, number wide, total high */
    LOOK_COUNT
};

enum view_state {
    STATE_CHOSEN = 1 << 0,
    STATE_DISABLED = 1 << 1, /* touching it speaks why (say) */
    STATE_ERROR = 1 << 2,
    STATE_CURRENT = 1 << 3,      /* field being filled, shuttle */
    STATE_HIDDEN_VALUE = 1 << 4, /* draw dots */
    STATE_FOREIGN = 1 << 5,      /* its words are not of her language: visible mark */
    /* Set by the shell, not by screens: */
    STATE_FOCUSED = 1 << 8,
    STATE_PRESSED = 1 << 9,
    STATE_SPOKEN = 1 << 10,   /* being read now */
    STATE_ARMED = 1 << 11,    /* was touched once: a second touch acts */
    STATE_FALLBACK = 1 << 12, /* being read in another language than hers: visible mark */
};

enum view_zone { ZONE_ROOF, ZONE_ANSWERS, ZONE_ACTIONS, ZONE_TOOLS, ZONE_OVERLAY, ZONE_FULL };

enum view_flow { FLOW_COLUMN, FLOW_ROW, FLOW_GRID /* columns = grid_columns */ };
enum view_align {
    ALIGN_START,
    ALIGN_CENTER,
    ALIGN_END,
    ALIGN_STRETCH, /* of a row: as high as it is, standing together in its middle */
};

/* Where a part of the answers stands when the screen is wider than high: what is looked at left,
 * what is pressed right. Parts without a side take the whole width, above or below the two. */
enum view_side { SIDE_NONE, SIDE_LEFT, SIDE_RIGHT };

/* What may become of a part where there is less room than in the reference drawing. */
enum view_fold {
    FOLD_PARTS, /* its children may be dealt over several pages */
    FOLD_KEEP,  /* stays together */
    FOLD_NEXT,  /* a heading: on the page of what follows it (every ROLE_TITLE is) */
    FOLD_EVERY, /* stands on every page */
    FOLD_VOICE, /* the first to leave the picture; the voice still says it */
};

/* What touching means. The app gives it sense; arguments are small. */
struct intent {
    int kind; /* enum intent_kind of app/app.h; 0 = not a target */
    int argument;
    const char *text; /* valid as the view is */
};

struct view_node {
    const char *name; /* stable, unique in the view: "need.birth", "go", "key.a" */
    enum view_role role;
    enum view_look look;
    enum view_zone zone; /* of top-level nodes; children follow their parent */
    int parent;          /* index of a ROLE_GROUP before it, or -1 */

    const char *label; /* UTF-8 NFC; may hold '\n' for a break by meaning */
    const char *sub;   /* second line or NULL */
    const char *value; /* what a field or answer holds, or NULL */
    struct say say[SAY_MAX];
    unsigned state; /* enum view_state */
    struct intent intent;
    bool private_;  /* label/value are a citizen's */
    bool aloud;     /* a citizen's, but no secret of the form: the loudspeaker may say it */
    bool quiet;     /* said when focused, not when the page is read from top to bottom */
    int page;       /* 0-based, when the answers are dealt in pages */
    bool writes;    /* a key that writes what it says */
    bool more;      /* turns the page: shown when there is more than one */
    bool icon_only; /* set by layout: no room for its words, which are still said */
    int small;      /* set by layout: steps its words are smaller, no page has room for them else */
    bool hidden;    /* set by layout: not in this picture (another page, or no room) */

    int icon; /* enum icon + 1, 0 = none */
    int icon_dp;
    int mark;             /* of a row: drawn at its end, how it is; as icon, 0 = none */
    int picture;          /* enum picture + 1 for LOOK_ILLUSTRATION, 0 = none */
    int number, total;    /* BAND: done, cells; BRAND: a counter is shown, of a staff page; METER:
                             part, whole; COUNTDOWN: seconds left, whole; TRAIL: enum portal_stage
                             reached; LANGUAGE, STRIP: enum strip; PHOTO: width, height */
    const uint8_t *bytes; /* QR modules (side = number) or photo RGB */

    /* Layout, in dp. w/h 0 = from content or grow. */
    enum view_flow flow; /* groups */
    int grid_columns;
    int wide_columns; /* of a grid on a wide screen; 0 = grid_columns */
    int gap, pad_x, pad_y;
    int w, h, grow;
    int split;           /* of the answers: percent of the left side, 0 = half */
    enum view_side side; /* of the answers' children */
    enum view_fold fold;
    enum view_align align;          /* of a group's children across the flow */
    int16_t min_w_mm10, min_h_mm10; /* least physical size of a target, tenths of mm */

    struct rect rect; /* px; layout's result */
};

#define VIEW_NODES_MAX   240
#define VIEW_LACKING_MAX 160

struct view {
    const char *screen; /* "welcome", "question-text" */
    struct view_node nodes[VIEW_NODES_MAX];
    int count;
    int page, pages; /* of the answers; a screen that deals its own pages sets both, else layout */
    bool dealt;      /* the screen deals its own pages: layout leaves them alone */
    struct say opening[SAY_MAX * 2]; /* said when the screen appears; empty = title, hint, answers,
                                        main act */
    enum message_id lacking[VIEW_LACKING_MAX]; /* messages whose words are not of her language */
    int lacking_count;
    bool has_own;  /* at least one message is in her language */
    bool full;     /* a node did not fit: a programmer's mistake */
    bool whole;    /* read to the end each time it comes, not only its title: a refusal */
    bool uncut;    /* a touch does not cut what is read: a closing sentence */
    bool bare;     /* no roof: its answers have that room, too */
    bool no_focus; /* nothing can be chosen (starting, wiping) */
};

/* Empties the view and names its screen. */
void view_begin(struct view *v, const char *screen);

/* Adds a copy of *node; returns its index, or -1 (and full) when there is no room. */
int view_add(struct view *v, const struct view_node *node);

/* Node by name, or NULL. */
struct view_node *view_find(struct view *v, const char *name);

/* True for a node that can be touched or focused: intent, or disabled with a reason to speak. */
bool view_is_target(const struct view_node *n);

/* True when the node stands in the picture: layout has not put it on another page. */
static inline bool view_is_shown(const struct view_node *n)
{
    return !n->hidden;
}

/* True when a dialog lies over the page. */
bool view_has_overlay(const struct view *v);

/* True for a target in the picture that no dialog covers; overlay: its view has one. */
bool view_is_live(const struct view_node *n, bool overlay);

/* Topmost target at a point in px, honouring overlays; -1 when none. */
int view_hit(const struct view *v, int x, int y);

/* Next or previous target in reading order, wrapping; from -1 starts at the first. */
int view_focus_step(const struct view *v, int from, int direction);

#endif
