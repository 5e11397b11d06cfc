#include "ui/effects.h"

#include <string.h>

#include "app/filing.h"
#include "app/settings.h"
#include "platform/base/log.h"
#include "ui/effects_file.h"
#include "ui/effects_health.h"
#include "ui/effects_later.h"
#include "ui/effects_machine.h"
#include "ui/effects_number.h"
#include "ui/effects_photo.h"
#include "ui/effects_print.h"
#include "ui/effects_setup.h"
#include "ui/effects_staff.h"
#include "ui/effects_studio.h"
#include "ui/effects_wifi.h"
#include "ui/shell.h"

static void happened(struct shell *s, enum happening kind, struct err error)
{
    struct event e = {.kind = kind, .error = error};
    shell_event(s, &e);
}

static void store(struct shell *s)
{
    struct job_store *job = &s->jobs.store;
    if (s->ports.outbox == NULL) {
        happened(s, HAPPENED_STORE_FAILED, ERR(ERR_IO, 0, "shell: no outbox"));
        return;
    }
    job->outbox = s->ports.outbox;
    job->picture = s->ports.picture;
    job->started_ms = s->now_ms;
    const struct err e = filing_record(s->app, &job->filing);
    if (failed(e)) {
        happened(s, HAPPENED_STORE_FAILED, e);
    } else if (!jobs_put(&s->jobs, &s->store, JOB_STORE)) {
        happened(s, HAPPENED_STORE_FAILED, ERR(ERR_FULL, 0, "shell: store busy"));
    }
}

static void ask(struct shell *s, enum portal_question question)
{
    struct port_portal *portal = s->ports.portal;
    char text[65];
    int id = 0;
    app_ask_text(s->app, question, text);
    const struct err e = portal->ops->ask(portal, question, text, 2000, &id);
    if (question == PORTAL_HELD) { /* an older answer may be of another number */
        portal->ops->cancel(portal, s->held_id);
        s->held_id = failed(e) ? 0 : id;
    }
    if (failed(e)) {
        const struct portal_answer answer = {.question = question, .error = e};
        struct event event = {.kind = HAPPENED_PORTAL, .answer = &answer, .error = e};
        effects_health_portal(s, &answer);
        shell_event(s, &event);
    }
}

/* Everything of a citizen outside the visit arena. */
static void wipe(struct shell *s)
{
    effects_photo_wipe(s);
    s->ports.text->ops->forget(s->ports.text);
    s->ports.scanner->ops->flush(s->ports.scanner);
    voice_forget(s->ports.voice, s->now_ms);
    effects_file_wipe(s);
    effects_number_wipe(s);
    effects_later_wipe(s);
    effects_studio_wipe(s);
    s->jobs.print.left = s->jobs.busy[JOB_PRINT];
    if (!s->jobs.print.left) { /* else when the receipt is out: printed() */
        explicit_bzero(s->jobs.print.page.rows, PAPER_BYTES_MAX);
    }
    memset(&s->jobs.store.filing, 0, sizeof s->jobs.store.filing);
    arena_wipe(&s->frame[1 - s->current]);
}

/* What is said once the page it belongs to is built. */
static void want(struct shell *s, enum effect_kind kind, int argument)
{
    s->replay_wanted = s->replay_wanted || (kind == FX_SPEAK && argument == 1);
    s->code_wanted = s->code_wanted || kind == FX_SAY_CODE;
    s->row_wanted = kind == FX_SAY_ROW ? argument : s->row_wanted;
    s->message_wanted = kind == FX_SAY_SHOWN ? (enum message_id)argument : s->message_wanted;
}

/* How it is said, or that it is not. */
static void set_voice(struct shell *s, enum effect_kind kind, int argument)
{
    if (kind == FX_HUSH) {
        player_hush(s->ports.voice->player, s->now_ms);
    } else if (kind == FX_ROUTE) {
        voice_route(s->ports.voice, argument == 1 ? AUDIO_HEADPHONES : AUDIO_LOUDSPEAKER,
                    s->now_ms);
    } else if (kind == FX_VOLUME) {
        voice_volume(s->ports.voice, argument);
    } else if (kind == FX_PAUSE) {
        voice_pause(s->ports.voice, s->now_ms);
    } else if (kind == FX_CUE) {
        voice_cue(s->ports.voice, (enum cue)argument);
    } else {
        voice_speed(s->ports.voice, argument);
    }
}

