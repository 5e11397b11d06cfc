#include "tests/crash/judge.h"

#include <stdio.h>
#include <string.h>

#include "app/outbox/dispatch.h"
#include "app/outbox/outbox_export.h"
#include "app/outbox/outbox_inside.h"
#include "platform/base/secret.h"
#include "tests/crash/stick.h"

const char *const harm_names[HARM_KINDS] = {
    "lost", "half there", "sent again unasked", "left behind", "corrupt", "doubled", "astray"};

unsigned long verdict_harm(const struct verdict *v)
{
    unsigned long sum = 0;
    for (int i = 0; i < HARM_KINDS; i++) {
        sum += v->harm[i];
    }
    return sum;
}

void verdict_print(const char *what, const struct verdict *v)
{
    printf(
        "# %s: %lu power cuts (%lu kept a prefix, %lu dropped, %lu torn), %lu again while"
        " starting, %lu followed to the portal, %lu times one found withdrawn, %lu times exported,"
        " %lu times done elsewhere, %lu half bundles refused",
        what, v->cuts, v->left[CRASH_PREFIX], v->left[CRASH_DROPPED], v->left[CRASH_TORN], v->again,
        v->drained, v->withdrawn, v->exported, v->ended, v->refused);
    for (int i = 0; i < HARM_KINDS; i++) {
        printf("%s %lu %s", i == 0 ? ":" : ",", v->harm[i], harm_names[i]);
    }
    printf("\n");
}

static bool opens_paper(struct outbox *o, const struct app *a, const struct parcel *p, int i)
{
    struct arena memory = {0};
    const void *bytes = NULL;
    if (failed(dispatch_paper(o, p, i, &memory, &bytes))) {
        return false;
    }
    const bool same =
        p->papers[i].size == a->paper_size[i] && memcmp(bytes, a->papers[i], a->paper_size[i]) == 0;
    secret_close(&memory);
    return same;
}

bool judge_opens(struct outbox *o, const struct seal_secret *key, const struct app *a)
{
    struct parcel p;
    if (failed(dispatch_load(o, key, a->uuid, &p))) {
        return false;
    }
    bool good = strcmp(p.sha256, a->sha256) == 0 && p.paper_count == a->paper_count;
    for (int i = 0; i < p.paper_count && good; i++) {
        good = opens_paper(o, a, &p, i);
    }
    dispatch_wipe(o, &p);
    return good;
}

static bool left_behind(const struct world *after, const struct app *a)
{
    for (int i = 0; i < a->piece_count && !after->damaged && !after->real; i++) {
        if (crash_disk_holds(&after->disk, after->state, a->pieces[i], PIECE)) {
            return true;
        }
    }
    return false;
}

static bool is_undone(const struct app *a, size_t op, enum outbox_state state)
{
    enum outbox_state next;
    const enum outbox_state told = world_told(a, op, &next);
    return (told == OUTBOX_RECEIVED && state != OUTBOX_RECEIVED) ||
           (told == OUTBOX_SENT && state != OUTBOX_SENT && state != OUTBOX_RECEIVED &&
            state != next) ||
           (state == OUTBOX_RECEIVED && a->number_at > op);
}

/* Withdrawn is what she asked for, what was told so stays so, and never what the portal has. */
static bool is_untrue(const struct app *a, size_t op, enum outbox_state state)
{
    return state == OUTBOX_WITHDRAWN ? a->asked > op || a->stored_at < op : a->back <= op;
}

/* Done is what a person said, what was told so stays so. */
static bool is_end_untrue(const struct app *a, size_t op, const struct outbox_row *row)
{
    const bool ended = row->state == OUTBOX_EXPORTED && row->at_rest;
    return ended ? a->ends > op : a->ended <= op;
}

/* It went to another kiosk, and what was to go there is gone. */
static bool is_half_exported(struct outbox *o, const struct outbox_row *row)
{
    struct outbox_export x;
    return row->state == OUTBOX_EXPORTED && !row->at_rest &&
           (failed(outbox_export_find(o, row->uuid, &x)) || x.state != OUTBOX_EXPORT_DONE ||
            x.bytes == 0);
}

static void judge_app(struct world *after, struct outbox *o, const struct app *a, size_t op,
                      struct verdict *v)
{
    struct outbox_row row;
    const struct err e = outbox_find(o, a->uuid, &row);
    const bool saved = a->done <= op;
    if (failed(e)) {
        v->harm[e.code == ERR_NOT_FOUND ? HARM_LOST : HARM_CORRUPT] +=
            saved || e.code != ERR_NOT_FOUND;
        return;
    }
    v->harm[HARM_HALF] += (a->began >= op && a->done > 0) || is_half_exported(o, &row);
    v->exported += row.state == OUTBOX_EXPORTED;
    v->harm[HARM_UNDONE] +=
        is_undone(a, op, row.state) || is_untrue(a, op, row.state) || is_end_untrue(a, op, &row);
    v->withdrawn += row.state == OUTBOX_WITHDRAWN;
    const bool ended = row.state == OUTBOX_EXPORTED && row.at_rest;
    v->ended += ended;
    if (row.state == OUTBOX_RECEIVED || row.state == OUTBOX_WITHDRAWN || ended) {
        v->harm[HARM_LEFT_BEHIND] += left_behind(after, a);
    } else if (!judge_opens(o, &after->courier.key, a)) {
        v->harm[saved ? HARM_LOST : HARM_HALF]++;
    }
}

