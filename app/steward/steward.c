#include "app/steward/steward_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/outbox/seal.h"
#include "app/steward/plan_end.h"
#include "platform/base/log.h"

#define VIETNAM   (7 * 3600)
#define LONGEST   ((int64_t)60 * 1000) /* a turn is due at least so often */
#define UNSURE_MS 3000

int64_t steward_now(struct steward *s)
{
    return (int64_t)s->params.clock->ops->now_ms(s->params.clock);
}

void steward_say(struct steward *s, const char *what, const char *detail)
{
    char plain[DDI_DETAIL];
    if (s->params.say != NULL) {
        ddi_plain(detail, plain);
        s->params.say(what, plain);
    }
}

bool steward_look(struct steward *s, struct slots_view *ret_view)
{
    struct port_slots *slots = s->params.slots;
    if (!failed(slots->ops->look(slots, ret_view))) {
        return true;
    }
    *ret_view = (struct slots_view){.boot_id = "unknown"};
    return false;
}

/* --- the plan --------------------------------------------------------------------------------- */

struct err steward_save(struct steward *s, const struct plan *next)
{
    const bool moved = next->state != s->plan.state || strcmp(next->action, s->plan.action) != 0;
    const bool other = strcmp(next->action, s->plan.action) != 0;
    const bool given_up = other && s->plan.state < PLAN_INSTALLING;
    INVARIANT(plan_check(next) == 0);
    const char *counted = plan_end_fact(plan_end_of(&s->plan, next));
    const struct err e = action_journal_write_counting(&s->journal, next, counted);
    if (failed(e)) {
        return e;
    }
    if (given_up) {
        download_forget(&s->download, &s->plan);
    }
    s->plan = *next;
    if (moved) {
        s->noted = false;
        s->counting = false;
        s->begun = false;
        s->fetch_ms = s->hold_ms = s->install_ms = s->look_ms = s->report_ms = 0;
        s->tries = s->report_tries = 0;
        s->furthest = 0;
        s->bare = false;
        steward_say(s, plan_state_name(next->state),
                    next->state == PLAN_REPORT ? next->result.detail : next->action);
    }
    if (other) {
        s->owes_resumed = false;
        download_tidy(&s->download, &s->plan);
    }
    return ERR_OK;
}

/* A whole file that is not there any more was taken from us; it is fetched again. */
static void miss_files(struct steward *s, struct plan *p)
{
    if (p->state < PLAN_VERIFIED || p->state > PLAN_INSTALLING) {
        return;
    }
    for (int i = 0; i < p->count; i++) {
        if (p->files[i].whole && !p->files[i].taken && !download_has(&s->download, &p->files[i])) {
            p->files[i].whole = false;
            p->files[i].offset = 0;
            p->state = PLAN_DOWNLOADING;
        }
    }
}

/* What the start of the machine has made of an installation. Where the installer does not answer,
 * as it may not yet behind a start, nobody knows: what was begun is neither begun again nor
 * restarted for, or a version that is on trial would be restarted until it is left. */
static struct err judge_start(struct steward *s, struct plan *next)
{
    struct slots_view view;
    const bool owes = s->owes_resumed;
    const bool begun = next->state >= PLAN_INSTALLING && next->state <= PLAN_REBOOTING;
    const bool known = steward_look(s, &view);
    s->unsure = !known && begun && plan_bundle(next) >= 0;
    s->start_ms = steward_now(s) + UNSURE_MS;
    if (known) {
        plan_restarted(next, &view);
    }
    if (!s->unsure) {
        miss_files(s, next);
        download_tidy(&s->download, next);
    }
    if (next->state == s->plan.state) {
        return ERR_OK;
    }
    const struct err e = steward_save(s, next);
    s->owes_resumed = owes;
    return e;
}

static struct err take_up(struct steward *s)
{
    struct plan next = s->plan;
    s->owes_resumed = next.state != PLAN_IDLE;
    return judge_start(s, &next);
}

/* What is kept for staff over a restart. */
static struct err read_facts(struct steward *s)
{
    char text[JOURNAL_TEXT];
    struct err e = action_journal_fact(&s->journal, "lost", text);
    if (!failed(e)) {
        s->lost_s = strtoll(text, NULL, 10);
        e = action_journal_fact(&s->journal, "ended", text);
    }
    if (!failed(e)) {
        char *end = text;
        s->ended_code = (int)strtol(text, &end, 10);
        s->ended_s = strtoll(end, NULL, 10);
    }
    return e;
}

/* --- opening ---------------------------------------------------------------------------------- */

