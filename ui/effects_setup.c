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
    job->probes = false;
    if (!jobs_put(&s->jobs, &s->devices, JOB_FIND)) {
        told(s, SETUP_WISH_FIND, ERR(ERR_TIMEOUT, 0, "shell: devices busy"));
    }
}

/* Serial lines are asked by the worker that looks for devices. */
static void probe(struct shell *s)
{
    struct job_find *job = &s->jobs.find;
    job->finder = s->ports.finder;
    job->probes = true;
    if (job->finder != NULL && !s->jobs.busy[JOB_FIND]) {
        job->found = s->app->setup.found;
    }
    if (job->finder == NULL || !jobs_put(&s->jobs, &s->devices, JOB_FIND)) {
        told(s, SETUP_WISH_PROBE, ERR(ERR_TIMEOUT, 0, "shell: devices busy"));
    }
}

/* What a person is asked about is opened here and now. */
static void show_device(struct shell *s, enum setup_wish wish)
{
    struct port_finder *finder = s->ports.finder;
    const struct setup *setup = &s->app->setup;
    if (finder == NULL) {
        return;
    }
    if (wish == SETUP_WISH_LISTEN) {
        finder->ops->listen(finder, setup->ask == ASK_SCANNER ? FOUND_SCANNER : FOUND_KEYBOARD,
                            &setup->found);
    } else if (wish == SETUP_WISH_HUSH) {
        finder->ops->hush(finder);
    } else if (setup->light >= 0) {
        const struct found_device *d = &setup->found.rows[setup->light];
        const struct err e = finder->ops->light(finder, d, setup->lit);
        (void)e; /* a light that takes nothing does not flash: that is what is asked */
    }
}

void effects_setup_listen(struct shell *s)
{
    struct port_finder *finder = s->ports.finder;
    if (finder == NULL || !s->app->setup.listening) {
        return;
    }
    const int row = finder->ops->heard(finder, s->now_ms);
    if (row >= 0) {
        const struct setup_news news = {.wish = SETUP_WISH_LISTEN, .row = row};
        struct event e = {.kind = HAPPENED_SETUP, .setup = &news};
        shell_event(s, &e);
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
    if (wish == SETUP_WISH_PROBE) {
        probe(s);
        return;
    }
    if (wish == SETUP_WISH_LISTEN || wish == SETUP_WISH_HUSH || wish == SETUP_WISH_LIGHT) {
        show_device(s, wish);
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
    told(s, s->jobs.find.probes ? SETUP_WISH_PROBE : SETUP_WISH_FIND, ERR_OK);
}
