/* After everything was let through: is every promise kept, once, and nobody's file another's? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/simulation/simulation.h"

/* Staff ask for what is held to be tried again. */
static void retry_held(struct sim *s)
{
    struct outbox_row row;
    int64_t seq = 0;
    while (!failed(outbox_next(s->outbox, seq, &seq, &row))) {
        if (row.state == OUTBOX_HELD) {
            sim_must(outbox_retry(s->outbox, row.uuid, 0), "retry");
        }
    }
}

void judge_drain(struct sim *s)
{
    struct courier_report report = {.left = 1};
    s->portal.calm = 1;
    portal_arrives(s, true);
    power_stays(s);
    s->line_down = false;
    if (!s->courier_up) {
        courier_start(s);
    }
    staff_ends(s);
    for (int i = 0; i < 200 && (report.left > 0 || report.waiting > 0); i++) {
        retry_held(s);
        s->clock.ops->pass(&s->clock, 20 * 60 * 1000);
        sim_must(courier_round(&s->courier, true, &report), "last round");
        sim_must(courier_count(&s->courier, &report), "count");
    }
    if (report.left > 0 || report.waiting > 0) {
        sim_wrong(s, "%d are left and %d wait though the line is good (%s)", report.left,
                  report.waiting, report.reason);
    }
}

static int by_tag(const void *a, const void *b)
{
    const struct file_at_portal *x = a, *y = b;
    return strcmp(x->tag, y->tag);
}

static int by_uuid(const void *a, const void *b)
{
    const struct file_at_portal *x = a, *y = b;
    return strcmp(x->uuid, y->uuid);
}

static void judge_files(struct sim *s)
{
    struct practice *p = &s->portal;
    qsort(p->files, (size_t)p->count, sizeof *p->files, by_uuid);
    for (int i = 1; i < p->count; i++) {
        if (strcmp(p->files[i].uuid, p->files[i - 1].uuid) == 0) {
            sim_wrong(s, "%s is at the portal twice", p->files[i].uuid);
        }
    }
    qsort(p->files, (size_t)p->count, sizeof *p->files, by_tag);
    for (int i = 1; i < p->count; i++) {
        if (p->files[i].tag[0] != '\0' && strcmp(p->files[i].tag, p->files[i - 1].tag) == 0) {
            sim_wrong(s, "two files of one visit: %s and %s", p->files[i - 1].uuid,
                      p->files[i].uuid);
        }
    }
    qsort(p->files, (size_t)p->count, sizeof *p->files, by_uuid);
}

static const struct file_at_portal *at_portal(const struct practice *p, const char *uuid)
{
    struct file_at_portal key = {.number = 0};
    memcpy(key.uuid, uuid, sizeof key.uuid);
    return p->count == 0 ? NULL : bsearch(&key, p->files, (size_t)p->count, sizeof key, by_uuid);
}

/* What the other kiosk has is its to send; true when that is how it ended. It may be at the portal
 * from here too, when it was on its way before it went away: under one uuid both are one file. That
 * nothing of it goes out afterwards, couriers.c holds at every PUT. */
static bool judge_done(struct sim *s, const struct promise *p, const struct outbox_row *row)
{
    const bool done = row != NULL && row->state == OUTBOX_EXPORTED && row->at_rest;
    if (done ? !p->ends : p->ended) {
        sim_wrong(s, "%s is %s%s, and staff said or were told otherwise", p->uuid,
                  row == NULL ? "gone" : outbox_state_name(row->state), done ? " at rest" : "");
    }
    s->counts.done += done;
    return done;
}

static void judge_promise(struct sim *s, const struct promise *p)
{
    struct outbox_row row = {.state = OUTBOX_SAVED};
    char number[16] = "";
    const struct file_at_portal *file = at_portal(&s->portal, p->uuid);
    const bool found = !failed(outbox_find(s->outbox, p->uuid, &row));
    const bool back = found && row.state == OUTBOX_WITHDRAWN;
    if (back != (p->back || (back && p->asked))) {
        sim_wrong(s, "%s is %s, and she was told or asked otherwise", p->uuid,
                  outbox_state_name(row.state));
    }
    if (back && file != NULL) {
        sim_wrong(s, "%s is withdrawn and at the portal", p->uuid);
    }
    if (back && file == NULL) {
        s->counts.withdrawn++;
        return;
    }
    if (judge_done(s, p, found ? &row : NULL)) {
        return;
    }
    if (file == NULL) {
        sim_wrong(s, "%s was promised and is not at the portal", p->uuid);
        return;
    }
    (void)snprintf(number, sizeof number, "SIM-%06u", file->number);
    if (file->papers > 0) {
        sim_wrong(s, "%d papers of %s are missing at the portal", file->papers, p->uuid);
    }
    if (p->number[0] != '\0' && strcmp(p->number, number) != 0) {
        sim_wrong(s, "%s was shown %s and has %s", p->uuid, p->number, number);
    }
    if (failed(outbox_find(s->outbox, p->uuid, &row))) {
        sim_wrong(s, "%s is not in the outbox any more", p->uuid);
    } else if (row.state != OUTBOX_RECEIVED || strcmp(row.file_number, number) != 0) {
        sim_wrong(s, "%s is %s with number '%s' here and %s there", p->uuid,
                  outbox_state_name(row.state), row.file_number, number);
    }
}

void judge(struct sim *s)
{
    judge_files(s);
    for (int i = 0; i < s->promise_count; i++) {
        judge_promise(s, &s->promises[i]);
    }
}
