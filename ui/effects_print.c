#include "ui/effects_print.h"

#include <string.h>

#include "app/form/procedure.h"
#include "app/receipt/checklist.h"
#include "app/receipt/receipt.h"
#include "app/settings.h"
#include "app/staff/badge_slip.h"
#include "app/staff/day_slip.h"
#include "app/staff/test_slip.h"
#include "platform/base/log.h"
#include "ui/effects_health.h"
#include "ui/effects_number.h"
#include "ui/paper.h"
#include "ui/shell.h"

static struct receipt_facts facts_of(const struct shell *s, bool copy)
{
    const struct app *a = s->app;
    const struct visit *v = a->visit;
    const struct procedure *shown = procedure_in(v->procedure, app_language(a));
    return (struct receipt_facts){.language = app_language(a),
                                  .stage = v->stage,
                                  .slip_code = v->slip,
                                  .url = v->url,
                                  .file_number = v->file_number,
                                  .procedure = shown->title,
                                  .beside = shown != v->procedure ? v->procedure->title : NULL,
                                  .icon = v->procedure->icon,
                                  .result_when = shown->days,
                                  .when_beside = shown != v->procedure ? v->procedure->days : NULL,
                                  .centre = a->settings->place,
                                  .kiosk = a->settings->name,
                                  .printed_at = a->now_s,
                                  .offset_minutes = a->settings->offset_minutes,
                                  .copy = copy ? v->copies : 0,
                                  .counter = v->phone.counter || v->phone.lost,
                                  .practice = a->practice};
}

struct day_slip_facts effects_day_facts(const struct shell *s)
{
    const struct app *a = s->app;
    struct health_row rows[HEALTH_PARTS];
    health_rows(&a->staff.facts, rows);
    return (struct day_slip_facts){.language = app_language(a),
                                   .centre = a->settings->place,
                                   .kiosk = a->settings->name,
                                   .catalogue = a->catalogue,
                                   .files = &s->looked.files.day,
                                   .tally = &a->day,
                                   .midnight = app_midnight(a),
                                   .paper_receipts = a->staff.facts.paper_receipts,
                                   .wrong = health_count(rows, HEALTH_BAD) +
                                            health_count(rows, HEALTH_WARN),
                                   .printed_at = a->now_s,
                                   .offset_minutes = a->settings->offset_minutes,
                                   .practice = a->practice};
}

static struct err compose_day(const struct shell *s, struct receipt *receipt)
{
    const struct day_slip_facts facts = effects_day_facts(s);
    return day_slip_build(receipt, &facts);
}

static struct err compose_badge(const struct shell *s, struct receipt *receipt)
{
    const struct app *a = s->app;
    char text[BADGE_TEXT];
    badge_text(a->staff.badge.who.number, a->staff.badge.token, text);
    const struct badge_slip_facts facts = {.language = app_language(a),
                                           .centre = a->settings->place,
                                           .kiosk = a->settings->name,
                                           .who = a->staff.badge.who,
                                           .last_day = a->staff.badge.last_day,
                                           .text = text,
                                           .printed_at = a->now_s,
                                           .offset_minutes = a->settings->offset_minutes,
                                           .practice = a->practice};
    const struct err e = badge_slip_build(receipt, &facts);
    explicit_bzero(text, sizeof text);
    return e;
}

