/* Citizens. One knows what she came for and answers what is asked; now and then she touches
 * something else, and some leave in the middle. What she may touch is what the real screens show.
 */
#include <stdio.h>
#include <string.h>

#include "app/citizen/date.h"
#include "app/draft.h"
#include "app/papers.h"
#include "app/typing/composer.h"
#include "app/view.h"
#include "app/way.h"
#include "tests/simulation/simulation.h"
#include "ui/screens/screens.h"

/* The promise of what does not seem to arrive: who waits for it comes back sooner. */
static struct promise *of_late(struct sim *s)
{
    for (int i = s->promise_count - 1; s->portal.late_ms != 0 && i >= 0; i--) {
        if (strcmp(s->promises[i].uuid, s->portal.late.uuid) == 0) {
            return sim_once_in(s, 2) ? &s->promises[i] : NULL;
        }
    }
    return NULL;
}

/* Some come back with their slip and take theirs back, or cannot any more. */
static void take_back(struct sim *s)
{
    struct outbox_row row;
    struct promise *p = of_late(s);
    if (s->promise_count == 0 || (p == NULL && !sim_once_in(s, 12))) {
        return;
    }
    if (p == NULL) {
        p = &s->promises[(unsigned)s->promise_count - 1 -
                         sim_draw(s, s->promise_count < 8 ? 1 : 8)];
    }
    p->asked = true;
    p->back = !failed(outbox_withdraw(s->outbox, p->uuid)) &&
              !failed(outbox_find(s->outbox, p->uuid, &row)) && row.state == OUTBOX_WITHDRAWN;
}

void citizen_arrives(struct sim *s, struct citizen *c)
{
    take_back(s);
    *c = (struct citizen){.here = true, .patience = 600, .page = FORM_NONE};
    (void)snprintf(c->tag, sizeof c->tag, "064080%06u", (unsigned)s->counts.sessions % 1000000u);
    c->procedure = world_procedure((int)sim_draw(s, (unsigned)world_procedures()));
    if (sim_once_in(s, 5)) {
        c->patience = 1 + (int)sim_draw(s, 60);
    }
    c->wanders = sim_once_in(s, 4) ? 6 : 0;
    s->counts.sessions++;
}

/* --- touching anything ------------------------------------------------------------------------ */

/* Any target of the screen as it is built for her. */
static void touch_something(struct sim *s)
{
    static uint8_t memory[SCREENS_FRAME_BYTES];
    static struct view view;
    struct arena frame;
    int targets[VIEW_NODES_MAX], count = 0;
    arena_init(&frame, memory, sizeof memory);
    screens_build(&s->app, &frame, &view);
    for (int i = 0; i < view.count; i++) {
        if (view.nodes[i].intent.kind != INTENT_NONE) {
            targets[count++] = i;
        }
    }
    if (count > 0) {
        const struct view_node *n = &view.nodes[targets[sim_draw(s, (unsigned)count)]];
        world_intent(s, (enum intent_kind)n->intent.kind, n->intent.argument, n->intent.text);
    }
    arena_wipe(&frame);
}

/* --- one question ----------------------------------------------------------------------------- */

static bool would_take(struct sim *s, const struct form_question *q, const char *value)
{
    return form_would_take(s->app.visit->form, q->node, value);
}

/* A text her form accepts; "" when none of these is. */
static const char *some_text(struct sim *s, const struct form_question *q)
{
    static const char *const texts[] = {"Siu Mẫu",
                                        "Rơ Châm Thử",
                                        "Làng Mẫu",
                                        "0912345678",
                                        "052090001234",
                                        "12",
                                        "1",
                                        "3",
                                        "200000",
                                        "BA 123456",
                                        "1990",
                                        "01-02",
                                        "an@example.vn",
                                        "Nguyễn Văn Thử",
                                        "2",
                                        "100"};
    const unsigned count = sizeof texts / sizeof texts[0];
    const unsigned from = sim_draw(s, count);
    for (unsigned i = 0; i < count; i++) {
        const char *text = texts[(from + i) % count];
        if ((q->max_length == 0 || strlen(text) <= (size_t)q->max_length) &&
            would_take(s, q, text)) {
            return text;
        }
    }
    return "";
}

