/* The roof over every screen: silhouette, brand row, gong, question, hint and woven band, and the
 * big roof of welcome and goodbye. Nothing here can be touched. */
#ifndef UI_WIDGETS_ROOF_H
#define UI_WIDGETS_ROOF_H

#include "ui/widgets/pen.h"

/* Places the roof's nodes (LOOK_BRAND, GONG, FALLBACK, TITLE, HINT, BAND, PRACTICE, WELCOME). */
void roof_layout(const struct ui_env *env, struct view *v);

void look_brand(const struct pen *p);
void look_practice(const struct pen *p);
void look_gong(const struct pen *p);
void look_fallback(const struct pen *p); /* under the gong: what the voice speaks */
void look_title(const struct pen *p);
void look_hint(const struct pen *p);
void look_band(const struct pen *p);
void look_welcome(const struct pen *p);
void look_corner(const struct pen *p); /* clock and day, right of the sun */

/* The counter of a laid-out roof at 200 % stands beside the mark of fallback and, where that is
 * long, in what it leaves free. After the counter is known. */
void roof_counter(const struct ui_env *env, struct view *v);

#endif
