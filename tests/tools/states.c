#include "tests/tools/states.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/assets.h"
#include "app/citizen/card.h"
#include "app/citizen/commune.h"
#include "app/citizen/needs.h"
#include "app/citizen/search.h"
#include "app/draft.h"
#include "app/form/procedure.h"
#include "app/ink.h"
#include "app/paper.h"
#include "app/receipt/qr.h"
#include "app/settings.h"
#include "app/steps.h"
#include "app/typing/composer.h"
#include "tests/tools/state_rows.h"

#define ARENA_BYTES    (8U << 20)
#define MAPPED_MAX     16
#define PROCEDURE_PATH "assets/forms/1.001193/procedure.ini"
#define ROUTE_PATH     "assets/data/routes/land.ini"
#define FORM_PATH      "tests/fixtures/forms/gallery.xml"
#define KINDS_PATH     "tests/fixtures/forms/kinds.xml"

static struct app app;
static struct settings settings;
static struct visit visit;
static struct composer composer;
static struct card card;
static struct arena arena, boot;
static uint8_t arena_storage[ARENA_BYTES], boot_storage[6U << 20], modules[QR_BYTES_MAX];
static char typed[512];
static uint8_t photo[210 * 297 * 3];

static const char *languages_wanted;
static struct state_look shown = {1080, 1920, 100, 0, 0};

void state_looks(const struct state_look *look)
{
    shown = *look;
}

static void must(struct err e, const char *what)
{
    if (failed(e)) {
        fprintf(stderr, "states: %s: %s at %s\n", what, err_name(e.code), e.at);
        exit(1);
    }
}

void state_languages(const char *list)
{
    languages_wanted = list;
}

void state_defaults(struct settings *ret_settings)
{
    settings_default(ret_settings);
    if (languages_wanted != NULL) {
        (void)snprintf(ret_settings->languages, sizeof ret_settings->languages, "%s",
                       languages_wanted);
    }
}

/* Lists that never change: communes, procedures. */
static void load_lists(void)
{
    static struct communes *communes;
    static struct catalogue *catalogue;
    static struct search *search;
    static struct needs *needs;
    static const char *const languages[] = {"vi", "en", NULL};
    if (communes == NULL) {
        struct assets assets;
        struct catalogue_problem problem;
        must(assets_open(&assets, files_linux(), "assets"), "assets");
        arena_init(&boot, boot_storage, sizeof boot_storage);
        must(communes_load(&boot, &assets, "52", &communes), "communes");
        must(catalogue_load(&boot, &assets, languages, &catalogue, &problem), "procedures");
        must(search_load(&boot, &assets, catalogue, &search), "search");
        must(needs_load(&boot, &assets, catalogue, &needs), "needs");
    }
    app.communes = communes;
    app.catalogue = catalogue;
    app.search = search;
    app.needs = needs;
}

/* Each file is mapped once, as long as the program: there are more states than the system has maps.
 */
static const struct file_bytes *mapped(const char *path)
{
    static struct {
        const char *path;
        struct file_bytes file;
    } kept[MAPPED_MAX];
    int i = 0;
    while (i < MAPPED_MAX && kept[i].path != NULL && strcmp(kept[i].path, path) != 0) {
        i++;
    }
    if (i == MAPPED_MAX) {
        fprintf(stderr, "states: %s: more than %d files\n", path, MAPPED_MAX);
        exit(1);
    }
    if (kept[i].path == NULL) {
        must(files_linux()->ops->map(path, &kept[i].file), path);
        kept[i].path = path;
    }
    return &kept[i].file;
}

static void load_form(const char *path)
{
    static const struct form_clock clock = {
        .now_s = 1795400640, .offset_minutes = 420, .seed = 7, .uuid = "gallery"};
    static const struct form_media media = {0};
    struct form_where where = {0};
    const struct file_bytes *xml = mapped(path);
    const struct err e =
        form_load(&arena, xml->bytes, xml->size, &media, &clock, &visit.form, &where);
    if (failed(e)) {
        fprintf(stderr, "states: %s:%d: %s: %s\n", path, where.line, where.path, where.message);
        exit(1);
    }
}

/* The procedure as it is offered, so that its real words are looked at. */
static void load_procedure(void)
{
    static struct procedure procedure;
    struct procedure_problem problem;
    memset(&procedure, 0, sizeof procedure);
    must(procedure_read(&arena, mapped(PROCEDURE_PATH)->bytes, &procedure, &problem),
         PROCEDURE_PATH);
    visit.procedure = &procedure;
}

