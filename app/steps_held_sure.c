/* Before sending: is a paper she took from what the portal holds still to be had? Her sign-in may
 * be lost (the courier began anew, its time is over), and then the portal would not join the paper
 * to her application. So it is asked once more; when it does not say so, she is told at the paper's
 * own question and has the ways: sign in again, photograph it now, or bring it. */
#include <string.h>

#include "app/papers.h"
#include "app/steps.h"

#define ASK_EVERY_MS 1000
#define WAIT_MS      8000 /* so long the portal may take */

/* A paper she took that goes along with the application. */
static bool goes_along(struct app *a, const struct offer *offer)
{
    struct form_question q;
    return offer->item.paper && step_held_of(a, offer->node) == offer &&
           !failed(form_question(a->visit->form, offer->node, &q)) && q.relevant;
}

/* The first of them that stands on her sign-in alone; -1: none does. What an officer saw goes with
 * the record itself. */
static int standing(struct app *a)
{
    struct visit *v = a->visit;
    const bool signed_in = v->phone.state == PHONE_SIGNED && !v->phone.of_file;
    for (int i = 0; signed_in && i < v->offers.count; i++) {
        if (goes_along(a, &v->offers.list[i])) {
            return i;
        }
    }
    return -1;
}

static void ask(struct app *a, bool again, struct effects *fx)
{
    struct offers *o = &a->visit->offers;
    o->again = again;
    o->asked_ms = a->now_ms;
    step_effect(fx, FX_ASK, PORTAL_HELD);
}

bool step_held_sure(struct app *a, struct effects *fx)
{
    struct offers *o = &a->visit->offers;
    if (standing(a) < 0) {
        return true;
    }
    o->checking = true;
    o->since_ms = a->now_ms;
    ask(a, true, fx);
    return false;
}

/* Told where it can be mended: the paper is open again, and its question is asked. */
static void lost(struct app *a, int i, struct effects *fx)
{
    struct visit *v = a->visit;
    v->offers.checking = false;
    step_held_choose(a, i, false);
    step_change(a, v->offers.list[i].node, fx);
    step_show_message(a, MSG_REUSE_LOST);
    step_effect(fx, FX_CUE, CUE_CANNOT);
    step_effect(fx, FX_SPEAK, 0);
}

static bool is_told(const struct portal_held *told, const struct portal_held_item *item)
{
    for (int i = 0; i < told->count && i < PORTAL_HELD_MAX; i++) {
        if (told->items[i].paper && strcmp(told->items[i].sha256, item->sha256) == 0) {
            return true;
        }
    }
    return false;
}

static void judge(struct app *a, const struct portal_held *told, struct effects *fx)
{
    struct offers *o = &a->visit->offers;
    for (int i = standing(a); i >= 0 && i < o->count; i++) {
        if (goes_along(a, &o->list[i]) &&
            (told->state != HELD_KNOWN || !is_told(told, &o->list[i].item))) {
            lost(a, i, fx);
            return;
        }
    }
    o->checking = false;
    step_store(a, fx);
}

bool step_held_answered(struct app *a, const struct portal_answer *answer, struct effects *fx)
{
    static const struct portal_held nothing = {.state = HELD_OFFLINE};
    struct offers *o = &a->visit->offers;
    if (!o->checking) {
        return false;
    }
    if (failed(answer->error)) {
        judge(a, &nothing, fx);
    } else if (answer->held.state != HELD_ASKING) {
        judge(a, &answer->held, fx);
    }
    return true;
}

void step_held_wait(struct app *a, struct effects *fx)
{
    const struct offers *o = &a->visit->offers;
    const int first = o->checking ? standing(a) : -1;
    if (first >= 0 && a->now_ms - o->since_ms >= WAIT_MS) {
        lost(a, first, fx);
    } else if (first >= 0 && a->now_ms - o->asked_ms >= ASK_EVERY_MS) {
        ask(a, false, fx);
    }
}

/* --- signing in again ------------------------------------------------------------------------- */

bool step_held_sign_in(struct app *a, struct effects *fx)
{
    struct visit *v = a->visit;
    for (int i = 0; i < v->offers.count && v->problem_message == MSG_REUSE_LOST; i++) {
        if (v->offers.list[i].node == v->page && v->offers.list[i].item.paper) {
            v->offers.lost = i + 1;
            step_open_sign_in(a, fx);
            return true;
        }
    }
    return false;
}

bool step_held_signs_in(const struct visit *v)
{
    return v->offers.lost > 0;
}

void step_held_signed(struct app *a, bool signed_in, struct effects *fx)
{
    struct offers *o = &a->visit->offers;
    const int i = o->lost - 1;
    o->lost = 0;
    if (signed_in) {
        step_held_choose(a, i, true);
        step_open_check(a, fx);
        return;
    }
    a->visit->phone = (struct phone){.qr = a->visit->phone.qr, .counter = true};
    step_change(a, o->list[i].node, fx);
}
