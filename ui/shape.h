/* The shapes a picture comes in: portrait or landscape, by four text sizes. Zones are edges in dp
 * from the panel's own edges (design/tokens.json zones_*), so a larger panel gives its answers more
 * room. The reference is the drawing the screens' dp are written for: portrait, 1080 by 1920 dp,
 * 100 %. */
#ifndef UI_SHAPE_H
#define UI_SHAPE_H

#include "app/view.h"
#include "ui/env.h"

struct shape {
    bool landscape; /* wider than high */
    bool large;     /* 200 %: one thing a page */
    bool reference;
    bool few_tools; /* the bar holds three; the others are behind one of them */
    int step;       /* of the text size: 0 = 100 % .. 3 = 200 % */
};

struct shape ui_shape(const struct ui_env *env);

/* A zone in px; the answers are lower, or further right, beside a scene. */
struct rect shape_zone(const struct ui_env *env, const struct view *v, enum view_zone zone);

/* Where the roof's parts stand, in px. */
struct roof_zones {
    struct rect roof, band;
    struct rect brand, gong; /* gong: empty when it stands in the question's box */
    struct rect question;    /* gong, title and hint; on a wall above one another */
    struct rect mark;        /* of practice; h = the most it may take */
};
void shape_roof(const struct ui_env *env, bool marked, struct roof_zones *ret_zones);

/* dp between the tools' zone and where they stand in the drawing. */
#define SHAPE_TOOLS_INSET_DP 32

/* The ground under the tools. */
struct rect shape_tool_ground(const struct ui_env *env);

#endif
