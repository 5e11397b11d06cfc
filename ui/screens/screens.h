/* The app's state as a view: one build function per screen, overlays after it. Pure: the same state
 * gives the same nodes. */
#ifndef UI_SCREENS_SCREENS_H
#define UI_SCREENS_SCREENS_H

#include "app/app.h"
#include "app/view.h"
#include "ui/layout.h"

/* Bytes of frame arena that every screen fits into. */
#define SCREENS_FRAME_BYTES (64u * 1024u)

/* Builds the screen and its overlay. Texts made on the way lie in frame, which the caller empties
 * (and wipes: it holds answers) before the next build, never while the view is in use. */
void screens_build(struct app *app, struct arena *frame, struct view *ret_view);

/* Lays the view out (ui/layout.h) and puts into words what only layout knows: the page and what
 * comes after it. frame is the one it was built with. */
void screens_place(struct app *app, const struct ui_env *env, struct arena *frame, struct view *v,
                   struct layout_report *ret_report);

#endif
