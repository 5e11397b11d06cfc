#include "ui/effects_later.h"

#include <string.h>

#include "app/citizen/date.h"
#include "app/later.h"
#include "app/settings.h"
#include "platform/base/log.h"
#include "ui/shell.h"

static void told(struct shell *s, enum later_job what, struct err error)
{
    struct event e = {.kind = HAPPENED_LATER, .number = (int)what, .error = error};
    shell_event(s, &e);
}

/* What is written: the answers, then a page a file. */
static struct err fill_keep(struct visit *v, struct job_later *job)
{
    job->parts[0] = (struct later_part){.bytes = (uint8_t *)v->later.text, .size = v->later.size};
    const int pages = later_pages(v, job->parts + 1, LATER_FILES_MAX - 1);
    job->count = pages + 1;
    return pages >= LATER_FILES_MAX ? ERR(ERR_FULL, 0, "shell: too many pages") : ERR_OK;
}

static struct err fill(struct shell *s, enum later_job what)
{
    struct job_later *job = &s->jobs.later;
    struct visit *v = s->app->visit;
    if (what == LATER_CLEAN) {
        return ERR_OK;
    }
    job->place = v->later.place;
    if (what == LATER_KEEP) {
        return fill_keep(v, job);
    }
    if (what == LATER_OPEN) {
        job->parts[0] = (struct later_part){.bytes = (uint8_t *)v->later.text, .cap = LATER_TEXT};
    } else if (what == LATER_PAGE) {
        job->first = v->later.page + 1;
        job->parts[0] = (struct later_part){.bytes = v->later.room, .cap = v->later.room_size};
    }
    job->count = 1;
    return ERR_OK;
}

/* A file that is no longer wanted goes before the next job. */
static void drop(struct shell *s)
{
    struct job_later *job = &s->jobs.later;
    job->drop = s->app->visit->later.old;
    if (!s->jobs.busy[JOB_LATER]) {
        effects_later(s, LATER_CLEAN);
    }
}

void effects_later(struct shell *s, enum later_job what)
{
    struct job_later *job = &s->jobs.later;
    if (what == LATER_DROP) {
        drop(s);
        return;
    }
    if (s->ports.staff == NULL || s->jobs.busy[JOB_LATER]) {
        if (what != LATER_CLEAN) {
            told(s, what, ERR(ERR_TIMEOUT, 0, "shell: disk busy"));
        }
        return;
    }
    job->what = what;
    job->dropping = job->drop;
    job->drop = (struct later_place){.name = ""};
    job->dir = s->ports.staff->dir;
    job->state = s->ports.staff->state;
    job->today = clock_judge_may_forget(&s->app->clock)
                     ? date_to_days(date_today(s->app->now_s, s->app->settings->offset_minutes))
                     : LATER_NO_DAY;
    job->first = job->count = 0;
    job->left = false;
    struct err e = fill(s, what);
    if (!failed(e) && !jobs_put(&s->jobs, &s->store, JOB_LATER)) {
        e = ERR(ERR_TIMEOUT, 0, "shell: disk busy");
    }
    if (failed(e) && what != LATER_CLEAN) {
        told(s, what, e);
    }
}

void effects_later_done(struct shell *s)
{
    struct job_later *job = &s->jobs.later;
    struct visit *v = s->app->visit;
    explicit_bzero(&job->place, sizeof job->place);
    if (job->what == LATER_KEEP || job->what == LATER_OPEN) {
        log_event(job->what == LATER_KEEP ? EV_SET_ASIDE : EV_TAKEN_UP, job->count,
                  job->error.code);
    }
    const enum later_job what = job->what;
    const struct err error = job->error;
    const size_t size = job->parts[0].size;
    const bool left = job->left || v == NULL;
    if (job->drop.name[0] != '\0') { /* came while this one was done */
        effects_later(s, LATER_CLEAN);
    }
    if (left || what == LATER_CLEAN) {
        return;
    }
    if (what == LATER_OPEN) {
        v->later.size = size;
    }
    v->later.page_size = size;
    told(s, what, error);
}

void effects_later_wipe(struct shell *s)
{
    struct job_later *job = &s->jobs.later;
    if (s->jobs.busy[JOB_LATER] && job->what != LATER_CLEAN) {
        worker_rest(&s->store);
        job->left = true;
    }
    explicit_bzero(&job->place, sizeof job->place);
    memset(job->parts, 0, sizeof job->parts);
}
