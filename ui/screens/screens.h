/* The app's state as a view: one build function per screen, overlays after it. Pure: the same state
 * gives the same nodes. */
#ifndef UI_SCREENS_SCREENS_H
#define UI_SCREENS_SCREENS_H

#include "app/app.h"
#include "app/view.h"
#include "ui/layout.h"

/* Bytes of frame arena that every screen fits into. */
#define SCREENS_FRAME_BYTES (64u * 1024u)

/* Builds what is seen: the screen and its overlay, or the dark screen. Texts made on the way lie in
 * frame, which the caller empties (and wipes: it holds answers) before the next build, never while
 * the view is in use. */
void screens_build(struct app *app, struct arena *frame, struct view *ret_view);

/* Builds what is reached by keys and heard: the screen and its overlay, be the picture off or not.
 */
void screens_build_page(struct app *app, struct arena *frame, struct view *ret_view);

/* enum theme of what is seen: hers, or the black one while the picture is off. */
int screens_theme(const struct app *app);

/* Lays the view out (ui/layout.h) and puts into words what only layout knows: the page and what
 * comes after it. frame is the one it was built with. */
void screens_place(struct app *app, const struct ui_env *env, struct arena *frame, struct view *v,
                   struct layout_report *ret_report);

#endif
