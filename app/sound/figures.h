/* Figures inside a written sentence, turned into words by a grammar: "16/11/2026", "09:24",
 * "1.250.000", "1,5", "60", "%"; points and commas as the language writes them. Used for dynamic
 * sentences on the kiosk and by the build for fixed ones, because speech engines misread Vietnamese
 * figures. */
#ifndef APP_SOUND_FIGURES_H
#define APP_SOUND_FIGURES_H

#include <stddef.h>

#include "app/sound/grammar.h"
#include "platform/base/buf.h"

/* Reads a figure at the start of text[0..len) and adds its words. Returns the bytes used, 0 when
 * there is no figure there. A number that starts with 0 or is longer than 9 digits is read digit by
 * digit. */
size_t figures_read(const struct grammar *g, const char *text, size_t len, struct buf *out);

/* The whole text with every figure in words. */
void figures_spell(const struct grammar *g, const char *text, size_t len, struct buf *out);

#endif
