#include "ui/effects_number.h"

#include <string.h>

#include "app/citizen/date.h"
#include "app/form/procedure.h"
#include "app/receipt/small_slip.h"
#include "app/settings.h"
#include "ui/shell.h"

static void told(struct shell *s, struct err error, int number)
{
    struct event e = {.kind = HAPPENED_NUMBER, .error = error, .number = number};
    shell_event(s, &e);
}

void effects_number(struct shell *s)
{
    struct job_number *job = &s->jobs.number;
    if (s->ports.staff == NULL || s->jobs.busy[JOB_NUMBER]) {
        told(s, ERR(ERR_TIMEOUT, 0, "shell: no numbers"), 0);
        return;
    }
    job->dir = s->ports.staff->dir;
    job->state = s->ports.staff->state;
    job->left = false;
    job->today[0] = '\0';
    if (clock_judge_knows_day(&s->app->clock)) {
        date_write(date_today(s->app->now_s, s->app->settings->offset_minutes), job->today);
    }
    if (!jobs_put(&s->jobs, &s->store, JOB_NUMBER)) {
        told(s, ERR(ERR_TIMEOUT, 0, "shell: no numbers"), 0);
    }
}

void effects_number_done(struct shell *s)
{
    struct job_number *job = &s->jobs.number;
    if (!failed(job->error)) {
        memcpy(job->last_day, job->today, sizeof job->last_day);
        job->last = job->number;
    }
    if (!job->left) {
        told(s, job->error, job->number);
    }
}

void effects_number_wipe(struct shell *s)
{
    s->jobs.number.left = s->jobs.busy[JOB_NUMBER];
}

/* How many of this slip are out, or may be. */
static int copies_of(const struct visit *v, enum print_what what)
{
    return what == PRINT_LATER     ? v->later.copies
           : what == PRINT_SUMMARY ? v->hers.copies
           : what == PRINT_FEE     ? v->fee.copies
                                   : v->number.copies;
}

struct err effects_slip(const struct shell *s, enum print_what what, struct receipt *receipt)
{
    const struct app *a = s->app;
    const struct small_slip_facts facts = {.language = app_language(a),
                                           .centre = a->settings->place,
                                           .kiosk = a->settings->name,
                                           .printed_at = a->now_s,
                                           .offset_minutes = a->settings->offset_minutes,
                                           .copy = copies_of(a->visit, what),
                                           .practice = a->practice};
    if (what == PRINT_LATER) {
        const struct procedure *shown = procedure_in(a->visit->procedure, app_language(a));
        return small_slip_later(receipt, &facts, &a->visit->later, shown->title);
    }
    if (what == PRINT_SUMMARY) {
        return small_slip_file(receipt, &facts, a->visit->lookup.file_number, &a->visit->hers.told);
    }
    return what == PRINT_FEE ? small_slip_fee(receipt, &facts, &a->visit->fee)
                             : small_slip_number(receipt, &facts, &a->visit->number);
}
