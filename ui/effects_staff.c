#define _GNU_SOURCE /* explicit_bzero */
#include "ui/effects_staff.h"

#include <string.h>

#include "app/audit/log_bundle.h"
#include "platform/base/log.h"
#include "ui/effects_machine.h"
#include "ui/effects_print.h"
#include "ui/paint/shade.h"
#include "ui/shell.h"

#define CAMERA_AGAIN_MS 30000 /* it is tried this often while staff look */

static enum device_word alive(bool there, bool well)
{
    return !there ? DEVICE_NONE : well ? DEVICE_WELL : DEVICE_GONE;
}

static enum device_word keypad_word(const struct shell *s)
{
    bool there = false;
    bool well = true;
    for (int i = 0; i < SHELL_KEYPADS; i++) {
        struct port_keypad *keypad = s->ports.keypads[i];
        there |= keypad != NULL;
        well &= keypad == NULL || keypad->ops->alive(keypad);
    }
    return alive(there, well);
}

static enum device_word keyboard_word(const struct shell *s)
{
    struct port_keyboard *keyboard = s->ports.keyboard;
    return alive(keyboard != NULL, keyboard != NULL && keyboard->ops->alive(keyboard));
}

static enum device_word sound_word(const struct shell *s)
{
    struct port_audio *audio = s->ports.audio;
    const bool there = audio != NULL && strcmp(audio->ops->name, "none") != 0;
    return alive(there, there && audio->ops->alive(audio));
}

static enum device_word scanner_word(const struct shell *s)
{
    struct port_scanner *scanner = s->ports.scanner;
    const bool there = scanner != NULL && s->ports.has_scanner;
    return alive(there, there && scanner->ops->alive(scanner));
}

static enum device_word beacon_word(const struct shell *s)
{
    struct port_beacon *beacon = s->ports.beacon;
    return alive(beacon != NULL, beacon != NULL && beacon->ops->alive(beacon));
}

static enum device_word touch_word(const struct shell *s)
{
    struct port_touch *touch = s->ports.touch;
    return alive(touch != NULL, touch != NULL && touch->ops->alive(touch));
}

static enum packs_word packs_word(const struct shell *s, const char **ret_name)
{
    const struct app_world *w = &s->app->world;
    *ret_name = "";
    return w->packs != NULL ? w->packs(w->context, ret_name) : PACKS_WELL;
}

struct health_facts effects_staff_facts(const struct shell *s)
{
    const char *pack = NULL;
    const enum packs_word packs = packs_word(s, &pack);
    const bool printer = strcmp(s->ports.printer->ops->name, "none") != 0;
    const struct paper_figures *paper = &s->app->paper;
    const bool counted = paper->roll_mm > 0; /* nothing is known before it was first used */
    return (struct health_facts){.printer = printer ? DEVICE_WELL : DEVICE_NONE,
                                 .paper_mm = counted ? paper->left_mm : -1,
                                 .paper_receipts = counted ? paper->slips_left : -1,
                                 .scanner = scanner_word(s),
                                 .camera = s->looked.camera,
                                 .sound = sound_word(s),
                                 .keypad = keypad_word(s),
                                 .beacon = beacon_word(s),
                                 .keyboard = keyboard_word(s),
                                 .touch = touch_word(s),
                                 .machine_told = s->looked.there && s->ports.machine != NULL,
                                 .machine = s->looked.machine,
                                 .outbox = s->looked.outbox,
                                 .fleet = s->looked.fleet,
                                 .version = s->app->world.firmware,
                                 .packs = packs,
                                 .pack = pack};
}

/* wish: that this answers; LOOK for what nobody asked. */
static void told(struct shell *s, enum staff_wish wish, struct err error)
{
    const struct staff_news news = {.facts = effects_staff_facts(s),
                                    .files = &s->looked.files,
                                    .log = s->looked.logged ? &s->looked.log : NULL,
                                    .carried = s->looked.carry,
                                    .stick = s->looked.stuck,
                                    .wish = wish,
                                    .badges = s->looked.badged ? &s->looked.badges : NULL,
                                    .error = error};
    struct event e = {.kind = HAPPENED_STAFF, .news = &news, .error = error};
    shell_event(s, &e);
}

/* A picture of nobody's paper: while a citizen's may lie there nothing is taken, and what was is
 * wiped by the worker. */
