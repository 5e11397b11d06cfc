#include "app/citizen/search.h"

#include <stdio.h>
#include <time.h>

#include "platform/base/buf.h"
#include "tests/check.h"

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#    define KEY_LIMIT_US 100000 /* a sanitizer's time says nothing about the product's */
#else
#    define KEY_LIMIT_US 5000 /* CONTRACTS: filter or search per key */
#endif

#define UNSEEN_PERCENT 92 /* 37 of 40 when first asked */

static uint8_t storage[SEARCH_BYTES + CATALOGUE_BYTES];
static const struct search *search;

static const char *best(const char *query)
{
    struct search_hit hit;
    return search_find(search, query, &hit, 1) == 1 ? search->catalogue->entries[hit.entry].code
                                                    : "none";
}

TEST(what_people_say_finds_the_procedure)
{
    static const struct {
        const char *query, *code;
    } rows[] = {
        {"dk khai sinh", "1.001193"},      {"đăng ký khai sinh", "1.001193"},
        {"khai sinh dang ky", "1.001193"}, {"con moi sinh", "1.001193"},
        {"vo toi vua de", "1.001193"},     {"dkkh", "1.000894"},
        {"KẾT HÔN", "1.000894"},           {"sổ đỏ cấp nhầm", "1.115353"},
        {"xac nhan doc than", "1.004873"}, {"mở quán", "1.001612"},
        {"dang ky khai si", "1.001193"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        CHECK_STR(best(rows[i].query), rows[i].code);
    }
}

TEST(either_code_of_a_procedure_leads_to_it)
{
    CHECK_STR(best("1.115353"), "1.115353");
    CHECK_STR(best("1.012818"), "1.115353");
    CHECK_STR(best("2.000986.000.00.00.H21"), "3.000722");
    CHECK_STR(best("1.001193"), "1.001193");
}

TEST(words_written_together_wrong_letters_and_short_forms_are_understood)
{
    CHECK_STR(best("khaisinh"), "1.001193");
    CHECK_STR(best("dang ky ket hon"), "1.000894");
    CHECK_STR(best("dang ky kwt hon"), "1.000894");
    CHECK_STR(best("doi can cuocc"), "1.014063");
    CHECK_STR(best("mat cccd"), "1.014064");
    CHECK_STR(best("mua bhyt"), "1.001939");
    CHECK_STR(best("1.0011"), "1.001193");
}

TEST(english_words_find_it_too)
{
    CHECK_STR(best("my baby was born"), "1.001193");
    CHECK_STR(best("get married"), "1.000894");
    CHECK_STR(best("red book wrong person"), "1.115353");
    CHECK_STR(best("i want to build a house"), "1.013225");
    CHECK_STR(best("health insurance card lost"), "1.002759");
    CHECK_STR(best("move house register residence"), "1.004222");
}

TEST(marks_that_were_typed_tell_words_apart)
{
    struct search_hit plain[1];
    struct search_hit marked[1];
    CHECK_INT(search_find(search, "đẻ", marked, 1), 1);
    CHECK(search_find(search, "vợ đẻ", plain, 1) == 1);
    CHECK_STR(search->catalogue->entries[plain[0].entry].code, "1.001193");
}

/* Each text as a query; what it belongs to must be among the first three. */
TEST(every_phrase_finds_its_own_procedure_among_the_first_three)
{
    int missed = 0;
    for (int i = 0; i < search->text_count; i++) {
        struct search_hit hits[3];
        char query[SEARCH_QUERY_MAX];
        struct buf b;
        buf_init(&b, query, sizeof query);
        for (int k = 0; k < search->texts[i].count; k++) {
            buf_puts(&b, k > 0 ? " " : "");
            buf_puts(&b, search->words[search->texts[i].words[k]].key);
        }
        const int count = search_find(search, query, hits, 3);
        bool there = false;
        for (int k = 0; k < count; k++) {
            there = there || hits[k].entry == search->texts[i].entry;
        }
        missed += !there;
    }
    printf("# %d of %d texts miss the first three\n", missed, search->text_count);
    CHECK(search->text_count > 700);
    CHECK(missed * 100 < search->text_count * 5);
}

struct phrasings {
    int all, right;
};

static bool among_the_first_two(const char *codes, const char *query, const char **ret_first)
{
    struct search_hit hits[2];
    const int count = search_find(search, query, hits, 2);
    bool found = false;
    *ret_first = count > 0 ? search->catalogue->entries[hits[0].entry].code : "none";
    for (int i = 0; i < count; i++) {
        found = found || strstr(codes, search->catalogue->entries[hits[i].entry].code) != NULL;
    }
    return found;
}

/* A file of code[|code] TAB what somebody says. */
static struct phrasings ask_all(const char *path, bool tell)
{
    FILE *file = fopen(path, "r");
    char line[512];
    struct phrasings p = {0, 0};
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        char *query = strchr(line, '\t');
        const char *first = NULL;
        if (line[0] == '#' || query == NULL) {
            continue;
        }
        *query++ = '\0';
        query[strcspn(query, "\n")] = '\0';
        const bool found = among_the_first_two(line, query, &first);
        if (!found && tell) {
            printf("# %s: %s instead of %s\n", query, first, line);
        }
        p.right += found;
        p.all++;
    }
    if (file != NULL) {
        fclose(file);
    }
    printf("# %d of %d phrasings of %s\n", p.right, p.all, path);
    return p;
}

