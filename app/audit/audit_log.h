/* The event log on the disk: STATE/log/WHO-N.log as a chain (chain.h), sealed every 100 events,
 * every 15 minutes there are events, and at the end. What was written survives kill -9, what was
 * sealed a power cut: the last seal is also in WHO.head, so that a log cut shorter than it is known
 * to be. Each writer has its own key: WHO.key (0400) and WHO.pub. */
#ifndef APP_AUDIT_AUDIT_LOG_H
#define APP_AUDIT_AUDIT_LOG_H

#include "app/audit/chain.h"
#include "platform/base/log.h"
#include "platform/base/worker.h"
#include "platform/port_dir.h"
#include "platform/port_journal.h"

#define AUDIT_EVENTS     100
#define AUDIT_SECONDS    (15 * 60)
#define AUDIT_FILE_BYTES (256 * 1024) /* then the next file begins */
#define AUDIT_FILES      40           /* kept: ten megabytes */
#define AUDIT_HEAD       320          /* bytes of a head */

struct audit_log {
    struct port_journal *journal; /* NULL: nothing is kept */
    struct port_dir *dir;
    char folder[DIR_PATH_MAX];
    const char *who; /* "kiosk", "courier" */
    uint8_t seed[SEAL_KEY];
    struct chain chain;
    int64_t seal_time; /* of the last seal */
    size_t bytes;      /* of the open file */
    int number;        /* of the open file */
    bool torn;         /* the last line may be there in part */
    struct worker worker;
    char head[AUDIT_HEAD]; /* the worker's while it works */
    bool head_failed;      /* the worker's, too */
};

/* Opens or makes the log of `who` in state_dir/log. A line left unfinished is closed. One that is
 * not what this program wrote is left as it is: a new file begins, and ret_broken tells. After an
 * error nothing is kept and everything else goes on. */
MUST_USE struct err audit_open(struct audit_log *log, const char *state_dir, const char *who,
                               struct port_journal *journal, struct port_dir *dir, int64_t now_s,
                               bool *ret_broken);

/* Writes one event; context is the audit_log: what log_also() wants. Never blocks on the disk's
 * flush. */
void audit_event(void *context, const struct log_entry *entry);

/* Seals and closes. Accepts one that never opened. */
void audit_close(struct audit_log *log, int64_t now_s);

#endif
