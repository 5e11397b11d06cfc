/* A person who reads or reviews is entered on the kiosk: name, way of speaking, place, and that she
 * agreed in writing. Staff type it; nothing is kept before the last question. */
#include <stdio.h>
#include <string.h>

#include "app/steps.h"

static char *answer_of(struct studio *s)
{
    return s->part == PART_NAME      ? s->entered.name
           : s->part == PART_DIALECT ? s->entered.dialect
                                     : s->entered.place;
}

/* The question of a part, with what was answered before. */
static void ask(struct app *a, enum person_part part, struct effects *fx)
{
    struct studio *s = &a->studio;
    s->part = part;
    if (part != PART_AGREED) {
        composer_init(&s->composer, s->typed, sizeof s->typed, FIELD_NAME, true, answer_of(s));
    }
    a->sheets.turned = 0;
    a->revision++;
    step_effect(fx, FX_SPEAK, 0);
}

void step_open_person(struct app *a, struct effects *fx)
{
    a->studio.entered = (struct person){.role = PERSON_VOICE};
    a->studio.failed = false;
    step_sheet(a, SHEET_STUDIO_PERSON, fx);
    ask(a, PART_NAME, fx);
}

/* What is typed, without what could not stand in the file of people. */
static void keep_typed(struct studio *s)
{
    composer_finish(&s->composer);
    (void)snprintf(answer_of(s), PERSON_WORD, "%s", s->typed);
}

static void next(struct app *a, struct effects *fx)
{
    struct studio *s = &a->studio;
    if (s->part == PART_AGREED) {
        step_studio_wish(a, STUDIO_PERSON, fx);
        return;
    }
    keep_typed(s);
    if (s->typed[0] != '\0') {
        ask(a, (enum person_part)(s->part + 1), fx);
    }
}

static void back(struct app *a, struct effects *fx)
{
    struct studio *s = &a->studio;
    s->failed = false;
    if (s->part == PART_NAME) {
        step_close_sheet(a, fx);
        return;
    }
    if (s->part != PART_AGREED) {
        keep_typed(s);
    }
    ask(a, (enum person_part)(s->part - 1), fx);
}

static void press(struct app *a, int key, struct effects *fx)
{
    struct composer *c = &a->studio.composer;
    const struct layout *layout = layout_of(c->layer);
    if (a->studio.part == PART_AGREED || key < 0 || key >= layout->count) {
        return;
    }
    if (!composer_press(c, &layout->keys[key])) {
        step_effect(fx, FX_CUE, CUE_CANNOT);
    }
    a->revision++;
}

bool step_person_intent(struct app *a, const struct event *e, struct effects *fx)
{
    if (a->studio.waits || a->studio.composer.text == NULL) { /* nothing was asked yet */
        return e->intent == INTENT_BACK || e->intent == INTENT_NEXT || e->intent == INTENT_KEY;
    }
    switch (e->intent) {
    case INTENT_BACK:
        back(a, fx);
        return true;
    case INTENT_NEXT:
        next(a, fx);
        return true;
    case INTENT_KEY:
        press(a, e->argument, fx);
        return true;
    default:
        return false;
    }
}
