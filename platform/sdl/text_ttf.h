/* Text through SDL2_ttf and HarfBuzz. One TTF_Font per face and size, opened once (changing a
 * font's size empties its glyph cache); whole laid-out lines are cached, within a byte limit;
 * a citizen's lines are wiped by forget(). Main thread only. */
#ifndef PLATFORM_SDL_TEXT_TTF_H
#define PLATFORM_SDL_TEXT_TTF_H

#include <stdbool.h>

#include "platform/port_text.h"

#define TEXT_FONT_FOLDER "/usr/share/fonts/truetype/noto" /* package fonts-noto-core */
#define TEXT_CACHE_BYTES (8U << 20)

struct text_ttf;

/* folder holds NotoSans-Regular.ttf, NotoSans-Bold.ttf and NotoSansDisplay-Bold.ttf; cache_bytes
 * bounds the coverage kept. ERR_NOT_FOUND names a missing font. Close with ops->close. */
MUST_USE struct err text_ttf_open(const char *folder, size_t cache_bytes,
                                  struct port_text **ret_text);

/* True when the face has a glyph for every character of the text. */
bool text_ttf_covers(struct port_text *t, enum face face, const char *text, size_t len);

/* Bytes of coverage held now; for tests and the bench. */
size_t text_ttf_cached(const struct port_text *t);

#endif
