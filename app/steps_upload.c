/* Pages of the asked paper from her own phone: an address is shown as a square code, what the phone
 * sends is followed, and she says that these pages go along. The pages stay at the portal; here are
 * how many, their hashes and small pictures. */
#include <stdio.h>
#include <string.h>

#include "app/draft.h"
#include "app/paper.h"
#include "app/papers.h"
#include "app/receipt/qr.h"
#include "app/settings.h"
#include "app/steps.h"

#define ASK_EVERY_MS 900
#define STALE_MOST   8 /* numbers in a row that were over before anybody saw them */

static bool is_open(const struct upload_seen *u)
{
    return u->state != UPLOAD_NONE && u->state != UPLOAD_TAKEN && u->state != UPLOAD_OVER &&
           u->state != UPLOAD_REFUSED;
}

/* A page whose small picture is there to be had and not here; 0 = none. Each has its turn. */
static int wanted_thumb(struct upload_seen *u)
{
    for (int i = 0; i < u->count; i++) {
        const int at = (u->thumb_next + i) % u->count;
        if (u->pages[at].thumb == NULL) {
            u->thumb_next = at + 1;
            return u->pages[at].id;
        }
    }
    return 0;
}

static void ask(struct app *a, enum upload_verb verb, struct effects *fx)
{
    struct upload_seen *u = &a->visit->upload;
    u->verb = verb;
    u->asking = verb != UPLOAD_END;
    u->asked_ms = a->now_ms;
    step_effect(fx, FX_ASK, PORTAL_UPLOAD);
}

static void next_question(struct app *a, struct effects *fx)
{
    struct upload_seen *u = &a->visit->upload;
    u->thumb_of = u->using ? 0 : wanted_thumb(u);
    ask(a, u->using ? UPLOAD_TAKE : u->thumb_of > 0 ? UPLOAD_THUMB : UPLOAD_LOOK, fx);
}

/* Given up: the portal wipes what came of it. */
static void drop(struct app *a, struct effects *fx)
{
    struct upload_seen *u = &a->visit->upload;
    if (u->state != UPLOAD_NONE && u->state != UPLOAD_TAKEN && u->state != UPLOAD_REFUSED) {
        ask(a, UPLOAD_END, fx);
    }
}

/* The room for the square code and for small pictures is kept: it is taken once a visit. */
static void begin(struct app *a)
{
    struct upload_seen *u = &a->visit->upload;
    struct upload_seen fresh = {
        .state = UPLOAD_ASKING, .number = u->number + 1, .qr = u->qr, .coming = -1};
    *u = fresh;
}

void step_open_upload(struct app *a, struct effects *fx)
{
    struct form_question q;
    if (!a->settings->papers_phone || !app_question(a, &q) || q.kind != FORM_PAPER) {
        return;
    }
    if (!papers_phone_room(a->visit) || papers_of(a->visit, q.node) == NULL) {
        step_notice(a, MSG_PAPER_NO_ROOM, fx);
        return;
    }
    begin(a);
    step_enter(a, SCREEN_UPLOAD, fx);
    ask(a, UPLOAD_LOOK, fx);
}

static void renew(struct app *a, struct effects *fx)
{
    /* A number not seen before ends the one before it, here, in the courier and at the portal. */
    begin(a);
    a->revision++;
    step_effect(fx, FX_SPEAK, 0);
    ask(a, UPLOAD_LOOK, fx);
}

/* A slip opened once more without being set aside again does not know of the numbers used since it
 * was printed: what the portal has ended is stepped over, further each time, and not shown. */
static bool step_over_stale(struct app *a, const struct portal_upload *told, struct effects *fx)
{
    struct upload_seen *u = &a->visit->upload;
    const int stale = u->stale;
    if (u->state != UPLOAD_ASKING || told->state != UPLOAD_OVER || stale >= STALE_MOST) {
        return false;
    }
    begin(a);
    u->number += (1 << stale) - 1;
    u->stale = stale + 1;
    ask(a, UPLOAD_LOOK, fx);
    return true;
}

static void show_address(struct app *a, const struct portal_upload *told)
{
    struct upload_seen *u = &a->visit->upload;
    if (strcmp(u->address, told->address) == 0) {
        return;
    }
    if (u->qr == NULL) {
        u->qr = arena_alloc(a->arena, QR_BYTES_MAX);
    }
    if (u->qr == NULL ||
        failed(qr_encode(told->address, QR_LEVEL_M, u->qr, QR_BYTES_MAX, &u->qr_side))) {
        u->state = UPLOAD_REFUSED;
        return;
    }
    memcpy(u->address, told->address, sizeof u->address);
}

