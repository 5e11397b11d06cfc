/* The small pictures of pages that come from a citizen's phone. Main thread. */
#ifndef UI_EFFECTS_UPLOAD_H
#define UI_EFFECTS_UPLOAD_H

#include "platform/port_portal.h"

struct shell;

/* Decodes the small picture an answer brings, into the visit arena; hostile bytes, at most
 * PORTAL_THUMB_BYTES of them. Nothing happens without one, or when it is none. */
void effects_upload(struct shell *s, const struct portal_answer *answer);

#endif
