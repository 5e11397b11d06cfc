/* The hand of every painter: boxes, icons and text of one node into the draw list. */
#ifndef UI_WIDGETS_PEN_H
#define UI_WIDGETS_PEN_H

#include "app/view.h"
#include "ui/draw.h"
#include "ui/env.h"
#include "ui/text.h"

/* Ink, accent, red and paper of an icon. */
struct icon_colors {
    enum theme_color of[4];
};

/* The paint of a control in its present state (design/DESIGN.md 4). */
struct skin {
    enum theme_color fill, edge, ink, ink2; /* ink2: sub-lines */
    struct icon_colors icon;
    int edge_dp, bottom_dp; /* bottom = lower edge, lip included */
    bool dashed, sunk;      /* sunk: the face lies 9 dp lower */
};

struct pen {
    const struct ui_env *env;
    const struct view *view;
    const struct view_node *node;
    struct draw_list *draw;
};

struct box_style {
    enum theme_color fill, edge;
    int edge_dp, bottom_dp, radius_dp;
    bool dashed, no_fill;
};

extern const struct icon_colors pen_plain_icon; /* on surface and ground */
extern const struct icon_colors pen_roof_icon;

void pen_fill(const struct pen *p, struct rect r, enum theme_color color);
void pen_box(const struct pen *p, struct rect r, const struct box_style *style);
void pen_disc(const struct pen *p, struct rect r, enum theme_color fill);
void pen_ring(const struct pen *p, struct rect r, enum theme_color edge, int edge_dp);

/* icon as view nodes hold it (enum icon + 1; 0 draws nothing). */
void pen_icon(const struct pen *p, struct rect r, int icon, const struct icon_colors *colors);
/* picture as view nodes hold it (enum picture + 1). */
void pen_picture(const struct pen *p, struct rect r, int picture, const struct icon_colors *colors);
/* The node's bytes, a picture of number x total pixels, stretched over r: a citizen's always. */
void pen_still(const struct pen *p, struct rect r, int channels);
void pen_band(const struct pen *p, struct rect r, int cells, int done, bool now);

/* Lines of a laid-out block, each aligned inside [x, x+w). */
struct text_place {
    int x, y, w;
    enum view_align align;
    enum theme_color ink;
};
void pen_block(const struct pen *p, const struct text_block *block, const struct text_place *at);

/* Lays out and draws in one step, vertically centred in the box. */
void pen_text(const struct pen *p, enum text_style style, const char *text, struct rect box,
              const struct text_place *at);

/* The skin of the pen's node; the face it leaves for content, in px. */
struct skin pen_skin(const struct pen *p);
struct rect pen_face(const struct pen *p, const struct skin *skin, int radius_dp);

/* The focus rings outside the node; drawn after everything else so that nothing clips them. */
void pen_focus(const struct pen *p);

/* A square of side dp (grown with the text) centred in r. */
struct rect pen_square(const struct pen *p, struct rect r, int side_dp);

#define LANGUAGE_ICON_DP 40

/* Where the mark that a node is in another language than hers lies, in its corner. */
struct rect pen_language_mark(const struct pen *p);

/* px that words would have to be narrower so that this mark lies on none of them; 0 where the node
 * has no mark or they are clear of it. */
int pen_under_mark(const struct pen *p, struct rect words);

int pen_px(const struct pen *p, int dp);
int pen_grown(const struct pen *p, int dp); /* with the text size */

#endif
