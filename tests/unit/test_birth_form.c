#include "tests/check.h"

#include <stdlib.h>

#include "app/form/form.h"
#include "platform/base/utf8.h"

#define FOLDER      "assets/forms/1.001193/"
#define ARENA_BYTES ((size_t)24 << 20)

struct world {
    struct arena arena;
    struct form *form;
    char *files[8];
    int file_count;
};

static char *read_file(const char *path, size_t *ret_size)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return NULL;
    }
    char *bytes = calloc(1, 1 << 20);
    *ret_size = fread(bytes, 1, (1 << 20) - 1, file);
    fclose(file);
    return bytes;
}

static struct err read_media(void *context, const char *name, const char **ret_bytes,
                             size_t *ret_size)
{
    struct world *w = context;
    char path[256];
    snprintf(path, sizeof path, FOLDER "%s", name);
    char *bytes = read_file(path, ret_size);
    if (bytes == NULL) {
        return ERR(ERR_NOT_FOUND, 0, "test: media");
    }
    w->files[w->file_count++] = bytes;
    *ret_bytes = bytes;
    return ERR_OK;
}

static void load(struct world *w)
{
    static const struct form_clock clock = {
        .now_s = 1795395600, .offset_minutes = 420, .seed = 7, .uuid = "11111111-2222"};
    *w = (struct world){0};
    arena_init(&w->arena, malloc(ARENA_BYTES), ARENA_BYTES);
    const struct form_media media = {w, read_media};
    struct form_where where;
    size_t size = 0;
    char *xml = read_file(FOLDER "form.xml", &size);
    const struct err e = form_load(&w->arena, xml, size, &media, &clock, &w->form, &where);
    if (failed(e)) {
        printf("# line %d %s: %s\n", where.line, where.path, where.message);
    }
    CHECK(!failed(e));
    free(xml);
}

static void unload(struct world *w)
{
    free(w->arena.base);
    while (w->file_count > 0) {
        free(w->files[--w->file_count]);
    }
}

static struct form_problem set(struct world *w, const char *ref, const char *value)
{
    struct form_problem problem = {FORM_NONE, FAULT_NONE, NULL};
    CHECK(!failed(form_set(w->form, form_find(w->form, ref), value, &problem)));
    return problem;
}

static const char *get(struct world *w, const char *ref)
{
    struct form_question q = {.value = "(none)"};
    CHECK(!failed(form_question(w->form, form_find(w->form, ref), &q)));
    return q.value;
}

static void scan_card(struct world *w)
{
    static const struct {
        const char *field, *value;
    } card[] = {{"name", "Rơ Châm H'Ưn"},
                {"id", "064170000123"},
                {"issued", "2022-05-10"},
                {"commune", "23563"},
                {"detail", "Làng Kép"}};
    for (size_t i = 0; i < sizeof card / sizeof card[0]; i++) {
        int count = 0;
        CHECK(!failed(form_prefill(w->form, card[i].field, card[i].value, &count)));
        CHECK_INT(count, 1);
    }
}

struct answer {
    const char *ref, *value;
};

/* What a grandmother answers on the shortest way. */
static const struct answer grandmother[] = {
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
    {"/data/mother/MeNoiCuTru_TrongNuoc_Xa", "23563"},
    {"/data/father/HoTenChaKS", "Siu Thên"},
    {"/data/father/NamSinhChaKS", "1999-03"},
    {"/data/father/DanTocChaKS", "10"},
    {"/data/child/QueQuanTheo", "me"},
    {"/data/child/nksQueQuan_TrongNuoc_Xa", "23563"},
    {"/data/copies/CapBanSao", "khong"},
    {"/data/requester/SoDienThoai", "0901234567"},
    {"/data/papers/birth_notice", "birth_notice.jpg"},
};
#define GRANDMOTHER (sizeof grandmother / sizeof grandmother[0])

static void answer_all(struct world *w)
{
    scan_card(w);
    for (size_t i = 0; i < GRANDMOTHER; i++) {
        CHECK_INT(set(w, grandmother[i].ref, grandmother[i].value).fault, FAULT_NONE);
    }
}

TEST(the_pages_come_in_this_order_and_are_at_most_25)
{
    struct world w;
    load(&w);
    scan_card(&w);
    form_node page = form_page_first(w.form);
    for (size_t i = 0; i < GRANDMOTHER; i++) {
        struct form_question q = {.ref = "(end)"};
        if (page != FORM_NONE) {
            CHECK(!failed(form_question(w.form, page, &q)));
        }
        CHECK_STR(q.ref, grandmother[i].ref);
        CHECK_INT(set(&w, grandmother[i].ref, grandmother[i].value).fault, FAULT_NONE);
        CHECK_INT(form_check_page(w.form, page).fault, FAULT_NONE);
        page = form_page_next(w.form, page);
    }
    CHECK_INT(page, FORM_NONE);
    CHECK_INT(form_page_count(w.form), 20);
    CHECK_INT(form_check_all(w.form).fault, FAULT_NONE);
    unload(&w);
}

