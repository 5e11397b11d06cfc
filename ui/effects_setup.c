#define _GNU_SOURCE /* explicit_bzero */
#include "ui/effects_setup.h"

#include <string.h>

#include "app/staff/site.h"
#include "platform/base/log.h"
#include "ui/shell.h"

static void told(struct shell *s, enum setup_wish wish, struct err error)
{
    const struct setup_news news = {.wish = wish, .error = error, .found = &s->jobs.find.found};
    struct event e = {.kind = HAPPENED_SETUP, .setup = &news, .error = error};
    shell_event(s, &e);
}

static void find(struct shell *s)
{
    struct job_find *job = &s->jobs.find;
    job->finder = s->ports.finder;
    if (job->finder == NULL || s->jobs.busy[JOB_FIND]) {
        return; /* none will come, or it is being looked for */
    }
    if (!jobs_put(&s->jobs, &s->devices, JOB_FIND)) {
        told(s, SETUP_WISH_FIND, ERR(ERR_TIMEOUT, 0, "shell: devices busy"));
    }
}

void effects_setup(struct shell *s, enum setup_wish wish)
{
    struct job_setup *job = &s->jobs.setup;
    struct setup *setup = &s->app->setup;
    struct buf out;
    if (wish == SETUP_WISH_FIND) {
        find(s);
        return;
    }
    if (s->ports.staff == NULL || s->jobs.busy[JOB_SETUP]) {
        told(s, wish, ERR(ERR_TIMEOUT, 0, "shell: set-up busy"));
        return;
    }
    job->wish = wish;
    job->staff = *s->ports.staff;
    buf_init(&out, job->text, sizeof job->text);
    site_text(&setup->chosen, &out);
    job->size = out.len;
    memcpy(job->pin, setup->digits, sizeof job->pin);
    if (!jobs_put(&s->jobs, &s->store, JOB_SETUP)) {
        explicit_bzero(job->pin, sizeof job->pin);
        told(s, wish, ERR(ERR_TIMEOUT, 0, "shell: set-up busy"));
    }
}

void effects_setup_done(struct shell *s)
{
    const struct job_setup *job = &s->jobs.setup;
    if (failed(job->error)) {
        log_event(EV_STORE_FAILED, job->error.code, job->error.os);
    }
    told(s, job->wish, job->error);
}

void effects_setup_found(struct shell *s)
{
    told(s, SETUP_WISH_FIND, ERR_OK);
}
