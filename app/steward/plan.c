#include "app/steward/plan.h"

#include <stdio.h>
#include <string.h>

#include "app/steward/version_order.h"

const char *plan_state_name(enum plan_state state)
{
    static const char *const names[PLAN_STATES] = {
        "idle",       "offered",   "downloading", "verified", "wait-idle",
        "installing", "installed", "rebooting",   "trial",    "report"};
    return state >= 0 && state < PLAN_STATES ? names[state] : "unknown";
}

/* --- what there is to do ---------------------------------------------------------------------- */

int plan_next_file(const struct plan *p)
{
    for (int i = 0; i < p->count; i++) {
        if (!p->files[i].whole) {
            return i;
        }
    }
    return -1;
}

int plan_bundle(const struct plan *p)
{
    for (int i = 0; i < p->count; i++) {
        if (p->files[i].file.part == DDI_OS) {
            return i;
        }
    }
    return -1;
}

int plan_next_given(const struct plan *p)
{
    for (int i = 0; i < p->count; i++) {
        if (p->files[i].file.part != DDI_OS && !p->files[i].taken) {
            return i;
        }
    }
    return -1;
}

bool plan_may_disturb(const struct plan *p, const struct plan_world *w)
{
    if (p->update == DDI_SKIP || p->window == DDI_WINDOW_SHUT) {
        return false;
    }
    /* A window that an operator set and that is open stands for the night. */
    return p->update == DDI_FORCED || p->window == DDI_WINDOW_OPEN || w->night;
}

enum plan_deed plan_deed(const struct plan *p, const struct plan_world *w)
{
    switch (p->state) {
    case PLAN_DOWNLOADING:
        return w->budget && p->download != DDI_SKIP ? DEED_DOWNLOAD : DEED_NONE;
    case PLAN_WAIT_IDLE:
    case PLAN_INSTALLED:
        return plan_may_disturb(p, w) ? DEED_HOLD : DEED_NONE;
    case PLAN_INSTALLING:
        return DEED_INSTALL;
    case PLAN_REBOOTING:
        return DEED_REBOOT;
    case PLAN_TRIAL:
        return DEED_LOOK;
    case PLAN_REPORT:
        return DEED_REPORT;
    case PLAN_IDLE:
    case PLAN_OFFERED:
    case PLAN_VERIFIED:
    case PLAN_STATES:
    default:
        return DEED_NONE;
    }
}

/* --- ends ------------------------------------------------------------------------------------- */

static void report(struct plan *p, enum ddi_execution execution, enum ddi_finished finished,
                   enum reason reason, const char *detail)
{
    p->result = (struct plan_result){execution, finished, (int)reason, ""};
    ddi_plain(detail == NULL ? reason_sentence_of(reason) : detail, p->result.detail);
    p->state = PLAN_REPORT;
}

void plan_failed(struct plan *p, enum reason reason, const char *detail)
{
    report(p, DDI_CLOSED, DDI_FAILURE, reason, detail);
}

/* Forgets the action; what was said last and what is owed stay. */
static void let_go(struct plan *p)
{
    struct plan fresh = {.state = PLAN_IDLE, .cancel_granted = p->cancel_granted};
    memcpy(fresh.last, p->last, sizeof fresh.last);
    memcpy(fresh.last_href, p->last_href, sizeof fresh.last_href);
    memcpy(fresh.last_content, p->last_content, sizeof fresh.last_content);
    fresh.last_result = p->last_result;
    memcpy(fresh.cancel_href, p->cancel_href, sizeof fresh.cancel_href);
    *p = fresh;
}

void plan_content(const struct plan *p, char ret_content[DDI_CONTENT])
{
    ret_content[0] = '\0';
    for (int i = 0; i < p->count; i++) {
        ddi_content_add(ret_content, &p->files[i].file);
    }
}

bool plan_was_told(const struct plan *p, const char *id, const char *content)
{
    return strcmp(p->last, id) == 0 && p->last_result.execution == DDI_CLOSED &&
           (p->last_content[0] == '\0' || strcmp(p->last_content, content) == 0);
}

void plan_reported(struct plan *p)
{
    memcpy(p->last, p->action, sizeof p->last);
    memcpy(p->last_href, p->href, sizeof p->last_href);
    plan_content(p, p->last_content);
    p->last_result = p->result;
    let_go(p);
}