TEST(everyday_phrasings_find_the_right_procedure_first_or_second)
{
    const struct phrasings ours = ask_all("tests/fixtures/everyday.tsv", true);
    CHECK(ours.all >= 80);
    CHECK(ours.right * 100 >= ours.all * 95);
    const struct phrasings people = ask_all("tests/fixtures/everyday-people.tsv", true);
    CHECK(people.all >= 170);
    CHECK(people.right * 100 >= people.all * 95);
}

/* Its misses are not told: what is mended with them in sight is no longer unseen. */
TEST(phrasings_kept_apart_are_found_as_often_as_before)
{
    const struct phrasings unseen = ask_all("tests/fixtures/everyday-unseen.tsv", false);
    CHECK(unseen.all >= 40);
    CHECK(unseen.right * 100 >= unseen.all * UNSEEN_PERCENT);
    const struct phrasings blind = ask_all("tests/fixtures/everyday-blind.tsv", false);
    CHECK(blind.all >= 200);
    CHECK(blind.right * 100 >= blind.all * 95);
}

TEST(nonsense_finds_nothing_and_long_queries_are_cut)
{
    char query[2000];
    struct search_hit hits[4];
    CHECK_STR(best("zzzz"), "none");
    CHECK_STR(best(""), "none");
    CHECK_STR(best("   ...  "), "none");
    memset(query, 'a', sizeof query - 1);
    query[sizeof query - 1] = '\0';
    CHECK(search_find(search, query, hits, 4) >= 0);
    for (size_t i = 0; i + 3 < sizeof query; i += 3) {
        memcpy(query + i, "\xE1\xBA\xBF", 3);
    }
    query[sizeof query - 2] = '\0';
    CHECK(search_find(search, query, hits, 4) >= 0);
    CHECK_INT(search_find(search, "khai", hits, 0), 0);
}

TEST(hits_come_best_first)
{
    struct search_hit hits[20];
    const int count = search_find(search, "khai sinh", hits, 20);
    CHECK(count > 5);
    for (int i = 1; i < count; i++) {
        CHECK(hits[i - 1].score >= hits[i].score);
    }
}

TEST(a_key_takes_under_five_milliseconds)
{
    struct timespec from;
    struct timespec to;
    struct search_hit hits[10];
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (int i = 0; i < 50; i++) {
        (void)search_find(search, "tôi muốn đăng ký khai sinh trễ hạn cho con ngoài giá thú", hits,
                          10);
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    const long us = ((to.tv_sec - from.tv_sec) * 1000000 + (to.tv_nsec - from.tv_nsec) / 1000) / 50;
    printf("# %ld microseconds a search\n", us);
    CHECK(us < KEY_LIMIT_US);
}

int main(void)
{
    static const char *const languages[] = {"vi", "en", NULL};
    struct arena arena;
    struct assets assets;
    struct catalogue *catalogue = NULL;
    struct catalogue_problem problem;
    struct search *loaded = NULL;
    arena_init(&arena, storage, sizeof storage);
    if (failed(assets_open(&assets, files_linux(), NULL)) ||
        failed(catalogue_load(&arena, &assets, languages, &catalogue, &problem)) ||
        failed(search_load(&arena, &assets, catalogue, &loaded))) {
        return 1;
    }
    printf("# %zu bytes of the arena\n", arena.used);
    search = loaded;
    RUN(what_people_say_finds_the_procedure);
    RUN(either_code_of_a_procedure_leads_to_it);
    RUN(words_written_together_wrong_letters_and_short_forms_are_understood);
    RUN(english_words_find_it_too);
    RUN(marks_that_were_typed_tell_words_apart);
    RUN(everyday_phrasings_find_the_right_procedure_first_or_second);
    RUN(phrasings_kept_apart_are_found_as_often_as_before);
    RUN(every_phrase_finds_its_own_procedure_among_the_first_three);
    RUN(nonsense_finds_nothing_and_long_queries_are_cut);
    RUN(hits_come_best_first);
    RUN(a_key_takes_under_five_milliseconds);
    return check_done();
}