struct err steward_open(struct steward *s, const struct steward_params *params)
{
    char sleep[JOURNAL_TEXT];
    memset(s, 0, sizeof *s);
    s->params = *params;
    struct err e = seal_start();
    if (!failed(e)) {
        e = params->dir->ops->make(params->dir, params->state_dir);
    }
    if (!failed(e)) {
        e = action_journal_open(&s->journal, params->dir, params->state_dir, &s->plan);
    }
    if (!failed(e)) {
        e = action_journal_fact(&s->journal, "sleep", sleep);
    }
    if (failed(e)) {
        action_journal_close(&s->journal);
        return e;
    }
    s->schedule =
        (struct schedule){.random = params->random,
                          .pace_ms = params->pace_ms > 0 ? params->pace_ms : SCHEDULE_PACE_MS,
                          .sleep_s = strtol(sleep, NULL, 10)};
    schedule_first(&s->schedule, steward_now(s));
    s->download =
        (struct download){.line = params->line,
                          .part = params->part,
                          .dir = params->dir,
                          .clock = params->clock,
                          .journal = &s->journal,
                          .reserve = params->reserve > 0 ? params->reserve : DOWNLOAD_RESERVE,
                          .budget = params->budget > 0 ? params->budget : DOWNLOAD_BUDGET};
    snprintf(s->download.folder, sizeof s->download.folder, "%s/" DOWNLOAD_FOLDER,
             params->state_dir);
    e = read_facts(s);
    e = failed(e) ? e : take_up(s);
    if (failed(e)) {
        action_journal_close(&s->journal);
    }
    return e;
}

void steward_close(struct steward *s)
{
    struct port_hold *hold = s->params.hold;
    if (hold != NULL) {
        hold->ops->release(hold);
    }
    action_journal_close(&s->journal);
}

void steward_poll_now(struct steward *s)
{
    s->schedule.next_ms = steward_now(s);
}

bool steward_is_idle(const struct steward *s)
{
    return s->plan.state == PLAN_IDLE && s->plan.cancel_href[0] == '\0';
}

/* --- a turn ----------------------------------------------------------------------------------- */

static bool is_night(struct steward *s)
{
    const int64_t local = s->params.clock->ops->now_s(s->params.clock) + VIETNAM;
    const int hour = (int)(local / 3600 % 24);
    const int from = s->params.night_from;
    const int to = s->params.night_to;
    return from == to || (from < to ? hour >= from && hour < to : hour >= from || hour < to);
}

/* When the deed may be done; -1 = it is not waited for. */
static int64_t due_of(const struct steward *s, enum plan_deed deed)
{
    switch (deed) {
    case DEED_DOWNLOAD:
        return s->fetch_ms;
    case DEED_HOLD:
        return s->hold_ms;
    case DEED_INSTALL:
        return s->install_ms;
    case DEED_REBOOT:
        return s->restart_ms;
    case DEED_LOOK:
        return s->look_ms;
    case DEED_REPORT:
        return s->report_ms;
    case DEED_NONE:
    default:
        return -1;
    }
}

static enum plan_deed deed_of(struct steward *s)
{
    const struct plan_world world = {.night = is_night(s),
                                     .budget = download_may_spend(&s->download)};
    const enum plan_deed deed = plan_deed(&s->plan, &world);
    struct port_hold *hold = s->params.hold;
    if (deed != DEED_HOLD && s->counting) {
        s->counting = false; /* the night is over: not today */
        hold->ops->release(hold);
    }
    return deed;
}

static int64_t sooner(int64_t a, int64_t b)
{
    return b >= 0 && b < a ? b : a;
}

static bool owes_word(const struct steward *s)
{
    return s->plan.state != PLAN_IDLE && s->plan.state != PLAN_REPORT &&
           (!s->noted || s->owes_resumed);
}

struct err steward_turn(struct steward *s, int64_t *ret_wait_ms)
{
    const int64_t now = steward_now(s);
    *ret_wait_ms = 0;
    if (s->plan.cancel_href[0] != '\0' && now >= s->cancel_ms) {
        return steward_tell_cancel(s);
    }
    if (now >= s->schedule.next_ms) {
        return steward_poll(s);
    }
    if (owes_word(s) && now >= s->report_ms) {
        const struct err e = steward_tell_on_the_way(s);
        if (failed(e)) {
            return e;
        }
    }
    if (s->unsure && now >= s->start_ms) {
        struct plan next = s->plan;
        return judge_start(s, &next);
    }
    const enum plan_deed deed = s->unsure ? DEED_NONE : deed_of(s);
    const int64_t due = s->unsure ? s->start_ms : due_of(s, deed);
    if (due >= 0 && now >= due) {
        return steward_do(s, deed);
    }
    int64_t wait = sooner(LONGEST, s->schedule.next_ms - now);
    wait = due < 0 ? wait : sooner(wait, due - now);
    if (s->plan.cancel_href[0] != '\0') {
        wait = sooner(wait, s->cancel_ms - now);
    }
    if (owes_word(s)) {
        wait = sooner(wait, s->report_ms > now ? s->report_ms - now : 0);
    }
    *ret_wait_ms = wait;
    return ERR_OK;
}