static struct err compose(const struct shell *s, enum print_what what, struct receipt *receipt)
{
    const struct app *a = s->app;
    if (what == PRINT_FEE || what == PRINT_NUMBER || what == PRINT_SUMMARY || what == PRINT_LATER) {
        return effects_slip(s, what, receipt);
    }
    if (what == PRINT_TEST || what == PRINT_BAR) {
        const struct test_slip_facts test = {.language = app_language(a),
                                             .centre = a->settings->place,
                                             .kiosk = a->settings->name,
                                             .url = a->settings->public_url,
                                             .printed_at = a->now_s,
                                             .offset_minutes = a->settings->offset_minutes,
                                             .practice = a->practice};
        return what == PRINT_BAR ? test_slip_bar(receipt, &test, a->setup.dots)
                                 : test_slip_build(receipt, &test);
    }
    if (what == PRINT_DAY) {
        return compose_day(s, receipt);
    }
    if (what == PRINT_BADGE) {
        return compose_badge(s, receipt);
    }
    if (what != PRINT_LIST) {
        const struct receipt_facts facts = facts_of(s, what == PRINT_COPY);
        return receipt_build(receipt, &facts);
    }
    const struct checklist_facts facts = {.language = app_language(a),
                                          .catalogue = a->catalogue,
                                          .entry = a->visit->finding.entry,
                                          .centre = a->settings->place,
                                          .kiosk = a->settings->name,
                                          .printed_at = a->now_s,
                                          .offset_minutes = a->settings->offset_minutes,
                                          .practice = a->practice};
    return checklist_build(receipt, &facts);
}

/* The printer that the set-up chose, which is not in use yet. */
static void try_chosen(const struct shell *s, struct job_print *job)
{
    const struct setup *setup = &s->app->setup;
    job->trial = s->ports.trial;
    job->page.width = setup->dots;
    memcpy(job->uri, setup->chosen.printer, sizeof job->uri);
}

/* Everything of the job but its page. */
static void fill(struct shell *s, struct job_print *job, enum print_what what)
{
    job->what = what;
    job->left = false;
    job->watched = what == PRINT_TEST;
    job->proof = PROOF_NONE; /* of an earlier one */
    job->printer = s->ports.printer;
    job->journal = s->ports.prints;
    job->roll = s->ports.roll;
    job->stop = &s->printer.stop;
    job->started_ms = s->now_ms;
    job->page.width = s->app->settings->printer_dots;
    job->trial = NULL;
    if (what == PRINT_BAR) {
        try_chosen(s, job);
    }
}

static struct err draw(struct shell *s, enum print_what what)
{
    const size_t mark = arena_mark(s->app->arena);
    struct receipt *receipt = arena_alloc(s->app->arena, sizeof *receipt);
    struct err e = !app_may_print(s->app, what) ? ERR(ERR_OFFLINE, 0, "shell: power ends")
                   : receipt == NULL            ? ERR(ERR_FULL, 0, "shell: receipt")
                                                : compose(s, what, receipt);
    if (!failed(e)) {
        fill(s, &s->jobs.print, what);
        s->paper.text = s->ports.text;
        s->paper.art = &s->ports.painter->art;
        s->paper.cache = &s->ports.painter->cache;
        e = paper_draw(&s->paper, receipt, &s->jobs.print.page);
    }
    arena_release(s->app->arena, mark);
    const bool tried = what == PRINT_BAR || what == PRINT_TEST; /* somebody stands by */
    const bool fits =
        failed(e) || tried || paper_figures_suffice(&s->app->paper, &s->jobs.print.page);
    return fits ? e : ERR(ERR_NO_PAPER, 0, "shell: paper left is too short");
}

/* The page of the one that is printed must not change under the printer. */
void effects_print(struct shell *s, enum print_what what)
{
    if (s->jobs.busy[JOB_PRINT]) {
        print_queue_put(&s->jobs.prints, what);
        return;
    }
    struct err e = draw(s, what);
    if (!failed(e) && !jobs_put(&s->jobs, &s->printer, JOB_PRINT)) {
        e = ERR(ERR_FULL, 0, "shell: printer busy");
    }
    app_prints(s->app, !failed(e));
    if (failed(e)) {
        struct event told = {.kind = HAPPENED_PRINT_FAILED, .slip = what, .error = e};
        shell_event(s, &told);
    }
}

void effects_print_left(struct shell *s)
{
    struct job_print *job = &s->jobs.print;
    job->left |= s->jobs.busy[JOB_PRINT] && !app_print_wanted(s->app, job->what);
    print_queue_prune(&s->jobs.prints, s->app);
}

