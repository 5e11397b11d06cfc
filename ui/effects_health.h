/* What the kiosk says of itself to the steward (app/staff/health_told.h): looked at with the
 * machine, kept in the state directory when it changed and nobody is there, and now and then
 * whether it changed or not. Main thread. */
#ifndef UI_EFFECTS_HEALTH_H
#define UI_EFFECTS_HEALTH_H

#include "app/staff/health_told.h"
#include "platform/port_portal.h"

struct shell;

/* The printer said how it is, or did not answer. */
void effects_health_printer(struct shell *s);

/* The courier answered, or nobody did. */
void effects_health_portal(struct shell *s, const struct portal_answer *answer);

/* The machine was looked at, and what the steward last said: the facts as they are judged. */
struct health_facts effects_health_facts(const struct shell *s);

/* Hands what they come to to the store's worker, when it is due. */
void effects_health_keep(struct shell *s);

#endif
