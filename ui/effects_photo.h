/* Photographs of papers: what the app asks for, and what came of it. Main thread only. */
#ifndef UI_EFFECTS_PHOTO_H
#define UI_EFFECTS_PHOTO_H

#include "app/app.h"

struct shell;

/* FX_CAMERA; or FX_PREVIEW and FX_TURN of a page that was taken. */
void effects_photo(struct shell *s, enum effect_kind kind, int page);

/* JOB_STILL ended: the page is kept, and the app told. */
void effects_photo_done(struct shell *s);

/* Nothing of a picture still being taken reaches the arena of whoever comes next: returns once the
 * camera no longer writes. */
void effects_photo_wipe(struct shell *s);

#endif