static void ask_printer(struct shell *s)
{
    if (s->jobs.busy[JOB_PRINTER_STATUS]) {
        return; /* it is being asked already */
    }
    s->jobs.status.printer = s->ports.printer;
    s->jobs.status.roll = s->ports.roll;
    s->jobs.status.seen = s->jobs.seen_owed;
    s->jobs.seen_owed &= !jobs_put(&s->jobs, &s->printer, JOB_PRINTER_STATUS);
}

static void change_roll(struct shell *s)
{
    s->jobs.roll.roll = s->ports.roll;
    if (s->ports.roll != NULL && !jobs_put(&s->jobs, &s->printer, JOB_ROLL)) {
        return; /* it is being done already */
    }
}

void effects_printer(struct shell *s, enum effect_kind kind)
{
    if (kind == FX_ROLL_CHANGED) {
        change_roll(s);
    } else {
        s->jobs.seen_owed |= kind == FX_PRINTER_SEEN;
        ask_printer(s);
    }
}

/* How much paper there is, as the worker counted; e: what it could not write down. */
static void roll_told(struct shell *s, const struct paper_roll *roll,
                      const struct paper_figures *figures, struct err e)
{
    struct app *a = s->app;
    if (failed(e)) {
        log_event(EV_STORE_FAILED, e.code, e.os);
    }
    if (roll != NULL && !paper_figures_equal(&a->paper, figures)) {
        a->paper = *figures;
        a->revision++;
    }
}

/* In the log: what the printer did not say is not called printed. */
static void note(const struct job_print *job, uint64_t now_ms)
{
    const struct err e = job->error;
    const bool unproved = failed(e) ? e.code == ERR_UNKNOWN_OUTCOME : job->proof < PROOF_ANSWERED;
    if (failed(e) && !unproved) {
        log_event(EV_PRINT_FAILED, e.code, e.os);
        return;
    }
    log_event(unproved ? EV_PRINT_UNPROVED : EV_PRINT_DONE, job->page.height,
              (int64_t)(now_ms - job->started_ms));
}

/* One that another of its kind waits behind (set aside anew while the slip of before was printed)
 * is not the one that is waited for. */
void effects_printed(struct shell *s)
{
    const struct err e = s->jobs.print.error;
    app_prints(s->app, false);
    note(&s->jobs.print, s->now_ms);
    if (failed(e)) {
        app_printer_ails(s->app); /* also when who it was for went home */
    } else {
        s->printed++;
    }
    roll_told(s, s->jobs.print.roll, &s->jobs.print.figures, s->jobs.print.journal_error);
    explicit_bzero(s->jobs.print.page.rows, PAPER_BYTES_MAX);
    if (!s->jobs.print.left && !print_queue_has(&s->jobs.prints, s->jobs.print.what)) {
        struct event told = {.kind = failed(e) ? HAPPENED_PRINT_FAILED : HAPPENED_PRINTED,
                             .slip = s->jobs.print.what,
                             .error = e,
                             .proof = s->jobs.print.proof};
        shell_event(s, &told);
    }
    enum print_what next;
    while (!s->jobs.busy[JOB_PRINT] && print_queue_take(&s->jobs.prints, &next)) {
        effects_print(s, next);
    }
}

void effects_printer_told(struct shell *s)
{
    struct event e = {.kind = HAPPENED_PRINTER_STATUS, .status = &s->jobs.status.status};
    if (failed(s->jobs.status.error)) {
        s->jobs.status.status = (struct printer_status){.paper = PAPER_UNKNOWN};
    }
    roll_told(s, s->jobs.status.roll, &s->jobs.status.figures, s->jobs.status.roll_error);
    effects_health_printer(s);
    shell_event(s, &e);
    if (s->jobs.seen_owed) { /* said while it was being asked */
        ask_printer(s);
    }
}

void effects_roll_changed(struct shell *s)
{
    const struct job_roll *job = &s->jobs.roll;
    roll_told(s, job->roll, &job->figures, job->error);
}