/* The pages as they are now; small pictures of those that stayed go along. ret_quality: of a new
 * one that cannot be read well, else GOOD. */
static int take_pages(struct upload_seen *u, const struct portal_upload *told,
                      enum photo_verdict *ret_quality)
{
    struct phone_page now[PORTAL_PAGES] = {{.id = 0}};
    int fresh = 0;
    *ret_quality = PHOTO_GOOD;
    for (int i = 0; i < told->count; i++) {
        const struct portal_upload_page *page = &told->pages[i];
        bool known = false;
        for (int k = 0; k < u->count; k++) {
            if (u->pages[k].id == page->id && strcmp(u->pages[k].sha256, page->sha256) == 0) {
                now[i] = u->pages[k];
                known = true;
            }
        }
        if (!known) {
            now[i].id = page->id;
            now[i].size = page->size;
            now[i].quality = page->quality;
            *ret_quality = *ret_quality == PHOTO_GOOD ? page->quality : *ret_quality;
            memcpy(now[i].sha256, page->sha256, sizeof now[i].sha256);
            fresh++;
        }
    }
    memcpy(u->pages, now, sizeof now);
    u->count = told->count;
    return fresh;
}

/* They are papers of the application now: back to the question, which shows them. */
static void taken(struct app *a, struct effects *fx)
{
    struct upload_seen *u = &a->visit->upload;
    struct form_question q;
    if (!app_question(a, &q)) {
        return;
    }
    const bool put = !failed(papers_put_phone(a, q.node, u->pages, u->count));
    struct visit_paper *paper = papers_find(a->visit, q.node);
    if (put && paper != NULL) {
        paper->handed_in = false;
        paper->held = 0;
        draft_set_paper(a, &q);
    }
    a->visit->has_problem = false;
    step_effect(fx, FX_CUE, put ? CUE_WOVEN : CUE_CANNOT);
    step_enter(a, SCREEN_QUESTION, fx);
    step_show_still(a, fx);
}

/* What is said when pages came: a fault and what to do in full the first time, then only that it is
 * the same one. */
static enum message_id came(struct upload_seen *u, enum photo_verdict quality)
{
    if (quality == PHOTO_GOOD) {
        return MSG_UPLOAD_CAME;
    }
    const enum message_id fault = paper_phone_message(quality);
    for (int i = 0; i < u->fault_count; i++) {
        if (paper_phone_message(u->faults[i]) == fault) {
            return MSG_UPLOAD_CAME_SAME;
        }
    }
    if (u->fault_count < PORTAL_PAGES) {
        u->faults[u->fault_count++] = quality;
    }
    return fault;
}

/* How it stands: another state is said at once, she may be looking at her phone. */
static void show(struct app *a, const struct portal_upload *told, struct effects *fx)
{
    struct upload_seen *u = &a->visit->upload;
    const enum portal_upload_state before = u->state;
    const int minutes = (told->seconds_left + 59) / 60;
    const int count = u->count;
    const bool moved = minutes != u->minutes || told->coming != u->coming || told->count != count;
    u->state = told->state;
    u->minutes = minutes;
    u->coming = told->coming;
    u->check = told->check > 0 ? told->check : u->check;
    enum photo_verdict quality = PHOTO_GOOD;
    const int fresh = take_pages(u, told, &quality);
    if (told->state == UPLOAD_WAITING) {
        show_address(a, told);
    }
    a->revision += moved || before != u->state;
    if (u->state == UPLOAD_TAKEN) {
        taken(a, fx);
        return;
    }
    if (fresh > 0) {
        step_effect(fx, FX_CUE, quality == PHOTO_GOOD ? CUE_WOVEN : CUE_CANNOT);
    }
    if (before != u->state) {
        const bool bad =
            u->state == UPLOAD_OVER || u->state == UPLOAD_OFFLINE || u->state == UPLOAD_REFUSED;
        if (bad) {
            u->using = false;
            step_effect(fx, FX_CUE, CUE_CANNOT);
        }
        step_effect(fx, FX_SPEAK, 0);
    } else if (fresh > 0) {
        step_effect(fx, FX_SAY, came(u, quality));
    }
}

