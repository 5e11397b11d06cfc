#include "ui/jobs.h"

#include <string.h>

#include "app/queue_count.h"

static void run_store(void *context)
{
    struct job_store *job = context;
    job->error = outbox_put(job->outbox, &job->record);
}

static void run_print(void *context)
{
    struct job_print *job = context;
    struct print_journal *journal = job->journal;
    struct err begun = journal == NULL ? ERR_OK : print_journal_begin(journal);
    job->error = job->printer->ops->print(job->printer, &job->page, job->stop, &job->proof);
    const struct err ended =
        journal == NULL ? ERR_OK : print_journal_end(journal, job->error, job->proof);
    job->journal_error = failed(begun) ? begun : ended;
}

static void judge(struct job_still *job)
{
    int width = 0;
    int height = 0;
    job->error = job->picture->size(job->bytes, job->size, &width, &height);
    if (failed(job->error)) {
        return;
    }
    paper_meter_begin(job->meter, width, height);
    job->error = job->picture->rows(job->bytes, job->size, paper_meter_row, job->meter);
    job->verdict = failed(job->error) ? PHOTO_UNREADABLE
                                      : paper_meter_verdict(job->meter, &paper_limits_default);
}

static void run_still(void *context)
{
    struct job_still *job = context;
    job->error = ERR_OK;
    if (job->camera != NULL) {
        job->error = job->camera->ops->still(job->camera, job->bytes, job->cap, &job->size);
        if (!failed(job->error)) {
            judge(job);
        }
    }
    if (!failed(job->error)) {
        job->error = job->picture->preview(job->bytes, job->size, PREVIEW_SIDE, job->preview,
                                           PREVIEW_BYTES, &job->width, &job->height);
    }
}

static void run_status(void *context)
{
    struct job_status *job = context;
    job->error = job->printer->ops->status(job->printer, &job->status);
}

static void run_file(void *context)
{
    struct job_file *job = context;
    job->error = job->withdraw ? outbox_withdraw(job->outbox, job->uuid) : ERR_OK;
    const struct err e = job->slip[0] == '\0' ? outbox_find(job->outbox, job->uuid, &job->row)
                         : job->scanned       ? outbox_find_token(job->outbox, job->slip, &job->row)
                                              : outbox_find_slip(job->outbox, job->slip, &job->row);
    job->there = !failed(e);
    if (job->there && failed(outbox_told(job->outbox, job->row.uuid, &job->told))) {
        job->told = (struct outbox_told){.state = 0};
    }
    if (!failed(job->error)) {
        job->error = e;
    }
}

static void run_pin(void *context)
{
    struct job_pin *job = context;
    job->answer = job->pin[0] == '\0' ? staff_pin_look(&job->staff, job->now_ms)
                                      : staff_pin_check(&job->staff, job->pin, job->now_ms);
    explicit_bzero(job->pin, sizeof job->pin);
}

static void run_counts(void *context)
{
    struct job_counts *job = context;
    job->error = counts_keep(job->dir, job->state, job->text, job->size);
}

static void run_studio(void *context)
{
    struct job_studio *job = context;
    kit_carry_out(job->kit, &job->wish);
}

static void run_number(void *context)
{
    struct job_number *job = context;
    const int after = strcmp(job->today, job->last_day) == 0 ? job->last : 0;
    job->error = queue_count_next(job->dir, job->state, job->today, after, &job->number);
}

static void run_later(void *context)
{
    struct job_later *job = context;
    job->error = ERR_OK;
    if (job->what == LATER_KEEP) {
        job->error = later_keep(job->dir, job->state, &job->place, job->parts, job->count);
    } else if (job->what == LATER_OPEN || job->what == LATER_PAGE) {
        job->error =
            later_open(job->dir, job->state, &job->place, job->first, job->parts, job->count);
    }
    struct err gone = later_drop(job->dir, job->state, &job->dropping);
    if (!failed(gone)) {
        gone = later_clean(job->dir, job->state, job->today);
    }
    (void)gone; /* what stays is unreadable, and asked for again soon */
    explicit_bzero(&job->dropping, sizeof job->dropping);
}

bool jobs_put(struct jobs *j, struct worker *w, enum job_tag tag)
{
    const struct job all[JOB_COUNT] = {
        [JOB_STORE] = {run_store, &j->store, JOB_STORE},
        [JOB_PRINT] = {run_print, &j->print, JOB_PRINT},
        [JOB_STILL] = {run_still, &j->still, JOB_STILL},
        [JOB_PRINTER_STATUS] = {run_status, &j->status, JOB_PRINTER_STATUS},
        [JOB_FILE] = {run_file, &j->file, JOB_FILE},
        [JOB_PIN] = {run_pin, &j->pin, JOB_PIN},
        [JOB_COUNTS] = {run_counts, &j->counts, JOB_COUNTS},
        [JOB_STUDIO] = {run_studio, &j->studio, JOB_STUDIO},
        [JOB_NUMBER] = {run_number, &j->number, JOB_NUMBER},
        [JOB_LATER] = {run_later, &j->later, JOB_LATER},
    };
    if (j->busy[tag]) {
        return false;
    }
    j->busy[tag] = !failed(worker_put(w, all[tag]));
    return j->busy[tag];
}

bool jobs_take(struct jobs *j, struct worker *w, enum job_tag *ret_tag)
{
    struct job done;
    if (!worker_take(w, &done)) {
        return false;
    }
    *ret_tag = (enum job_tag)done.tag;
    j->busy[*ret_tag] = false;
    return true;
}
