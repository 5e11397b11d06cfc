#include "ui/effects_machine.h"

#include "platform/base/log.h"
#include "ui/effects_health.h"
#include "ui/shell.h"

void effects_machine_step(struct shell *s)
{
    struct job_machine *job = &s->jobs.machine;
    if (effects_machine_deadline_ms(s) != 0) {
        return;
    }
    job->machine = s->ports.machine;
    job->wish = s->watch.wish;
    job->staff = s->ports.staff;
    if (jobs_put(&s->jobs, &s->store, JOB_MACHINE)) {
        s->watch.wish = STAFF_LOOK;
    }
    s->watch.due_ms = s->now_ms + (uint64_t)app_watch_ms(s->app);
}

void effects_machine(struct shell *s, enum staff_wish wish)
{
    s->watch.wish = wish;
    s->watch.due_ms = s->now_ms;
    effects_machine_step(s);
}

/* What could not be written is tried again with each look, and logged once: the power ends
 * meanwhile. */
static void asked_to_end(struct shell *s, const struct job_machine *job)
{
    const bool again = failed(job->error);
    if (!again || !s->watch.again) {
        log_event(EV_SHUTDOWN, job->wish == STAFF_OFF, job->error.code);
    }
    s->watch.again = again;
    if (again && s->watch.wish == STAFF_LOOK) { /* nothing else is wished by now */
        s->watch.wish = job->wish;
    }
}

void effects_machine_done(struct shell *s)
{
    const struct job_machine *job = &s->jobs.machine;
    if (job->wish != STAFF_LOOK) {
        asked_to_end(s, job);
        return;
    }
    struct event e = {.kind = HAPPENED_MACHINE, .machine = &job->told};
    shell_event(s, &e);
    effects_health_keep(s);
    const uint64_t next = s->now_ms + (uint64_t)app_watch_ms(s->app);
    s->watch.due_ms = next < s->watch.due_ms ? next : s->watch.due_ms;
}

int effects_machine_deadline_ms(const struct shell *s)
{
    if (s->ports.machine == NULL || s->jobs.busy[JOB_MACHINE]) {
        return -1;
    }
    return s->watch.due_ms <= s->now_ms ? 0 : (int)(s->watch.due_ms - s->now_ms);
}
