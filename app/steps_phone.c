/* Signing in on her own phone, which the courier asks the issuer for: a code is shown, then waited
 * for; and the ways without a phone. What is known here is the code and how it stands, never a
 * password, never a token. */
#include <stdio.h>
#include <string.h>

#include "app/receipt/qr.h"
#include "app/screen_name.h"
#include "app/settings.h"
#include "app/steps.h"

#define ASK_EVERY_MS 1000

static void ask(struct app *a, struct effects *fx)
{
    a->visit->phone.asking = true;
    a->visit->phone.asked_ms = a->now_ms;
    step_effect(fx, FX_ASK, PORTAL_SIGN_IN);
}

static bool is_open(const struct phone *p)
{
    return p->state == PHONE_ASKING || p->state == PHONE_WAITING;
}

void step_open_sign_in(struct app *a, struct effects *fx)
{
    struct phone *p = &a->visit->phone;
    uint8_t *qr = p->qr;
    const bool of_file = p->of_file;
    if (!step_held_signs_in(a->visit)) { /* else it is for a paper she took already */
        step_forget_held(a);
    }
    if (p->state != PHONE_NONE) {
        step_effect(fx, FX_ASK, PORTAL_SIGN_OUT);
    }
    *p = (struct phone){.state = PHONE_ASKING, .qr = qr, .of_file = of_file};
    step_enter(a, SCREEN_SIGN_IN, fx);
    ask(a, fx);
}

void step_open_sign_in_of_file(struct app *a, struct effects *fx)
{
    struct phone *p = &a->visit->phone;
    if (!p->of_file && p->state != PHONE_NONE) {
        step_effect(fx, FX_ASK, PORTAL_SIGN_OUT);
        *p = (struct phone){.qr = p->qr};
    }
    p->of_file = true;
    step_open_sign_in(a, fx);
}

bool step_wants_sign_in(struct app *a, struct effects *fx)
{
    const struct phone *p = &a->visit->phone;
    if (strcmp(a->settings->signin, "asked") != 0 || p->state == PHONE_SIGNED || p->counter ||
        p->officer) {
        return false;
    }
    step_open_sign_in(a, fx);
    return true;
}

void step_sign_out(struct app *a, struct effects *fx)
{
    if (a->visit != NULL && (a->visit->phone.state != PHONE_NONE || a->visit->upload.number > 0)) {
        step_effect(fx, FX_ASK, PORTAL_SIGN_OUT);
    }
}

bool step_number_given(struct app *a, const char *number, struct effects *fx)
{
    struct visit *v = a->visit;
    struct phone *p = &v->phone;
    const bool known = p->officer || (p->state == PHONE_SIGNED && !p->of_file);
    (void)snprintf(v->given, sizeof v->given, "%.12s", number);
    if (!known || strcmp(p->seen, v->given) == 0) {
        return false;
    }
    if (p->state != PHONE_NONE) {
        step_effect(fx, FX_ASK, PORTAL_SIGN_OUT);
    }
    step_forget_held(a);
    *p = (struct phone){.qr = p->qr};
    return true;
}

/* The square code of the address that brings the short code along; false when it is none. */
static bool draw_qr(struct app *a, const struct portal_sign_in *told)
{
    struct phone *p = &a->visit->phone;
    if (p->qr == NULL) {
        p->qr = arena_alloc(a->arena, QR_BYTES_MAX);
    }
    return p->qr != NULL && !failed(qr_encode(told->whole[0] != '\0' ? told->whole : told->address,
                                              QR_LEVEL_M, p->qr, QR_BYTES_MAX, &p->qr_side));
}

static void show_code(struct app *a, const struct portal_sign_in *told, struct effects *fx)
{
    struct phone *p = &a->visit->phone;
    const int minutes = (told->seconds_left + 59) / 60;
    if (p->state != PHONE_WAITING || strcmp(p->code, told->code) != 0) {
        memcpy(p->code, told->code, sizeof p->code);
        memcpy(p->address, told->address, sizeof p->address);
        p->state = draw_qr(a, told) ? PHONE_WAITING : PHONE_REFUSED;
        p->minutes = minutes;
        a->revision++;
        step_effect(fx, FX_SPEAK, 0);
    }
    a->revision += p->minutes != minutes;
    p->minutes = minutes;
}

/* How it ended: said at once, she may be looking at her phone. */
static void show_end(struct app *a, enum portal_phone state, struct effects *fx)
{
    struct phone *p = &a->visit->phone;
    p->state = state;
    memset(p->code, 0, sizeof p->code);
    memcpy(p->seen, a->visit->given, sizeof p->seen);
    p->others = false;
    a->revision++;
    step_effect(fx, FX_CUE, state == PHONE_SIGNED ? CUE_WOVEN : CUE_CANNOT);
    step_effect(fx, FX_SPEAK, 0);
    step_ask_held(a, fx);
}

static void told(struct app *a, const struct portal_answer *answer, struct effects *fx)
{
    struct phone *p = &a->visit->phone;
    if (!is_open(p)) {
        return;
    }
    p->asking = false;
    if (failed(answer->error)) {
        const bool never =
            answer->error.code == ERR_UNSUPPORTED || answer->error.code == ERR_BAD_INPUT;
        show_end(a, never ? PHONE_REFUSED : PHONE_OFFLINE, fx);
    } else if (answer->sign_in.state == PHONE_WAITING) {
        show_code(a, &answer->sign_in, fx);
    } else if (answer->sign_in.state != PHONE_ASKING && answer->sign_in.state != PHONE_NONE) {
        show_end(a, answer->sign_in.state, fx);
    }
}