static void type(struct sim *s, const struct form_question *q)
{
    struct visit *v = s->app.visit;
    const enum keyboard_layer layer = v->composer->layer;
    composer_init(v->composer, v->composer_text, sizeof v->composer_text,
                  draft_is_number(q) ? FIELD_DIGITS : FIELD_TEXT, false, some_text(s, q));
    v->composer->layer = layer;
}

/* Types digits of a day the form takes. */
static void type_date(struct sim *s, const struct form_question *q)
{
    char digits[16] = "16112026", iso[11];
    for (int i = 0; i < 60; i++) {
        const bool recent = sim_once_in(s, 2);
        const unsigned year = recent ? 2026 : 1940 + sim_draw(s, 87);
        const unsigned month = recent ? 9 + sim_draw(s, 3) : 1 + sim_draw(s, 12);
        const unsigned day = 1 + sim_draw(s, 28);
        (void)snprintf(iso, sizeof iso, "%04u-%02u-%02u", year % 10000u, month % 100u, day % 100u);
        if (would_take(s, q, iso)) {
            (void)snprintf(digits, sizeof digits, "%02u%02u%04u", day % 100u, month % 100u,
                           year % 10000u);
            break;
        }
    }
    world_intent(s, INTENT_KEY, 10, NULL); /* clears */
    if (s->app.visit == NULL || s->app.screen != SCREEN_QUESTION) {
        return;
    }
    const struct date_draft *d = &s->app.visit->date;
    const char *typed = d->no_date ? "0930" : d->year_only ? digits + 4 : digits;
    for (const char *at = typed; *at != '\0'; at++) {
        world_intent(s, INTENT_KEY, *at - '0', NULL);
    }
    for (const char *at = "0930"; d->has_time && !d->no_date && *at != '\0'; at++) {
        world_intent(s, INTENT_KEY, *at - '0', NULL);
    }
}

static void bring_paper(struct sim *s, const struct form_question *q)
{
    struct visit *v = s->app.visit;
    if (papers_taken(v, q->node) || papers_handed_in(v, q->node)) {
        return;
    }
    world_intent(s, q->may_leave_open && sim_once_in(s, 3) ? INTENT_HAND_IN : INTENT_CAPTURE, 0,
                 NULL);
}

static void sign(struct sim *s)
{
    static const int path[][2] = {{100, 250}, {180, 90}, {230, 270}, {400, 150}, {440, 250}};
    for (int i = 0; i < 5; i++) {
        world_event(s, (struct event){.kind = HAPPENED_PEN,
                                      .intent = i == 0 ? PEN_DOWN : PEN_MOVE,
                                      .argument = path[i][0],
                                      .number = path[i][1]});
    }
    world_event(
        s, (struct event){.kind = HAPPENED_PEN, .intent = PEN_UP, .argument = 440, .number = 250});
}

static void choose(struct sim *s, const struct form_question *q)
{
    if (draft_is_commune(q)) {
        world_intent(s, INTENT_PICK, (int)sim_draw(s, (unsigned)s->app.visit->pick_count), NULL);
    } else if (q->choice_count > 0) {
        const int index = (int)sim_draw(s, (unsigned)q->choice_count);
        world_intent(s, q->kind == FORM_SELECT_MANY ? INTENT_TOGGLE : INTENT_CHOOSE, index, NULL);
    }
}

