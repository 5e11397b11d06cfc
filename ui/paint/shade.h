/* The picture darker, for panels whose lamp nothing can turn (HDMI): every pixel that was painted
 * is made darker by the same share. It never goes so far that it is hard to read: the letters of
 * every theme keep 4.5 : 1 (WCAG 2 AA), and a QR stays black on light. */
#ifndef UI_PAINT_SHADE_H
#define UI_PAINT_SHADE_H

#include "ui/paint/blend.h"

#define SHADE_LEAST 65 /* percent of each pixel's value that stay, at the least light */
#define SHADE_NONE  100

/* What stays of each pixel's value for a light of 1 to 100 percent; 100 for 100. */
int shade_of(int light);

/* Darkens the pixels of the target's clip; shade in percent. */
void shade_rect(const struct target *t, int shade);

#endif