TEST(without_a_card_there_are_still_at_most_25_pages)
{
    struct world w;
    load(&w);
    set(&w, "/data/requester/HoVaTenC", "An");
    for (size_t i = 0; i < GRANDMOTHER; i++) {
        set(&w, grandmother[i].ref, grandmother[i].value);
    }
    for (form_node p = form_page_first(w.form); p != FORM_NONE; p = form_page_next(w.form, p)) {
    }
    CHECK(form_page_count(w.form) <= 25);
    CHECK(form_page_count(w.form) >= 24);
    unload(&w);
}

TEST(a_mother_with_her_card_is_not_asked_twice)
{
    struct world w;
    load(&w);
    answer_all(&w);
    set(&w, "/data/requester/QuanHe", "me");
    CHECK_STR(get(&w, "/data/mother/HoTenMeKS"), "Rơ Châm H'Ưn");
    CHECK_STR(get(&w, "/data/mother/SoDinhDanhMe"), "064170000123");
    CHECK_STR(get(&w, "/data/mother/NgayCapDDMe"), "2022-05-10");
    CHECK_STR(get(&w, "/data/mother/MeNoiCuTru_TrongNuoc_Xa"), "23563");
    CHECK_INT(form_page_index(w.form, form_find(w.form, "/data/mother/HoTenMeKS")), -1);
    CHECK_INT(form_page_count(w.form), 18);
    CHECK_INT(form_check_all(w.form).fault, FAULT_NONE);
    unload(&w);
}

TEST(what_follows_from_answers_is_derived)
{
    struct world w;
    load(&w);
    answer_all(&w);
    CHECK_STR(get(&w, "/data/child/NgaySinhBangChu"),
              "Ngày mười sáu, tháng mười một, năm hai nghìn không trăm hai mươi sáu");
    CHECK_STR(get(&w, "/data/child/DanTocKS"), "10");
    CHECK_STR(get(&w, "/data/child/QuocTichKS"), "Việt Nam");
    CHECK_STR(get(&w, "/data/child/nksNoiSinh"), "trong_nuoc");
    CHECK_STR(get(&w, "/data/child/nksNoiSinh_TrongNuoc_Tinh"), "52");
    CHECK(strncmp(get(&w, "/data/child/nksNoiSinh_DayDu"), "Trạm y tế, ", 13) == 0);
    CHECK_STR(get(&w, "/data/father/ChaNoiCuTru_TrongNuoc_Xa"), "23563");
    CHECK_STR(get(&w, "/data/requester/SoGiayToDinhDanhC"), "064170000123");
    CHECK_STR(get(&w, "/data/requester/NoiCapDDC"),
              "Cục Cảnh sát quản lý hành chính về trật tự xã hội");
    set(&w, "/data/requester/NgayCapDDC", "2025-01-02");
    CHECK_STR(get(&w, "/data/requester/NoiCapDDC"), "Bộ Công an");
    unload(&w);
}

TEST(unknown_parents_switch_their_questions_off)
{
    struct world w;
    load(&w);
    answer_all(&w);
    set(&w, "/data/child/nksLoaiKhaiSinh", "chi_me");
    CHECK_INT(form_page_count(w.form), 17);
    CHECK_INT(form_check_all(w.form).fault, FAULT_NONE);
    char xml[32768];
    struct buf out;
    buf_init(&out, xml, sizeof xml);
    CHECK(!failed(form_instance_xml(w.form, &out)));
    CHECK(strstr(xml, "<father>") == NULL);
    CHECK(strstr(xml, "<mother>") != NULL);
    set(&w, "/data/child/nksLoaiKhaiSinh", "chua_ro");
    CHECK_INT(form_check_all(w.form).fault, FAULT_REQUIRED); /* now her ethnic group is asked */
    CHECK_INT(form_check_all(w.form).node, form_find(w.form, "/data/child/DanTocChon"));
    CHECK_INT(set(&w, "/data/child/DanTocChon", "12").fault, FAULT_NONE);
    CHECK_STR(get(&w, "/data/child/DanTocKS"), "12");
    unload(&w);
}

TEST(two_ethnic_groups_ask_which_and_offer_only_these)
{
    struct world w;
    struct form_question q;
    load(&w);
    answer_all(&w);
    set(&w, "/data/father/DanTocChaKS", "01");
    const form_node n = form_find(w.form, "/data/child/DanTocChon");
    CHECK(form_page_index(w.form, n) > 0);
    CHECK(!failed(form_question(w.form, n, &q)));
    CHECK_INT(q.choice_count, 2);
    unload(&w);
}

TEST(a_birth_abroad_asks_for_the_place_there)
{
    struct world w;
    load(&w);
    answer_all(&w);
    set(&w, "/data/child/NoiSinhKieu", "noi_khac");
    set(&w, "/data/child/NoiSinhNgoai", "nuoc_ngoai");
    CHECK_INT(form_page_index(w.form, form_find(w.form, "/data/child/nksNoiSinh_TrongNuoc_Xa")),
              -1);
    CHECK(form_page_index(w.form, form_find(w.form, "/data/child/nksNoiSinh_NuocNgoai")) > 0);
    unload(&w);
}