static void answer(struct sim *s, const struct form_question *q)
{
    switch (q->kind) {
    case FORM_SELECT_ONE:
    case FORM_SELECT_MANY:
    case FORM_TRIGGER:
        choose(s, q);
        break;
    case FORM_PAPER:
        bring_paper(s, q);
        break;
    case FORM_SIGNATURE:
        sign(s);
        break;
    case FORM_REPEAT:
        if (sim_once_in(s, 3)) {
            world_intent(s, INTENT_ADD, 0, NULL);
        }
        break;
    case FORM_NOTE:
    case FORM_GROUP:
    case FORM_VALUE:
        break;
    case FORM_TEXT:
    case FORM_INTEGER:
    case FORM_DECIMAL:
    case FORM_DATE:
    case FORM_TIME:
    case FORM_DATETIME:
    case FORM_BARCODE:
        if (draft_is_commune(q)) {
            choose(s, q);
        } else if (draft_is_date(q)) {
            type_date(s, q);
        } else {
            type(s, q);
        }
        break;
    }
}

static void on_question(struct sim *s, struct citizen *c)
{
    struct form_question q;
    const form_node page = s->app.visit->page;
    c->tries = page == c->page ? c->tries + 1 : 0;
    c->page = page;
    if (!app_question(&s->app, &q)) {
        world_intent(s, INTENT_NEXT, 0, NULL);
        return;
    }
    if (c->tries > 6 && q.may_leave_open) {
        world_intent(s, INTENT_OPEN, OPEN_OFFICER, NULL);
    } else if (c->tries > 40) {
        s->counts.stuck++;
        c->patience = 0;
        return;
    } else {
        answer(s, &q);
    }
    if (s->app.screen == SCREEN_QUESTION && s->app.visit->page == page) {
        world_intent(s, INTENT_NEXT, 0, NULL);
    }
}

/* --- the other screens ------------------------------------------------------------------------ */

static void identify(struct sim *s, struct citizen *c)
{
    char card[160];
    if (sim_once_in(s, 2)) {
        (void)snprintf(card, sizeof card,
                       "%s||Siu Mẫu|0101%s|Nam|Làng Kép, Ia Sao, Ia Grai, Gia Lai|10052022", c->tag,
                       "1980");
        world_event(s, (struct event){.kind = HAPPENED_SCAN, .text = card});
    } else if (s->app.visit->typed_id || s->app.visit->card != NULL) {
        world_intent(s, INTENT_NEXT, 0, NULL);
    } else {
        world_intent(s, INTENT_TYPE_ID, 0, NULL);
    }
}

static void type_id(struct sim *s, struct citizen *c)
{
    world_intent(s, INTENT_KEY, 10, NULL);
    for (int i = 0; i < TAG_DIGITS; i++) {
        world_intent(s, INTENT_KEY, c->tag[i] - '0', NULL);
    }
    world_intent(s, INTENT_NEXT, 0, NULL);
}

static void on_consent(struct sim *s)
{
    if (!s->app.visit->consent_needed_given) {
        world_intent(s, INTENT_CONSENT, 0, NULL);
    }
    world_intent(s, INTENT_NEXT, 0, NULL);
}

static void on_outcome(struct sim *s)
{
    const struct visit *v = s->app.visit;
    if (v->printing) {
        return;
    }
    if (v->slip_asked) {
        world_intent(s, INTENT_HAS_SLIP, sim_once_in(s, 2), NULL);
    } else if (v->print_failed && sim_once_in(s, 2)) {
        world_intent(s, INTENT_PRINT, 0, NULL);
    } else if (v->stage != STAGE_RECEIVED && sim_once_in(s, 3)) {
        world_intent(s, INTENT_RETRY, 0, NULL);
    } else {
        world_intent(s, INTENT_NEXT, 0, NULL);
    }
}

/* Some answer, some do not, some just go. */
static void rate(struct sim *s)
{
    const unsigned what = sim_draw(s, DAY_RATINGS + 2);
    if (what < DAY_RATINGS) {
        world_intent(s, INTENT_RATE, (int)what, NULL);
    } else if (what == DAY_RATINGS) {
        world_intent(s, INTENT_NEXT, 0, NULL);
    }
}