/* What the disk of this kiosk is asked. */
static void of_store(struct shell *s, enum effect_kind kind, int argument)
{
    if (kind == FX_FIND) {
        effects_find(s, (enum find_what)argument);
    } else if (kind == FX_WITHDRAW) {
        effects_withdraw(s);
    } else if (kind == FX_PIN) {
        effects_pin(s, (enum pin_what)argument);
    } else if (kind == FX_LATER) {
        effects_later(s, (enum later_job)argument);
    } else {
        effects_number(s);
    }
}

static void of_staff(struct shell *s, enum effect_kind kind, int argument)
{
    if (kind == FX_STAFF) {
        effects_staff(s, (enum staff_wish)argument);
    } else if (kind == FX_WIFI) {
        effects_wifi(s, (enum wifi_wish)argument);
    } else {
        effects_setup(s, (enum setup_wish)argument);
    }
}

static void one(struct shell *s, enum effect_kind kind, int argument)
{
    switch (kind) {
    case FX_STORE:
        store(s);
        break;
    case FX_PRINT:
        effects_print(s, (enum print_what)argument);
        break;
    case FX_CAMERA:
    case FX_PREVIEW:
    case FX_TURN:
        effects_photo(s, kind, argument);
        break;
    case FX_ASK:
        ask(s, (enum portal_question)argument);
        break;
    case FX_WIPE:
        wipe(s);
        break;
    case FX_SPEAK:
    case FX_SAY_SHOWN:
    case FX_SAY_CODE:
    case FX_SAY_ROW:
        want(s, kind, argument);
        break;
    case FX_SAY:
        voice_message(s->ports.voice, s->app, (enum message_id)argument, s->now_ms);
        break;
    case FX_HUSH:
    case FX_ROUTE:
    case FX_VOLUME:
    case FX_SPEED:
    case FX_PAUSE:
    case FX_CUE:
        set_voice(s, kind, argument);
        break;
    case FX_TALLY:
        learning_add(&s->learning, (enum count_kind)argument);
        break;
    case FX_PRINTER_STATUS:
    case FX_PRINTER_SEEN:
    case FX_ROLL_CHANGED:
        effects_printer(s, kind);
        break;
    case FX_FIND:
    case FX_WITHDRAW:
    case FX_PIN:
    case FX_NUMBER:
    case FX_LATER:
        of_store(s, kind, argument);
        break;
    case FX_STUDIO:
        effects_studio(s, (enum studio_wish)argument);
        break;
    case FX_STAFF:
    case FX_SETUP:
    case FX_WIFI:
        of_staff(s, kind, argument);
        break;
    }
}

/* False: the store's worker has no room. */
static bool keep(struct shell *s, enum job_tag tag, struct job_keep *job, const char *name,
                 const char *text, size_t size)
{
    *job = (struct job_keep){.dir = s->ports.staff->dir,
                             .state = s->ports.staff->state,
                             .name = name,
                             .text = text,
                             .size = size};
    return jobs_put(&s->jobs, &s->store, tag);
}

void effects_keep_counts(struct shell *s)
{
    struct counts *counts = s->ports.counts;
    if (counts == NULL || !counts->changed || s->app->visit != NULL || s->jobs.busy[JOB_COUNTS]) {
        return;
    }
    struct buf out;
    buf_init(&out, s->jobs.texts.counts, COUNTS_BYTES);
    counts_write(counts, &out);
    counts->changed = !keep(s, JOB_COUNTS, &s->jobs.counts, COUNTS_FILE, out.data, out.len);
}

void effects_keep_day(struct shell *s)
{
    struct day_tally *day = &s->app->day;
    if (s->ports.staff == NULL || !day->changed || s->jobs.busy[JOB_DAY]) {
        return;
    }
    char *text = s->jobs.texts.day;
    const size_t size = day_file_write(day, text);
    day->changed = !keep(s, JOB_DAY, &s->jobs.day, DAY_FILE, text, size);
}

