/* What the steward tells the fleet server, as JSON. Details are plain ASCII without < > &, at most
 * 20 lines of 200 characters: hawkBit refuses a feedback with anything that looks like HTML, and
 * the action would hang for ever. No personal data is ever given to this. Pure; any thread. */
#ifndef APP_STEWARD_DDI_FEEDBACK_H
#define APP_STEWARD_DDI_FEEDBACK_H

#include <stdint.h>

#include "platform/base/buf.h"

#define DDI_DETAILS    20
#define DDI_DETAIL     201        /* bytes of a line, its NUL included */
#define DDI_STATUS_MAX (8 * 1024) /* bytes that are always enough for a status */

/* status.code: what the province engineer looks up; numbers never change their meaning. */
enum reason {
    REASON_DONE = 0,
    REASON_OFFER = 10,       /* the offer itself is wrong: empty, misshapen, encrypted */
    REASON_NO_HASH = 11,     /* a file without SHA-256 */
    REASON_TOO_LARGE = 12,   /* a file larger than 1 GiB, or too many of them */
    REASON_NO_ROOM = 13,     /* the disk has no room for it and the reserve */
    REASON_PART = 14,        /* a chunk's part that this version does not install */
    REASON_OLDER = 15,       /* older than what runs */
    REASON_DOWNLOAD = 20,    /* the server refused a file, or it never came whole */
    REASON_HASH = 21,        /* twice another content than was announced */
    REASON_SIGNATURE = 30,   /* the bundle or pack is not signed by us, or not for this machine */
    REASON_INSTALL = 31,     /* it could not be written */
    REASON_OTHER = 32,       /* the bundle has another version than was announced */
    REASON_UNSOUND = 33,     /* what is in the pack cannot be used */
    REASON_EXPIRED = 34,     /* the pack's last day is over */
    REASON_FIRMWARE = 35,    /* the pack needs a newer firmware */
    REASON_ROLLED_BACK = 40, /* the new version was left by the gate of health or the loader */
    REASON_UNDONE = 41,      /* the pack failed in its first visit; what was before is back */
    REASON_UNTRIED = 42,     /* the pack is in use and no visit has tried it: no failure */
    REASON_CANCELLED = 50,   /* stopped in time, as asked for */
    REASON_TOO_LATE = 51,    /* it is being installed already and cannot be stopped */
};

/* A sentence for a reason, fit to be a detail; never NULL. */
const char *reason_sentence_of(enum reason reason);

enum ddi_execution {
    DDI_CLOSED,
    DDI_PROCEEDING,
    DDI_SCHEDULED,
    DDI_REJECTED,
    DDI_RESUMED,
    DDI_DOWNLOAD,
    DDI_DOWNLOADED,
};
enum ddi_finished { DDI_NONE, DDI_SUCCESS, DDI_FAILURE };

struct ddi_status {
    enum ddi_execution execution;
    enum ddi_finished finished;
    int code;        /* enum reason; -1 = none is told */
    int done, of;    /* progress; of 0 = none is told */
    int64_t time_ms; /* Unix; 0 = not told */
    const char *details[DDI_DETAILS];
};

/* Appends the status as JSON; whatever was wrong in a detail is a space, what was too long is cut.
 */
void ddi_status_write(struct buf *out, const struct ddi_status *status);

/* Appends the answer to a confirmation: yes, or no with a reason. */
void ddi_confirm_write(struct buf *out, bool yes, enum reason reason);

#define DDI_ATTRIBUTES 100 /* hawkBit takes no more of a kiosk */
#define DDI_ATTRIBUTE  129 /* bytes of a key and of a value, NUL included */
#define DDI_ATTRIBUTES_MAX                                                                         \
    (DDI_ATTRIBUTES * (2 * DDI_ATTRIBUTE + 6) + 64) /* bytes that suffice                          \
                                                     */

struct ddi_attribute {
    const char *key, *value;
};

/* Appends our attributes, in place of all that were there; empty values are left out. */
void ddi_attributes_write(struct buf *out, const struct ddi_attribute *list, int count);

/* One line made fit to be told, into out. */
void ddi_plain(const char *text, char out[DDI_DETAIL]);

#endif
