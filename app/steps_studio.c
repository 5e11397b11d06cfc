/* The studio behind the staff gate: which language, who, then sentence by sentence. Sheets over the
 * welcome page; what takes time is a wish to the shell, answered by HAPPENED_STUDIO. */
#include <stdio.h>
#include <string.h>

#include "app/steps.h"

bool studio_is_readable(const struct studio *s)
{
    const bool reads = s->wish == STUDIO_START || s->wish == STUDIO_STOP || s->wish == STUDIO_HEAR;
    return s->desk != NULL && (!s->waits || reads);
}

const struct person *studio_person(const struct studio *s)
{
    return s->desk == NULL ? NULL
                           : people_at(&s->desk->people, s->language,
                                       s->reviews ? PERSON_REVIEWER : PERSON_VOICE, s->person);
}

void step_studio_wish(struct app *a, enum studio_wish what, struct effects *fx)
{
    if (what != STUDIO_SHOW) {
        a->studio.waits = what != STUDIO_CANCEL;
        a->studio.wish = what;
        a->studio.failed = false;
        a->studio.brings = false;
    }
    a->revision++;
    step_effect(fx, FX_STUDIO, what);
}

void step_open_studio(struct app *a, struct effects *fx)
{
    a->studio = (struct studio){.desk = NULL};
    step_sheet(a, SHEET_STUDIO, fx);
    step_studio_wish(a, STUDIO_OPEN, fx);
}

/* --- sentences ------------------------------------------------------------------------------- */

enum studio_act studio_next_act(const struct studio *s)
{
    const enum shelf_state state = s->desk->states[s->prompt];
    if (s->reviews || s->desk->prompts.count == 0) {
        return ACT_SKIP;
    }
    if (s->listens || (s->judged && s->fault != RECORDING_GOOD) || state == SHELF_NONE) {
        return ACT_TAKE;
    }
    return state == SHELF_TAKEN ? ACT_KEEP : ACT_SKIP;
}

/* Another picture for another sentence. */
static void show(struct app *a, struct effects *fx)
{
    a->studio.picture = NULL;
    a->studio.place = "";
    if (a->studio.reviews ? a->studio.message != MSG_NONE : a->studio.desk->prompts.count > 0) {
        step_studio_wish(a, STUDIO_SHOW, fx);
    }
}

/* The page of a sentence to be read, as it is now. */
static void go_to_prompt(struct app *a, int prompt, struct effects *fx)
{
    a->studio.prompt = prompt;
    a->studio.judged = false;
    a->studio.level = 0;
    a->sheets.turned = 0;
    show(a, fx);
    a->revision++;
    step_effect(fx, FX_SPEAK, 0);
}

static void go_to_message(struct app *a, enum message_id message, struct effects *fx)
{
    a->studio.message = message;
    a->sheets.turned = 0;
    show(a, fx);
    a->revision++;
    step_effect(fx, FX_SPEAK, 0);
}

/* The first that is still to be done, or where it stood when nothing is. */
static void begin_work(struct app *a, struct effects *fx)
{
    struct studio *s = &a->studio;
    if (s->reviews) {
        step_sheet(a, SHEET_STUDIO_REVIEW, fx);
        s->message = desk_unreviewed(s->desk, MSG_NONE);
        show(a, fx);
        return;
    }
    const int next = desk_next(s->desk, 0);
    step_sheet(a, SHEET_STUDIO_RECORD, fx);
    s->prompt = next < 0 ? 0 : next;
    s->judged = false;
    show(a, fx);
}

static void stop_listening(struct app *a, struct effects *fx)
{
    if (a->studio.listens) {
        a->studio.listens = false;
        step_studio_wish(a, STUDIO_CANCEL, fx);
    }
}

/* --- acts ------------------------------------------------------------------------------------ */

static void take(struct app *a, struct effects *fx)
{
    struct studio *s = &a->studio;
    step_effect(fx, FX_HUSH, 0);
    if (s->listens) {
        s->listens = false;
        step_studio_wish(a, STUDIO_STOP, fx);
        return;
    }
    s->judged = false;
    s->level = 0;
    step_studio_wish(a, STUDIO_START, fx);
}

