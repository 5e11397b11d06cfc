#define _GNU_SOURCE /* explicit_bzero */
#include "ui/effects_setup.h"

#include <string.h>

#include "app/staff/site.h"
#include "platform/base/log.h"
#include "ui/shell.h"

static void told(struct shell *s, enum setup_wish wish, struct err error)
{
    const struct setup_news news = {
        .wish = wish,
        .error = error, /* then the worker may still be writing its list */
        .found = failed(error) ? &s->app->setup.found : &s->jobs.find.found};
    struct event e = {.kind = HAPPENED_SETUP, .setup = &news, .error = error};
    shell_event(s, &e);
}

/* By the camera's worker: SANE is asked by one thread alone. */
static void find(struct shell *s)
{
    struct job_find *job = &s->jobs.find;
    job->finder = s->ports.finder;
    if (job->finder == NULL || s->jobs.busy[JOB_FIND]) {
        return; /* none will come, or it is being looked for */
    }
    job->probes = false;
    if (!jobs_put(&s->jobs, &s->camera, JOB_FIND)) {
        told(s, SETUP_WISH_FIND, ERR(ERR_TIMEOUT, 0, "shell: devices busy"));
    }
}

/* Serial lines are asked by the printer's worker: on one of them the printer in use may hang. */
static void probe(struct shell *s)
{
    struct job_find *job = &s->jobs.find;
    job->finder = s->ports.finder;
    if (job->finder != NULL && s->jobs.busy[JOB_FIND] && job->probes) {
        return; /* they are being asked: the page was left and is open again */
    }
    if (job->finder == NULL || s->jobs.busy[JOB_FIND]) {
        told(s, SETUP_WISH_PROBE, ERR(ERR_TIMEOUT, 0, "shell: devices busy"));
        return;
    }
    job->probes = true;
    job->found = s->app->setup.found;
    if (!jobs_put(&s->jobs, &s->printer, JOB_FIND)) {
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

static void hand_over(struct shell *s, enum setup_wish wish)
{
    struct job_setup *job = &s->jobs.setup;
    if (!jobs_put(&s->jobs, &s->store, JOB_SETUP)) {
        explicit_bzero(job->pin, sizeof job->pin);
        told(s, wish, ERR(ERR_TIMEOUT, 0, "shell: set-up busy"));
    }
}

/* What is wished while the one before is being written is written behind it: the last one holds. */
static void keep(struct shell *s)
{
    struct job_setup *job = &s->jobs.setup;
    struct shell_site *next = &s->site_next;
    struct buf out;
    buf_init(&out, next->text, sizeof next->text);
    site_text(&s->app->setup.chosen, &out);
    next->size = out.len;
    if (out.full || s->ports.staff == NULL ||
        (s->jobs.busy[JOB_SETUP] && job->wish != SETUP_WISH_KEEP)) {
        next->size = 0;
        told(s, SETUP_WISH_KEEP, ERR(out.full ? ERR_FULL : ERR_TIMEOUT, 0, "shell: set-up busy"));
    } else if (!s->jobs.busy[JOB_SETUP]) {
        job->wish = SETUP_WISH_KEEP;
        job->staff = *s->ports.staff;
        memcpy(job->text, next->text, next->size);
        job->size = next->size;
        next->size = 0;
        hand_over(s, SETUP_WISH_KEEP);
    }
}

static void set_pin(struct shell *s)
{
    struct job_setup *job = &s->jobs.setup;
    if (s->ports.staff == NULL || s->jobs.busy[JOB_SETUP]) {
        told(s, SETUP_WISH_PIN, ERR(ERR_TIMEOUT, 0, "shell: set-up busy"));
        return;
    }
    job->wish = SETUP_WISH_PIN;
    job->staff = *s->ports.staff;
    memcpy(job->pin, s->app->setup.digits, sizeof job->pin);
    hand_over(s, SETUP_WISH_PIN);
}

void effects_setup(struct shell *s, enum setup_wish wish)
{
    switch (wish) {
    case SETUP_WISH_FIND:
        find(s);
        break;
    case SETUP_WISH_PROBE:
        probe(s);
        break;
    case SETUP_WISH_LISTEN:
    case SETUP_WISH_HUSH:
    case SETUP_WISH_LIGHT:
        show_device(s, wish);
        break;
    case SETUP_WISH_KEEP:
        keep(s);
        break;
    case SETUP_WISH_PIN:
        set_pin(s);
        break;
    }
}

void effects_setup_done(struct shell *s)
{
    struct job_setup *job = &s->jobs.setup;
    struct shell_site *next = &s->site_next;
    if (failed(job->error)) {
        log_event(EV_STORE_FAILED, job->error.code, job->error.os);
    }
    if (next->size == 0) {
        told(s, job->wish, job->error);
        return;
    }
    memcpy(job->text, next->text, next->size);
    job->size = next->size;
    next->size = 0;
    hand_over(s, SETUP_WISH_KEEP); /* what comes of it is told then */
}

void effects_setup_found(struct shell *s)
{
    const bool probed = s->jobs.find.probes;
    told(s, probed ? SETUP_WISH_PROBE : SETUP_WISH_FIND, ERR_OK);
    if (probed && s->app->setup.searching) { /* wished while the lines were asked */
        find(s);
    }
}
