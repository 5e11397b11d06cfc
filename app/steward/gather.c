#include "app/steward/gather.h"

#include <stdio.h>

#include "app/outbox/outbox.h"
#include "app/staff/day_file.h"
#include "app/staff/survey.h"

void gather_init(struct gather *g, const struct gather_params *params)
{
    *g = (struct gather){.params = *params};
}

/* --- the machine ------------------------------------------------------------------------------ */

static void tell_known(struct metrics *m, enum metric_id id, int64_t value)
{
    if (value >= 0) {
        metrics_set(m, id, "", value);
    }
}

static void tell_machine(struct gather *g, struct metrics *m)
{
    struct machine_facts f = {.disk_free = -1};
    if (g->params.machine == NULL) {
        return;
    }
    g->params.machine->ops->look(g->params.machine, &f);
    metrics_set(m, METRIC_LINES, "", f.lines_up);
    tell_known(m, METRIC_DISK_FREE, f.disk_free);
    tell_known(m, METRIC_DISK_SIZE, f.disk_size);
    tell_known(m, METRIC_HEAT, f.celsius);
    tell_known(m, METRIC_BATTERY, f.battery_percent);
    if (f.disk_life_used > 0) {
        metrics_set(m, METRIC_DISK_LIFE, "", f.disk_life_used);
    }
    if (f.clock_kept) {
        metrics_set(m, METRIC_CLOCK_SET, "", f.clock_set);
    }
    if (f.power == POWER_MAINS || f.power == POWER_BATTERY) {
        metrics_set(m, METRIC_ON_BATTERY, "", f.power == POWER_BATTERY);
    }
    if (f.slot[0] != '\0') {
        metrics_set(m, METRIC_SLOT, f.slot, 1);
    }
}

/* --- the outbox ------------------------------------------------------------------------------- */

static int64_t midnight_at(const struct gather *g, int64_t now)
{
    return day_midnight(now, g->params.offset_minutes);
}

/* Before the kiosk has made it there is none, and that the courier has not made its key yet keeps
 * nobody from counting. */
static void look_at_outbox(struct gather *g, int64_t now)
{
    struct outbox *o = NULL;
    g->found_told = false;
    if (failed(outbox_open_guest(&o, g->params.state))) {
        return;
    }
    const struct err e = survey(o, now, midnight_at(g, now), &g->found, &g->files);
    g->found_told = !failed(e);
    outbox_close(o);
}

/* --- the kiosk's word on itself --------------------------------------------------------------- */

static void look_at_health(struct gather *g, int64_t now)
{
    char path[DIR_PATH_MAX];
    struct file_bytes file = {0};
    g->health_there = false;
    (void)snprintf(path, sizeof path, "%s/" HEALTH_TOLD_FILE, g->params.state);
    if (failed(g->params.dir->files->ops->read(path, HEALTH_TOLD_BYTES, &file))) {
        return;
    }
    g->health_there =
        health_told_read(file.bytes, file.size, &g->health) && health_told_fresh(&g->health, now);
    g->params.dir->files->ops->unmap(&file);
}

static void tell_health(const struct health_told *h, struct metrics *m)
{
    for (int i = 0; i < HEALTH_PARTS; i++) {
        if (h->known[i]) {
            metrics_set(m, METRIC_HEALTH, health_told_word((enum health_part)i), h->grade[i]);
        }
    }
    tell_known(m, METRIC_PAPER, h->paper_left);
    tell_known(m, METRIC_PORTAL, h->portal);
}

bool gather_minute(struct gather *g, struct metrics *m, int64_t now)
{
    const int64_t quarter = now / METRICS_EVERY;
    const bool anew = quarter != g->quarter;
    if (anew) {
        g->quarter = quarter;
        look_at_outbox(g, now);
    }
    if (g->found_told) {
        metrics_set(m, METRIC_WAITING, "", g->found.waiting);
        metrics_set(m, METRIC_HELD, "", g->found.held);
        metrics_set(m, METRIC_OLDEST, "", g->found.oldest_s);
    }
    if (anew || !g->health_there) {
        look_at_health(g, now);
    }
    if (g->health_there) {
        tell_health(&g->health, m);
    }
    tell_machine(g, m);
    return anew;
}

/* --- the day ---------------------------------------------------------------------------------- */

/* Of another day it is nothing: the kiosk takes that away itself. */
static void read_tally(struct gather *g, int64_t midnight)
{
    char path[DIR_PATH_MAX];
    struct file_bytes file = {0};
    g->tally = (struct day_tally){.midnight = 0};
    (void)snprintf(path, sizeof path, "%s/" DAY_FILE, g->params.state);
    if (failed(g->params.dir->files->ops->read(path, DAY_FILE_BYTES, &file))) {
        return;
    }
    const bool today = day_file_read(file.bytes, file.size, midnight, &g->tally);
    g->params.dir->files->ops->unmap(&file);
    if (!today) {
        g->tally = (struct day_tally){.midnight = 0};
    }
}

bool gather_day(struct gather *g, struct metrics *m, int64_t now)
{
    const int64_t midnight = midnight_at(g, now);
    char log[DIR_PATH_MAX + 8];
    read_tally(g, midnight);
    (void)snprintf(log, sizeof log, "%s/log", g->params.state);
    ack_times_look(&g->acks, log, midnight);
    counts_load(&g->counts, g->params.dir->files, g->params.state, "1970-01-01");
    const bool filed = g->found_told && g->files.day.filed > 0;
    if (!filed && g->tally.midnight == 0) {
        return false;
    }
    const struct centre_facts facts = {.files = g->found_told ? &g->files.day : NULL,
                                       .tally = &g->tally,
                                       .counts = &g->counts,
                                       .acks = &g->acks,
                                       .midnight = midnight};
    centre_tell(m, &facts);
    return true;
}