void plan_withdrawn(struct plan *p)
{
    if (p->state < PLAN_INSTALLING) {
        let_go(p);
    }
}

void plan_cancelled(struct plan *p, const char *stop, const char *cancel_href)
{
    const bool ours = p->state != PLAN_IDLE && strcmp(p->action, stop) == 0;
    snprintf(p->cancel_href, sizeof p->cancel_href, "%s", cancel_href);
    p->cancel_granted = !ours || p->state < PLAN_INSTALLING;
    if (ours && p->cancel_granted) {
        let_go(p);
    } else if (ours && p->state == PLAN_TRIAL && plan_bundle(p) < 0) {
        /* It is in use: the server may go on to what is next. */
        report(p, DDI_CLOSED, DDI_SUCCESS, REASON_UNTRIED, NULL);
    }
}

void plan_cancel_told(struct plan *p)
{
    p->cancel_href[0] = '\0';
}

/* --- offers ----------------------------------------------------------------------------------- */

static enum reason judge_parts(const struct ddi_deployment *d, const struct slots_view *view)
{
    int bundles = 0;
    for (int i = 0; i < d->count; i++) {
        const struct ddi_file *f = &d->files[i];
        if (f->part == DDI_UNKNOWN) {
            return REASON_PART;
        }
        if (f->part == DDI_OS && version_order(f->version, view->running) < 0) {
            return REASON_OLDER;
        }
        bundles += f->part == DDI_OS;
        if (bundles > 1 || (f->part == DDI_OS && f->version[0] == '\0')) {
            return REASON_OFFER;
        }
    }
    return REASON_DONE;
}

enum reason plan_judge(const struct ddi_deployment *d, const struct slots_view *view)
{
    switch (d->fault) {
    case DDI_SOUND:
        return judge_parts(d, view);
    case DDI_NO_HASH:
        return REASON_NO_HASH;
    case DDI_TOO_LARGE:
    case DDI_TOO_MANY:
        return REASON_TOO_LARGE;
    case DDI_EMPTY:
    case DDI_ENCRYPTED:
    case DDI_MISSHAPEN:
    default:
        return REASON_OFFER;
    }
}

static void mind_urge(struct plan *p, const struct ddi_deployment *d, const char *href)
{
    snprintf(p->href, sizeof p->href, "%s", href);
    p->download = d->download;
    p->update = d->update;
    p->window = d->window;
}

/* OFFERED and VERIFIED pass on by themselves where nothing holds them. */
static void go_on(struct plan *p)
{
    if (p->state == PLAN_OFFERED && p->download != DDI_SKIP) {
        p->state = PLAN_DOWNLOADING;
    }
    if ((p->state == PLAN_DOWNLOADING && plan_next_file(p) < 0) ||
        (p->state == PLAN_WAIT_IDLE && p->update == DDI_SKIP)) {
        p->state = PLAN_VERIFIED;
    }
    if (p->state == PLAN_VERIFIED && p->update != DDI_SKIP) {
        p->state = PLAN_WAIT_IDLE;
    } else if (p->state == PLAN_VERIFIED && p->window == DDI_NO_WINDOW) {
        report(p, DDI_DOWNLOADED, DDI_SUCCESS, REASON_DONE, "fetched, not to be installed");
    }
}

static void take(struct plan *p, const struct ddi_deployment *d, const char *href)
{
    let_go(p);
    snprintf(p->action, sizeof p->action, "%s", d->id);
    mind_urge(p, d, href);
    p->count = d->count;
    for (int i = 0; i < d->count; i++) {
        p->files[i].file = d->files[i];
    }
}

static void begin(struct plan *p, const struct ddi_deployment *d, const char *href,
                  const struct slots_view *view)
{
    const enum reason reason = plan_judge(d, view);
    take(p, d, href);
    if (reason != REASON_DONE) {
        plan_failed(p, reason, NULL);
        return;
    }
    const int bundle = plan_bundle(p);
    if (bundle >= 0 && p->count == 1 && p->update != DDI_SKIP &&
        strcmp(p->files[bundle].file.version, view->running) == 0) {
        /* It runs already, from a stick or by a report that was lost: judged as after a restart. */
        snprintf(p->slot, sizeof p->slot, "%s", view->booted);
        snprintf(p->to, sizeof p->to, "%s", view->running);
        snprintf(p->from, sizeof p->from, "%s", view->running);
        snprintf(p->boot_id, sizeof p->boot_id, "%s", view->boot_id);
        p->files[bundle].whole = true;
        p->state = PLAN_TRIAL;
        return;
    }
    p->state = PLAN_OFFERED;
    go_on(p);
}

