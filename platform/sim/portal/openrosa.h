/* The OpenRosa personality: HEAD and POST /submission as ODK Central answers them. A path may carry
 * an app user's token, /key/TOKEN/submission. */
#ifndef PLATFORM_SIM_PORTAL_OPENROSA_H
#define PLATFORM_SIM_PORTAL_OPENROSA_H

#include "platform/sim/portal/routes.h"

#define OPENROSA_LIMIT 100000000 /* bytes of one post, as ODK Central says */

bool openrosa_is_path(const char *path);

/* Answers such a path. */
void openrosa_answer(struct portal *p, const struct portal_request *q,
                     struct portal_reply *ret_reply);

/* Whether it shows the token this portal asks for, by bearer or in its path. */
bool openrosa_allows(const struct portal *p, const struct portal_request *q);

/* An OpenRosaResponse with one message; nature "" or "error". */
void openrosa_say(struct portal_reply *ret_reply, int status, const char *nature,
                  const char *message);

#endif
