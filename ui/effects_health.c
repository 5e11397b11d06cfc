#include "ui/effects_health.h"

#include "app/staff/file_why.h"
#include "ui/effects_staff.h"
#include "ui/shell.h"

void effects_health_printer(struct shell *s)
{
    s->looked.printer_told = true;
}

void effects_health_portal(struct shell *s, const struct portal_answer *answer)
{
    struct shell_looked *l = &s->looked;
    if (answer->question != PORTAL_CHECK) {
        return;
    }
    l->portal_told = true;
    l->courier = failed(answer->error) ? DEVICE_GONE : DEVICE_WELL;
    l->online = !failed(answer->error) && answer->online;
    l->trouble = failed(answer->error) ? MSG_NONE : file_why(answer->trouble);
}

static enum device_word printer_word(const struct shell *s, enum device_word there)
{
    const struct printer_status *status = &s->app->printer;
    if (there != DEVICE_WELL || !s->looked.printer_told) {
        return there == DEVICE_NONE ? DEVICE_NONE : DEVICE_ASKED;
    }
    return status->answers || status->online ? DEVICE_WELL : DEVICE_GONE;
}

/* Of the disk what the machine says: the outbox is counted when staff look. */
static struct health_outbox room_of(const struct machine_facts *m)
{
    return (struct health_outbox){
        .told = m->disk_free >= 0, .room = m->disk_free, .worst = OUTBOX_WORST_CASE};
}

struct health_facts effects_health_facts(const struct shell *s)
{
    const struct job_machine *job = &s->jobs.machine;
    const struct shell_looked *l = &s->looked;
    struct health_facts f = effects_staff_facts(s);
    f.printer = printer_word(s, f.printer);
    f.status = s->app->printer;
    f.machine_told = true;
    f.machine = job->told;
    f.fleet = job->fleet;
    f.outbox = room_of(&job->told);
    f.courier = l->portal_told ? l->courier : DEVICE_ASKED;
    f.online = l->online;
    f.trouble = l->portal_told ? l->trouble : MSG_NONE;
    f.now_s = s->app->now_s;
    f.clock = clock_judge_doubt(&s->app->clock);
    return f;
}

/* While somebody is there no change is written at once: when would say what she does. */
void effects_health_keep(struct shell *s)
{
    struct kept_texts *texts = &s->jobs.texts;
    struct health_told told;
    if (s->ports.staff == NULL || s->jobs.busy[JOB_HEALTH]) {
        return;
    }
    const struct health_facts facts = effects_health_facts(s);
    health_told_make(&facts, s->app->now_s, &told);
    const bool first = texts->health.at == 0;
    const bool again = s->now_ms - texts->health_ms >= (uint64_t)HEALTH_TOLD_AGAIN * 1000;
    const bool moved = s->app->visit == NULL && !health_told_same(&told, &texts->health);
    if (!first && !again && !moved) {
        return;
    }
    s->jobs.health = (struct job_keep){.dir = s->ports.staff->dir,
                                       .state = s->ports.staff->state,
                                       .name = HEALTH_TOLD_FILE,
                                       .text = texts->health_text,
                                       .size = health_told_write(&told, texts->health_text)};
    if (jobs_put(&s->jobs, &s->store, JOB_HEALTH)) {
        texts->health = told;
        texts->health_ms = s->now_ms;
    }
}
