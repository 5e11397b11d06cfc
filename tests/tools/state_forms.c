/* The installed forms, page after page, filled as a citizen fills them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/draft.h"
#include "app/steps.h"
#include "app/typing/composer.h"
#include "platform/port_files.h"
#include "tests/tools/state_rows.h"

#define ARENA_BYTES ((size_t)24 << 20)
#define FORMS       10
#define ANSWERS_MAX 24

struct answer {
    const char *ref, *value;
};

static const struct {
    const char *name, *folder;
    struct answer answers[ANSWERS_MAX];
} forms[FORMS] = {
    {"birth",
     "assets/forms/1.001193/",
     {{"/data/requester/QuanHe", "ong_ba"},
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
      {"/data/father/NamSinhChaKS", "1999-03"}}},
    {"marital",
     "assets/forms/1.004873/",
     {{"/data/requester/QuanHe", "ban_than"},
      {"/data/requester/HoVaTenC", "Rơ Châm H'Yên"},
      {"/data/requester/NgaySinhC", "1999-03-08"},
      {"/data/subject/DanToc", "10"},
      {"/data/residence/NoiXin", "truoc_day"},
      {"/data/residence/TaiXa", "23563"},
      {"/data/status/TinhTrang", "ly_hon"},
      {"/data/purpose/MucDich", "ket_hon"},
      {"/data/partner/HoTen", "Siu Thử"},
      {"/data/partner/QuocTichChon", "viet_nam"},
      {"/data/papers/XinLai", "co"}}},
    {"land",
     "assets/forms/1.115353/",
     {{"/data/CongDan/NguoiNop", "lam_giup"},
      {"/data/owner/HoTen", "Siu Mẫu"},
      {"/data/sharing/DungChung", "vo_chong"},
      {"/data/certificate/DatXa", "23767"},
      {"/data/certificate/SaiGi", "sai_nguoi"},
      {"/data/certificate/TenTrenSo", "Rơ Châm Thử"},
      {"/data/request/MienGiam", "co"},
      {"/data/papers/CoGiayKhac", "co"}}},
    {"death",
     "assets/forms/1.000656/",
     {
#include "tests/fixtures/answers/1.000656.inc"
     }},
    {"marriage",
     "assets/forms/1.000894/",
     {
#include "tests/fixtures/answers/1.000894.inc"
     }},
    {"extract",
     "assets/forms/2.000635/",
     {
#include "tests/fixtures/answers/2.000635.inc"
     }},
    {"business",
     "assets/forms/1.001612/",
     {
#include "tests/fixtures/answers/1.001612.inc"
     }},
    {"correction",
     "assets/forms/1.004859/",
     {
#include "tests/fixtures/answers/1.004859.inc"
     }},
    {"guardian",
     "assets/forms/1.004837/",
     {
#include "tests/fixtures/answers/1.004837.inc"
     }},
    {"recognition",
     "assets/forms/1.001022/",
     {
#include "tests/fixtures/answers/1.001022.inc"
     }},
};

static struct err read_media(void *context, const char *name, const char **ret_bytes,
                             size_t *ret_size)
{
    const int *index = context;
    char path[256];
    struct file_bytes file;
    (void)snprintf(path, sizeof path, "%s%s", forms[*index].folder, name);
    const struct err e = files_linux()->ops->map(path, &file);
    if (!failed(e)) {
        *ret_bytes = file.bytes;
        *ret_size = file.size;
    }
    return e;
}

static void fill(struct form *form, int index)
{
    for (const struct answer *a = forms[index].answers; a->ref != NULL; a++) {
        struct form_problem problem;
        const form_node n = form_find(form, a->ref);
        if (a->value[0] == '\0') { /* a note, or one that is left open */
            continue;
        }
        if (n == FORM_NONE || failed(form_set(form, n, a->value, &problem))) {
            fprintf(stderr, "states: the %s form does not take %s\n", forms[index].name, a->ref);
            exit(1);
        }
    }
}

static struct form *load(int index)
{
    static const struct form_clock clock = {
        .now_s = 1795400640, .offset_minutes = 420, .seed = 7, .uuid = "gallery"};
    static int indices[FORMS];
    struct arena arena;
    struct file_bytes xml;
    struct form *form = NULL;
    struct form_where where = {0};
    char path[256];
    indices[index] = index;
    const struct form_media media = {&indices[index], read_media};
    arena_init(&arena, calloc(1, ARENA_BYTES), ARENA_BYTES); /* as long as the program */
    (void)snprintf(path, sizeof path, "%sform.xml", forms[index].folder);
    if (failed(files_linux()->ops->map(path, &xml)) ||
        failed(form_load(&arena, xml.bytes, xml.size, &media, &clock, &form, &where))) {
        fprintf(stderr, "states: %s:%d: %s\n", path, where.line, where.message);
        exit(1);
    }
    fill(form, index);
    return form;
}

/* Each form is loaded once: building changes nothing in it. */
static struct app *with_form(int index, enum screen screen)
{
    static struct form *loaded[FORMS];
    static struct composer composer;
    const struct state state = {.name = forms[index].name, .screen = screen};
    struct app *app = state_make(&state);
    if (loaded[index] == NULL) {
        loaded[index] = load(index);
    }
    app->visit->form = loaded[index];
    app->visit->composer = &composer;
    step_form_language(app);
    state_find("");
    return app;
}

const char *state_form_name(int form)
{
    return form < FORMS ? forms[form].name : NULL;
}

static struct app *at(struct app *app, form_node page, const struct form_question *question)
{
    app->visit->page = page;
    draft_open(app, question);
    return app;
}

struct app *state_form_page(int form, int index)
{
    struct app *app = with_form(form, SCREEN_QUESTION);
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
    return at(app, page, &question);
}

struct app *state_form_question(int form, int index)
{
    struct app *app = with_form(form, SCREEN_QUESTION);
    struct form_question q;
    for (form_node n = form_next_node(app->visit->form, FORM_NONE); n != FORM_NONE;
         n = form_next_node(app->visit->form, n)) {
        const bool asks = !failed(form_question(app->visit->form, n, &q)) && q.kind != FORM_VALUE &&
                          q.kind != FORM_GROUP && q.kind != FORM_REPEAT;
        if (asks && index-- == 0) {
            return at(app, n, &q);
        }
    }
    return NULL;
}

struct app *state_form_check(int form, int list_page)
{
    struct app *app = with_form(form, SCREEN_CHECK);
    app->visit->list_page = list_page;
    return app;
}
