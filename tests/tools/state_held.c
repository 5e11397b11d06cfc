/* The states of what the portal holds of her: told by the port, taken and declined by touches. */
#include <stdio.h>

#include "tests/tools/state_fills.h"
#include "tests/tools/state_rows.h"

static const struct portal_held_item paper = {
    .paper = true,
    .ref = "/data/paper",
    .value = "paper.pdf",
    .procedure = "1.001193",
    .file_number = "THU-000000001",
    .date = "2021-03-12",
    .type = "application/pdf",
    .sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    .size = 81234,
    .pages = 2,
};

static struct portal_held_item answer_of(const char *ref, const char *value, const char *procedure)
{
    struct portal_held_item item = {.date = "2026-08-04"};
    (void)snprintf(item.ref, sizeof item.ref, "%s", ref);
    (void)snprintf(item.value, sizeof item.value, "%s", value);
    (void)snprintf(item.procedure, sizeof item.procedure, "%s", procedure);
    return item;
}

static void happen(struct app *a, struct event e)
{
    struct effects fx = {.count = 0};
    e.now_ms = a->now_ms;
    e.now_s = a->now_s;
    e.shown_minute = a->shown_minute;
    app_step(a, &e, &fx);
}

static void choose(struct app *a, int i, bool taken)
{
    happen(a, (struct event){.kind = HAPPENED_INTENT,
                             .intent = INTENT_HELD,
                             .argument = HELD_ARGUMENT(i, taken)});
}

static void empty(struct app *a, const char *ref)
{
    struct form_problem problem;
    const struct err e = form_set(a->visit->form, form_find(a->visit->form, ref), "", &problem);
    (void)e; /* a gallery without it would show it: the offer would be missing */
}

/* She is signed in, and this is what the portal says it holds. */
static void told(struct app *a, const struct portal_held_item *items, int count)
{
    const enum screen screen = a->screen;
    struct portal_answer answer = {.question = PORTAL_HELD,
                                   .held = {.state = HELD_KNOWN, .count = count}};
    for (int i = 0; i < count; i++) {
        answer.held.items[i] = items[i];
    }
    state_tile("birth"); /* the procedures, whose names say where it is from */
    state_ask("/data/paper", "");
    empty(a, "/data/reporter");
    a->visit->phone.state = PHONE_SIGNED;
    a->visit->offers = (struct offers){.state = HELD_ASKING, .asked = true};
    a->screen = SCREEN_HELD;
    happen(a, (struct event){.kind = HAPPENED_PORTAL, .answer = &answer});
    a->screen = screen;
}

static void fill_three(struct app *a)
{
    const struct portal_held_item items[] = {
        paper, answer_of("/data/reporter", "Rơ Châm Thảo", "1.004859"),
        answer_of("/data/people", "giarai", "9.999999")};
    told(a, items, 3);
}

void fill_reuse(struct app *a)
{
    fill_three(a);
    choose(a, 0, true);
}

void fill_reuse_answer(struct app *a)
{
    const struct portal_held_item item = answer_of("/data/reporter", "Rơ Châm Thảo", "1.001193");
    told(a, &item, 1);
}

void fill_reuse_paper(struct app *a)
{
    told(a, &paper, 1);
}

void fill_reuse_taken(struct app *a)
{
    fill_three(a);
    choose(a, 0, true);
    choose(a, 1, true);
    choose(a, 2, false);
}

void fill_reuse_asking(struct app *a)
{
    state_ask("/data/paper", "");
    a->visit->phone.state = PHONE_SIGNED;
    a->visit->offers = (struct offers){.state = HELD_ASKING, .asked = true};
}

/* On a question or CHECK: the offers of three, of which the first two were taken. */
static void taken_on(struct app *a, const char *ref)
{
    const enum screen screen = a->screen;
    a->screen = SCREEN_HELD;
    fill_reuse_taken(a);
    a->screen = screen;
    a->visit->page = form_find(a->visit->form, ref);
}

void fill_reuse_question(struct app *a)
{
    taken_on(a, "/data/paper");
}

void fill_reuse_let_go(struct app *a)
{
    taken_on(a, "/data/paper");
    choose(a, 0, false);
}

void fill_reuse_name(struct app *a)
{
    taken_on(a, "/data/reporter");
    state_type(FIELD_NAME, "Rơ Châm Thảo");
}

void fill_reuse_check(struct app *a)
{
    taken_on(a, "/data/paper");
    a->visit->page = FORM_NONE;
    a->visit->list_page = 0;
}
