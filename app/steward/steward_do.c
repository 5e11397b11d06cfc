#include <stdio.h>
#include <string.h>

#include "app/steward/afar.h"
#include "app/steward/steward_inside.h"
#include "app/steward/version_order.h"

#define FETCH_TRIES 100 /* in a row that came no further: some four days */
#define HOLD_MS     20000
#define RENEW_MS    10000
#define AWAY_MS     ((int64_t)10 * 60 * 1000)
#define BUSY_MS     2000
#define LOOK_MS     3000
#define SPENT_MS    ((int64_t)30 * 60 * 1000)
#define RESTART_MS  ((int64_t)5 * 60 * 1000)
#define PROVED_MS   ((int64_t)60 * 60 * 1000)

/* --- fetching --------------------------------------------------------------------------------- */

static struct err give_up(struct steward *s, enum reason reason, const char *detail)
{
    struct plan next = s->plan;
    plan_failed(&next, reason, detail);
    return steward_save(s, &next);
}

/* Bytes that do not add up, of a server that begins anew each time, are no progress. */
static struct err fetch_later(struct steward *s, int i)
{
    const int64_t reached = s->plan.files[i].offset;
    s->tries = reached > s->furthest ? 1 : s->tries + 1;
    s->furthest = reached > s->furthest ? reached : s->furthest;
    s->fetch_ms =
        steward_now(s) + schedule_again_ms(&s->schedule, s->tries, s->download.retry_after_s);
    return s->tries > FETCH_TRIES ? give_up(s, REASON_DOWNLOAD, "it never came whole") : ERR_OK;
}

static struct err fetched(struct steward *s, int i, enum download_end end)
{
    char detail[DDI_DETAIL];
    struct plan next = s->plan;
    switch (end) {
    case DOWNLOAD_WHOLE:
        plan_fetched(&next, i);
        s->tries = 0;
        s->furthest = 0;
        s->fetch_ms = 0;
        return steward_save(s, &next);
    case DOWNLOAD_SPOILT:
        plan_spoilt(&next, i);
        return steward_save(s, &next);
    case DOWNLOAD_REFUSED:
        snprintf(detail, sizeof detail, "file %d: status %d", i + 1, s->download.status);
        return give_up(s, REASON_DOWNLOAD, detail);
    case DOWNLOAD_NO_ROOM:
        return give_up(s, REASON_NO_ROOM, NULL);
    case DOWNLOAD_DISK:
        return ERR(ERR_IO, 0, "steward: the file cannot be kept");
    case DOWNLOAD_SPENT:
        steward_say(s, "budget", "the day's bytes are used up");
        s->fetch_ms = steward_now(s) + SPENT_MS;
        return ERR_OK;
    case DOWNLOAD_PAUSED:
        return ERR_OK;
    case DOWNLOAD_LATER:
    case DOWNLOAD_ANEW:
    default:
        return fetch_later(s, i);
    }
}

static struct err fetch(struct steward *s)
{
    const int i = plan_next_file(&s->plan);
    /* In between the server is asked whether it still wants this. */
    s->download.until_ms = s->schedule.next_ms;
    return fetched(s, i, download_run(&s->download, &s->plan, i));
}

/* --- holding ---------------------------------------------------------------------------------- */

/* Whether nobody can be disturbed: the kiosk says so, is out of service, or was not there for long:
 * a kiosk that never comes up must not keep its own cure away. */
static bool is_still(struct steward *s, int countdown_s)
{
    struct hold_answer a = {0};
    struct port_hold *hold = s->params.hold;
    const int64_t now = steward_now(s);
    if (!failed(hold->ops->ask(hold, countdown_s, &a))) {
        s->away_ms = 0;
        return a.granted || a.why == HOLD_CLOSED;
    }
    s->away_ms = s->away_ms == 0 ? now : s->away_ms;
    return now - s->away_ms >= AWAY_MS;
}

/* Whether somebody could be disturbed by taking this file over. */
static bool disturbs(struct steward *s, int i)
{
    char path[DIR_PATH_MAX];
    const struct plan_file *f = &s->plan.files[i];
    const bool afar = f->file.part == DDI_CONFIG || f->file.part == DDI_COMMAND;
    if (!afar || s->params.disturbs == NULL) {
        return true;
    }
    download_path(&s->download, f, path);
    return s->params.disturbs(s->params.context, path);
}

/* The same of everything that is to be taken over yet. */
static bool all_disturb_nobody(struct steward *s)
{
    bool nobody = s->plan.count > 0;
    for (int i = 0; i < s->plan.count; i++) {
        nobody = nobody && !disturbs(s, i);
    }
    return nobody;
}

/* Until this start was found good the other slot is what we would be sent back to: it is not
 * written. A version that was good once and ails is judged without end, and must not keep its cure
 * away. */
