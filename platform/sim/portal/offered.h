/* The OpenRosa form list and a manifest, by which content packs reach kiosks: every NAME.pack in a
 * folder is a media file of the form "rong-packs". A path may carry an app user's token, as
 * /key/TOKEN/formList. The hash is SHA-256, where ODK Central tells MD5. */
#ifndef PLATFORM_SIM_PORTAL_OFFERED_H
#define PLATFORM_SIM_PORTAL_OFFERED_H

#include "platform/sim/portal/routes.h"

bool offered_is_path(const char *path);

/* Answers such a path; the token is openrosa's to ask for. */
void offered_answer(struct portal *p, const struct portal_request *q,
                    struct portal_reply *ret_reply);

#endif