static void without(struct app *a, enum without_phone how, struct effects *fx)
{
    struct phone *p = &a->visit->phone;
    if (how == WITHOUT_BY_OFFICER) {
        step_gate(a, p->of_file ? STAFF_CHECK : STAFF_ASSIST, fx);
    } else if (how == WITHOUT_AT_COUNTER && step_held_signs_in(a->visit)) {
        step_sign_out(a, fx);
        step_held_signed(a, false, fx);
    } else if (how == WITHOUT_AT_COUNTER && !p->of_file) {
        step_sign_out(a, fx);
        step_forget_held(a);
        *p = (struct phone){.qr = p->qr, .counter = true};
        step_first_page(a, fx);
    } else if (how == WITHOUT_WAYS) {
        p->others = true;
        a->revision++;
        step_effect(fx, FX_SPEAK, 0);
    }
}

void step_assisted(struct app *a, struct staff_person who, struct effects *fx)
{
    if (a->visit == NULL || a->screen != SCREEN_SIGN_IN) {
        return;
    }
    struct phone *p = &a->visit->phone;
    step_sign_out(a, fx);
    *p = (struct phone){.qr = p->qr, .officer = true};
    memcpy(p->seen, a->visit->given, sizeof p->seen);
    step_help(a, HELP_WITH, who);
    step_forget_held(a);
    step_ask_held(a, fx);
    step_first_page(a, fx);
}

static bool back(struct app *a, struct effects *fx)
{
    struct phone *p = &a->visit->phone;
    if (p->others) {
        p->others = false;
        a->revision++;
        step_effect(fx, FX_SPEAK, 0);
        return true;
    }
    if (step_held_signs_in(a->visit)) {
        if (p->state != PHONE_SIGNED) {
            step_sign_out(a, fx);
        }
        step_held_signed(a, p->state == PHONE_SIGNED, fx);
        return true;
    }
    if (p->state != PHONE_SIGNED) {
        step_sign_out(a, fx);
        *p = (struct phone){.qr = p->qr, .of_file = p->of_file};
    }
    step_enter(a, p->of_file ? SCREEN_FILE : SCREEN_IDENTITY, fx);
    return true;
}

bool step_phone(struct app *a, const struct event *e, struct effects *fx)
{
    if (a->visit == NULL || a->screen != SCREEN_SIGN_IN) {
        return false;
    }
    struct phone *p = &a->visit->phone;
    if (e->kind == HAPPENED_PORTAL && e->answer->question == PORTAL_SIGN_IN) {
        told(a, e->answer, fx);
        return true;
    }
    if (e->kind == HAPPENED_TICK) {
        if (is_open(p) && !p->asking && a->now_ms - p->asked_ms >= ASK_EVERY_MS) {
            ask(a, fx);
        }
        return true;
    }
    if (e->kind != HAPPENED_INTENT) {
        return false;
    }
    switch (e->intent) {
    case INTENT_BACK:
        return back(a, fx);
    case INTENT_SIGN_IN:
        step_open_sign_in(a, fx);
        return true;
    case INTENT_NO_PHONE:
        without(a, (enum without_phone)e->argument, fx);
        return true;
    case INTENT_NEXT:
        if (p->state == PHONE_SIGNED && p->of_file) {
            step_open_hers(a, false, fx);
        } else if (p->state == PHONE_SIGNED && step_held_signs_in(a->visit)) {
            step_held_signed(a, true, fx);
        } else if (p->state == PHONE_SIGNED) {
            step_first_page(a, fx);
        }
        return true;
    default:
        return false;
    }
}

/* Which file, how it is known who asks, and which result's address is wanted (herfile.h). */
static void file_text(const struct visit *v, char ret_text[65])
{
    const struct her_file *h = &v->hers;
    const char *who = !h->open ? "" : h->officer ? " officer" : " signed";
    if (h->open && h->shown > 0) {
        snprintf(ret_text, 65, "%.36s%s %d%s", v->lookup.uuid, who, h->shown,
                 h->again ? " again" : "");
    } else {
        snprintf(ret_text, 65, "%.36s%s", v->lookup.uuid, who);
    }
}

void app_ask_text(const struct app *a, enum portal_question question, char ret_text[65])
{
    const struct visit *v = a->visit;
    const bool known = v != NULL;
    ret_text[0] = '\0';
    if (question == PORTAL_OFFICER) {
        snprintf(ret_text, 65, "%s %s", app_language_at(a, a->call.language),
                 screen_name(a->screen));
    } else if (known && (question == PORTAL_STATUS || question == PORTAL_SIGN_IN)) {
        const bool file = question == PORTAL_SIGN_IN && v->phone.of_file;
        snprintf(ret_text, 65, "%s", file ? v->lookup.uuid : v->uuid);
    } else if (known && question == PORTAL_FILE) {
        file_text(v, ret_text);
    } else if (known && question == PORTAL_HELD) {
        step_held_text(v, ret_text);
    } else if (known && question == PORTAL_FEE) {
        snprintf(ret_text, 65, "%s%s", v->uuid, v->fee.again ? " again" : "");
    } else if (known && question == PORTAL_QUEUE) {
        snprintf(ret_text, 65, "%s %s%s", v->number.key, v->number.service,
                 v->number.again ? " again" : "");
    } else if (known && question == PORTAL_UPLOAD) {
        static const char *const verbs[] = {"look", "thumb", "take", "end"};
        snprintf(ret_text, 65, "%s %d %s %d", v->uuid, v->upload.number, verbs[v->upload.verb],
                 v->upload.thumb_of);
    }
}
