#include "app/courier/application.h"

#include "tests/check.h"
#include "tests/unit/parcel_example.h"

static char json[16384];
static struct parcel parcel;

static void of_text(const char *text)
{
    parcel = (struct parcel){.json = text, .json_size = strlen(text)};
}

static struct application opened(void)
{
    struct application a = {NULL, NULL};
    CHECK_INT(application_open(&parcel, &a).code, ERR_NONE);
    return a;
}

TEST(a_record_opens_and_tells_its_texts)
{
    const struct record r = record_of_pages(EXAMPLE_UUID);
    parcel = parcel_of(&r, json, sizeof json);
    struct application a = opened();
    CHECK_STR(a.instance, EXAMPLE_INSTANCE);
    CHECK_STR(application_text(&a, "procedure"), "1.001193");
    CHECK_STR(application_text(&a, "nonsense"), "");
    CHECK_STR(application_text(&a, "papers"), ""); /* no text */
    application_close(&a);
    CHECK(a.record == NULL && a.instance == NULL);
}

TEST(what_is_no_record_is_refused)
{
    static const char *const none[] = {
        "", "{", "[]", "{}", "{\"instance\":7}", "{\"instance\":\"a\",\"instance\":\"b\"}",
    };
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        struct application a = {NULL, NULL};
        of_text(none[i]);
        CHECK_INT(application_open(&parcel, &a).code, ERR_BAD_INPUT);
        CHECK(a.record == NULL);
    }
}

TEST(what_leans_on_another_portal_is_not_whole)
{
    static const struct {
        const char *text;
        bool whole;
    } rows[] = {
        {"{\"instance\":\"\",\"papers\":[{\"ref\":\"/a\",\"name\":\"a.jpg\"},{\"ref\":\"/b\","
         "\"handed_in\":true}]}",
         true},
        {"{\"instance\":\"\",\"papers\":[]}", true},
        {"{\"instance\":\"\",\"papers\":[],\"supplements\":\"" EXAMPLE_UUID "\"}", false},
        {"{\"instance\":\"\",\"papers\":[{\"ref\":\"/a\",\"name\":\"a.jpg\",\"at_portal\":true}]}",
         false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        of_text(rows[i].text);
        struct application a = opened();
        CHECK_INT(application_is_whole(&a), rows[i].whole);
        application_close(&a);
    }
}

TEST(papers_with_files_are_numbered_past_those_handed_in)
{
    of_text("{\"instance\":\"\",\"papers\":["
            "{\"ref\":\"/a\",\"name\":\"a.jpg\",\"handed_in\":false},"
            "{\"ref\":\"/b\",\"handed_in\":true},"
            "{\"ref\":\"/c\",\"name\":\"c.jpg\"}]}");
    struct application a = opened();
    static const int files[] = {0, -1, 1};
    static const char *const names[] = {"a.jpg", "", "c.jpg"};
    CHECK_INT(application_paper_count(&a), 3);
    for (int i = 0; i < 3; i++) {
        const struct application_paper p = application_paper(&a, i);
        CHECK_INT(p.file, files[i]);
        CHECK_INT(p.handed_in, i == 1);
        CHECK_STR(p.name, names[i]);
    }
    application_close(&a);
    of_text("{\"instance\":\"\"}");
    a = opened();
    CHECK_INT(application_paper_count(&a), 0);
    application_close(&a);
}

TEST(the_last_step_of_a_place_is_without_its_number)
{
    char out[16];
    application_last_step("/data/papers/notice[2]", out, sizeof out);
    CHECK_STR(out, "notice");
    application_last_step("notice", out, sizeof out);
    CHECK_STR(out, "notice");
    application_last_step("/data/papers/a_name_too_long_for_it", out, sizeof out);
    CHECK_STR(out, "");
}

/* group/name in an instance, and what stands there. */
static const struct {
    const char *instance, *want;
} answers[] = {
    {"<d><g><n>Ia</n></g></d>", "Ia"},
    {"<d><g a='1'><n b='2'>Ia</n></g></d>", "Ia"},
    {"<d><gg><n>no</n></gg><g><nn>no</nn><n>Ia</n></g></d>", "Ia"},
    {"<d><g><m>x</m></g><n>outside</n></d>", ""},
    {"<d><g><n/></g></d>", ""},
    {"<d><g/><n>Ia</n></d>", ""},
    {"<d><g><n></n></g></d>", ""},
    {"<d><h><n>Ia</n></h></d>", ""},
    {"<d><g><n>Ia<m>x</m></n></g></d>", "Ia"},
    {"<d><g><n>Ia</nn></n></g></d>", "Ia"},
    {"<d><g><n>Ia", ""},         /* never closed */
    {"<d><g><n>Ia</n></d>", ""}, /* its group never closed */
    {"<d><g ", ""},              /* cut short */
    {"", ""},
    {"<d><g><n>a &amp; b &lt;c&gt; &quot;d&quot; &apos;e&apos;</n></g></d>", "a & b <c> \"d\" 'e'"},
    {"<d><g><n>&amp</n></g></d>", "&amp"}, /* no reference: its end is missing */
    {"<d><g><n>R\xC6\xA1 Ch\xC3\xA2m</n></g></d>", "R\xC6\xA1 Ch\xC3\xA2m"},
};

TEST(an_answer_is_read_out_of_the_instance)
{
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        char out[64] = "before";
        const struct application a = {NULL, answers[i].instance};
        application_answer(&a, "g", "n", out, sizeof out);
        CHECK_STR(out, answers[i].want);
    }
}

TEST(an_answer_too_long_is_cut_between_letters)
{
    const struct application a = {NULL, "<d><g><n>R\xC6\xA1 Ch\xC3\xA2m</n></g></d>"};
    static const char *const cut[] = {
        "",
        "R",
        "R",
        "R\xC6\xA1",
        "R\xC6\xA1 ",
        "R\xC6\xA1 C",
        "R\xC6\xA1 Ch",
        "R\xC6\xA1 Ch",
        "R\xC6\xA1 Ch\xC3\xA2",
    };
    for (size_t cap = 1; cap <= sizeof cut / sizeof cut[0]; cap++) {
        char out[16];
        application_answer(&a, "g", "n", out, cap);
        CHECK_STR(out, cut[cap - 1]);
    }
}

int main(void)
{
    RUN(a_record_opens_and_tells_its_texts);
    RUN(what_is_no_record_is_refused);
    RUN(what_leans_on_another_portal_is_not_whole);
    RUN(papers_with_files_are_numbered_past_those_handed_in);
    RUN(the_last_step_of_a_place_is_without_its_number);
    RUN(an_answer_is_read_out_of_the_instance);
    RUN(an_answer_too_long_is_cut_between_letters);
    return check_done();
}
