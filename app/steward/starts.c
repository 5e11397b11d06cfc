#include "app/steward/starts.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define OWN    "starts" /* STARTS CRASHES RUNS BOOT-ID */
#define RESETS "resets" /* RESETS BOOT-ID: of the last one that was counted */
#define BOOT   64

struct own {
    int64_t starts, crashes;
    int runs; /* it started and has not ended */
    char boot[BOOT];
};

static struct err read_own(struct action_journal *j, struct own *ret_own)
{
    char text[JOURNAL_TEXT];
    *ret_own = (struct own){.starts = 0};
    const struct err e = action_journal_fact(j, OWN, text);
    if (!failed(e) && sscanf(text, "%" SCNd64 " %" SCNd64 " %d %63s", &ret_own->starts,
                             &ret_own->crashes, &ret_own->runs, ret_own->boot) != 4) {
        *ret_own = (struct own){.starts = 0};
    }
    return e;
}

static struct err write_own(struct action_journal *j, const struct own *own)
{
    char text[JOURNAL_TEXT];
    (void)snprintf(text, sizeof text, "%" PRId64 " %" PRId64 " %d %s", own->starts, own->crashes,
                   own->runs, own->boot);
    return action_journal_set_fact(j, OWN, text);
}

static struct err count_own(struct action_journal *j, const char *boot_id, struct starts *ret)
{
    struct own own;
    struct err e = read_own(j, &own);
    if (failed(e)) {
        return e;
    }
    own.starts++;
    own.crashes += own.runs != 0 && strncmp(own.boot, boot_id, BOOT - 1) == 0;
    own.runs = 1;
    (void)snprintf(own.boot, sizeof own.boot, "%s", boot_id);
    ret->starts = own.starts;
    ret->crashes = own.crashes;
    return write_own(j, &own);
}

static struct err count_reset(struct action_journal *j, const char *boot_id, bool by_watchdog,
                              struct starts *ret)
{
    char text[JOURNAL_TEXT];
    char last[BOOT] = "";
    const struct err e = action_journal_fact(j, RESETS, text);
    ret->resets = 0;
    if (failed(e) ||
        (sscanf(text, "%" SCNd64 " %63s", &ret->resets, last) == 2 &&
         strncmp(last, boot_id, BOOT - 1) == 0) ||
        !by_watchdog) {
        return e;
    }
    ret->resets++;
    (void)snprintf(text, sizeof text, "%" PRId64 " %.63s", ret->resets, boot_id);
    return action_journal_set_fact(j, RESETS, text);
}

struct err starts_begin(struct action_journal *j, const char *boot_id, bool by_watchdog,
                        struct starts *ret_starts)
{
    *ret_starts = (struct starts){.starts = 0};
    const struct err e = count_own(j, boot_id, ret_starts);
    return failed(e) ? e : count_reset(j, boot_id, by_watchdog, ret_starts);
}

struct err starts_end(struct action_journal *j)
{
    struct own own;
    const struct err e = read_own(j, &own);
    own.runs = 0;
    return failed(e) || own.starts == 0 ? e : write_own(j, &own);
}
