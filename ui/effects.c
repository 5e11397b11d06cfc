#include "ui/effects.h"

#include <string.h>

#include "app/filing.h"
#include "app/form/procedure.h"
#include "app/papers.h"
#include "app/receipt/checklist.h"
#include "app/receipt/receipt.h"
#include "app/settings.h"
#include "platform/base/log.h"
#include "ui/effects_file.h"
#include "ui/effects_later.h"
#include "ui/effects_number.h"
#include "ui/effects_studio.h"
#include "ui/paper.h"
#include "ui/shell.h"

/* Scans stay under it (fleet-reliability-security.md 2.1). */
#define STILL_BYTES_MAX (2 * 1024 * 1024)

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
    job->started_ms = s->now_ms;
    const struct err e = filing_record(s->app, &job->record);
    if (failed(e)) {
        happened(s, HAPPENED_STORE_FAILED, e);
    } else if (!jobs_put(&s->jobs, &s->store, JOB_STORE)) {
        happened(s, HAPPENED_STORE_FAILED, ERR(ERR_FULL, 0, "shell: store busy"));
    }
}

static struct receipt_facts facts_of(const struct shell *s, bool copy)
{
    const struct app *a = s->app;
    const struct visit *v = a->visit;
    const struct procedure *shown = procedure_in(v->procedure, app_language(a));
    return (struct receipt_facts){.language = app_language(a),
                                  .stage = v->stage,
                                  .slip_code = v->slip,
                                  .url = v->url,
                                  .file_number = v->file_number,
                                  .procedure = shown->title,
                                  .beside = shown != v->procedure ? v->procedure->title : NULL,
                                  .icon = v->procedure->icon,
                                  .result_when = shown->days,
                                  .when_beside = shown != v->procedure ? v->procedure->days : NULL,
                                  .centre = a->settings->place,
                                  .kiosk = a->settings->name,
                                  .printed_at = a->now_s,
                                  .offset_minutes = a->settings->offset_minutes,
                                  .copy = copy ? v->copies : 0,
                                  .counter = v->phone.counter || v->phone.lost,
                                  .practice = a->practice};
}

static struct err compose(const struct shell *s, enum print_what what, struct receipt *receipt)
{
    const struct app *a = s->app;
    if (what == PRINT_FEE || what == PRINT_NUMBER || what == PRINT_SUMMARY ||
        what == PRINT_LATER) {
        return effects_slip(s, what, receipt);
    }
    if (what != PRINT_LIST) {
        const struct receipt_facts facts = facts_of(s, what == PRINT_COPY);
        return receipt_build(receipt, &facts);
    }
    const struct checklist_facts facts = {.language = app_language(a),
                                          .catalogue = a->catalogue,
                                          .entry = a->visit->finding.entry,
                                          .centre = a->settings->place,
                                          .kiosk = a->settings->name,
                                          .printed_at = a->now_s,
                                          .offset_minutes = a->settings->offset_minutes,
                                          .practice = a->practice};
    return checklist_build(receipt, &facts);
}

static void print(struct shell *s, enum print_what what)
{
    struct job_print *job = &s->jobs.print;
    const size_t mark = arena_mark(s->app->arena);
    struct receipt *receipt = arena_alloc(s->app->arena, sizeof *receipt);
    struct err e = receipt == NULL ? ERR(ERR_FULL, 0, "shell: receipt") : compose(s, what, receipt);
    if (!failed(e) && s->jobs.busy[JOB_PRINT]) { /* its page must not change under the printer */
        e = ERR(ERR_FULL, 0, "shell: printer busy");
    }
    if (!failed(e)) {
        job->left = false;
        job->printer = s->ports.printer;
        job->journal = s->ports.prints;
        job->stop = &s->devices.stop;
        job->started_ms = s->now_ms;
        job->page.width = s->app->settings->printer_dots;
        s->paper.text = s->ports.text;
        s->paper.art = &s->ports.painter->art;
        s->paper.cache = &s->ports.painter->cache;
        e = paper_draw(&s->paper, receipt, &job->page);
    }
    arena_release(s->app->arena, mark);
    if (!failed(e) && !jobs_put(&s->jobs, &s->devices, JOB_PRINT)) {
        e = ERR(ERR_FULL, 0, "shell: printer busy");
    }
    if (failed(e)) {
        happened(s, HAPPENED_PRINT_FAILED, e);
    }
}

