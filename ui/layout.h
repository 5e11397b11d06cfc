/* Rectangles for the nodes of a view, in px of the panel: zones of the reference drawing
 * (design/tokens.json), then columns, rows and grids inside them. What does not fit is reported,
 * never silently clipped. */
#ifndef UI_LAYOUT_H
#define UI_LAYOUT_H

#include "app/view.h"
#include "ui/env.h"

struct layout_report {
    int overflows;    /* groups whose children need more room than there is */
    const char *name; /* of the first such group or zone, "" when none */
    int missing_px;   /* how much the first one lacks */
};

/* Gives every node its rect. */
void layout_view(const struct ui_env *env, struct view *v, struct layout_report *ret_report);

/* A zone of this view in px; the scene screens (LOOK_WELCOME) have a lower answers zone. */
struct rect layout_zone(const struct ui_env *env, const struct view *v, enum view_zone zone);

/* Makes room for the counter of pages, which is known only after layout: at 200 % it keeps off the
 * mark of fallback. */
void layout_counter(const struct ui_env *env, struct view *v);

#endif
