#include "ui/effects_file.h"

#include <string.h>

#include "platform/base/log.h"
#include "ui/shell.h"

static void told(struct shell *s, bool withdraw, struct err error, const struct job_file *job)
{
    struct event e = {.kind = withdraw ? HAPPENED_WITHDRAWN : HAPPENED_FOUND, .error = error};
    if (job != NULL && job->there) {
        e.row = &job->row;
        e.told = &job->told;
    }
    shell_event(s, &e);
}

/* slip: a hash, or "". */
static void put_file(struct shell *s, const char *slip, bool withdraw)
{
    struct job_file *job = &s->jobs.file;
    if (s->ports.outbox == NULL) {
        told(s, withdraw, ERR(ERR_IO, 0, "shell: no outbox"), NULL);
        return;
    }
    if (s->jobs.busy[JOB_FILE]) {
        told(s, withdraw, ERR(ERR_TIMEOUT, 0, "shell: outbox busy"), NULL);
        return;
    }
    *job = (struct job_file){.outbox = s->ports.outbox, .withdraw = withdraw};
    memcpy(job->slip, slip, strlen(slip) + 1);
    job->scanned = s->app->visit->lookup.token[0] != '\0';
    memcpy(job->uuid, s->app->visit->lookup.uuid, sizeof job->uuid);
    if (!jobs_put(&s->jobs, &s->store, JOB_FILE)) {
        told(s, withdraw, ERR(ERR_TIMEOUT, 0, "shell: outbox busy"), NULL);
    }
}

void effects_find(struct shell *s, enum find_what what)
{
    char slip[OUTBOX_SLIP_HEX] = "";
    if (what == FIND_SLIP) {
        lookup_hash(&s->app->visit->lookup, slip);
    }
    put_file(s, slip, false);
}

void effects_withdraw(struct shell *s)
{
    put_file(s, "", true);
}

void effects_file_done(struct shell *s)
{
    const struct job_file *job = &s->jobs.file;
    if (job->withdraw) {
        log_event(EV_WITHDRAWAL, job->error.code,
                  job->there ? (int64_t)lookup_stage(&job->row) : -1);
    }
    if (!job->left) {
        told(s, job->withdraw, job->error, job);
    }
}

static void answered(struct shell *s, const struct pin_answer *answer)
{
    struct event e = {.kind = HAPPENED_PIN, .pin = answer};
    shell_event(s, &e);
}

void effects_pin(struct shell *s, enum pin_what what)
{
    struct job_pin *job = &s->jobs.pin;
    const struct pin_answer broken = {.word = PIN_BROKEN};
    if (s->ports.staff == NULL || s->jobs.busy[JOB_PIN]) {
        answered(s, &broken);
        return;
    }
    *job = (struct job_pin){.staff = *s->ports.staff, .now_ms = s->now_ms, .what = what};
    job->staff.role = s->app->gate.who.role;
    if (what == PIN_JUDGE || what == PIN_CODE) {
        memcpy(job->pin, s->app->gate.digits, sizeof job->pin);
    } else if (what == PIN_BADGE) {
        memcpy(job->badge, s->app->gate.badge, sizeof job->badge);
        job->day = clock_judge_knows_day(&s->app->clock)
                       ? badge_day(s->app->now_s, s->app->settings->offset_minutes)
                       : BADGE_NO_DAY;
    }
    if (!jobs_put(&s->jobs, &s->store, JOB_PIN)) {
        explicit_bzero(job->pin, sizeof job->pin);
        explicit_bzero(job->badge, sizeof job->badge);
        answered(s, &broken);
    }
}

static void log_gate(const struct pin_answer *answer, bool right)
{
    if (right) {
        log_event(EV_STAFF_PIN, answer->who.role, answer->who.number);
    } else if (answer->badged) {
        log_event(EV_BADGE_REFUSED, answer->badge, 0);
    } else if (answer->coded && answer->province.word == PROVINCE_RIGHT) {
        log_event(EV_STAFF_PIN, answer->who.role, -1);
    } else if (answer->coded) {
        log_event(EV_STAFF_PIN_WRONG, answer->province.tries, -1);
    } else if (answer->word == PIN_WRONG || answer->word == PIN_CLOSED) {
        log_event(EV_STAFF_PIN_WRONG, answer->tries, (int64_t)(answer->wait_ms / 1000));
    }
}

void effects_pin_done(struct shell *s)
{
    const struct job_pin *job = &s->jobs.pin;
    const struct pin_answer answer = job->answer;
    const bool right = answer.badged ? answer.badge == BADGE_GOOD : answer.word == PIN_RIGHT;
    log_gate(&answer, right);
    if (!job->left && right && staff_may_confirm(answer.who.role) &&
        (s->app->gate.task == STAFF_ASSIST || s->app->gate.task == STAFF_CHECK)) {
        log_event(EV_IDENTITY_CHECKED, s->app->gate.task == STAFF_CHECK, answer.who.number);
    }
    if (!job->left) {
        answered(s, &answer);
    }
}

void effects_file_wipe(struct shell *s)
{
    s->jobs.file.left = s->jobs.busy[JOB_FILE];
    s->jobs.pin.left = s->jobs.busy[JOB_PIN];
}