/* Room for one still and its preview, taken once a visit. */
static bool still_room(struct shell *s)
{
    struct visit *v = s->app->visit;
    struct job_still *job = &s->jobs.still;
    if (v->photo_room == NULL) {
        v->photo_room = arena_alloc(s->app->arena, STILL_BYTES_MAX);
        v->photo_rgb = arena_alloc(s->app->arena, PREVIEW_BYTES);
        v->photo_meter = arena_alloc(s->app->arena, sizeof *job->meter);
    }
    job->preview = v->photo_rgb;
    job->meter = v->photo_meter;
    job->picture = s->ports.picture;
    return v->photo_room != NULL && job->preview != NULL && job->meter != NULL;
}

static void still(struct shell *s)
{
    struct visit *v = s->app->visit;
    struct job_still *job = &s->jobs.still;
    const bool free = !s->jobs.busy[JOB_STILL] && still_room(s);
    if (free) {
        v->photo_width = 0;
        v->photo_page = 0;
        job->camera = s->ports.camera;
        job->question = v->capturing_of;
        job->page = v->capturing_page;
        job->bytes = v->photo_room;
        job->cap = STILL_BYTES_MAX;
    }
    if (!free || !jobs_put(&s->jobs, &s->devices, JOB_STILL)) {
        happened(s, HAPPENED_PHOTO, ERR(ERR_TIMEOUT, 0, "shell: camera busy"));
    }
}

/* A still taken before is decoded again for the screen: only one preview is kept. Its bytes are
 * copied, since she may take the page out meanwhile. */
static void preview(struct shell *s, int id)
{
    struct visit *v = s->app->visit;
    struct job_still *job = &s->jobs.still;
    const struct paper_page *page = papers_page(v, id);
    if (page == NULL || page->size > STILL_BYTES_MAX || s->jobs.busy[JOB_STILL] || !still_room(s)) {
        return; /* she sees that it was taken, and not the picture */
    }
    v->photo_width = 0;
    v->photo_page = 0;
    job->camera = NULL;
    job->page = id;
    job->bytes = v->photo_room;
    job->cap = STILL_BYTES_MAX;
    job->size = page->size;
    memcpy(job->bytes, page->bytes, page->size);
    if (!jobs_put(&s->jobs, &s->devices, JOB_STILL)) {
        return; /* the same */
    }
}

static void ask(struct shell *s, enum portal_question question)
{
    struct port_portal *portal = s->ports.portal;
    char text[65];
    int id = 0;
    app_ask_text(s->app, question, text);
    const struct err e = portal->ops->ask(portal, question, text, 2000, &id);
    if (failed(e)) {
        const struct portal_answer answer = {.question = question, .error = e};
        struct event event = {.kind = HAPPENED_PORTAL, .answer = &answer, .error = e};
        shell_event(s, &event);
    }
}

/* A picture still being taken would be written into the arena of whoever comes next. */
static void forget_still(struct shell *s)
{
    struct job_still *job = &s->jobs.still;
    if (s->jobs.busy[JOB_STILL]) {
        worker_rest(&s->devices);
        explicit_bzero(job->bytes, job->cap);
        explicit_bzero(job->preview, PREVIEW_BYTES);
        explicit_bzero(job->meter, sizeof *job->meter);
    }
    job->bytes = NULL;
}

/* Everything of a citizen outside the visit arena. */
static void wipe(struct shell *s)
{
    forget_still(s);
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
    memset(&s->jobs.store.record, 0, sizeof s->jobs.store.record);
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
    } else {
        voice_speed(s->ports.voice, argument);
    }
}

static void ask_printer(struct shell *s)
{
    s->jobs.status.printer = s->ports.printer;
    if (!jobs_put(&s->jobs, &s->devices, JOB_PRINTER_STATUS)) {
        return; /* it is being asked already */
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
    } else {
        effects_number(s);
    }
}

static void one(struct shell *s, enum effect_kind kind, int argument)
{
    struct voice *voice = s->ports.voice;
    switch (kind) {
    case FX_STORE:
        store(s);
        break;
    case FX_PRINT:
        print(s, (enum print_what)argument);
        break;
    case FX_CAMERA:
        still(s);
        break;
    case FX_PREVIEW:
        preview(s, argument);
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
        voice_message(voice, s->app, (enum message_id)argument, s->now_ms);
        break;
    case FX_HUSH:
    case FX_ROUTE:
    case FX_VOLUME:
    case FX_SPEED:
        set_voice(s, kind, argument);
        break;
    case FX_TALLY:
        learning_add(&s->learning, (enum count_kind)argument);
        break;
    case FX_PAUSE:
        voice_pause(voice, s->now_ms);
        break;
    case FX_CUE:
        voice_cue(voice, (enum cue)argument);
        break;
    case FX_PRINTER_STATUS:
        ask_printer(s);
        break;
    case FX_FIND:
    case FX_WITHDRAW:
    case FX_PIN:
    case FX_NUMBER:
        of_store(s, kind, argument);
        break;
    case FX_LATER:
        effects_later(s, (enum later_job)argument);
        break;
    case FX_STUDIO:
        effects_studio(s, (enum studio_wish)argument);
        break;
    }
}