static bool is_proved(struct steward *s, const struct slots_view *view)
{
    const int64_t now = steward_now(s);
    if (view->health == SLOTS_GOOD) {
        s->unproved_ms = 0;
        return true;
    }
    s->unproved_ms = s->unproved_ms == 0 ? now : s->unproved_ms;
    return now - s->unproved_ms >= PROVED_MS;
}

/* Holds until the countdown that everybody can see is over. */
static bool counted_down(struct steward *s)
{
    const int64_t now = steward_now(s);
    const int64_t until = s->counting ? s->restart_ms : now + (int64_t)s->params.countdown_s * 1000;
    const int64_t left = until > now ? until - now : 0;
    if (!is_still(s, (int)((left + 999) / 1000))) {
        s->counting = false;
        s->hold_ms = now + HOLD_MS;
        return false;
    }
    s->counting = true;
    s->restart_ms = until;
    s->hold_ms = now + (left < RENEW_MS ? left : RENEW_MS);
    return left == 0;
}

static struct err hold(struct steward *s)
{
    struct slots_view view;
    struct plan next = s->plan;
    if (next.state == PLAN_INSTALLED) {
        if (!counted_down(s)) {
            return ERR_OK;
        }
        plan_held(&next, &view);
        s->restart_ms = 0;
        s->rebooted_ms = 0;
        return steward_save(s, &next);
    }
    const bool known = steward_look(s, &view);
    const bool may = plan_bundle(&next) < 0 || (known && is_proved(s, &view));
    if (!may || view.busy || !(all_disturb_nobody(s) || is_still(s, -1))) {
        s->hold_ms = steward_now(s) + HOLD_MS;
        return ERR_OK;
    }
    plan_held(&next, &view);
    return steward_save(s, &next);
}

/* --- installing ------------------------------------------------------------------------------- */

static void release(struct steward *s)
{
    s->params.hold->ops->release(s->params.hold);
}

/* Somebody came while it was waited for: once more, later. */
static struct err not_now(struct steward *s)
{
    struct plan next = s->plan;
    release(s);
    plan_not_now(&next);
    const struct err e = next.state == s->plan.state ? ERR_OK : steward_save(s, &next);
    s->hold_ms = s->install_ms = steward_now(s) + HOLD_MS;
    return e;
}

static void take_pack(struct steward *s, const char *path, struct afar_outcome *o,
                      char ret_handle[PLAN_HANDLE])
{
    *o = (struct afar_outcome){.code = 0};
    o->code = (int)s->params.take_pack(s->params.context, path, ret_handle, o->sentence);
    o->done = o->code == (int)REASON_DONE;
    if (o->done) {
        o->sentence[0] = '\0';
    } else {
        ret_handle[0] = '\0';
    }
}

static void take_afar(struct steward *s, const char *path, struct afar_outcome *o)
{
    *o = (struct afar_outcome){.code = (int)REASON_PART};
    (void)snprintf(o->sentence, sizeof o->sentence, "%s", reason_sentence_of(REASON_PART));
    if (s->params.take_afar != NULL) {
        s->params.take_afar(s->params.context, path, s->plan.action, o);
    }
}

static struct err hand_over(struct steward *s, int i)
{
    char path[DIR_PATH_MAX];
    struct afar_outcome o;
    char handle[PLAN_HANDLE] = "";
    struct plan next = s->plan;
    const bool is_pack = next.files[i].file.part == DDI_PACK;
    if (disturbs(s, i) && !is_still(s, -1)) {
        return not_now(s);
    }
    download_path(&s->download, &next.files[i], path);
    if (is_pack) {
        take_pack(s, path, &o, handle);
    } else {
        take_afar(s, path, &o);
    }
    if (o.again) {
        return not_now(s);
    }
    if (o.done) {
        plan_given_taken(&next, i, s->params.try_pack != NULL ? handle : "");
    } else {
        plan_failed(&next, is_pack ? (enum reason)o.code : REASON_SIGNATURE, NULL);
    }
    if (o.sentence[0] != '\0') {
        plan_said(&next, o.code, o.sentence);
    }
    if (next.state != PLAN_INSTALLING && !o.restarts) {
        release(s); /* what is started anew ends its hold itself; nobody begins before it */
    }
    const struct err e = o.done && (is_pack || o.settings) ? steward_mark_newer(s) : ERR_OK;
    return failed(e) ? e : steward_save(s, &next);
}

/* What the signed bundle says of itself must be what was announced. */
static enum reason judge_bundle(const struct plan *p, const struct slots_view *view,
                                const struct slots_bundle *b)
{
    if (strcmp(b->compatible, view->compatible) != 0) {
        return REASON_SIGNATURE;
    }
    if (strcmp(b->version, p->to) != 0) {
        return REASON_OTHER;
    }
    return version_order(b->version, view->running) < 0 ? REASON_OLDER : REASON_DONE;
}

