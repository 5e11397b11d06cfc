/* Colours that content packs change (tokens.tsv, app/pack/pack_tokens.h), laid over the firmware's
 * own. What has to be read on what stands in assets/design/tokens.json; a pack that would make it
 * hard to read is refused. Pure. */
#ifndef UI_TOKENS_H
#define UI_TOKENS_H

#include "app/pack/pack_tell.h"
#include "ui/theme.h"

struct palette {
    uint32_t colors[THEME_COUNT][COLOR_COUNT]; /* 0xRRGGBB */
};

/* The firmware's own colours. */
void palette_init(struct palette *p);

/* Lays rows of "theme TAB colour TAB RRGGBB" over it and tells which are none; the others are laid.
 */
void palette_lay(struct palette *p, struct pack_telling *t, const char *text, size_t size);

/* Tells each pair that can no longer be told apart because one of the two was changed. */
void palette_try(const struct palette *p, struct pack_telling *t);

/* The judge that composition roots lend to packs: both of the above for one tokens.tsv. */
void tokens_judge(struct pack_telling *t, const char *text, size_t size);

#endif
