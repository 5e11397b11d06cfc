/* The officer's page of the practice portal: sign in with the practice PIN, list the files, look
 * into one, move its state with a reason or a result, undo. Works without script. Any thread. */
#ifndef PLATFORM_SIM_PORTAL_OFFICE_H
#define PLATFORM_SIM_PORTAL_OFFICE_H

#include "platform/sim/portal/routes.h"

#define OFFICE_RESULT_MAX (8 * 1024 * 1024)               /* bytes of an electronic result */
#define OFFICE_BODY_MAX   (OFFICE_RESULT_MAX + 64 * 1024) /* of a form */

/* True for /officer and what lies under it. */
bool office_is_path(const char *path);

/* Answers such a path. */
void office_answer(struct portal *p, const struct portal_request *q,
                   struct portal_reply *ret_reply);

#endif
