#include "app/steward/log_tally.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define NAME    32
#define NEAR_S  10 /* by so much two words on when the machine started may differ */
#define LONGEST ((int64_t)9999999999) /* seconds; more than that is nonsense, and has no room */
#define NUMBERS 9

static void name_of(const struct log_tally *t, char ret_name[NAME])
{
    (void)snprintf(ret_name, NAME, "tally.%s", t->who);
}

/* STARTS CRASHES DAMAGED BROKEN FILE SEQ RUNS BEGAN UP */
static void read_text(struct log_tally *t, const char *text)
{
    struct log_tally r = {.who = t->who};
    int runs = 0;
    if (sscanf(text,
               "%" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64 " %d %" SCNu64 " %d %" SCNd64
               " %" SCNd64,
               &r.starts, &r.crashes, &r.damaged, &r.broken, &r.place.number, &r.place.seq, &runs,
               &r.began, &r.up) == NUMBERS) {
        r.runs = runs != 0;
        *t = r;
    }
}

struct err log_tally_open(struct log_tally *t, struct action_journal *j, const char *who)
{
    char name[NAME];
    char text[JOURNAL_TEXT];
    *t = (struct log_tally){.who = who};
    name_of(t, name);
    const struct err e = action_journal_fact(j, name, text);
    read_text(t, text);
    return e;
}

static struct err keep(struct log_tally *t, struct action_journal *j)
{
    char name[NAME];
    char text[JOURNAL_TEXT];
    name_of(t, name);
    const int length = snprintf(text, sizeof text,
                                "%" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %d %" PRIu64
                                " %d %" PRId64 " %" PRId64,
                                t->starts, t->crashes, t->damaged, t->broken, t->place.number,
                                t->place.seq, t->runs, t->began, t->up);
    if (length < 0 || length >= (int)sizeof text) {
        return ERR(ERR_FULL, 0, "steward: a tally of the log");
    }
    const struct err e = action_journal_set_fact(j, name, text);
    t->changed = failed(e);
    return e;
}

static void count_start(struct log_tally *t, const struct log_entry *entry)
{
    const bool said = entry->b > 0 && entry->b <= LONGEST && entry->seconds <= (uint64_t)LONGEST;
    const int64_t up = said ? entry->b : 0;
    const int64_t began = said ? (int64_t)entry->seconds - up : 0;
    const int64_t apart = began > t->began ? began - t->began : t->began - began;
    const bool same = said && t->up > 0 && up >= t->up && apart <= NEAR_S;
    t->starts++;
    t->crashes += t->runs && same;
    t->runs = true;
    t->began = began;
    t->up = up;
}

void log_tally_count(struct log_tally *t, const struct log_entry *entry)
{
    switch ((int)entry->id) {
    case EV_STARTED:
        count_start(t, entry);
        break;
    case EV_STOPPED:
        t->runs = false;
        return;
    case EV_STORE_DAMAGED:
        t->damaged++;
        break;
    case EV_LOG_BROKEN:
        t->broken++;
        break;
    default:
        return;
    }
    t->changed = true;
}

static void count(void *context, const struct log_entry *entry)
{
    log_tally_count(context, entry);
}

struct err log_tally_turn(struct log_tally *t, struct action_journal *j, const char *folder)
{
    const struct err e = audit_since(folder, t->who, &t->place, count, t);
    const struct err kept = t->changed ? keep(t, j) : ERR_OK;
    return failed(e) ? e : kept;
}

void log_tally_tell(const struct log_tally *t, struct metrics *m)
{
    metrics_set(m, METRIC_STARTS, t->who, t->starts);
    metrics_set(m, METRIC_CRASHES, t->who, t->crashes);
    metrics_set(m, METRIC_DAMAGED, t->who, t->damaged);
    metrics_set(m, METRIC_LOG_BROKEN, t->who, t->broken);
}
