#include "app/language/content.h"

#include <string.h>

#include "app/form/procedure.h"
#include "app/sound/installed.h"
#include "tests/check.h"
#include "tests/unit/form_world.h"

#define OTHERS "Người khác"

static struct installed_text texts[MSG_COUNT];
static const struct language made = {"qaa", "Qaa", "Qaa", "comb", 1, MSG_COUNT - 1, true, true};

/* A language that a pack brought, with one text of the forms. */
static void begin(void)
{
    memset(texts, 0, sizeof texts);
    installed_clear();
    texts[content_find(OTHERS)] = (struct installed_text){"\u2045other\u2046", NULL};
    texts[content_find("Đăng ký khai sinh")] = (struct installed_text){"\u2045birth\u2046", NULL};
    CHECK(installed_add(&made, texts));
}

TEST(a_text_is_found_whatever_its_white_space)
{
    CHECK(content_find(OTHERS) != MSG_NONE);
    CHECK_STR(message_text("vi", content_find(OTHERS)), OTHERS);
    CHECK_INT(content_find(" Người\n  khác "), content_find(OTHERS));
    CHECK_INT(content_find("Người  nào đó không có ở đâu cả"), MSG_NONE);
    CHECK_INT(content_find(""), MSG_NONE);
}

TEST(a_language_has_its_own_words_or_none)
{
    begin();
    CHECK_STR(content_text("qaa", OTHERS), "\u2045other\u2046");
    CHECK(content_text("qaa", "Mẹ") == NULL);
    CHECK(content_text("vi", OTHERS) == NULL && content_text("en", OTHERS) == NULL);
    installed_clear();
    CHECK(content_text("qaa", OTHERS) == NULL);
}

TEST(what_is_said_is_the_message_of_either)
{
    begin();
    CHECK_INT(content_said("qaa", "\u2045other\u2046"), content_find(OTHERS));
    CHECK_INT(content_said("qaa", "Mẹ"), content_find("Mẹ"));
    CHECK_INT(content_said("qaa", "Ksor H'Lan"), MSG_NONE);
    CHECK_INT(content_said("vi", OTHERS), MSG_NONE);
    CHECK_INT(content_said("en", "Another person"), MSG_NONE);
}

TEST(a_procedure_has_the_words_a_pack_brought)
{
    static uint8_t storage[64 * 1024];
    struct arena arena;
    struct procedure p;
    struct procedure_problem problem;
    begin();
    arena_init(&arena, storage, sizeof storage);
    CHECK(!failed(procedure_read(&arena,
                                 "[procedure]\ncode = 1.001193\ntitle = Đăng ký khai sinh\n"
                                 "title.en = Birth\nsummary = Không ở đâu cả.\n",
                                 &p, &problem)));
    CHECK_STR(procedure_in(&p, "qaa")->title, "\u2045birth\u2046");
    CHECK_STR(procedure_in(&p, "qaa")->summary, "Không ở đâu cả.");
    CHECK_STR(procedure_in(&p, "en")->title, "Birth");
    CHECK_STR(procedure_in(&p, "jra")->title, "Đăng ký khai sinh");
}

TEST(a_form_shows_the_words_of_a_language_it_does_not_have)
{
    struct world w;
    begin();
    load(&w, HEAD "<itext><translation lang='vi'><text id='x'><value>**Người khác**</value></text>"
                  "<text id='y'><value>Mẹ</value></text></translation></itext>"
                  "<instance><data id='t'><a/></data></instance>" BODY
                  "<input ref='/data/a'><label ref=\"jr:itext('x')\"/>"
                  "<hint ref=\"jr:itext('y')\"/></input>" TAIL);
    CHECK(!failed(w.error));
    CHECK_STR(question(&w, "/data/a").label, OTHERS);
    form_set_words(w.form, "qaa", content_text);
    CHECK_STR(question(&w, "/data/a").label, "\u2045other\u2046");
    CHECK_STR(question(&w, "/data/a").hint, "Mẹ");
    CHECK(!failed(form_set_language(w.form, "vi")));
    form_set_words(w.form, "vi", NULL);
    CHECK_STR(question(&w, "/data/a").label, OTHERS);
    CHECK(set(&w, "/data/a", "x").fault == FAULT_NONE && instance(&w) != NULL);
    unload(&w);
}

int main(void)
{
    RUN(a_form_shows_the_words_of_a_language_it_does_not_have);
    RUN(a_text_is_found_whatever_its_white_space);
    RUN(a_language_has_its_own_words_or_none);
    RUN(what_is_said_is_the_message_of_either);
    RUN(a_procedure_has_the_words_a_pack_brought);
    return check_done();
}