static void skip(struct app *a, int step, struct effects *fx)
{
    struct studio *s = &a->studio;
    const int count = s->desk->prompts.count;
    if (s->reviews) {
        go_to_message(a, desk_unreviewed(s->desk, s->message), fx);
    } else if (count > 0) {
        stop_listening(a, fx);
        go_to_prompt(a, (s->prompt + count + step) % count, fx);
    }
}

static void choose_people(struct app *a, bool reviews, struct effects *fx)
{
    a->studio.reviews = reviews;
    a->studio.person = 0;
    step_sheet(a, SHEET_STUDIO_PEOPLE, fx);
}

static void act(struct app *a, enum studio_act what, struct effects *fx)
{
    struct studio *s = &a->studio;
    switch (what) {
    case ACT_RECORD:
    case ACT_REVIEW:
        choose_people(a, what == ACT_REVIEW, fx);
        break;
    case ACT_ISSUE:
        step_studio_wish(a, STUDIO_ISSUE, fx);
        break;
    case ACT_SAMPLE:
        step_effect(fx, FX_SAY,
                    s->reviews ? (int)s->message : (int)s->desk->prompts.list[s->prompt].message);
        break;
    case ACT_TAKE:
        take(a, fx);
        break;
    case ACT_HEAR:
        step_studio_wish(a, STUDIO_HEAR, fx);
        break;
    case ACT_KEEP:
        step_studio_wish(a, STUDIO_KEEP, fx);
        break;
    case ACT_SKIP:
    case ACT_PREVIOUS:
        skip(a, what == ACT_SKIP ? 1 : -1, fx);
        break;
    case ACT_APPROVE:
        step_studio_wish(a, STUDIO_APPROVE, fx);
        break;
    case ACT_REFUSE:
        step_studio_wish(a, STUDIO_REFUSE, fx);
        break;
    case ACT_COVER:
        step_studio_wish(a, STUDIO_COVER, fx);
        break;
    case ACT_ADD:
        step_open_person(a, fx);
        break;
    }
}

/* The large act of the page. */
static void next(struct app *a, struct effects *fx)
{
    if (app_sheet(a) == SHEET_STUDIO_COVER) {
        choose_people(a, false, fx);
    } else {
        act(a, studio_next_act(&a->studio), fx);
    }
}

static void turn(struct app *a, int step, struct effects *fx)
{
    a->studio.page += a->studio.page + step >= 0 ? step : 0;
    a->revision++;
    step_effect(fx, FX_SPEAK, 0);
}

/* Languages first, then the packs that are offered. */
static void pick(struct app *a, int i, struct effects *fx)
{
    struct studio *s = &a->studio;
    const int pack = i - s->desk->codes.count;
    if (app_sheet(a) == SHEET_STUDIO && pack >= 0 && pack < s->desk->offered.count) {
        s->pack = pack;
        step_studio_wish(a, STUDIO_BRING, fx);
    } else if (app_sheet(a) == SHEET_STUDIO && pack < 0) {
        (void)snprintf(s->language, sizeof s->language, "%s", s->desk->codes.list[i]);
        s->issued.version = 0;
        step_studio_wish(a, STUDIO_LANGUAGE, fx);
    } else if (app_sheet(a) == SHEET_STUDIO_PEOPLE) {
        s->person = i;
        begin_work(a, fx);
    }
}

static bool is_ours(const struct event *e)
{
    return e->intent == INTENT_STUDIO || e->intent == INTENT_PICK || e->intent == INTENT_NEXT ||
           e->intent == INTENT_PAGE;
}

bool step_studio_intent(struct app *a, const struct event *e, struct effects *fx)
{
    struct studio *s = &a->studio;
    if (app_sheet(a) == SHEET_STUDIO_PERSON) {
        return step_person_intent(a, e, fx);
    }
    if (e->intent == INTENT_BACK) {
        stop_listening(a, fx);
        s->failed = false;
        step_close_sheet(a, fx);
        return true;
    }
    if (!is_ours(e)) {
        return false;
    }
    if (s->waits || s->desk == NULL) {
        return true; /* the page says that it is at work */
    }
    if (e->intent == INTENT_PICK) {
        pick(a, e->argument, fx);
    } else if (e->intent == INTENT_PAGE) {
        turn(a, e->argument, fx);
    } else if (e->intent == INTENT_NEXT) {
        next(a, fx);
    } else {
        act(a, (enum studio_act)e->argument, fx);
    }
    return true;
}

