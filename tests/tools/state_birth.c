/* The real birth form, page after page, filled as a grandmother fills it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/draft.h"
#include "app/typing/composer.h"
#include "platform/port_files.h"
#include "tests/tools/state_rows.h"

#define FOLDER      "assets/forms/1.001193/"
#define ARENA_BYTES ((size_t)24 << 20)

static const struct {
    const char *ref, *value;
} answers[] = {
    {"/data/requester/QuanHe", "ong_ba"},
    {"/data/child/nksLoaiKhaiSinh", "ca_hai"},
    {"/data/child/HoTenKS", "Rơ Châm H'Lan"},
    {"/data/child/NgaySinhChon", "2026-11-16"},
    {"/data/child/GioiTinhKS", "nu"},
    {"/data/child/NoiSinhKieu", "tram_y_te"},
    {"/data/child/nksNoiSinh_TrongNuoc_Xa", "23563"},
    {"/data/papers/GiayMangTheo", "khong"},
    {"/data/mother/HoTenMeKS", "Rơ Châm H'Yên"},
    {"/data/mother/NamSinhMeKS", "2001"},
    {"/data/mother/DanTocMeKS", "10"},
    {"/data/father/HoTenChaKS", "Siu Thên"},
    {"/data/father/NamSinhChaKS", "1999-03"},
};

static struct err read_media(void *context, const char *name, const char **ret_bytes,
                             size_t *ret_size)
{
    char path[256];
    struct file_bytes file;
    (void)context;
    (void)snprintf(path, sizeof path, FOLDER "%s", name);
    const struct err e = files_linux()->ops->map(path, &file);
    if (!failed(e)) {
        *ret_bytes = file.bytes;
        *ret_size = file.size;
    }
    return e;
}

static struct form *load(void)
{
    static uint8_t storage[ARENA_BYTES];
    static const struct form_media media = {NULL, read_media};
    static const struct form_clock clock = {
        .now_s = 1795400640, .offset_minutes = 420, .seed = 7, .uuid = "gallery"};
    struct arena arena;
    struct file_bytes xml;
    struct form *form = NULL;
    struct form_where where = {0};
    memset(storage, 0, sizeof storage);
    arena_init(&arena, storage, sizeof storage);
    if (failed(files_linux()->ops->map(FOLDER "form.xml", &xml)) ||
        failed(form_load(&arena, xml.bytes, xml.size, &media, &clock, &form, &where))) {
        fprintf(stderr, "states: %sform.xml:%d: %s\n", FOLDER, where.line, where.message);
        exit(1);
    }
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        struct form_problem problem;
        const form_node n = form_find(form, answers[i].ref);
        if (n == FORM_NONE || failed(form_set(form, n, answers[i].value, &problem))) {
            fprintf(stderr, "states: the birth form does not take %s\n", answers[i].ref);
            exit(1);
        }
    }
    return form;
}

/* One form for all pages: building changes nothing in it. */
static struct app *with_form(enum screen screen)
{
    static struct form *form;
    static struct composer composer;
    const struct state state = {.name = "birth", .screen = screen};
    struct app *app = state_make(&state);
    if (form == NULL) {
        form = load();
    }
    app->visit->form = form;
    app->visit->composer = &composer;
    state_find("");
    return app;
}

struct app *state_birth_page(int index)
{
    struct app *app = with_form(SCREEN_QUESTION);
    form_node page = form_page_first(app->visit->form);
    for (int i = 0; i < index && page != FORM_NONE; i++) {
        page = form_page_next(app->visit->form, page);
    }
    form_node first = page;
    struct form_question question;
    if (page == FORM_NONE || form_page_questions(app->visit->form, page, &first, 1) < 1 ||
        failed(form_question(app->visit->form, first, &question))) {
        return NULL;
    }
    app->visit->page = page;
    draft_open(app, &question);
    return app;
}

struct app *state_birth_check(int list_page)
{
    struct app *app = with_form(SCREEN_CHECK);
    app->visit->list_page = list_page;
    return app;
}