void effects_keep_hourly(struct shell *s)
{
    const struct hourly *hourly = &s->app->hourly;
    struct kept_texts *texts = &s->jobs.texts;
    const uint64_t mark = hourly_file_mark(hourly);
    const bool again =
        s->jobs.hourly.size > 0 && s->now_ms - texts->hourly_ms >= HOURLY_FILE_AGAIN_MS;
    if (s->ports.staff == NULL || (mark == texts->hourly_mark && !again) ||
        s->jobs.busy[JOB_HOURLY]) {
        return;
    }
    const size_t size = hourly_file_write(hourly, s->app->now_ms, s->app->now_s, texts->hourly);
    if (keep(s, JOB_HOURLY, &s->jobs.hourly, HOURLY_FILE, texts->hourly, size)) {
        texts->hourly_mark = mark;
        texts->hourly_ms = s->now_ms;
    }
}

/* One that failed is written with the next change: a full disk is not tried for ever. */
static void kept(struct err e)
{
    if (failed(e)) {
        log_event(EV_STORE_FAILED, e.code, e.os);
    }
}

void effects_carry_out(struct shell *s, const struct effects *fx)
{
    for (int i = 0; i < fx->count; i++) {
        one(s, fx->list[i].kind, fx->list[i].argument);
    }
}

static void stored(struct shell *s)
{
    const struct err e = s->jobs.store.error;
    const int64_t ms = (int64_t)(s->now_ms - s->jobs.store.started_ms);
    if (failed(e)) {
        log_event(EV_STORE_FAILED, e.code, e.os);
    } else {
        log_event(EV_STORED, (int64_t)strlen(s->jobs.store.filing.record.instance), ms);
    }
    happened(s, failed(e) ? HAPPENED_STORE_FAILED : HAPPENED_STORED, e);
}

static void end_for_staff(struct shell *s, enum job_tag tag)
{
    if (tag == JOB_LOOK) {
        effects_staff_done(s);
    } else if (tag == JOB_CAMERA) {
        effects_staff_tried(s);
    } else if (tag == JOB_SETUP) {
        effects_setup_done(s);
    } else if (tag == JOB_WIFI) {
        effects_wifi_done(s);
    } else {
        effects_setup_found(s);
    }
}

static void end_of(struct shell *s, enum job_tag tag)
{
    switch (tag) {
    case JOB_STORE:
        stored(s);
        break;
    case JOB_PRINT:
        effects_printed(s);
        break;
    case JOB_STILL:
        effects_photo_done(s);
        break;
    case JOB_PRINTER_STATUS:
        effects_printer_told(s);
        break;
    case JOB_FILE:
        effects_file_done(s);
        break;
    case JOB_PIN:
        effects_pin_done(s);
        break;
    case JOB_COUNTS:
        s->ports.counts->changed |= failed(s->jobs.counts.error); /* after the next visit again */
        break;
    case JOB_DAY:
        kept(s->jobs.day.error);
        break;
    case JOB_HOURLY:
        kept(s->jobs.hourly.error);
        break;
    case JOB_HEALTH:
        kept(s->jobs.health.error);
        break;
    case JOB_STUDIO:
        effects_studio_done(s);
        break;
    case JOB_NUMBER:
        effects_number_done(s);
        break;
    case JOB_LATER:
        effects_later_done(s);
        break;
    case JOB_ROLL:
        effects_roll_changed(s);
        break;
    case JOB_MACHINE:
        effects_machine_done(s);
        break;
    case JOB_LOOK:
    case JOB_CAMERA:
    case JOB_SETUP:
    case JOB_WIFI:
    case JOB_FIND:
        end_for_staff(s, tag);
        break;
    case JOB_LIVE:
        s->live_new |= live_taken(&s->live, s->app, s->now_ms);
        break;
    case JOB_COUNT:
        break;
    }
}

void effects_take_jobs(struct shell *s)
{
    enum job_tag tag;
    while (jobs_take(&s->jobs, &s->store, &tag) || jobs_take(&s->jobs, &s->printer, &tag) ||
           jobs_take(&s->jobs, &s->camera, &tag) || jobs_take(&s->jobs, &s->air, &tag)) {
        end_of(s, tag);
    }
}
