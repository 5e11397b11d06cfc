/* One file of a deployment onto the disk, over days if need be: STATE/fleet/HASH.part grows, its
 * bytes are flushed every 4 MiB and so many are written down; the next try asks for the rest of the
 * very same file. Whole, it is read again and must have the announced hash; then it is
 * STATE/fleet/HASH. Memory does not grow with the file. Blocking; one thread. */
#ifndef APP_STEWARD_DOWNLOAD_H
#define APP_STEWARD_DOWNLOAD_H

#include "app/steward/action_journal.h"
#include "app/steward/ddi_line.h"
#include "platform/port_clock.h"
#include "platform/port_part.h"

#define DOWNLOAD_FLUSH   ((int64_t)4 << 20)
#define DOWNLOAD_RESERVE ((int64_t)256 << 20) /* bytes that stay free for applications */
#define DOWNLOAD_BUDGET  ((int64_t)2 << 30)   /* bytes a day */
#define DOWNLOAD_FOLDER  "fleet"

enum download_end {
    DOWNLOAD_WHOLE,   /* there, and its hash is right */
    DOWNLOAD_PAUSED,  /* the time was up, or we are to stop */
    DOWNLOAD_LATER,   /* no line, a line that dropped, a server that wants time */
    DOWNLOAD_ANEW,    /* it is another file than the one begun: its first byte is next */
    DOWNLOAD_SPOILT,  /* another content or size than announced; what came is gone */
    DOWNLOAD_REFUSED, /* the server does not give it */
    DOWNLOAD_SPENT,   /* the day's bytes are used up */
    DOWNLOAD_NO_ROOM, /* on the disk, beside the reserve */
    DOWNLOAD_DISK,    /* ours failed */
};

struct download {
    struct ddi_line *line;
    struct port_part *part;
    struct port_dir *dir;
    struct port_clock *clock;
    struct action_journal *journal;
    char folder[DIR_PATH_MAX];
    int64_t reserve, budget;
    int64_t until_ms; /* monotonic: then it pauses */
    /* of the last run: */
    int64_t retry_after_s; /* -1 = not said */
    int status;            /* of the answer; 0 = none */
};

/* Fetches what is missing of file i and moves its offset and ETag in the plan, on the disk first.
 */
enum download_end download_run(struct download *d, struct plan *p, int i);

/* Where a whole file lies. */
void download_path(const struct download *d, const struct plan_file *f,
                   char ret_path[DIR_PATH_MAX]);

/* True when the whole file is there. */
bool download_has(const struct download *d, const struct plan_file *f);

/* Removes every file that the plan does not speak of; all of them when it is idle, except what was
 * fetched only to be installed later. */
void download_tidy(const struct download *d, const struct plan *p);

/* Removes what was fetched for a plan that is given up, whole or in part. */
void download_forget(const struct download *d, const struct plan *p);

/* Whether bytes may be fetched today. */
bool download_may_spend(const struct download *d);

#endif
