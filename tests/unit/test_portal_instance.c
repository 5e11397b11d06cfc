/* Answers read out of an instance, and the words forms have for them. */
#include "platform/sim/portal/instance.h"
#include "platform/sim/portal/labels.h"
#include "tests/check.h"

static struct instance_reader reader;
static struct instance_leaf leaf;

static void expect(const char *path, const char *value)
{
    CHECK(instance_next(&reader, &leaf));
    CHECK_STR(leaf.path, path);
    CHECK_STR(leaf.value, value);
}

TEST(each_answer_comes_once_in_order)
{
    instance_begin(&reader, "<?xml version=\"1.0\"?><!-- <x/> --><data id=\"a>b\"><child><name> "
                            "H&#39;Lan &amp; &#x1EA4;n </name><empty/><e2></e2></child>"
                            "<repeat><a>1</a></repeat><repeat><a>2</a></repeat></data>");
    expect("/data/child/name", "H'Lan & Ấn");
    expect("/data/child/empty", "");
    expect("/data/child/e2", "");
    expect("/data/repeat/a", "1");
    expect("/data/repeat/a", "2");
    CHECK(!instance_next(&reader, &leaf));
    CHECK(!instance_next(&reader, &leaf));
}

TEST(a_long_answer_is_cut_between_letters)
{
    char xml[2000] = "<d><a>";
    for (int i = 0; i < 500; i++) {
        memcpy(xml + 6 + 3 * (size_t)i, "ấ", 4);
    }
    memcpy(xml + 6 + 1500, "</a></d>", 9);
    instance_begin(&reader, xml);
    CHECK(instance_next(&reader, &leaf));
    CHECK_INT(strlen(leaf.value) % 3, 0);
    CHECK(strlen(leaf.value) > INSTANCE_VALUE - 10);
}

TEST(what_is_no_xml_ends)
{
    static const char *const texts[] = {"",           "<",      "<a",        "</a>",
                                        "</a></b>",   "<a><b>", "<a b='",    "<!--",
                                        "a<b/>c</d>", "<?x",    "&<a>&</a>", "<a/"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int count = 0;
        instance_begin(&reader, texts[i]);
        while (instance_next(&reader, &leaf)) {
            count++;
        }
        CHECK(count < 3);
    }
    char deep[400] = "";
    for (int i = 0; i < 100; i++) {
        memcpy(deep + 3 * (size_t)i, "<a>", 4);
    }
    instance_begin(&reader, deep);
    CHECK(!instance_next(&reader, &leaf));
}

static void answer(const char *ref, const char *value, const char *wanted)
{
    char text[200];
    labels_answer(WORDS_VI, "1.001193", ref, value, text, sizeof text);
    CHECK_STR(text, wanted);
}

TEST(questions_and_choices_have_the_forms_words)
{
    char text[200];
    CHECK(labels_title(WORDS_VI, "1.001193", text, sizeof text));
    CHECK_STR(text, "Đăng ký khai sinh");
    CHECK(!labels_title(WORDS_VI, "9.999999", text, sizeof text));
    CHECK(labels_question(WORDS_VI, "1.001193", "/data/child/HoTenKS", text, sizeof text));
    CHECK(text[0] != '\0');
    CHECK(!labels_question(WORDS_VI, "1.001193", "/data/child/HoTen", text, sizeof text));
    CHECK_STR(text, "");
    answer("/data/requester/nycLoaiCuTru", "thuong_tru", "Thường trú");
    answer("/data/requester/nycLoaiCuTru", "thuong_tru tam_tru", "Thường trú, Tạm trú");
    answer("/data/requester/nycLoaiCuTru", "thuong_tru khac_han", "thuong_tru khac_han");
    answer("/data/requester/nycNoiCuTru_TrongNuoc_Xa", "24061", "xã Ia Hiao, tỉnh Gia Lai");
    answer("/data/requester/HoVaTenC", "Ksor H'Mẫu", "Ksor H'Mẫu");
    answer("/data/requester/HoVaTenC", "", "");
}

TEST(a_language_without_words_falls_back_to_vietnamese)
{
    char vi[200];
    char en[200];
    CHECK(labels_question(WORDS_VI, "1.001193", "/data/child/HoTenKS", vi, sizeof vi));
    CHECK(labels_question(WORDS_EN, "1.001193", "/data/child/HoTenKS", en, sizeof en));
    CHECK(en[0] != '\0');
}

int main(void)
{
    RUN(each_answer_comes_once_in_order);
    RUN(a_long_answer_is_cut_between_letters);
    RUN(what_is_no_xml_ends);
    RUN(questions_and_choices_have_the_forms_words);
    RUN(a_language_without_words_falls_back_to_vietnamese);
    return check_done();
}
