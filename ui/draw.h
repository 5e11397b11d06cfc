/* The draw list: what a frame looks like, as a fixed buffer of commands in painting order. Only
 * widget painters (ui/widgets) emit commands; ui/dirty compares two frames by hash; ui/paint turns
 * commands into pixels inside the changed rectangles. Strings and pointers in commands must stay
 * valid until the frame is painted. Lengths are px of the panel. */
#ifndef UI_DRAW_H
#define UI_DRAW_H

#include <stddef.h>
#include <stdint.h>

#include "platform/port_display.h"
#include "platform/port_text.h"
#include "ui/icons.h" /* enum icon and enum picture, generated from assets/icons, assets/pictures */
#include "ui/patterns.h"
#include "ui/theme.h" /* enum theme_color, generated from assets/design/tokens.json */

#define DRAW_MAX 2048 /* commands a frame; the fullest screen uses under 600 */

enum draw_kind {
    DRAW_RECT,  /* fill only */
    DRAW_RRECT, /* rounded: fill and edge */
    DRAW_TEXT,
    DRAW_ICON,    /* enum icon, four colours */
    DRAW_PICTURE, /* enum picture (roof, welcome roof, illustrations), four colours */
    DRAW_BAND,    /* the woven progress band */
    DRAW_STRIP,   /* a language's woven strip */
    DRAW_QR,
    DRAW_IMAGE, /* a camera still */
    DRAW_VEIL,  /* blends a colour over everything below it: the idle dialog */
    DRAW_RING, /* a clock's ring: fill = track, edge = the part that is left, edge_px = thickness */
};

struct draw_cmd {
    enum draw_kind kind;
    struct rect rect;      /* bounds; TEXT: the line box, text starts at rect.x */
    enum theme_color fill; /* RECT, RRECT, VEIL; TEXT: ink; BAND and STRIP take theme colours */
    enum theme_color edge; /* RRECT */
    int16_t edge_px;       /* RRECT: 0 = none */
    int16_t radius;        /* RRECT, IMAGE: corner radius; STRIP, BAND: of the two upper corners */
    int16_t bottom_px;     /* RRECT: thicker lower edge (lip), 0 = same as edge */
    bool no_fill;          /* RRECT: edge only */
    bool dashed;           /* RRECT edge */
    enum theme_color colors[4]; /* ICON, PICTURE: ink, accent, red, paper */
    int id;           /* enum icon, picture or strip; VEIL: opacity 0..255; RING: left, 0..1000 */
    enum face face;   /* TEXT */
    int16_t px;       /* TEXT: em size; BAND, STRIP: stitch px (they are 17 stitches) */
    int16_t baseline; /* TEXT: y of the baseline */
    bool personal;    /* TEXT, IMAGE: a citizen's; forgotten with the session */
    bool vertical;    /* BAND */
    int16_t cells, done; /* BAND: n cells, of which done are woven; cells 0 = whole cloth */
    bool now;            /* BAND: show the shuttle on the current cell */
    const char *text;    /* TEXT */
    size_t text_len;
    const uint8_t *modules; /* QR: side*side bytes, non-zero = dark; IMAGE: RGB888 or grey */
    int side;               /* QR modules a side; IMAGE width in pixels */
    int image_height, image_channels; /* IMAGE */
    int theme; /* enum theme + 1 whose colours are meant; 0 = the one in use */
};

struct draw_list {
    struct draw_cmd cmds[DRAW_MAX];
    int count;
    bool full; /* something did not fit: a programmer's mistake, checked by tests */
};

/* The colours a command is painted with, where `shown` are those in use, of all themes' `worn`. */
static inline const uint32_t *
draw_colors(const struct draw_cmd *cmd, const uint32_t (*worn)[COLOR_COUNT], const uint32_t *shown)
{
    return cmd->theme > 0 ? worn[cmd->theme - 1] : shown;
}

void draw_clear(struct draw_list *d);
/* Adds one command; the caller fills what its kind needs and zeroes the rest. */
void draw_add(struct draw_list *d, const struct draw_cmd *cmd);

/* Where a command may leave pixels: its rect, for text a little more (marks above, overhang). */
struct rect draw_bounds(const struct draw_cmd *cmd);

/* The common part of two rectangles, w or h 0 when there is none. */
struct rect rect_meet(struct rect a, struct rect b);
bool rect_empty(struct rect r);

/* The largest of the proportion width : height inside box, in the middle of it. */
struct rect rect_fitted(struct rect box, int width, int height);

#endif
