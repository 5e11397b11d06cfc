#define _GNU_SOURCE /* nftw */
#include "app/citizen/catalogue.h"

#include "tests/check.h"
#include "tests/unit/scratch.h"

static uint8_t storage[CATALOGUE_BYTES] __attribute__((aligned(16)));
static struct arena arena;
static struct assets assets;
static struct catalogue *all;
static struct catalogue_problem problem;
static bool fallback;

static struct err load(const char *const *languages)
{
    arena_init(&arena, storage, sizeof storage);
    return catalogue_load(&arena, &assets, languages, &all, &problem);
}

static const struct catalogue_entry *entry_of(const char *code)
{
    const int index = catalogue_find(all, code);
    static const struct catalogue_entry none = {.code = "none", .official = ""};
    return index < 0 ? &none : &all->entries[index];
}

TEST(every_row_is_there_and_answers_to_all_its_codes)
{
    CHECK_INT(assets_open(&assets, files_linux(), NULL).code, ERR_NONE);
    CHECK_INT(load(NULL).code, ERR_NONE);
    CHECK(all->count >= 410);
    CHECK_STR(entry_of("1.001193")->code, "1.001193");
    CHECK_STR(entry_of("1.012818")->code, "1.115353");
    CHECK_STR(entry_of("1.115353")->code, "1.115353");
    CHECK_STR(entry_of("2.000986.000.00.00.H21")->code, "3.000722");
    CHECK_STR(entry_of("1.00119")->code, "none");
    CHECK_STR(entry_of("")->code, "none");
}

TEST(what_was_repealed_is_never_offered_and_leads_to_what_took_its_place)
{
    int repealed = 0;
    for (int i = 0; i < all->count; i++) {
        const struct catalogue_entry *e = &all->entries[i];
        repealed += e->repealed;
        CHECK(!e->repealed || !catalogue_offered(all, i, "2026-11-23"));
        CHECK(!e->repealed || e->successor >= 0);
        CHECK(e->successor < 0 || !all->entries[e->successor].repealed);
    }
    CHECK(repealed >= 20);
}

TEST(forms_are_found_by_their_folder)
{
    CHECK(all->form_count >= 1);
    CHECK(entry_of("1.001193")->form != NULL);
    CHECK_STR(entry_of("1.001193")->form->code, "1.001193");
    CHECK(entry_of("2.000815")->form == NULL);
}

TEST(who_takes_it_is_known_where_the_list_says_so)
{
    CHECK_INT(entry_of("1.000894")->place, PLACE_HERE);
    CHECK_INT(entry_of("1.014061")->place, PLACE_POLICE);
    CHECK_INT(entry_of("1.001939")->place, PLACE_INSURANCE);
    CHECK_INT(entry_of("1.115362")->place, PLACE_PROVINCE);
    CHECK_INT(entry_of("1.115353")->place, PLACE_HERE); /* commune or province */
    CHECK_STR(entry_of("1.001193")->icon, "birth");
    CHECK_STR(entry_of("1.014061")->icon, "id-card");
    CHECK_STR(entry_of("1.115377")->icon, "document");
}

TEST(papers_are_rows_and_what_is_not_checked_is_known)
{
    const int land = catalogue_find(all, "1.115353");
    CHECK_INT(catalogue_bring_count(all, land), 2);
    CHECK(all->entries[land].unchecked);
    CHECK(strncmp(catalogue_bring(all, land, 0, "vi", &fallback), "Văn bản kiến nghị", 20) == 0);
    CHECK(!entry_of("1.000894")->unchecked);
    CHECK_INT(entry_of("1.000894")->trust, TRUST_READ);
    CHECK_INT(entry_of("1.001653")->trust, TRUST_NAMED);
}

TEST(a_language_without_words_falls_back_to_vietnamese)
{
    static const char *const languages[] = {"vi", "xx", NULL};
    CHECK_INT(load(languages).code, ERR_NONE);
    const int death = catalogue_find(all, "1.000656");
    CHECK_STR(catalogue_title(all, death, "vi", &fallback), "Đăng ký khai tử");
    CHECK(!fallback);
    CHECK_STR(catalogue_title(all, death, "xx", &fallback), "Đăng ký khai tử");
    CHECK(fallback);
    CHECK(catalogue_bring(all, death, 0, "xx", &fallback) != NULL);
    CHECK(fallback);
}