void effects_keep_counts(struct shell *s)
{
    struct counts *counts = s->ports.counts;
    struct job_counts *job = &s->jobs.counts;
    if (counts == NULL || !counts->changed || s->app->visit != NULL || s->jobs.busy[JOB_COUNTS]) {
        return;
    }
    struct buf out;
    buf_init(&out, job->text, COUNTS_BYTES);
    counts_write(counts, &out);
    job->dir = s->ports.staff->dir;
    job->state = s->ports.staff->state;
    job->size = out.len;
    counts->changed = !jobs_put(&s->jobs, &s->store, JOB_COUNTS);
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
        log_event(EV_STORED, (int64_t)strlen(s->jobs.store.record.instance), ms);
    }
    happened(s, failed(e) ? HAPPENED_STORE_FAILED : HAPPENED_STORED, e);
}

static void printed(struct shell *s)
{
    const struct err e = s->jobs.print.error;
    if (failed(e)) {
        log_event(EV_PRINT_FAILED, e.code, e.os);
    } else {
        s->printed++;
        log_event(EV_PRINT_DONE, s->jobs.print.page.height,
                  (int64_t)(s->now_ms - s->jobs.print.started_ms));
    }
    if (failed(s->jobs.print.journal_error)) {
        log_event(EV_STORE_FAILED, s->jobs.print.journal_error.code,
                  s->jobs.print.journal_error.os);
    }
    explicit_bzero(s->jobs.print.page.rows, PAPER_BYTES_MAX);
    if (!s->jobs.print.left) {
        happened(s, failed(e) ? HAPPENED_PRINT_FAILED : HAPPENED_PRINTED, e);
    }
}

static struct err keep_still(struct shell *s, const struct job_still *job)
{
    const struct still still = {.bytes = job->bytes,
                                .size = job->size,
                                .verdict = (int)job->verdict,
                                .rgb = job->preview,
                                .width = job->width,
                                .height = job->height};
    return papers_keep(s->app, job->question, job->page, &still);
}

static void photographed(struct shell *s)
{
    struct visit *v = s->app->visit;
    const struct job_still *job = &s->jobs.still;
    if (v == NULL || job->bytes == NULL || v->photo_rgb != job->preview) {
        return; /* the visit it belonged to is over */
    }
    struct err e = job->error;
    if (!failed(e) && job->camera != NULL) {
        e = keep_still(s, job);
    }
    if (!failed(e)) {
        v->photo_page = job->camera != NULL ? papers_find(v, job->question)->chosen : job->page;
        v->photo_width = job->width;
        v->photo_height = job->height;
    }
    happened(s, job->camera != NULL ? HAPPENED_PHOTO : HAPPENED_PREVIEW, e);
}

static void printer_told(struct shell *s)
{
    struct event e = {.kind = HAPPENED_PRINTER_STATUS, .status = &s->jobs.status.status};
    if (failed(s->jobs.status.error)) {
        s->jobs.status.status = (struct printer_status){.paper = PAPER_UNKNOWN};
    }
    shell_event(s, &e);
}

static void end_of(struct shell *s, enum job_tag tag)
{
    switch (tag) {
    case JOB_STORE:
        stored(s);
        break;
    case JOB_PRINT:
        printed(s);
        break;
    case JOB_STILL:
        photographed(s);
        break;
    case JOB_PRINTER_STATUS:
        printer_told(s);
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
    case JOB_STUDIO:
        effects_studio_done(s);
        break;
    case JOB_NUMBER:
        effects_number_done(s);
        break;
    case JOB_LATER:
        effects_later_done(s);
        break;
    case JOB_COUNT:
        break;
    }
}

void effects_take_jobs(struct shell *s)
{
    enum job_tag tag;
    while (jobs_take(&s->jobs, &s->store, &tag) || jobs_take(&s->jobs, &s->devices, &tag)) {
        end_of(s, tag);
    }
}