static void told(struct app *a, const struct portal_answer *answer, struct effects *fx)
{
    struct upload_seen *u = &a->visit->upload;
    if (!is_open(u)) {
        return;
    }
    u->asking = false;
    if (failed(answer->error)) {
        const bool never =
            answer->error.code == ERR_UNSUPPORTED || answer->error.code == ERR_BAD_INPUT;
        const enum portal_upload_state trouble = never ? UPLOAD_REFUSED : UPLOAD_OFFLINE;
        if (u->state != trouble) {
            u->state = trouble;
            u->using = false;
            a->revision++;
            step_effect(fx, FX_CUE, CUE_CANNOT);
            step_effect(fx, FX_SPEAK, 0);
        }
    } else if (answer->upload.number == u->number && !step_over_stale(a, &answer->upload, fx)) {
        a->revision += answer->upload.thumb != NULL;
        show(a, &answer->upload, fx);
    }
}

/* As with a still of the camera: she is stopped once for what is wrong, while it can still be taken
 * anew; then her choice holds. MSG_NONE: there is nothing she was not told of. */
static enum message_id doubt(struct upload_seen *u)
{
    enum photo_verdict told = PHOTO_GOOD;
    for (int i = 0; i < u->count; i++) {
        struct phone_page *page = &u->pages[i];
        told = told == PHOTO_GOOD && !page->doubted ? page->quality : told;
        page->doubted |= page->quality != PHOTO_GOOD && page->quality == told;
    }
    return told == PHOTO_GOOD ? MSG_NONE : paper_phone_message(told);
}

static void use(struct app *a, struct effects *fx)
{
    struct form_question q;
    struct upload_seen *u = &a->visit->upload;
    const bool may = u->state == UPLOAD_JOINED || u->state == UPLOAD_FINISHED;
    if (may && u->count > 0 && !u->using && app_question(a, &q) &&
        failed(papers_phone_fits(a, q.node, u->pages, u->count))) {
        step_notice(a, MSG_UPLOAD_TOO_LARGE, fx); /* some can be taken out on the phone */
    } else if (may && u->count > 0 && !u->using) {
        const enum message_id reason = doubt(u);
        if (reason != MSG_NONE) {
            step_notice(a, reason, fx);
            return;
        }
        u->using = true;
        a->revision++;
        ask(a, UPLOAD_TAKE, fx);
    }
}

static bool back(struct app *a, struct effects *fx)
{
    drop(a, fx);
    a->visit->upload.state = UPLOAD_NONE;
    step_enter(a, SCREEN_QUESTION, fx);
    step_show_still(a, fx);
    return true;
}

static bool on_question(struct app *a, const struct event *e, struct effects *fx)
{
    if (e->kind == HAPPENED_INTENT && e->intent == INTENT_UPLOAD &&
        e->argument == UPLOAD_ACT_OPEN && !a->visit->capturing) {
        step_open_upload(a, fx);
        return true;
    }
    return false;
}

static bool intent(struct app *a, const struct event *e, struct effects *fx)
{
    if (e->intent == INTENT_BACK) {
        return back(a, fx);
    }
    if (e->intent != INTENT_UPLOAD) {
        return false;
    }
    switch ((enum upload_act)e->argument) {
    case UPLOAD_ACT_OPEN:
        renew(a, fx);
        break;
    case UPLOAD_ACT_USE:
        use(a, fx);
        break;
    }
    return true;
}

bool step_upload(struct app *a, const struct event *e, struct effects *fx)
{
    if (a->visit == NULL) {
        return false;
    }
    if (e->kind == HAPPENED_PORTAL && e->answer->question == PORTAL_UPLOAD) {
        if (a->screen == SCREEN_UPLOAD) {
            told(a, e->answer, fx);
        }
        return true;
    }
    if (a->screen == SCREEN_QUESTION) {
        return on_question(a, e, fx);
    }
    if (a->screen != SCREEN_UPLOAD) {
        return false;
    }
    struct upload_seen *u = &a->visit->upload;
    if (e->kind == HAPPENED_TICK) {
        if (is_open(u) && !u->asking && a->now_ms - u->asked_ms >= ASK_EVERY_MS) {
            next_question(a, fx);
        }
        return true;
    }
    return e->kind == HAPPENED_INTENT && intent(a, e, fx);
}