TEST(wrong_answers_are_told_in_words)
{
    static const struct answer wrong[] = {
        {"/data/child/NgaySinhChon", "2026-11-24"},   {"/data/child/NgaySinhChon", "2026-02-30"},
        {"/data/child/HoTenKS", "H'Lan 2"},           {"/data/mother/NamSinhMeKS", "2027"},
        {"/data/mother/NamSinhMeKS", "2001-13"},      {"/data/requester/SoDinhDanhC", "06417"},
        {"/data/requester/SoDienThoai", "123"},       {"/data/papers/GiayMangTheo", "me khong"},
        {"/data/child/nksQueQuan_TrongNuoc_Xa", "x"},
    };
    struct world w;
    load(&w);
    answer_all(&w);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        const struct form_problem p = set(&w, wrong[i].ref, wrong[i].value);
        if (p.fault == FAULT_NONE) {
            printf("# %s = %s\n", wrong[i].ref, wrong[i].value);
        }
        CHECK(p.fault != FAULT_NONE);
        CHECK(p.text != NULL || p.fault == FAULT_TYPE);
    }
    unload(&w);
}

TEST(a_late_notice_and_odd_numbers_are_notes_not_refusals)
{
    struct world w;
    load(&w);
    answer_all(&w);
    set(&w, "/data/child/NgaySinhChon", "2026-09-24"); /* 60 days */
    CHECK_INT(form_page_index(w.form, form_find(w.form, "/data/child/NhacQuaHan")), -1);
    set(&w, "/data/child/NgaySinhChon", "2026-09-23"); /* 61 days */
    CHECK(form_page_index(w.form, form_find(w.form, "/data/child/NhacQuaHan")) > 0);
    set(&w, "/data/papers/GiayMangTheo", "me");
    set(&w, "/data/mother/SoDinhDanhMe", "064201000123"); /* a man's digit */
    CHECK(form_page_index(w.form, form_find(w.form, "/data/mother/NhacSoMe")) > 0);
    set(&w, "/data/mother/SoDinhDanhMe", "064301000123");
    CHECK_INT(form_page_index(w.form, form_find(w.form, "/data/mother/NhacSoMe")), -1);
    CHECK_INT(form_check_all(w.form).fault, FAULT_NONE);
    unload(&w);
}

TEST(what_was_sent_validates_again)
{
    struct world w, v;
    char xml[32768];
    struct buf out;
    struct form_where where;
    load(&w);
    load(&v);
    answer_all(&w);
    set(&w, "/data/papers/birth_notice", "");
    CHECK(!failed(
        form_set_open(w.form, form_find(w.form, "/data/papers/birth_notice"), OPEN_COUNTER)));
    buf_init(&out, xml, sizeof xml);
    CHECK(!failed(form_instance_xml(w.form, &out)));
    CHECK(!failed(form_restore(v.form, xml, out.len, &where)));
    const struct form_problem p = form_check_all(v.form);
    CHECK_INT(p.fault, FAULT_NONE);
    char again[32768];
    buf_init(&out, again, sizeof again);
    CHECK(!failed(form_instance_xml(v.form, &out)));
    CHECK_STR(again, xml);
    unload(&w);
    unload(&v);
}

TEST(an_answer_computes_little)
{
    struct world w;
    load(&w);
    answer_all(&w);
    set(&w, "/data/child/HoTenKS", "Rơ Châm H'Lê");
    CHECK_INT(form_recomputed(w.form), 0);
    set(&w, "/data/copies/CapBanSao", "co");
    CHECK_INT(form_recomputed(w.form), 1);
    set(&w, "/data/child/NgaySinhChon", "2026-11-15");
    CHECK(form_recomputed(w.form) <= 8);
    unload(&w);
}

TEST(texts_fit_where_they_are_shown)
{
    struct world w;
    struct form_question q;
    struct form_choice c;
    load(&w);
    for (form_node n = 0; !failed(form_question(w.form, n, &q)); n++) {
        if (q.kind == FORM_VALUE || q.kind == FORM_GROUP) {
            continue;
        }
        CHECK(utf8_count(q.label) <= 60);
        CHECK(utf8_count(q.short_label) <= 24);
        CHECK(q.hint == NULL || utf8_count(q.hint) <= 60);
        for (int i = 0; q.choice_count < 10 && !failed(form_choice(w.form, n, i, &c)); i++) {
            CHECK(utf8_count(c.label) <= 18);
        }
    }
    unload(&w);
}

int main(void)
{
    RUN(the_pages_come_in_this_order_and_are_at_most_25);
    RUN(without_a_card_there_are_still_at_most_25_pages);
    RUN(a_mother_with_her_card_is_not_asked_twice);
    RUN(what_follows_from_answers_is_derived);
    RUN(unknown_parents_switch_their_questions_off);
    RUN(two_ethnic_groups_ask_which_and_offer_only_these);
    RUN(a_birth_abroad_asks_for_the_place_there);
    RUN(wrong_answers_are_told_in_words);
    RUN(a_late_notice_and_odd_numbers_are_notes_not_refusals);
    RUN(what_was_sent_validates_again);
    RUN(an_answer_computes_little);
    RUN(texts_fit_where_they_are_shown);
    return check_done();
}
