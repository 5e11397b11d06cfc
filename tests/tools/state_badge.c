/* The states of the pages of staff's badges. */
#include <stdio.h>
#include <string.h>

#include "tests/tools/state_fills.h"
#include "tests/tools/state_rows.h"

static const struct badge_list none = {.count = 0};
static const struct badge_list some = {
    .rows = {{.who = {STAFF_MANAGER, 1}, .last_day = 20271231},
             {.who = {STAFF_OFFICER, 14}, .last_day = 20261031},
             {.who = {STAFF_TECHNICIAN, 3}, .last_day = 20271231, .lost = true},
             {.who = {STAFF_OFFICER, 15}, .last_day = 20271123}},
    .count = 4};

static struct badge_desk *list(struct app *a, const struct badge_list *badges)
{
    fill_staff(a);
    a->staff.badge = (struct badge_desk){.list = badges, .asked = true};
    return &a->staff.badge;
}

void fill_badges(struct app *a)
{
    (void)list(a, &some);
}

void fill_badges_more(struct app *a)
{
    static struct badge_list many;
    for (many.count = 0; many.count < 9; many.count++) {
        many.rows[many.count] = (struct badge_row){.who = {STAFF_OFFICER, 1000 + many.count},
                                                   .last_day = 20271231,
                                                   .lost = many.count == 7};
    }
    (void)list(a, &many);
}

void fill_badges_none(struct app *a)
{
    (void)list(a, &none);
}

void fill_badges_broken(struct app *a)
{
    list(a, NULL)->broken = true;
}

void fill_badges_asked(struct app *a)
{
    list(a, NULL)->asked = false;
}

void fill_sure_badge(struct app *a)
{
    (void)list(a, &some);
    a->staff.asks = ACT_BADGE_LOST;
}

void fill_badge_reported(struct app *a)
{
    (void)list(a, &some);
    a->notice = MSG_BADGE_LOST_DONE;
}

void fill_badge_not_reported(struct app *a)
{
    (void)list(a, &some);
    a->notice = MSG_BADGE_NOT_LOST;
}

/* Badge 15, which has one already. */
static struct badge_desk *make(struct app *a, enum badge_step step)
{
    struct badge_desk *d = list(a, &some);
    d->step = step;
    d->who = (struct staff_person){STAFF_OFFICER, 15};
    d->months = 12;
    d->last_day = 20271123;
    (void)snprintf(d->digits, sizeof d->digits, "15");
    return d;
}

void fill_badge_number(struct app *a)
{
    struct badge_desk *d = make(a, BADGE_STEP_NUMBER);
    d->who.number = 0;
    memset(d->digits, 0, sizeof d->digits);
}

void fill_badge(struct app *a, int step)
{
    (void)make(a, (enum badge_step)step);
}

static struct badge_desk *made(struct app *a, enum badge_print print)
{
    struct badge_desk *d = make(a, BADGE_STEP_MADE);
    const struct err e = qr_encode("RONG-THE/15/00000000000000000000000000", QR_LEVEL_M, d->qr,
                                   sizeof d->qr, &d->qr_side);
    (void)e;
    d->print = print;
    return d;
}

void fill_badge_made(struct app *a, int print)
{
    (void)made(a, (enum badge_print)print);
}

void fill_badge_shown(struct app *a)
{
    made(a, BADGE_PRINT_NONE)->shown = true;
}
