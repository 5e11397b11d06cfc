/* Photographs of papers: what the app asks for, and what came of it. Main thread only. */
#ifndef UI_EFFECTS_PHOTO_H
#define UI_EFFECTS_PHOTO_H

#include "app/app.h"

struct shell;

/* FX_CAMERA; or FX_PREVIEW and FX_TURN of a page that was taken. */
void effects_photo(struct shell *s, enum effect_kind kind, int page);

/* Each turn of the loop. A still that took longer than its camera ever needs (limit_ms of
 * platform/port_camera.h) is given up: she is told, and what comes of it later is wiped. */
void effects_photo_step(struct shell *s);

/* JOB_STILL ended: the page is kept, and the app told. */
void effects_photo_done(struct shell *s);

/* The visit ends: pictures of it are wiped, and one that is still being taken is stopped and wiped
 * when the camera's worker hands it back. Does not wait for the camera; until then whoever comes
 * next is told that the camera is busy. */
void effects_photo_wipe(struct shell *s);

/* The same when the camera's worker has ended. */
void effects_photo_close(struct shell *s);

#endif