void state_route(const int *asked, int depth)
{
    struct route_problem problem;
    must(route_read(&arena, mapped(ROUTE_PATH)->bytes, &visit.route, &problem), ROUTE_PATH);
    for (int i = 0; i < depth; i++) {
        visit.route_asked[i] = asked[i];
    }
    visit.route_depth = depth;
}

static void answer(const char *ref, const char *value)
{
    struct form_problem problem;
    must(form_set(visit.form, form_find(visit.form, ref), value, &problem), ref);
}

void state_ask(const char *ref, const char *value)
{
    load_form(FORM_PATH);
    answer("/data/name", "Rơ Châm H'Lan");
    answer("/data/birth", "2026-11-16");
    answer("/data/place", "home");
    answer("/data/reporter", "Rơ Châm Thảo");
    answer("/data/home", "23767");
    if (value[0] != '\0') {
        answer(ref, value);
    }
    visit.page = form_find(visit.form, ref);
}

/* A family of three children. */
static void fill_family(void)
{
    form_node unused = FORM_NONE;
    const form_node children = form_repeat_of(visit.form, form_find(visit.form, "/data/child[1]"));
    answer("/data/child[1]/c_name", "Rơ Châm Huy");
    answer("/data/child[1]/c_born", "2014-05-03");
    must(form_repeat_add(visit.form, children, &unused), "add");
    answer("/data/child[2]/c_name", "Rơ Châm H'Mai");
    answer("/data/child[2]/c_born", "2019-11-20");
    must(form_repeat_add(visit.form, children, &unused), "add");
    answer("/data/child[3]/c_name", "Rơ Châm Nga");
}

/* The question of the page, as if it had just been reached. */
static void open_page(void)
{
    struct form_question q;
    visit.composer = &composer;
    composer_init(&composer, typed, sizeof typed, FIELD_TEXT, true, NULL);
    if (app_question(&app, &q)) {
        draft_open(&app, &q);
    }
}

void state_kinds(const char *ref, const char *value)
{
    load_form(KINDS_PATH);
    form_list_repeats(visit.form);
    step_form_language(&app);
    fill_family();
    if (value != NULL) {
        answer(ref, value);
    }
    visit.page = form_find(visit.form, ref);
    if (value == NULL) { /* the page of its repeat */
        visit.page = form_repeat_of(visit.form, visit.page);
    }
    open_page();
}

struct app *state_kinds_page(int index)
{
    static const struct state state = {.name = "kinds", .screen = SCREEN_QUESTION};
    (void)state_make(&state);
    state_kinds("/data/child[1]", NULL);
    visit.page = form_page_first(visit.form);
    while (index-- > 0 && visit.page != FORM_NONE) {
        visit.page = form_page_next(visit.form, visit.page);
    }
    if (visit.page == FORM_NONE) {
        return NULL;
    }
    open_page();
    return &app;
}

void state_type(enum composer_field field, const char *text)
{
    composer_init(&composer, typed, sizeof typed, field, true, text);
    visit.composer = &composer;
}

void state_find(const char *text)
{
    state_type(FIELD_TEXT, text);
    load_lists();
    visit.pick_count = communes_filter(app.communes, text, visit.picks, PICKS_MAX);
}

struct settings *state_settings(void)
{
    return &settings;
}

void state_search(const char *text)
{
    state_type(FIELD_SEARCH, text);
    load_lists();
    finding_search(&app);
}

void state_tile(const char *tile)
{
    load_lists();
    (void)snprintf(visit.finding.tile, sizeof visit.finding.tile, "%s", tile);
}

void state_inform(const char *code)
{
    load_lists();
    visit.finding.entry = catalogue_find(app.catalogue, code);
}

void state_card(const char *address)
{
    (void)snprintf(card.address, sizeof card.address, "%s", address);
    visit.card = &card;
}

void state_pages(int count, int last_verdict)
{
    struct visit_paper *paper = &visit.papers[0];
    *paper = (struct visit_paper){.question = visit.page, .page_count = count, .chosen = count};
    for (int i = 0; i < count; i++) {
        paper->pages[i] = (struct paper_page){.id = i + 1,
                                              .bytes = photo,
                                              .size = sizeof photo,
                                              .room = sizeof photo,
                                              .verdict = i + 1 < count ? 0 : last_verdict,
                                              .thumb = photo,
                                              .thumb_width = 210,
                                              .thumb_height = 297};
    }
    visit.paper_count = 1;
    visit.page_ids = count;
    visit.photo_page = count;
}