bool plan_wants(const struct plan *p, const char *id, const char *href)
{
    if (p->state != PLAN_IDLE && strcmp(p->action, id) == 0) {
        return p->state != PLAN_REPORT && strcmp(p->href, href) != 0;
    }
    if (p->state >= PLAN_INSTALLING) {
        return false;
    }
    /* Fetched and told so: nothing more until the link is another one. */
    return p->state != PLAN_IDLE || strcmp(p->last, id) != 0 ||
           p->last_result.execution != DDI_DOWNLOADED || strcmp(p->last_href, href) != 0;
}

static void content_of(const struct ddi_deployment *d, char ret_content[DDI_CONTENT])
{
    ret_content[0] = '\0';
    for (int i = 0; i < d->count; i++) {
        ddi_content_add(ret_content, &d->files[i]);
    }
}

/* Whether it is the action at hand, and not another one of a server that counts anew. */
static bool is_at_hand(const struct plan *p, const char *id, const char *content)
{
    char mine[DDI_CONTENT];
    plan_content(p, mine);
    return p->state != PLAN_IDLE && strcmp(p->action, id) == 0 && strcmp(mine, content) == 0;
}

void plan_offered(struct plan *p, const struct ddi_deployment *d, const char *href,
                  const struct slots_view *view)
{
    char content[DDI_CONTENT];
    content_of(d, content);
    if (is_at_hand(p, d->id, content)) {
        mind_urge(p, d, href);
        go_on(p);
        return;
    }
    if (p->state >= PLAN_INSTALLING) {
        return;
    }
    if (plan_was_told(p, d->id, content)) {
        /* Ended already: the server lost what it was told, and is told again. */
        const struct plan_result again = p->last_result;
        take(p, d, href);
        p->result = again;
        p->state = PLAN_REPORT;
        return;
    }
    begin(p, d, href, view);
}

/* --- fetching --------------------------------------------------------------------------------- */

void plan_fetched(struct plan *p, int i)
{
    p->files[i].whole = true;
    p->files[i].offset = p->files[i].file.size;
    go_on(p);
}

void plan_spoilt(struct plan *p, int i)
{
    struct plan_file *f = &p->files[i];
    f->offset = 0;
    f->etag[0] = '\0';
    f->whole = false;
    if (++f->spoilt > 1) {
        plan_failed(p, REASON_HASH, NULL);
    }
}

/* --- installing ------------------------------------------------------------------------------- */

void plan_held(struct plan *p, const struct slots_view *view)
{
    if (p->state == PLAN_WAIT_IDLE) {
        const int bundle = plan_bundle(p);
        snprintf(p->boot_id, sizeof p->boot_id, "%s", view->boot_id);
        snprintf(p->from, sizeof p->from, "%s", view->running);
        snprintf(p->slot, sizeof p->slot, "%s", bundle >= 0 ? view->other : "");
        snprintf(p->to, sizeof p->to, "%s", bundle >= 0 ? p->files[bundle].file.version : "");
        p->state = PLAN_INSTALLING;
    } else if (p->state == PLAN_INSTALLED) {
        p->state = PLAN_REBOOTING;
    }
}

bool plan_begin_install(struct plan *p)
{
    if (p->installs >= PLAN_INSTALLS) {
        plan_failed(p, REASON_INSTALL, "it was begun three times and never came to an end");
        return false;
    }
    p->installs++;
    return true;
}

static bool is_tried(const struct plan *p)
{
    int i = 0;
    while (i < p->count && p->files[i].handle[0] == '\0') {
        i++;
    }
    return i < p->count;
}

void plan_given_taken(struct plan *p, int i, const char *handle)
{
    p->files[i].taken = true;
    snprintf(p->files[i].handle, sizeof p->files[i].handle, "%s", handle);
    if (plan_next_given(p) >= 0 || plan_bundle(p) >= 0) {
        return;
    }
    if (is_tried(p)) {
        p->state = PLAN_TRIAL;
    } else {
        report(p, DDI_CLOSED, DDI_SUCCESS, REASON_DONE, NULL);
    }
}

void plan_said(struct plan *p, int code, const char *sentence)
{
    if (p->state == PLAN_REPORT) {
        p->result.code = code;
        ddi_plain(sentence, p->result.detail);
    }
}

