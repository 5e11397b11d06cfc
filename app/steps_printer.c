/* Staff are called once for whoever stands there, and the first page says it afterwards. */
#include <string.h>

#include "app/settings.h"
#include "app/steps.h"

#define EVERY_MS 5000
#define HERE_MS  3000 /* while she waits for her slip */

static bool is_well(const struct printer_status *s)
{
    return s->online && !s->cover_open && !s->jam && s->paper != PAPER_OUT;
}

bool step_has_printer(const struct app *a)
{
    return strcmp(a->settings->printer, "none:") != 0;
}

/* Only the printer's own word that it got so far is believed (reference/devices.md 1.6, 1.11). */
bool step_print_unsure(const struct event *e)
{
    return e->kind == HAPPENED_PRINTED ? e->proof < PROOF_ANSWERED
                                       : e->error.code == ERR_UNKNOWN_OUTCOME;
}

bool step_print_counts(const struct event *e)
{
    return e->kind == HAPPENED_PRINTED || step_print_unsure(e);
}

bool step_printed_is(const struct event *e, enum print_what what)
{
    return (e->kind == HAPPENED_PRINTED || e->kind == HAPPENED_PRINT_FAILED) && e->slip == what;
}

static bool is_wanted_by_visit(const struct visit *v, enum print_what what)
{
    switch (what) {
    case PRINT_RECEIPT:
    case PRINT_COPY:
        return v->printing;
    case PRINT_LIST:
        return v->finding.printing;
    case PRINT_FEE:
        return v->fee.printing;
    case PRINT_NUMBER:
        return v->number.printing;
    case PRINT_SUMMARY:
        return v->hers.printing;
    case PRINT_LATER:
        return v->later.printing;
    case PRINT_TEST:
    case PRINT_DAY:
    case PRINT_BADGE:
    case PRINT_BAR:
    case PRINT_KINDS:
        break;
    }
    return false;
}

bool app_print_wanted(const struct app *a, enum print_what what)
{
    switch (what) {
    case PRINT_TEST:
        return a->staff.print == TEST_PRINT_RUNS;
    case PRINT_DAY:
        return a->staff.day_prints;
    case PRINT_BADGE:
        return a->staff.badge.print == BADGE_PRINT_RUNS;
    case PRINT_BAR:
        return a->setup.bar == BAR_RUNS;
    case PRINT_RECEIPT:
    case PRINT_COPY:
    case PRINT_LIST:
    case PRINT_FEE:
    case PRINT_NUMBER:
    case PRINT_SUMMARY:
    case PRINT_LATER:
    case PRINT_KINDS:
        break;
    }
    return a->visit != NULL && is_wanted_by_visit(a->visit, what);
}

void app_printer_ails(struct app *a)
{
    if (step_has_printer(a) && !a->printer_care.ails) {
        a->printer_care.ails = true;
        a->printer_care.asked_ms = a->now_ms;
        a->revision++;
    }
}

static bool same(const struct printer_status *a, const struct printer_status *b)
{
    return a->online == b->online && a->cover_open == b->cover_open && a->jam == b->jam &&
           a->cutter == b->cutter && a->broken == b->broken && a->hot == b->hot &&
           a->answers == b->answers && a->paper == b->paper;
}

void step_printer_told(struct app *a, const struct printer_status *status)
{
    a->revision += !same(&a->printer, status) || (a->printer_care.ails && is_well(status));
    a->printer = *status;
    if (is_well(status)) {
        a->printer_care.ails = false;
    } else {
        app_printer_ails(a);
    }
}

void step_printer_call(struct app *a, struct effects *fx)
{
    struct visit *v = a->visit;
    if (!v->staff_called && !a->call.open) {
        v->staff_called = true;
        a->call.language = a->language;
        step_effect(fx, FX_CUE, CUE_CALLING);
        step_effect(fx, FX_ASK, PORTAL_OFFICER);
    }
}

static uint64_t due_ms(const struct app *a)
{
    return a->printer_care.asked_ms + (a->screen == SCREEN_OUTCOME ? HERE_MS : EVERY_MS);
}

void step_printer_time(struct app *a, struct effects *fx)
{
    const bool printing = a->visit != NULL && a->visit->printing;
    if (a->printer_care.ails && !printing && a->now_ms >= due_ms(a)) {
        a->printer_care.asked_ms = a->now_ms;
        step_effect(fx, FX_PRINTER_STATUS, 0);
    }
}

int step_printer_deadline_ms(const struct app *a, uint64_t now_ms)
{
    if (!a->printer_care.ails || (a->visit != NULL && a->visit->printing)) {
        return -1;
    }
    return due_ms(a) <= now_ms ? 0 : (int)(due_ms(a) - now_ms);
}
