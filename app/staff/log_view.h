/* Events of the log as plain sentences for staff. Pure. */
#ifndef APP_STAFF_LOG_VIEW_H
#define APP_STAFF_LOG_VIEW_H

#include "app/sound/messages.h"
#include "app/staff/health.h"
#include "platform/base/log.h"

#define STAFF_LOG 120 /* events that are kept to be looked at: about a day */

/* What the log tells: the newest first. */
struct staff_log {
    struct log_entry rows[STAFF_LOG];
    int count;
    bool checked, whole; /* its chain was followed, and nothing in it was changed */
};

struct log_line {
    enum message_id words; /* {0} in it is `what` */
    enum message_id what;  /* MSG_NONE: there is none */
    enum health_grade grade;
    const char *code; /* "P02", of the event; "K99" of one this program does not know */
};

/* The sentence of an event, and how bad it is. */
struct log_line log_line_of(const struct log_entry *e);

/* How many rows there are, of trouble only or of all. */
int log_view_count(const struct staff_log *log, bool trouble);

/* Row i of those; NULL past the last. */
const struct log_entry *log_view_at(const struct staff_log *log, bool trouble, int i);

#endif
