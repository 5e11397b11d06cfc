/* A line of heard.txt (CONTRACTS.md): what really came out of the loudspeaker, in order. Only for
 * headless runs; a kiosk writes none. */
#ifndef APP_SOUND_HEARD_H
#define APP_SOUND_HEARD_H

#include "app/sound/player.h"
#include "platform/base/buf.h"

/* Seconds since start, screen, language (of the visit; of the voice for a name that another
 * language's voice says), message id, text, clip id, FALLBACK, CUE, READ or MISSING, and "ms played
 * of ms total", with TABs between and a newline at the end. */
void heard_line(const struct heard *h, const char *screen, const char *language, struct buf *out);

#endif
