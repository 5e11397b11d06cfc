#include "ui/effects_studio.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "app/settings.h"
#include "ui/stage.h"

/* What the loudspeaker still says of the touch that began it: the tap is over by then. */
#define LEAD         ((size_t)AUDIO_RATE * 4 / 10)
#define LEVEL_DB     50 /* under full scale: the meter's lowest mark */
#define EXPIRY_YEARS 2

static void told(struct shell *s, struct err error, enum recording_fault fault)
{
    struct event e = {.kind = HAPPENED_STUDIO,
                      .error = error,
                      .number = (int)fault,
                      .desk = s->ports.kit != NULL ? &s->ports.kit->desk : NULL,
                      .issued = &s->jobs.studio.wish.issued,
                      .brought = &s->jobs.studio.wish.brought};
    shell_event(s, &e);
}

/* --- microphone ------------------------------------------------------------------------------ */

static void start(struct shell *s)
{
    struct port_capture *mic = s->ports.capture;
    s->ear = (struct shell_ear){.lead = LEAD};
    s->ports.kit->count = 0;
    s->ear.open = mic != NULL && !failed(mic->ops->start(mic));
    told(s, ERR_OK, s->ear.open ? RECORDING_GOOD : RECORDING_NO_MICROPHONE);
}

static void close_ear(struct shell *s)
{
    if (s->ear.open) {
        s->ports.capture->ops->stop(s->ports.capture);
    }
    s->ear.open = false;
}

static int level_of(const int16_t *samples, size_t count)
{
    int peak = 0;
    for (size_t i = 0; i < count; i++) {
        const int size = samples[i] < 0 ? -samples[i] : samples[i];
        peak = size > peak ? size : peak;
    }
    const double db = peak > 0 ? 20 * log10(peak / 32768.0) : -LEVEL_DB;
    const int level = (int)((db + LEVEL_DB) * STUDIO_LEVELS / LEVEL_DB);
    return level < 0 ? 0 : level > STUDIO_LEVELS ? STUDIO_LEVELS : level;
}

/* Without the lead. */
static void keep_heard(struct shell *s, const int16_t *samples, size_t count)
{
    struct kit *kit = s->ports.kit;
    const size_t skip = count < s->ear.lead ? count : s->ear.lead;
    const size_t room = RECORDING_SAMPLES - kit->count;
    const size_t kept = count - skip < room ? count - skip : room;
    s->ear.lead -= skip;
    memcpy(kit->heard + kit->count, samples + skip, kept * sizeof samples[0]);
    kit->count += kept;
}

void effects_studio_listen(struct shell *s)
{
    int16_t chunk[4096];
    size_t count = 1;
    struct err e = ERR_OK;
    int level = 0;
    if (!s->ear.open) {
        return;
    }
    while (count > 0 && !failed(e) && s->ports.kit->count < RECORDING_SAMPLES) {
        e = s->ports.capture->ops->take(s->ports.capture, chunk, sizeof chunk / sizeof chunk[0],
                                        &count);
        keep_heard(s, chunk, count);
        const int here = level_of(chunk, count);
        level = here > level ? here : level;
    }
    explicit_bzero(chunk, sizeof chunk);
    if (failed(e)) {
        s->ear.fault = e.code == ERR_FULL ? RECORDING_GAP : RECORDING_NO_MICROPHONE;
    }
    const bool over = failed(e) || s->ports.kit->count == RECORDING_SAMPLES;
    if (over || level != s->app->studio.level) {
        struct event event = {.kind = HAPPENED_HEARD, .number = level, .argument = over ? 1 : 0};
        shell_event(s, &event);
    }
}

void effects_studio_wipe(struct shell *s)
{
    struct kit *kit = s->ports.kit;
    close_ear(s);
    if (kit != NULL && !s->jobs.busy[JOB_STUDIO]) {
        explicit_bzero(kit->heard, kit->count * sizeof kit->heard[0]);
        kit->count = 0;
    }
}

/* --- the rest -------------------------------------------------------------------------------- */