static void try_camera(struct shell *s)
{
    struct port_camera *camera = s->ports.camera;
    struct job_camera *job = &s->jobs.camera;
    if (camera == NULL || strcmp(camera->ops->name, "none") == 0) {
        s->looked.camera = DEVICE_NONE;
        return;
    }
    const bool fresh = s->looked.camera != DEVICE_ASKED && s->looked.camera_ms != 0 &&
                       s->now_ms - s->looked.camera_ms < CAMERA_AGAIN_MS;
    if (fresh || s->app->visit != NULL || s->jobs.busy[JOB_CAMERA]) {
        return;
    }
    job->camera = camera;
    job->measure = false;
    if (jobs_put(&s->jobs, &s->camera, JOB_CAMERA)) {
        s->looked.camera_ms = s->now_ms + (s->now_ms == 0);
    }
}

static void measured(struct shell *s, int dpi, struct err error)
{
    const struct staff_news news = {.facts = effects_staff_facts(s),
                                    .files = &s->looked.files,
                                    .log = s->looked.logged ? &s->looked.log : NULL,
                                    .carried = s->looked.carry,
                                    .wish = STAFF_MEASURE,
                                    .badges = s->looked.badged ? &s->looked.badges : NULL,
                                    .camera_dpi = dpi,
                                    .error = error};
    struct event e = {.kind = HAPPENED_STAFF, .news = &news, .error = error};
    shell_event(s, &e);
}

/* As above: never while a citizen's paper may lie there. */
static void measure_camera(struct shell *s)
{
    struct port_camera *camera = s->ports.camera;
    struct job_camera *job = &s->jobs.camera;
    const bool there = camera != NULL && strcmp(camera->ops->name, "none") != 0;
    if (there && s->jobs.busy[JOB_CAMERA] && !job->measure) { /* it is being tried */
        s->looked.measure = true;
        return;
    }
    if (!there || s->app->visit != NULL || s->jobs.busy[JOB_CAMERA]) {
        measured(s, 0, ERR(there ? ERR_TIMEOUT : ERR_OFFLINE, 0, "shell: camera busy or none"));
        return;
    }
    job->camera = camera;
    job->picture = s->ports.picture;
    job->measure = true;
    if (!jobs_put(&s->jobs, &s->camera, JOB_CAMERA)) {
        measured(s, 0, ERR(ERR_TIMEOUT, 0, "shell: camera busy"));
    }
}

void effects_staff_tried(struct shell *s)
{
    if (s->jobs.camera.measure) {
        measured(s, s->jobs.camera.dpi, s->jobs.camera.error);
        return;
    }
    const struct err e = s->jobs.camera.error; /* no sheet in a scanner is no fault of it */
    const bool well = !failed(e) || e.code == ERR_NO_PAPER || e.code == ERR_FULL;
    s->looked.camera = well ? DEVICE_WELL : DEVICE_GONE;
    told(s, STAFF_LOOK, ERR_OK);
    if (s->looked.measure) {
        s->looked.measure = false;
        measure_camera(s);
    }
}

static void fill_stick(const struct shell *s, struct job_look *job)
{
    const struct settings *set = s->app->settings;
    const bool day = job->wish == STAFF_DAY_OUT;
    job->log_key = set->log_key;
    stick_name(day ? "day" : "log", set->name, s->app->now_s, set->offset_minutes,
               day ? DAY_SHEET_SUFFIX : LOG_BUNDLE_SUFFIX, job->stick_name);
    if (day) {
        const struct day_slip_facts facts = effects_day_facts(s);
        job->sheet_size = day_sheet_write(&facts, job->sheet);
    }
}

static void fill_order(const struct shell *s, enum staff_wish wish, struct shell_order *o)
{
    const struct staff *staff = &s->app->staff;
    *o = (struct shell_order){
        .wish = wish, .who = staff->badge.who, .last_day = staff->badge.last_day};
    memcpy(o->uuid, staff->file, sizeof o->uuid);
    if (wish == STAFF_BADGE_LOSE) {
        o->who.number = staff->badge.lost;
    } else if (wish == STAFF_BADGE_MAKE) {
        memcpy(o->token, staff->badge.token, sizeof o->token);
    }
}

static void refused(struct shell *s, enum staff_wish wish)
{
    s->looked.stuck = STICK_FAILED;
    told(s, wish, ERR(ERR_TIMEOUT, 0, "shell: staff busy"));
}