static void on_screen(struct sim *s, struct citizen *c)
{
    switch (s->app.screen) {
    case SCREEN_WELCOME:
        world_intent(s, INTENT_LANGUAGE, 0, NULL);
        break;
    case SCREEN_NEED:
        world_intent(s, INTENT_NEED, 0, c->procedure);
        break;
    case SCREEN_SUMMARY:
    case SCREEN_CHECK:
        world_intent(s, INTENT_NEXT, 0, NULL);
        break;
    case SCREEN_CONSENT:
        on_consent(s);
        break;
    case SCREEN_IDENTITY:
        identify(s, c);
        break;
    case SCREEN_TYPE_ID:
        type_id(s, c);
        break;
    case SCREEN_ADDRESS:
        world_intent(s, INTENT_PICK, (int)sim_draw(s, (unsigned)s->app.visit->pick_count), NULL);
        break;
    case SCREEN_QUESTION:
        on_question(s, c);
        break;
    case SCREEN_OUTCOME:
        on_outcome(s);
        break;
    case SCREEN_SEARCH:
    case SCREEN_LIST:
    case SCREEN_INFO:
    case SCREEN_ROUTE:
    case SCREEN_SLIP:
    case SCREEN_FILE:
    case SCREEN_WITHDRAW:
    case SCREEN_HERS:
    case SCREEN_RESULT:
    case SCREEN_RESUME:
    case SCREEN_YEAR:
    case SCREEN_LATER:
    case SCREEN_NUMBER:
    case SCREEN_SIGN_IN:
    case SCREEN_FEE:
    case SCREEN_UPLOAD:
    case SCREEN_HELD:
        world_intent(s, INTENT_BACK, 0, NULL);
        break;
    case SCREEN_RATING:
        rate(s);
        break;
    case SCREEN_SENDING: /* she waits */
    case SCREEN_GOODBYE:
    case SCREEN_OUT_OF_SERVICE:
    case SCREEN_LOOKED_AFTER:
    case SCREEN_STARTING:
    case SCREEN_COUNT:
        break;
    }
}

/* What lies over the screen is dealt with first. False: nothing does. */
static bool close_what_lies_above(struct sim *s)
{
    switch (s->app.overlay) {
    case OVERLAY_NONE:
        break;
    case OVERLAY_IDLE:
        world_intent(s, INTENT_STAY, 0, NULL);
        return true;
    case OVERLAY_READ_ALOUD:
        world_intent(s, INTENT_READ, (int)sim_draw(s, 2), NULL);
        return true;
    case OVERLAY_NOTICE:
    case OVERLAY_LEAVE:
    case OVERLAY_TOOLS:
    case OVERLAY_KEYS:
    case OVERLAY_SWITCHES:
    case OVERLAY_STAFF:
        world_intent(s, INTENT_DISMISS, 0, NULL);
        return true;
    }
    if (app_sheet(&s->app) == SHEET_NONE) {
        return false;
    }
    world_intent(s, app_sheet(&s->app) == SHEET_DISPLAY ? INTENT_DISPLAY_DONE : INTENT_BACK, 0,
                 NULL);
    return true;
}

void citizen_acts(struct sim *s, struct citizen *c)
{
    c->filed = c->filed || (s->app.visit != NULL && s->app.visit->stored);
    const bool began = c->screen != SCREEN_WELCOME || c->filed;
    if (began && (s->app.screen == SCREEN_WELCOME || s->app.screen == SCREEN_GOODBYE)) {
        c->here = false; /* she is through, or was sent home */
        s->counts.finished += s->app.screen == SCREEN_GOODBYE;
    } else if (c->patience-- <= 0) {
        c->here = false; /* walks away: the idle clock must notice */
        s->counts.abandoned++;
    } else if (c->wanders > 0 && sim_once_in(s, (unsigned)c->wanders)) {
        touch_something(s);
    } else if (!close_what_lies_above(s)) {
        on_screen(s, c);
    }
    c->screen = s->app.screen;
}