static void put_file(const char *name, const char *text)
{
    FILE *file = fopen(scratch(name), "w");
    CHECK(file != NULL && fputs(text, file) >= 0 && fclose(file) == 0);
}

static void put_folder(const char *name)
{
    CHECK_INT(mkdir(scratch(name), 0700), 0);
}

#define HEAD "code,name_vi,sector,days,fee_vnd,components,confidence,source\n"

/* An installed folder with one list, two forms and words in a second language. */
TEST(a_pack_brings_forms_aliases_days_and_words)
{
    const char *folder = scratch_open();
    put_folder("data");
    put_folder("forms");
    put_folder("forms/1.000001");
    put_folder("forms/9.000009");
    put_file("data/procedures.csv", HEAD "1.000001,Thủ tục một,S,1,0,\"a; b (c, d)\",A,S1\n"
                                         "1.000002,Hai,S,,,,X,\"S1; thay bằng 1.000001 (S2)\"\n"
                                         "1.000003,Ba,S,,,a,A-auto,S1\n");
    put_file("data/procedures.en.tsv", "1.000001\tOne\tpaper a; paper b\n1.000003\tThree\ta; b\n");
    put_file("forms/1.000001/procedure.ini",
             "[procedure]\ncode = 1.000001\nalias = 7.000007\ntitle = Một việc\nform = form.xml\n");
    put_file("forms/9.000009/procedure.ini",
             "[procedure]\ncode = 9.000009\ntitle = Chín\nfrom = 2026-12-01\n");
    static const char *const languages[] = {"vi", "en", NULL};
    CHECK_INT(assets_open(&assets, files_linux(), folder).code, ERR_NONE);
    CHECK_INT(load(languages).code, ERR_NONE);
    CHECK_INT(all->count, 4);
    CHECK_INT(catalogue_find(all, "7.000007"), 0);
    CHECK_INT(catalogue_find(all, "1.000002"), 0);
    CHECK_STR(catalogue_title(all, 0, "vi", &fallback), "Một việc");
    CHECK_STR(catalogue_title(all, 0, "en", &fallback), "One");
    CHECK_STR(catalogue_bring(all, 0, 1, "vi", &fallback), "B (c, d)");
    CHECK_STR(catalogue_bring(all, 0, 1, "en", &fallback), "Paper b");
    CHECK(!fallback);
    CHECK_STR(catalogue_bring(all, 2, 0, "en", &fallback), "A"); /* another number of papers */
    CHECK(fallback);
    CHECK(!catalogue_offered(all, 3, "2026-11-30"));
    CHECK(catalogue_offered(all, 3, "2026-12-01"));

    put_file("forms/9.000009/procedure.ini", "[procedure]\ncode = 8.000008\ntitle = x\n");
    CHECK_INT(load(languages).code, ERR_BAD_INPUT);
    CHECK_STR(problem.file, "forms/9.000009/procedure.ini");
    put_file("forms/9.000009/procedure.ini", "[procedure]\ncode = 9.000009\ntitel = x\n");
    CHECK_INT(load(languages).code, ERR_BAD_INPUT);
    CHECK_INT(problem.line, 3);
    put_file("data/procedures.csv", HEAD "1.000001,Một\n");
    CHECK_INT(load(languages).code, ERR_CORRUPT);
    CHECK_INT(problem.line, 2);
    scratch_close();
}

int main(void)
{
    RUN(every_row_is_there_and_answers_to_all_its_codes);
    RUN(what_was_repealed_is_never_offered_and_leads_to_what_took_its_place);
    RUN(forms_are_found_by_their_folder);
    RUN(who_takes_it_is_known_where_the_list_says_so);
    RUN(papers_are_rows_and_what_is_not_checked_is_known);
    RUN(a_language_without_words_falls_back_to_vietnamese);
    RUN(a_pack_brings_forms_aliases_days_and_words);
    return check_done();
}
