/* Who is here: the card's QR or twelve typed digits, then today's name of her commune. Nothing on
 * the card proves identity: it only prefills, and what does not fit warns, never refuses. */
#include <string.h>

#include "app/citizen/address.h"
#include "app/citizen/card.h"
#include "app/citizen/commune.h"
#include "app/settings.h"
#include "app/steps.h"

#define ID_DIGITS 12
#define CARD_AGAIN_MS                                                                              \
    20000 /* longer than laying a card down takes, shorter than the idle clock                     \
           */

/* What the form's field `name` gets from the card; NULL when the card does not say. */
static const char *card_value(const struct app *a, const char *name, char text[DATE_TEXT_MAX])
{
    const struct card *card = a->visit->card;
    if (strcmp(name, "name") == 0) {
        return card->name;
    }
    if (strcmp(name, "id") == 0) {
        return card->id;
    }
    if (strcmp(name, "birth") == 0) {
        date_write(card->birth, text);
        return text;
    }
    if (strcmp(name, "issued") == 0) {
        date_write(card->issued, text);
        return text;
    }
    if (strcmp(name, "sex") == 0) {
        return card->sex == CARD_MALE ? "male" : "female";
    }
    if (strcmp(name, "address") == 0) {
        return card->address;
    }
    return NULL;
}

/* A list may have other names than the card's words: such a value nobody could ever correct. */
static bool is_offered(struct app *a, form_node n, const char *value)
{
    struct form_question q;
    struct form_choice choice;
    if (failed(form_question(a->visit->form, n, &q)) || q.kind != FORM_SELECT_ONE ||
        strstr(q.appearance, "commune") != NULL) { /* the communes of today, found by us */
        return true;
    }
    for (int i = 0; i < q.choice_count; i++) {
        if (!failed(form_choice(a->visit->form, n, i, &choice)) &&
            strcmp(choice.value, value) == 0) {
            return true;
        }
    }
    return false;
}

static void set_field(struct app *a, form_node n, const char *value)
{
    struct form_problem problem;
    if (value != NULL && value[0] != '\0' && is_offered(a, n, value)) {
        const struct err e = form_set(a->visit->form, n, value, &problem);
        (void)e; /* what the form does not take is asked instead */
    }
}

/* Fills every field of the card, or those of one name. Also those that are not asked yet: a group
 * may come up only after an answer that follows the card. */
static void prefill(struct app *a, const char *only, const char *value)
{
    struct form_question q;
    char text[DATE_TEXT_MAX];
    form_node n = FORM_NONE;
    while ((n = form_next_node(a->visit->form, n)) != FORM_NONE) {
        if (failed(form_question(a->visit->form, n, &q)) || q.card_field == NULL) {
            continue;
        }
        if (only == NULL) {
            set_field(a, n, card_value(a, q.card_field, text));
        } else if (strcmp(q.card_field, only) == 0) {
            set_field(a, n, value);
        }
    }
}

/* Today's communes the card's address may mean, into visit->picks. */
static void find_communes(struct app *a)
{
    struct visit *v = a->visit;
    struct address found;
    address_find(a->communes, v->card->address, v->card->issued, &found);
    v->pick_count = 0;
    for (int i = 0; i < found.count; i++) {
        v->picks[v->pick_count++] = found.units[i];
    }
    prefill(a, "detail", found.detail);
    explicit_bzero(&found, sizeof found);
}

/* She hears why she is asked again who she is. */
static void tell_other(struct app *a, bool other, struct effects *fx)
{
    if (other) {
        step_notice(a, MSG_OTHER_NUMBER, fx);
    }
}

static void card_scanned(struct app *a, const struct event *e, struct effects *fx)
{
    struct visit *v = a->visit;
    struct card *card = v->card != NULL ? v->card : arena_alloc(a->arena, sizeof *card);
    if (card == NULL) {
        step_notice(a, MSG_SCAN_BAD_CARD, fx);
        return;
    }
    card_parse(e->text, strlen(e->text), step_latest_day(a), card);
    if (card->result == CARD_REJECT) {
        const bool other = card->reasons[0] == CARD_NOT_A_CARD;
        if (v->card != NULL) { /* the number was that card's */
            explicit_bzero(v->given, sizeof v->given);
        }
        memset(card, 0, sizeof *card);
        v->card_verdict = CARD_REJECT;
        v->card = NULL;
        step_notice(a, other ? MSG_SCAN_NOT_CARD : MSG_SCAN_BAD_CARD, fx);
        return;
    }
    v->card = card;
    v->card_verdict = card->result;
    const bool other = step_number_given(a, card->id, fx);
    step_named_day(a, card->issued);
    prefill(a, NULL, NULL);
    find_communes(a);
    step_effect(fx, FX_CUE, CUE_WOVEN);
    if (v->pick_count > 0) {
        step_enter(a, SCREEN_ADDRESS, fx);
    } else {
        step_first_page(a, fx);
    }
    tell_other(a, other, fx);
}

