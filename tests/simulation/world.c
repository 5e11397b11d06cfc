/* The kiosk's side: the app with its real forms and lists, its effects carried out at once or after
 * a while, and the outbox. What ui/effects.c does with workers, this does by the clock. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/citizen/catalogue.h"
#include "app/citizen/commune.h"
#include "app/citizen/needs.h"
#include "app/citizen/search.h"
#include "app/filing.h"
#include "app/form/procedure.h"
#include "app/paper.h"
#include "app/papers.h"
#include "tests/simulation/simulation.h"

#define VISIT_BYTES ((size_t)24 << 20)
#define LISTS_BYTES ((size_t)8 << 20)

static const char *const languages[] = {"vi", "en", NULL};
static const char *fillable[64];
static int fillable_count;

unsigned sim_draw(struct sim *s, unsigned limit)
{
    uint32_t bits = 0;
    sim_must(s->chance.ops->fill(&s->chance, &bits, sizeof bits), "chance");
    return limit == 0 ? 0 : bits % limit;
}

bool sim_once_in(struct sim *s, unsigned times)
{
    return sim_draw(s, times) == 0;
}

void sim_must(struct err e, const char *what)
{
    if (failed(e)) {
        fprintf(stderr, "simulate: %s: %s at %s (%d)\n", what, err_name(e.code), e.at, e.os);
        exit(2);
    }
}

void sim_wrong(struct sim *s, const char *format, ...)
{
    va_list arguments;
    if (s->wrong[0] != '\0') {
        return;
    }
    va_start(arguments, format);
    (void)vsnprintf(s->wrong, sizeof s->wrong, format, arguments);
    va_end(arguments);
}

/* --- what the app is lent --------------------------------------------------------------------- */

struct cached {
    char path[96];
    struct file_bytes bytes;
};

/* Files are mapped once and stay. */
static struct err read_once(struct sim *s, const char *path, const char **ret_bytes,
                            size_t *ret_size)
{
    static struct cached cache[96];
    static int count;
    int i = 0;
    while (i < count && strcmp(cache[i].path, path) != 0) {
        i++;
    }
    if (i == count) {
        INVARIANT(count < (int)(sizeof cache / sizeof cache[0]));
        const struct err e = assets_map(&s->assets, path, &cache[i].bytes);
        if (failed(e)) {
            return e;
        }
        (void)snprintf(cache[count++].path, sizeof cache[0].path, "%s", path);
    }
    *ret_bytes = cache[i].bytes.bytes;
    *ret_size = cache[i].bytes.size;
    return ERR_OK;
}

static const char *media_code;

static struct err read_media(void *context, const char *name, const char **ret_bytes,
                             size_t *ret_size)
{
    char path[96];
    (void)snprintf(path, sizeof path, "forms/%s/%s", media_code, name);
    return read_once(context, path, ret_bytes, ret_size);
}

static struct err read_form(void *context, const struct procedure *procedure, const char **ret_xml,
                            size_t *ret_size, struct form_media *ret_media)
{
    media_code = procedure->code;
    *ret_media = (struct form_media){context, read_media};
    return read_media(context, procedure->form, ret_xml, ret_size);
}

static struct err admission(void *context)
{
    struct sim *s = context;
    int64_t room = 0;
    const struct err e = outbox_room(s->outbox, &room);
    return failed(e)                   ? e
           : room >= OUTBOX_WORST_CASE ? ERR_OK
                                       : ERR(ERR_FULL, 0, "simulate: no room");
}

/* --- effects ---------------------------------------------------------------------------------- */

static void later(struct sim *s, enum happening kind, int ms, struct err error)
{
    INVARIANT(s->pending_count < (int)(sizeof s->pending / sizeof s->pending[0]));
    s->pending[s->pending_count++] =
        (struct pending){kind, s->clock.ops->now_ms(&s->clock) + (uint64_t)ms, error, PRINT_KINDS};
}