static void put_days(struct kit_wish *w, const struct app *a)
{
    const time_t now = (time_t)(a->now_s + (int64_t)a->settings->offset_minutes * 60);
    struct tm t = {0};
    if (gmtime_r(&now, &t) == NULL) {
        t = (struct tm){.tm_year = 70, .tm_mday = 1};
    }
    (void)strftime(w->today, sizeof w->today, "%Y-%m-%d", &t);
    t.tm_year += EXPIRY_YEARS;
    t.tm_mday = t.tm_mday > 28 ? 28 : t.tm_mday;
    (void)strftime(w->expires, sizeof w->expires, "%Y-%m-%d", &t);
}

/* She signed today: her paper is there when she is entered. */
static void put_entered(struct kit_wish *w, const struct studio *s)
{
    w->person = s->entered;
    w->person.role = s->reviews ? PERSON_REVIEWER : PERSON_VOICE;
    (void)snprintf(w->person.language, sizeof w->person.language, "%s", s->language);
    (void)snprintf(w->person.since, sizeof w->person.since, "%s", w->today);
}

static void put_job(struct shell *s, enum studio_wish wish)
{
    const struct studio *studio = &s->app->studio;
    const struct person *person = studio_person(studio);
    struct job_studio *job = &s->jobs.studio;
    if (s->jobs.busy[JOB_STUDIO] || s->ports.staff == NULL) {
        told(s, ERR(ERR_TIMEOUT, 0, "shell: studio busy"), RECORDING_GOOD);
        return;
    }
    job->kit = s->ports.kit;
    job->wish = (struct kit_wish){.wish = wish,
                                  .dir = s->ports.staff->dir,
                                  .state = s->ports.staff->state,
                                  .prompt = studio->prompt,
                                  .pack = studio->pack,
                                  .message = studio->message};
    (void)snprintf(job->wish.language, sizeof job->wish.language, "%s", studio->language);
    if (person != NULL) {
        job->wish.person = *person;
    }
    put_days(&job->wish, s->app);
    if (wish == STUDIO_PERSON) {
        put_entered(&job->wish, studio);
    }
    if (!jobs_put(&s->jobs, &s->camera, JOB_STUDIO)) {
        told(s, ERR(ERR_TIMEOUT, 0, "shell: studio busy"), RECORDING_GOOD);
    }
}

/* What was lost on the way is not judged any further. */
static void stop(struct shell *s)
{
    close_ear(s);
    if (s->ear.fault != RECORDING_GOOD) {
        effects_studio_wipe(s);
        told(s, ERR_OK, s->ear.fault);
        return;
    }
    put_job(s, STUDIO_STOP);
}

/* The sentence where a citizen will see it. */
static void show(struct shell *s)
{
    const struct studio *studio = &s->app->studio;
    const struct desk *d = studio->desk;
    struct stage *stage = s->ports.stage;
    if (stage == NULL || d == NULL || s->ports.kit == NULL) {
        return;
    }
    const enum message_id message =
        studio->reviews ? studio->message : d->prompts.list[studio->prompt].message;
    const char *place = cover_place(&s->ports.kit->places, message);
    struct event e = {.kind = HAPPENED_SHOWN,
                      .picture =
                          stage_show(stage, s->app, &d->folder, message, place, s->ports.painter),
                      .text = place,
                      .argument = STAGE_WIDTH,
                      .number = STAGE_HEIGHT};
    shell_event(s, &e);
}

void effects_studio(struct shell *s, enum studio_wish wish)
{
    if (wish == STUDIO_SHOW) {
        show(s);
        return;
    }
    if (s->ports.kit == NULL) {
        told(s, ERR(ERR_UNSUPPORTED, 0, "shell: no studio"), RECORDING_GOOD);
    } else if (wish == STUDIO_START) {
        start(s);
    } else if (wish == STUDIO_STOP) {
        stop(s);
    } else if (wish == STUDIO_CANCEL) {
        effects_studio_wipe(s);
    } else {
        put_job(s, wish);
    }
}

void effects_studio_done(struct shell *s)
{
    const struct kit_wish *w = &s->jobs.studio.wish;
    struct kit *kit = s->ports.kit;
    if (w->wish == STUDIO_STOP && !failed(w->error) && w->fault == RECORDING_GOOD) {
        kit->desk.states[w->prompt] = SHELF_TAKEN;
    }
    if (w->wish == STUDIO_HEAR && !failed(w->error) && s->app->studio.waits) {
        voice_clip(s->ports.voice, &kit->clip, kit->desk.code,
                   kit->desk.prompts.list[w->prompt].message, s->now_ms);
    }
    told(s, w->error, w->fault);
}