static struct err begin_bundle(struct steward *s, const char *path, const struct slots_view *view)
{
    struct port_slots *slots = s->params.slots;
    struct slots_bundle bundle;
    struct plan next = s->plan;
    struct err e = slots->ops->inspect(slots, path, &bundle);
    if (e.code == ERR_REFUSED) {
        return give_up(s, REASON_SIGNATURE, NULL);
    }
    if (failed(e)) {
        return ERR_OK; /* the installer is away: later */
    }
    const enum reason reason = judge_bundle(&next, view, &bundle);
    if (reason != REASON_DONE) {
        return give_up(s, reason, NULL);
    }
    e = version_order(bundle.version, view->running) > 0 ? steward_mark_newer(s) : ERR_OK;
    if (failed(e)) {
        return e;
    }
    const bool may = plan_begin_install(&next);
    e = steward_save(s, &next);
    if (failed(e) || !may) {
        return e;
    }
    s->begun = !failed(slots->ops->install(slots, path));
    return ERR_OK;
}

static struct err await_bundle(struct steward *s)
{
    struct slots_progress progress;
    struct plan next = s->plan;
    if (failed(s->params.slots->ops->progress(s->params.slots, &progress)) || !progress.over) {
        return ERR_OK;
    }
    if (!progress.good) {
        return give_up(s, REASON_INSTALL, progress.said);
    }
    plan_installed(&next);
    return steward_save(s, &next);
}

static struct err install(struct steward *s)
{
    char path[DIR_PATH_MAX];
    struct slots_view view;
    struct plan next = s->plan;
    const int given = plan_next_given(&next);
    const int bundle = plan_bundle(&next);
    if (given >= 0) {
        return hand_over(s, given);
    }
    release(s); /* the other slot is written without a citizen's knowing */
    s->install_ms = steward_now(s) + BUSY_MS;
    if (s->begun) {
        return await_bundle(s);
    }
    if (!steward_look(s, &view) || view.busy) {
        return ERR_OK; /* what was begun before a restart of ours may still be going on */
    }
    if (next.installs > 0 && view.other_next && strcmp(view.held, next.to) == 0) {
        plan_installed(&next);
        return steward_save(s, &next);
    }
    download_path(&s->download, &next.files[bundle], path);
    return begin_bundle(s, path, &view);
}

/* --- restarting ------------------------------------------------------------------------------- */

static struct err restart(struct steward *s)
{
    struct port_slots *slots = s->params.slots;
    struct plan next = s->plan;
    const int64_t now = steward_now(s);
    if (s->rebooted_ms == 0 && !failed(slots->ops->reboot(slots))) {
        s->rebooted_ms = now;
        s->restart_ms = now + RESTART_MS;
        return ERR_OK;
    }
    /* Refused, or it never came. */
    s->rebooted_ms = 0;
    s->restart_ms = 0;
    plan_not_rebooted(&next);
    const struct err e = steward_save(s, &next);
    release(s);
    s->hold_ms = now + HOLD_MS;
    return e;
}

/* The worst that became of the packs, with its sentence. */
static enum plan_try try_packs(struct steward *s, char ret_why[DDI_DETAIL])
{
    enum plan_try worst = PLAN_STANDS;
    ret_why[0] = '\0';
    for (int i = 0; i < s->plan.count && s->params.try_pack != NULL; i++) {
        char why[DDI_DETAIL] = "";
        if (s->plan.files[i].handle[0] == '\0') {
            continue;
        }
        const enum plan_try one =
            s->params.try_pack(s->params.context, s->plan.files[i].handle, why);
        if (one <= worst) {
            worst = one;
            memcpy(ret_why, why, DDI_DETAIL);
        }
    }
    return worst;
}

static struct err look(struct steward *s)
{
    struct slots_view view;
    char why[DDI_DETAIL];
    struct plan next = s->plan;
    s->look_ms = steward_now(s) + LOOK_MS;
    plan_tried(&next, try_packs(s, why), why);
    if (steward_look(s, &view)) {
        plan_looked(&next, &view);
    }
    return next.state == s->plan.state ? ERR_OK : steward_save(s, &next);
}

struct err steward_do(struct steward *s, enum plan_deed deed)
{
    switch (deed) {
    case DEED_DOWNLOAD:
        return fetch(s);
    case DEED_HOLD:
        return hold(s);
    case DEED_INSTALL:
        return install(s);
    case DEED_REBOOT:
        return restart(s);
    case DEED_LOOK:
        return look(s);
    case DEED_REPORT:
        return steward_tell_report(s);
    case DEED_NONE:
    default:
        return ERR_OK;
    }
}