static void promise(struct sim *s, const struct visit *v)
{
    if (s->promise_count == s->promise_room) {
        s->promise_room = s->promise_room * 2 + 1024;
        s->promises = realloc(s->promises, sizeof *s->promises * (size_t)s->promise_room);
        INVARIANT(s->promises != NULL);
    }
    struct promise *p = &s->promises[s->promise_count++];
    memset(p, 0, sizeof *p);
    memcpy(p->uuid, v->uuid, sizeof p->uuid);
}

/* The stills of these citizens are no pictures: their bytes one after the other. */
static struct err bind_pages(const struct picture_page *pages, int count, int dpi, uint8_t *ret_pdf,
                             size_t cap, size_t *ret_size)
{
    (void)dpi;
    *ret_size = 0;
    for (int i = 0; i < count; i++) {
        INVARIANT(*ret_size + pages[i].size <= cap);
        memcpy(ret_pdf + *ret_size, pages[i].jpeg, pages[i].size);
        *ret_size += pages[i].size;
    }
    return ERR_OK;
}

/* She is told so only by the screen after HAPPENED_STORED; what dies before that is no promise. */
static void store(struct sim *s)
{
    static struct filing filing;
    static const struct port_picture picture = {.pdf = bind_pages};
    struct err e = filing_record(&s->app, &filing);
    e = failed(e) ? e : filing_bind(&filing, &picture);
    if (!failed(e) && s->planted != PLANTED_SAYS_SAVED) {
        e = outbox_put(s->outbox, &filing.record);
    }
    s->counts.store_refused += failed(e);
    later(s, failed(e) ? HAPPENED_STORE_FAILED : HAPPENED_STORED, 5 + (int)sim_draw(s, 60), e);
}

static void print(struct sim *s, enum print_what what)
{
    static const enum err_code faults[] = {ERR_UNKNOWN_OUTCOME, ERR_OFFLINE, ERR_TIMEOUT};
    const bool bad = sim_once_in(s, 20);
    s->counts.prints++;
    s->counts.print_faults += bad;
    later(s, bad ? HAPPENED_PRINT_FAILED : HAPPENED_PRINTED, 800 + (int)sim_draw(s, 3000),
          bad ? ERR(faults[sim_draw(s, 3)], 0, "simulate: printer") : ERR_OK);
    s->pending[s->pending_count - 1].slip = what;
}

/* A still of her paper: bytes of her own, so that a swap would show. */
static struct err take_still(struct sim *s)
{
    uint8_t bytes[2048];
    const struct visit *v = s->app.visit;
    if (sim_once_in(s, 30)) {
        return ERR(ERR_IO, 0, "simulate: camera");
    }
    sim_must(s->chance.ops->fill(&s->chance, bytes, sizeof bytes), "still");
    const struct still still = {
        .bytes = bytes, .size = 64 + sim_draw(s, 1900), .verdict = PHOTO_GOOD};
    return papers_keep(&s->app, v->capturing_of, v->capturing_page, &still);
}

static void told(struct sim *s, struct portal_answer answer)
{
    world_event(s,
                (struct event){.kind = HAPPENED_PORTAL, .answer = &answer, .error = answer.error});
}

/* What app/courier/desk.c says of the row. */
static void look_up(struct sim *s, struct portal_answer *answer)
{
    static const enum portal_stage stages[] = {STAGE_SAVED,    STAGE_SAVED, STAGE_SENT,
                                               STAGE_RECEIVED, STAGE_HELD,  STAGE_HELD};
    struct outbox_row row;
    if (s->app.visit != NULL && !failed(outbox_find(s->outbox, s->app.visit->uuid, &row))) {
        answer->stage = stages[row.state];
        memcpy(answer->file_number, row.file_number, sizeof answer->file_number);
        memcpy(answer->state_text, row.state_text, sizeof answer->state_text);
    }
}

static void ask(struct sim *s, enum portal_question question)
{
    struct portal_answer answer = {.question = question};
    if (!s->courier_up) {
        answer.error = ERR(ERR_OFFLINE, 0, "simulate: no courier");
    } else if (question == PORTAL_STATUS) {
        look_up(s, &answer);
    } else if (question == PORTAL_TRY) {
        s->hurry = true;
        s->courier_at_ms = 0;
    }
    answer.online = s->courier_up && s->courier.online;
    told(s, answer);
}

