/* Papers from a citizen's own phone: the kiosk's side of the contract (begin, look, take, end) and
 * the page her phone opens. The address is drawn, good for one phone, and leads to nothing of the
 * application; every picture is made anew before anybody uses it. Without HTTP; any thread. */
#ifndef PLATFORM_SIM_PORTAL_HANDOVER_H
#define PLATFORM_SIM_PORTAL_HANDOVER_H

#include "platform/sim/portal/routes.h"

#define HANDOVER_POST ((size_t)25 * 1024 * 1024) /* bytes of what a phone sends at once */

/* Answers /applications/UUID/phone and what lies below it; tail is what follows "/phone". */
void handover_answer(struct portal *p, const struct portal_request *q, const char *uuid,
                     const char *tail, struct portal_reply *ret_reply);

/* True for the phone's own pages: /U and what lies below it. */
bool handover_is_page(const char *path);
void handover_page(struct portal *p, const struct portal_request *q,
                   struct portal_reply *ret_reply);

/* So many bytes of a phone's post have come, of so many; total 0 = it has ended. */
void handover_coming(struct portal *p, const char *path, const char *cookie, size_t got,
                     size_t total);

/* Orders of /practice/upload, for tests: "expire". False for another one. */
bool handover_order(struct portal *p, const char *what, int64_t now);

#endif
