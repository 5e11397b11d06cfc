/* What the steward's files share; nobody else includes this. */
#ifndef APP_STEWARD_STEWARD_INSIDE_H
#define APP_STEWARD_STEWARD_INSIDE_H

#include "app/steward/steward.h"

int64_t steward_now(struct steward *s);

/* Says what happens, when anybody listens. */
void steward_say(struct steward *s, const char *what, const char *detail);

/* The plan becomes `next`, on the disk first. */
MUST_USE struct err steward_save(struct steward *s, const struct plan *next);

/* The slots, or, without an installer, a view that fits no bundle: packs need none. */
bool steward_look(struct steward *s, struct slots_view *ret_view);

/* steward_ask.c: one poll, and what it leads to. */
MUST_USE struct err steward_poll(struct steward *s);
/* Something newer came, signed by who may: the server holds nothing back (reference/
 * fleet-reliability-security.md 1.4.6). */
MUST_USE struct err steward_mark_newer(struct steward *s);

/* steward_tell.c: what is owed to the server. */
MUST_USE struct err steward_tell_cancel(struct steward *s);
MUST_USE struct err steward_tell_report(struct steward *s);
MUST_USE struct err steward_tell_on_the_way(struct steward *s);
/* The server lost us or the action at hand; that is kept for staff. */
MUST_USE struct err steward_mark_lost(struct steward *s);
bool steward_tell_attributes(struct steward *s, const char *href);
/* POSTs a status behind the link of an action or cancellation; its HTTP status, 0 = no answer. */
int steward_post(struct steward *s, const char *href, const char *rest, const char *body,
                 size_t size, int64_t *ret_retry_after_s);

/* steward_do.c: the deeds. */
MUST_USE struct err steward_do(struct steward *s, enum plan_deed deed);

#endif