static void printer_status(struct sim *s)
{
    const struct printer_status status = {.online = !sim_once_in(s, 40), .answers = true};
    world_event(s, (struct event){.kind = HAPPENED_PRINTER_STATUS, .status = &status});
}

static void carry_out(struct sim *s, enum effect_kind kind, int argument)
{
    switch (kind) {
    case FX_STORE:
        store(s);
        break;
    case FX_PRINT:
        print(s, (enum print_what)argument);
        break;
    case FX_CAMERA:
        world_event(s, (struct event){.kind = HAPPENED_PHOTO, .error = take_still(s)});
        break;
    case FX_ASK:
        ask(s, (enum portal_question)argument);
        break;
    case FX_PRINTER_STATUS:
        printer_status(s);
        break;
    case FX_PRINTER_SEEN:
    case FX_ROLL_CHANGED: /* paper never ends here */
        break;
    case FX_WIPE: /* who was waited for went home */
        s->pending_count = 0;
        break;
    case FX_NUMBER:
    case FX_LATER:
        world_event(s, (struct event){.kind = HAPPENED_NUMBER, .number = 1});
        break;
    case FX_PREVIEW:
    case FX_TURN:
    case FX_SPEAK:
    case FX_SAY:
    case FX_SAY_CODE:
    case FX_SAY_ROW:
    case FX_HUSH:
    case FX_SAY_SHOWN:
    case FX_ROUTE:
    case FX_VOLUME:
    case FX_SPEED:
    case FX_PAUSE:
    case FX_TALLY:
    case FX_CUE:
    case FX_FIND: /* she looks for nothing and withdraws nothing */
    case FX_WITHDRAW:
    case FX_PIN:
    case FX_STUDIO: /* nor is she staff */
    case FX_STAFF:
    case FX_SETUP:
    case FX_WIFI:
        break;
    }
}

/* --- events ----------------------------------------------------------------------------------- */

/* The first bytes ever used since the last wipe: what it must have wiped. */
static bool is_clean(const struct arena *a, size_t peak)
{
    for (size_t i = 0; i < peak; i++) {
        if (a->base[i] != 0) {
            return false;
        }
    }
    return true;
}

static bool has_promise(const struct sim *s, const char *uuid)
{
    return s->promise_count > 0 && strcmp(s->promises[s->promise_count - 1].uuid, uuid) == 0;
}

/* The invariants of app.h that hold after every step; before = what stood before it. */
static void look(struct sim *s, enum screen before, size_t peak)
{
    const struct app *a = &s->app;
    const bool home =
        a->screen == SCREEN_WELCOME || a->screen == SCREEN_RATING || a->screen == SCREEN_GOODBYE;
    if (home && a->visit != NULL) {
        sim_wrong(s, "screen %d still has a visit", (int)a->screen);
    }
    if (home && before != a->screen && !is_clean(&s->visit, peak)) {
        sim_wrong(s, "something of her is left on screen %d", (int)a->screen);
    }
    if (a->screen == SCREEN_OUTCOME && !(a->visit->stored && has_promise(s, a->visit->uuid))) {
        sim_wrong(s, "OUTCOME before the store committed");
    }
    if (!home && a->screen != SCREEN_OUT_OF_SERVICE &&
        app_deadline_ms(a, s->clock.ops->now_ms(&s->clock)) < 0) {
        sim_wrong(s, "screen %d waits for ever", (int)a->screen);
    }
    if (a->visit != NULL && a->visit->stored && a->visit->stage == STAGE_RECEIVED) {
        struct promise *p = &s->promises[s->promise_count - 1];
        memcpy(p->number, a->visit->file_number, sizeof p->number);
    }
}

void world_event(struct sim *s, struct event e)
{
    const enum screen before = s->app.screen;
    struct effects fx = {.count = 0};
    e.now_ms = s->clock.ops->now_ms(&s->clock);
    e.now_s = s->clock.ops->now_s(&s->clock);
    e.shown_minute = e.now_s / 60;
    const size_t peak = s->visit.peak > s->visit.used ? s->visit.peak : s->visit.used;
    if (e.kind == HAPPENED_STORED && s->app.visit != NULL) {
        promise(s, s->app.visit);
    }
    app_step(&s->app, &e, &fx);
    look(s, before, peak);
    for (int i = 0; i < fx.count; i++) {
        carry_out(s, fx.list[i].kind, fx.list[i].argument);
    }
}