void plan_not_now(struct plan *p)
{
    if (p->state == PLAN_INSTALLING && p->installs == 0) {
        p->state = PLAN_WAIT_IDLE;
    }
}

void plan_installed(struct plan *p)
{
    p->state = PLAN_INSTALLED;
}

void plan_not_rebooted(struct plan *p)
{
    p->state = PLAN_INSTALLED;
}

/* --- after a restart -------------------------------------------------------------------------- */

void plan_restarted(struct plan *p, const struct slots_view *view)
{
    const bool anew = strcmp(p->boot_id, view->boot_id) != 0;
    const bool there = strcmp(p->slot, view->booted) == 0 && strcmp(p->to, view->running) == 0;
    switch (p->state) {
    case PLAN_INSTALLING:
        if (anew && plan_bundle(p) >= 0 && plan_next_given(p) < 0 && there) {
            p->state = PLAN_TRIAL;
        }
        return;
    case PLAN_INSTALLED:
    case PLAN_REBOOTING:
        p->state = anew ? PLAN_TRIAL : PLAN_INSTALLED;
        return;
    case PLAN_IDLE:
    case PLAN_OFFERED:
    case PLAN_DOWNLOADING:
    case PLAN_VERIFIED:
    case PLAN_WAIT_IDLE:
    case PLAN_TRIAL:
    case PLAN_REPORT:
    case PLAN_STATES:
    default:
        return;
    }
}

void plan_tried(struct plan *p, enum plan_try worst, const char *why)
{
    if (p->state != PLAN_TRIAL || !is_tried(p)) {
        return;
    }
    if (worst == PLAN_FELL) {
        plan_failed(p, REASON_UNDONE, why);
    } else if (plan_bundle(p) < 0 && worst != PLAN_TRYING) {
        report(p, DDI_CLOSED, DDI_SUCCESS, worst == PLAN_STANDS ? REASON_DONE : REASON_UNTRIED,
               why);
    }
}

void plan_looked(struct plan *p, const struct slots_view *view)
{
    char detail[DDI_DETAIL];
    if (p->state != PLAN_TRIAL || plan_bundle(p) < 0) {
        return;
    }
    if (strcmp(p->slot, view->booted) != 0 || strcmp(p->to, view->running) != 0) {
        snprintf(detail, sizeof detail, "rolled back from %s to %s", p->to, view->running);
        plan_failed(p, REASON_ROLLED_BACK, detail);
    } else if (view->health == SLOTS_GOOD) {
        snprintf(detail, sizeof detail, "%s runs in slot %s and is marked good", p->to, p->slot);
        report(p, DDI_CLOSED, DDI_SUCCESS, REASON_DONE, detail);
    }
}

/* --- invariants ------------------------------------------------------------------------------- */

static bool all_whole(const struct plan *p)
{
    return plan_next_file(p) < 0;
}

int plan_check(const struct plan *p)
{
    const bool busy = p->state != PLAN_IDLE;
    const bool only_told = p->state == PLAN_REPORT;
    const bool begun = p->state >= PLAN_INSTALLING && p->state <= PLAN_TRIAL;
    if (busy && (!ddi_id_is_fine(p->action) || !ddi_href_is_fine(p->href) ||
                 (p->count < 1 && !only_told))) {
        return 1;
    }
    if (p->state >= PLAN_VERIFIED && p->state <= PLAN_TRIAL && !all_whole(p)) {
        return 2;
    }
    if (begun && (p->boot_id[0] == '\0' ||
                  (plan_bundle(p) >= 0 && (p->slot[0] == '\0' || p->to[0] == '\0')))) {
        return 3;
    }
    if (p->state >= PLAN_INSTALLED && p->state <= PLAN_TRIAL && plan_bundle(p) < 0 &&
        (p->state != PLAN_TRIAL || !is_tried(p) || plan_next_given(p) >= 0)) {
        return 4;
    }
    if (only_told && p->result.execution == DDI_CLOSED && p->result.finished == DDI_NONE) {
        return 5;
    }
    if ((p->state == PLAN_VERIFIED && p->update != DDI_SKIP) ||
        (p->state == PLAN_WAIT_IDLE && p->update == DDI_SKIP)) {
        return 7;
    }
    return p->installs > PLAN_INSTALLS ? 8 : 0;
}
