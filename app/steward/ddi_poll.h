/* What the fleet server answers to a poll, and to the question what is cancelled (hawkBit's DDI,
 * reference/fleet-reliability-security.md 1.2). The answer is hostile input: bounded, strict, and
 * nothing of it is used but what is read here. Ids are opaque texts, links are followed as given.
 * Pure; any thread. */
#ifndef APP_STEWARD_DDI_POLL_H
#define APP_STEWARD_DDI_POLL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

#define DDI_ID        80  /* bytes of an id, its NUL included */
#define DDI_HREF      512 /* of a link */
#define DDI_SLEEP_MIN 30
#define DDI_SLEEP_MAX (24 * 60 * 60) /* a longer sleep is this one */

enum ddi_task {
    DDI_NOTHING,
    DDI_DEPLOYMENT,
    DDI_CANCEL,
    DDI_CONFIRMATION,
};

struct ddi_poll {
    int64_t sleep_s; /* DDI_SLEEP_MIN..DDI_SLEEP_MAX; -1 = it names none that makes sense */
    enum ddi_task task;
    char id[DDI_ID];          /* of the action or cancellation; as the link names it */
    char href[DDI_HREF];      /* where it is */
    char configure[DDI_HREF]; /* where our attributes are wanted; "" = not wanted */
};

/* ERR_BAD_INPUT for what is no answer to a poll. Of several tasks, which hawkBit never gives, a
 * cancellation goes before a deployment, that before a confirmation. */
MUST_USE struct err ddi_poll_read(const char *text, size_t size, struct ddi_poll *ret_poll);

/* Seconds of "HH:MM:SS" or of an ISO-8601 duration of weeks, days, hours, minutes and seconds,
 * capped as above; -1 for anything else. */
int64_t ddi_sleep(const char *text);

/* What an answer to cancelAction/ID stops, by the id of the action. ERR_BAD_INPUT. */
MUST_USE struct err ddi_cancel_read(const char *text, size_t size, char ret_stop[DDI_ID]);

/* True for http:// or https:// with a host, printable, without user, blank, quote or fragment,
 * shorter than DDI_HREF. */
bool ddi_href_is_fine(const char *href);

/* True for 1 to DDI_ID - 1 printable characters of ASCII without blank, quotes, / ? # % < > &. */
bool ddi_id_is_fine(const char *id);

/* Whether an ETag may be sent back: visible characters of ASCII alone (RFC 9110 8.8.3), so that no
 * server puts a line end into a request of ours. */
bool ddi_etag_is_fine(const char *etag);

/* The part of the link's path behind "/name/", up to / or ?; false when it is no fine id. */
bool ddi_id_of(const char *href, const char *name, char ret_id[DDI_ID]);

#endif