void world_intent(struct sim *s, enum intent_kind kind, int argument, const char *text)
{
    world_event(
        s, (struct event){
               .kind = HAPPENED_INTENT, .intent = (int)kind, .argument = argument, .text = text});
}

void world_pass(struct sim *s, int ms)
{
    s->clock.ops->pass(&s->clock, ms);
    const uint64_t now = s->clock.ops->now_ms(&s->clock);
    for (int i = 0; i < s->pending_count; i++) {
        const struct pending done = s->pending[i];
        if (done.at_ms <= now) {
            s->pending[i--] = s->pending[--s->pending_count];
            /* now and then by a printer that cannot say it */
            const bool proved = done.kind == HAPPENED_PRINTED && !sim_once_in(s, 10);
            world_event(s, (struct event){.kind = done.kind,
                                          .slip = done.slip,
                                          .error = done.error,
                                          .proof = proved ? PROOF_PROCESS_ID : PROOF_NONE});
        }
    }
    world_event(s, (struct event){.kind = HAPPENED_TICK});
}

/* --- opening ---------------------------------------------------------------------------------- */

static void load_lists(struct sim *s)
{
    struct catalogue_problem problem;
    struct route_problem route_problem;
    static struct routes routes;
    static struct catalogue *catalogue;
    static struct communes *communes;
    static struct search *search;
    static struct needs *needs;
    if (catalogue == NULL) {
        sim_must(communes_load(&s->lists, &s->assets, "52", &communes), "communes");
        sim_must(catalogue_load(&s->lists, &s->assets, languages, &catalogue, &problem),
                 problem.message);
        sim_must(search_load(&s->lists, &s->assets, catalogue, &search), "search");
        sim_must(needs_load(&s->lists, &s->assets, catalogue, &needs), "needs");
        sim_must(routes_load(&s->lists, &s->assets, &routes, &route_problem), "routes");
    }
    fillable_count = 0;
    for (int i = 0; i < catalogue->count && fillable_count < 64; i++) {
        const struct catalogue_entry *entry = &catalogue->entries[i];
        if (entry->form != NULL && entry->form->form[0] != '\0') {
            fillable[fillable_count++] = entry->code;
        }
    }
    s->app.catalogue = catalogue;
    s->app.communes = communes;
    s->app.search = search;
    s->app.needs = needs;
    s->app.routes = &routes;
}

int world_procedures(void)
{
    return fillable_count;
}

const char *world_procedure(int i)
{
    return fillable[i];
}

void world_start(struct sim *s)
{
    const struct app_world world = {.context = s,
                                    .form = read_form,
                                    .admission = admission,
                                    .random = &s->drawn,
                                    .firmware = "simulation"};
    arena_wipe(&s->visit);
    app_init(&s->app, &s->visit, &s->settings, &world);
    load_lists(s);
    s->app.now_s = s->clock.ops->now_s(&s->clock);
    s->app.now_ms = s->clock.ops->now_ms(&s->clock);
    s->pending_count = 0;
    sim_must(outbox_open_on(&s->outbox, STATE_DIR, &s->dir), "outbox");
}

void world_open(struct sim *s)
{
    static uint8_t *visit, *lists;
    if (visit == NULL) {
        visit = calloc(1, VISIT_BYTES);
        lists = calloc(1, LISTS_BYTES);
        INVARIANT(visit != NULL && lists != NULL);
    }
    arena_init(&s->visit, visit, VISIT_BYTES);
    arena_init(&s->lists, lists, LISTS_BYTES);
    settings_default(&s->settings);
    sim_must(assets_open(&s->assets, files_linux(), "assets"), "assets");
    world_start(s);
}

void world_close(struct sim *s)
{
    outbox_close(s->outbox);
    s->outbox = NULL;
    arena_wipe(&s->visit);
}

void world_crash(struct sim *s)
{
    s->counts.kiosk_crashes++;
    world_close(s);
    world_start(s);
}
