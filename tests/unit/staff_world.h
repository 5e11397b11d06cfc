/* A kiosk whose staff are let in and told what there is, for tests of staff's pages. */
#ifndef TESTS_UNIT_STAFF_WORLD_H
#define TESTS_UNIT_STAFF_WORLD_H

#include "app/steps.h"
#include "tests/unit/app_world.h"

static const struct staff_files staff_no_files = {.count = 0};
static struct staff_news news; /* what the next tell() says */

/* All is well, and nothing is unsent. */
__attribute__((unused)) static void begin_well(void)
{
    app_begin((struct app_world){0});
    news = (struct staff_news){
        .facts = {.printer = DEVICE_WELL, .machine_told = true, .outbox = {.told = true}},
        .files = &staff_no_files};
}

/* The answer to a wish, or to looking. */
__attribute__((unused)) static void tell_wish(enum staff_wish wish, struct err error)
{
    news.wish = wish;
    news.error = error;
    happen((struct event){.kind = HAPPENED_STAFF, .news = &news, .error = error});
}

__attribute__((unused)) static void tell(void)
{
    happen((struct event){.kind = HAPPENED_STAFF, .news = &news});
}

__attribute__((unused)) static void act(int what)
{
    intend(INTENT_STAFF_ACT, what);
}

/* Through the gate, to the page that tells how the kiosk is. */
__attribute__((unused)) static void let_in(enum staff_role role)
{
    const struct pin_answer right = {.word = PIN_RIGHT, .who = {role, 0}};
    intend(INTENT_STAFF, 0);
    CHECK_INT(app_sheet(&app), SHEET_GATE);
    happen((struct event){.kind = HAPPENED_PIN, .pin = &right});
    CHECK_INT(app_sheet(&app), SHEET_STAFF);
}

/* What the printer tells of itself. */
__attribute__((unused)) static void printer(bool open, enum printer_paper paper)
{
    const struct printer_status status = {
        .online = !open && paper != PAPER_OUT, .cover_open = open, .answers = true, .paper = paper};
    happen((struct event){.kind = HAPPENED_PRINTER_STATUS, .status = &status});
}

#endif