void state_sign(void)
{
    static uint8_t ink[INK_BYTES];
    ink_clear(ink);
    ink_line(ink, 100, 250, 180, 90);
    ink_line(ink, 180, 90, 230, 270);
    ink_line(ink, 230, 270, 400, 150);
    ink_line(ink, 400, 150, 440, 250);
    ink_line(ink, 440, 250, 600, 190);
    visit.ink = ink;
    visit.ink_of = visit.page;
    visit.ink_there = true;
    state_pages(1, PHOTO_GOOD);
}

void state_photo(void)
{
    for (size_t i = 0; i < sizeof photo; i++) {
        const size_t row = i / (210 * 3), column = i / 3 % 210;
        const bool ink = row % 20 < 3 && row > 60 && row < 250 && column > 20 && column < 180;
        photo[i] = ink ? 60 : 240;
    }
    state_pages(1, PHOTO_GOOD);
    visit.photo_page = 1;
    visit.photo_rgb = photo;
    visit.photo_width = 210;
    visit.photo_height = 297;
}

void state_receipt(enum portal_stage stage)
{
    visit.stored = true;
    visit.stage = stage;
    memcpy(visit.slip, "427158903614", 13);
    must(qr_encode("HTTP://127.0.0.1:8780/H/0123456789ABCDEFGHJKMNPQRS", QR_LEVEL_M, modules,
                   sizeof modules, &visit.qr_side),
         "qr");
    visit.qr = modules;
    if (stage == STAGE_RECEIVED) {
        (void)snprintf(visit.file_number, sizeof visit.file_number, "THU-261123-000042");
    }
}

/* All tables, in the order of the gallery. */
static const struct {
    const struct state *rows;
    int (*count)(void);
} tables[] = {
    {state_rows, state_row_count},           {state_rows_staff, state_staff_count},
    {state_rows_fleet, state_fleet_count},   {state_rows_studio, state_studio_count},
    {state_rows_office, state_office_count}, {state_rows_files, state_files_count},
    {state_rows_setup, state_setup_count},
};

int state_count(void)
{
    int count = 0;
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        count += tables[i].count();
    }
    return count;
}

const struct state *state_at(int i)
{
    size_t table = 0;
    while (i >= tables[table].count()) {
        i -= tables[table++].count();
    }
    return &tables[table].rows[i];
}

struct app *state_make(const struct state *state)
{
    if (arena.base == NULL) {
        arena_init(&arena, arena_storage, sizeof arena_storage);
    }
    arena_wipe(&arena); /* what the state before took of it */
    memset(&app, 0, sizeof app);
    memset(&visit, 0, sizeof visit);
    memset(&card, 0, sizeof card);
    state_defaults(&settings);
    settings.width = shown.width;
    settings.height = shown.height;
    app.settings = &settings;
    app.text_percent = shown.text_percent;
    app.theme = shown.theme;
    app.language = shown.language;
    app.visit = &visit;
    load_procedure();
    app.screen = state->screen;
    app.overlay = state->overlay;
    app.spoken_language = -1;
    if (state->sheet != SHEET_NONE) {
        app.sheets.open[app.sheets.count++] = state->sheet;
    }
    app.now_s = 1795400640; /* Monday 23 November 2026, 09:24 in Vietnam */
    app.now_ms = 27000;
    app.online = true;
    app.printer = (struct printer_status){.online = true, .answers = true};
    app.speaking = true;
    app.notice = MSG_SLIP_TYPE_SHORT;
    if (state->fill != NULL) {
        state->fill(&app);
    }
    if (state->fill_case != NULL) {
        state->fill_case(&app, state->which);
    }
    return &app;
}

static void mark(struct view *v, const char *name, unsigned state)
{
    struct view_node *node = name != NULL ? view_find(v, name) : NULL;
    if (node != NULL) {
        node->state |= state;
    } else if (name != NULL && shown.text_percent == 100 && shown.height > shown.width) {
        /* in other shapes it may stand on another page */
        fprintf(stderr, "states: %s has no node %s\n", v->screen, name);
        exit(1);
    }
}

void state_touch(const struct state *state, struct view *v)
{
    mark(v, state->spoken, STATE_SPOKEN);
    mark(v, state->focused, STATE_FOCUSED);
    mark(v, state->pressed, STATE_PRESSED);
    mark(v, state->armed, STATE_ARMED | STATE_FOCUSED);
}