/* --- answers --------------------------------------------------------------------------------- */

/* The page says it: a refusal as what is wrong, a good one as what is new. */
static void judged(struct app *a, enum recording_fault fault)
{
    a->studio.judged = true;
    a->studio.listens = false;
    a->studio.fault = fault;
}

/* The page that a wish leads to, unless she left the one it was wished on. */
static void lead(struct app *a, enum sheet from, enum sheet to, struct effects *fx)
{
    if (app_sheet(a) != from) {
        return;
    }
    if (to == SHEET_NONE) {
        step_close_sheet(a, fx);
    } else {
        step_sheet(a, to, fx);
    }
}

static void done(struct app *a, const struct event *e, struct effects *fx)
{
    struct studio *s = &a->studio;
    switch (s->wish) {
    case STUDIO_LANGUAGE:
        lead(a, SHEET_STUDIO, SHEET_STUDIO_WORK, fx);
        break;
    case STUDIO_START:
        s->listens = e->number == RECORDING_GOOD;
        if (!s->listens) {
            judged(a, (enum recording_fault)e->number);
        }
        break;
    case STUDIO_STOP:
        judged(a, (enum recording_fault)e->number);
        break;
    case STUDIO_KEEP: {
        const int next = desk_next(s->desk, s->prompt);
        go_to_prompt(a, next < 0 ? s->prompt : next, fx);
        break;
    }
    case STUDIO_APPROVE:
    case STUDIO_REFUSE:
        go_to_message(a, desk_unreviewed(s->desk, s->message), fx);
        break;
    case STUDIO_ISSUE:
        s->issued = e->issued != NULL ? *e->issued : (struct issue_result){.version = 0};
        step_effect(fx, FX_SPEAK, 0);
        break;
    case STUDIO_OPEN:
        step_effect(fx, FX_SPEAK, 0);
        break;
    case STUDIO_COVER:
        s->page = 0;
        lead(a, SHEET_STUDIO_WORK, SHEET_STUDIO_COVER, fx);
        break;
    case STUDIO_PERSON: /* her page closes: those who may be chosen, she among them */
        lead(a, SHEET_STUDIO_PERSON, SHEET_NONE, fx);
        break;
    case STUDIO_BRING:
        s->brings = e->brought != NULL;
        s->brought = s->brings ? *e->brought : (struct bring_result){.refusal = BRING_UNREADABLE};
        step_effect(fx, FX_SPEAK, 0);
        break;
    case STUDIO_CANCEL:
    case STUDIO_HEAR:
    case STUDIO_SHOW:
        break;
    }
}

static void answered(struct app *a, const struct event *e, struct effects *fx)
{
    struct studio *s = &a->studio;
    if (!s->waits) {
        return;
    }
    s->waits = false;
    s->desk = e->desk;
    s->failed = failed(e->error) || e->desk == NULL;
    a->revision++;
    if (s->failed) {
        step_effect(fx, FX_SPEAK, 0);
        return;
    }
    done(a, e, fx);
}

static void heard(struct app *a, const struct event *e, struct effects *fx)
{
    struct studio *s = &a->studio;
    if (!s->listens) {
        return;
    }
    if (app_sheet(a) != SHEET_STUDIO_RECORD) { /* another page lies over it, and speaks */
        stop_listening(a, fx);
        return;
    }
    if (e->argument == 1) { /* it went, lost something, or heard enough: judged as it is */
        s->listens = false;
        step_studio_wish(a, STUDIO_STOP, fx);
        return;
    }
    a->revision += s->level != e->number;
    s->level = e->number;
}

static void shown(struct app *a, const struct event *e)
{
    a->studio.picture = e->picture;
    a->studio.picture_width = e->argument;
    a->studio.picture_height = e->number;
    a->studio.place = e->text != NULL ? e->text : "";
    a->revision++;
}

void step_studio_told(struct app *a, const struct event *e, struct effects *fx)
{
    if (!step_sheet_is_open(a, SHEET_STUDIO)) {
        return;
    }
    if (e->kind == HAPPENED_STUDIO) {
        answered(a, e, fx);
    } else if (e->kind == HAPPENED_HEARD) {
        heard(a, e, fx);
    } else {
        shown(a, e);
    }
}
