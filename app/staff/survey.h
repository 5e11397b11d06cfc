/* What the outbox tells staff: how much waits, for how long, and the oldest of it. Nothing of a
 * citizen. The store's worker only. */
#ifndef APP_STAFF_SURVEY_H
#define APP_STAFF_SURVEY_H

#include "app/staff/staff.h"

/* Counts what is not sent at now, lists the oldest, and counts what was saved since midnight (both
 * Unix seconds). */
MUST_USE struct err survey(struct outbox *o, int64_t now, int64_t midnight,
                           struct health_outbox *ret_found, struct staff_files *ret_files);

/* Does with one application what wish says (STAFF_FILE_...), at now. ERR_REFUSED: it cannot be done
 * with it any more, as where the portal has it; ERR_NOT_FOUND. */
MUST_USE struct err survey_file(struct outbox *o, enum staff_wish wish, const char *uuid,
                                int64_t now);

/* Makes everything that waits due now, what the portal refused among it; *ret_count of them. The
 * first error ends it. */
MUST_USE struct err survey_retry(struct outbox *o, int64_t now, int *ret_count);

#endif
