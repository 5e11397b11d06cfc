/* What is written short inside a sentence, turned into the words a person says, by a grammar: "ngày
 * 16/11/2026", "09:24", "1.250.000 đ", "1,5 m²", "0912 345 678", "064095000001", "12/QĐ-UBND",
 * "GL-26-000123", "mục IV", "N.V.A.", "CCCD"; points and commas as the language writes them. Used
 * for dynamic sentences on the kiosk and by the build for fixed ones, because speech engines
 * misread them. */
#ifndef APP_SOUND_FIGURES_H
#define APP_SOUND_FIGURES_H

#include <stddef.h>

#include "app/sound/grammar.h"
#include "platform/base/buf.h"

#define FIGURES_WORDS_MAX 512

/* Reads what stands at text[at], of text[0..len), and adds its words; what stands before it may
 * change them. Returns the bytes used, 0 when nothing there is written short. A sign between two
 * figures is one too; its words may be only a pause: ", ". */
size_t figures_read(const struct grammar *g, const char *text, size_t at, size_t len,
                    struct buf *out);

/* The whole text with every figure in words. */
void figures_spell(const struct grammar *g, const char *text, size_t len, struct buf *out);

#endif