/* By any of the ways that this page offers. */
static bool is_known(const struct visit *v)
{
    return v->card != NULL || v->typed_id || v->no_papers || v->phone.state == PHONE_SIGNED ||
           v->phone.counter;
}

uint64_t step_card_due_ms(const struct app *a)
{
    const bool waits = a->screen == SCREEN_IDENTITY && a->overlay == OVERLAY_NONE &&
                       a->sheets.count == 0 && a->visit != NULL && !a->speaking;
    if (!waits || a->visit->card_again || a->visit->card_verdict == CARD_REJECT ||
        is_known(a->visit)) {
        return 0;
    }
    return a->last_touch_ms + CARD_AGAIN_MS;
}

void step_card_tick(struct app *a)
{
    const uint64_t due = step_card_due_ms(a);
    if (due != 0 && a->now_ms >= due) {
        a->visit->card_again = true;
        a->revision++;
    }
}

static bool identity(struct app *a, const struct event *e, struct effects *fx)
{
    switch (e->intent) {
    case INTENT_BACK:
        step_enter(a, SCREEN_CONSENT, fx);
        return true;
    case INTENT_SIGN_IN:
        if (a->visit->phone.state == PHONE_SIGNED) {
            step_enter(a, SCREEN_SIGN_IN, fx);
        } else {
            step_open_sign_in(a, fx);
        }
        return true;
    case INTENT_TYPE_ID:
        step_enter(a, SCREEN_TYPE_ID, fx);
        return true;
    case INTENT_NO_PAPERS:
        a->visit->no_papers = true;
        step_first_page(a, fx);
        return true;
    case INTENT_NEXT:
        if (is_known(a->visit)) {
            step_first_page(a, fx);
        }
        return true;
    default:
        return false;
    }
}

static void type_digit(struct app *a, int key)
{
    char *digits = a->visit->id_digits;
    const size_t length = strlen(digits);
    if (key >= 0 && key <= 9 && length < ID_DIGITS) {
        digits[length] = (char)('0' + key);
        digits[length + 1] = '\0';
    } else if (key == KEY_ERASE && length > 0) {
        digits[length - 1] = '\0';
    } else if (key == KEY_CLEAR) {
        memset(digits, 0, sizeof a->visit->id_digits);
    }
    a->visit->has_problem = false;
    a->revision++;
}

static void type_done(struct app *a, struct effects *fx)
{
    struct visit *v = a->visit;
    const bool other = step_number_given(a, v->id_digits, fx);
    v->typed_id = true;
    prefill(a, "id", v->id_digits);
    step_first_page(a, fx);
    tell_other(a, other, fx);
}

static bool type_id(struct app *a, const struct event *e, struct effects *fx)
{
    struct visit *v = a->visit;
    switch (e->intent) {
    case INTENT_BACK:
        step_enter(a, SCREEN_IDENTITY, fx);
        return true;
    case INTENT_KEY:
        type_digit(a, e->argument);
        return true;
    case INTENT_NEXT:
        if (strlen(v->id_digits) != ID_DIGITS) {
            v->has_problem = true;
            v->problem_message = MSG_ID_TWELVE;
            a->revision++;
            return true;
        }
        type_done(a, fx);
        return true;
    default:
        return false;
    }
}

static bool address(struct app *a, const struct event *e, struct effects *fx)
{
    struct visit *v = a->visit;
    switch (e->intent) {
    case INTENT_BACK:
        step_enter(a, SCREEN_IDENTITY, fx);
        return true;
    case INTENT_PICK:
        if (e->argument >= 0 && e->argument < v->pick_count) {
            const struct commune *c = &a->communes->units[v->picks[e->argument]];
            prefill(a, "province", a->communes->provinces[c->province].code);
            prefill(a, "commune", c->code);
            v->address_confirmed = true;
            step_first_page(a, fx);
        }
        return true;
    case INTENT_CHOOSE: /* none of these: the form asks */
    case INTENT_NEXT:
        step_first_page(a, fx);
        return true;
    default:
        return false;
    }
}

bool step_identity(struct app *a, const struct event *e, struct effects *fx)
{
    if (a->visit == NULL) {
        return false;
    }
    if (e->kind == HAPPENED_SCAN && (a->screen == SCREEN_IDENTITY || a->screen == SCREEN_TYPE_ID)) {
        card_scanned(a, e, fx);
        return true;
    }
    if (e->kind != HAPPENED_INTENT) {
        return false;
    }
    if (a->screen == SCREEN_IDENTITY) {
        return identity(a, e, fx);
    }
    if (a->screen == SCREEN_TYPE_ID) {
        return type_id(a, e, fx);
    }
    return a->screen == SCREEN_ADDRESS && address(a, e, fx);
}
