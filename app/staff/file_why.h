/* What staff read of an application that is not known to have arrived: where it stands, and why, in
 * a sentence they can act on. Pure. */
#ifndef APP_STAFF_FILE_WHY_H
#define APP_STAFF_FILE_WHY_H

#include "app/outbox/outbox.h"
#include "app/sound/messages.h"

/* Where it stands. */
enum message_id file_state(const struct outbox_row *row);

/* Why, and what to do, for the word of outbox_row.last_reason (app/courier/reasons.h); MSG_NONE
 * when its state says it all. */
enum message_id file_why(const char *reason);

/* A person decides: the portal refused it, or it waited 90 days. */
bool file_is_for_a_person(const struct outbox_row *row, int64_t now_s);

#endif