/* The worker's slot is free. */
static void begin(struct shell *s, const struct shell_order *o)
{
    struct job_look *job = &s->jobs.look;
    job->wish = o->wish;
    job->stuck = STICK_FAILED;
    job->outbox = s->ports.outbox;
    job->machine = s->ports.machine;
    job->staff = s->ports.staff;
    job->stick = s->app->settings->stick;
    fill_stick(s, job);
    memcpy(job->uuid, o->uuid, sizeof job->uuid);
    job->now_s = s->app->now_s;
    job->midnight = app_midnight(s->app);
    job->badge.read = false;
    job->badge.who = o->who;
    job->badge.last_day = o->last_day;
    memcpy(job->badge.token, o->token, sizeof job->badge.token);
    if (!jobs_put(&s->jobs, &s->store, JOB_LOOK)) {
        explicit_bzero(job->badge.token, sizeof job->badge.token);
        refused(s, o->wish);
    }
}

static void put(struct shell *s, enum staff_wish wish)
{
    struct shell_looked *l = &s->looked;
    struct shell_order o;
    if (!s->jobs.busy[JOB_LOOK]) {
        fill_order(s, wish, &o);
        begin(s, &o);
        explicit_bzero(&o, sizeof o);
    } else if (wish == STAFF_LOOK) { /* what is told next is as good as a look */
        return;
    } else if (l->order_count == SHELL_ORDERS) {
        refused(s, wish);
    } else {
        fill_order(s, wish, &l->orders[l->order_count++]);
    }
}

/* The oldest of what was wished meanwhile, unless what was just told began something itself. */
static void go_on(struct shell *s)
{
    struct shell_looked *l = &s->looked;
    struct shell_order o;
    if (l->order_count == 0 || s->jobs.busy[JOB_LOOK]) {
        return;
    }
    o = l->orders[0];
    l->order_count--;
    memmove(&l->orders[0], &l->orders[1], (size_t)l->order_count * sizeof o);
    explicit_bzero(&l->orders[l->order_count], sizeof o);
    begin(s, &o);
    explicit_bzero(&o, sizeof o);
}

void effects_staff_light(struct shell *s)
{
    struct port_machine *machine = s->ports.machine;
    const int light = app_light(s->app);
    const struct err e = machine == NULL ? ERR(ERR_UNSUPPORTED, 0, "shell: no machine")
                                         : machine->ops->dim(machine, light);
    s->app->lampless = failed(e); /* then the picture itself is darker, and staff are told so */
    painter_set_shade(s->ports.painter, failed(e) ? shade_of(light) : SHADE_NONE);
    s->app->revision++;
    if (failed(e) && e.code != ERR_UNSUPPORTED) {
        log_event(EV_DEVICE_MISSING, e.code, e.os);
    }
}

void effects_staff(struct shell *s, enum staff_wish wish)
{
    switch (wish) {
    case STAFF_LOOK:
        try_camera(s);
        put(s, wish);
        break;
    case STAFF_LOG_LOOK:
        s->looked.logged = false;
        put(s, wish);
        break;
    case STAFF_LOG_OUT:
    case STAFF_DAY_OUT:
    case STAFF_RETRY:
    case STAFF_KEY_OUT:
    case STAFF_EXPORT:
    case STAFF_IMPORT:
    case STAFF_BADGES:
    case STAFF_BADGE_MAKE:
    case STAFF_BADGE_LOSE:
    case STAFF_FILE_SEND:
    case STAFF_FILE_BACK:
    case STAFF_FILE_DONE:
    case STAFF_FILE_DROP:
    case STAFF_RESTED:
    case STAFF_SERVES:
        put(s, wish);
        break;
    case STAFF_QUIT:
        s->quit = true;
        break;
    case STAFF_OFF:
    case STAFF_STAY_ON:
        effects_machine(s, wish);
        break;
    case STAFF_LIGHT:
        effects_staff_light(s);
        break;
    case STAFF_MEASURE:
        measure_camera(s);
        break;
    }
}

void effects_staff_done(struct shell *s)
{
    const struct job_look *job = &s->jobs.look;
    if (failed(job->error)) {
        log_event(EV_STORE_FAILED, job->error.code, job->error.os);
    }
    if (job->looked) {
        s->looked.there = true;
        s->looked.outbox = job->found;
        s->looked.machine = job->told;
        s->looked.fleet = job->fleet;
        s->looked.files = job->files;
        s->looked.carry = job->carry;
        s->looked.stuck = job->stuck;
        if (job->wish == STAFF_LOG_LOOK) {
            s->looked.log = job->log;
            s->looked.logged = true;
        }
        if (job->wish == STAFF_BADGES || job->wish == STAFF_BADGE_MAKE ||
            job->wish == STAFF_BADGE_LOSE) {
            s->looked.badges = job->badge.list;
            s->looked.badged = job->badge.read;
        }
        told(s, job->wish, job->error);
    }
    go_on(s);
}