/* As the courier begins: what a dead one was doing is taken up. */
static void judge_started(const struct world *lived, struct world *after, size_t op,
                          struct verdict *v)
{
    struct outbox *o = NULL;
    struct err e = world_start(after);
    if (!failed(e)) {
        e = dispatch_open(&o, after->state, &after->dir);
    }
    if (!failed(e)) {
        e = dispatch_recover(o);
    }
    if (failed(e) || (outbox_damaged(after->kiosk) != 0 && !after->damaged)) {
        v->harm[HARM_CORRUPT]++;
        after->bad = e;
        outbox_close(o);
        return;
    }
    for (int i = 0; i < lived->app_count; i++) {
        judge_app(after, o, &lived->apps[i], op, v);
    }
    outbox_close(o);
    stick_judge(lived, after, op, v);
}

/* The other kiosk sends it. */
static void judge_ended(struct world *after, const struct app *a, int i, struct verdict *v)
{
    const struct portal *p = &after->portal;
    v->harm[HARM_DOUBLED] += p->puts[i] > 0 || p->stored[i][0] != '\0';
    for (int k = 0; k < a->paper_count; k++) {
        v->harm[HARM_DOUBLED] += p->paper_puts[i][k] > 0;
    }
    v->harm[HARM_LEFT_BEHIND] += left_behind(after, a);
}

static void judge_arrived(struct world *after, const struct app *a, int i, size_t op,
                          struct verdict *v)
{
    const struct portal *p = &after->portal;
    enum outbox_state next;
    const enum outbox_state told = world_told(a, op, &next);
    struct outbox_row row;
    if (failed(outbox_find(after->kiosk, a->uuid, &row))) {
        v->harm[HARM_LOST] += a->done <= op;
        return;
    }
    v->harm[HARM_UNDONE] += a->back <= op && row.state != OUTBOX_WITHDRAWN;
    if (row.state == OUTBOX_WITHDRAWN && a->asked <= op) {
        v->harm[HARM_DOUBLED] += p->stored[i][0] != '\0';
        v->harm[HARM_LEFT_BEHIND] += left_behind(after, a);
        return;
    }
    if (row.state == OUTBOX_EXPORTED && row.at_rest && a->ends <= op) {
        judge_ended(after, a, i, v);
        return;
    }
    v->harm[HARM_UNDONE] += a->ended <= op;
    v->harm[HARM_LOST] +=
        row.state != OUTBOX_RECEIVED || (told != OUTBOX_RECEIVED && p->stored[i][0] == '\0');
    v->harm[HARM_DOUBLED] += p->others[i] > 0 || strcmp(p->stored[i], a->sha256) != 0;
    v->harm[HARM_UNDONE] += (told == OUTBOX_RECEIVED && p->puts[i] > 0) ||
                            (told == OUTBOX_SENT && next == OUTBOX_SENT && p->put_first[i]);
    for (int k = 0; k < a->paper_count; k++) {
        v->harm[HARM_DOUBLED] += a->paper_done[k] <= op && p->paper_puts[i][k] > 0;
    }
    v->harm[HARM_LEFT_BEHIND] += left_behind(after, a);
}

static void begin_after(const struct world *lived, uint64_t seed, struct world *after)
{
    memcpy(after->apps, lived->apps, sizeof after->apps);
    after->app_count = lived->app_count;
    after->random = random_seeded(seed);
    after->clock = lived->clock;
    after->dir = lived->dir;
    after->real = lived->real;
    memcpy(after->state, lived->state, sizeof after->state);
    after->damaged = lived->damaged;
    after->bad = ERR_OK;
    crash_disk_mount(&after->disk);
}

void judge_cut(const struct world *lived, size_t op, enum crash_left left, uint64_t seed,
               bool drain, struct world *after, struct verdict *v)
{
    crash_disk_cut(&lived->disk, op, left, seed, &after->disk);
    judge_look(lived, op, drain, after, v);
    v->cuts++;
    v->left[left]++;
}

void judge_look(const struct world *lived, size_t op, bool drain, struct world *after,
                struct verdict *v)
{
    begin_after(lived, op, after);
    judge_started(lived, after, op, v);
    if (drain && !failed(after->bad)) {
        portal_at(after, op);
        v->drained++;
        if (!world_drain(after)) {
            v->harm[HARM_LOST]++;
        }
        for (int i = 0; i < lived->app_count; i++) {
            judge_arrived(after, &lived->apps[i], i, op, v);
        }
    }
    world_stop(after);
}

void judge_again(const struct world *after, size_t op, uint64_t seed, struct world *third,
                 struct verdict *v)
{
    const size_t moment = (size_t)(seed % (after->disk.op_count + 1));
    const enum crash_left left = (enum crash_left)(seed / 7 % 3);
    crash_disk_cut(&after->disk, moment, left, seed, &third->disk);
    begin_after(after, seed, third);
    judge_started(after, third, op, v);
    world_stop(third);
    v->again++;
}
