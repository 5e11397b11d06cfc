#include "app/receipt/writer.h"

#include "tests/check.h"

static struct receipt paper;
static struct writer w;

TEST(parts_stand_in_the_order_they_came)
{
    writer_init(&w, &paper, "vi");
    writer_add(&w, RECEIPT_LINE, "one")->done = true;
    writer_add(&w, RECEIPT_RULE, "");
    CHECK_INT(paper.count, 2);
    CHECK_INT(paper.parts[0].kind, RECEIPT_LINE);
    CHECK_STR(paper.parts[0].text, "one");
    CHECK_INT(paper.parts[1].kind, RECEIPT_RULE);
    CHECK(!paper.parts[1].done);
    writer_init(&w, &paper, "vi");
    CHECK_INT(paper.count, 0);
}

TEST(composed_texts_lie_one_behind_another)
{
    writer_init(&w, &paper, "vi");
    struct buf b = writer_compose(&w);
    buf_puts(&b, "first");
    const char *first = writer_commit(&w, &b);
    b = writer_compose(&w);
    buf_puts(&b, "second");
    const char *second = writer_commit(&w, &b);
    CHECK_STR(first, "first");
    CHECK_STR(second, "second");
    CHECK(first == paper.text);
    CHECK(second == paper.text + 6);
    CHECK(!w.full);
}

TEST(vietnamese_stands_beside_another_language_only)
{
    writer_init(&w, &paper, "vi");
    CHECK(writer_add_message(&w, RECEIPT_TITLE, MSG_RECEIPT_TITLE)->beside == NULL);
    writer_init(&w, &paper, "en");
    const struct receipt_part *title = writer_add_message(&w, RECEIPT_TITLE, MSG_RECEIPT_TITLE);
    CHECK_STR(title->text, message_text("en", MSG_RECEIPT_TITLE));
    CHECK_STR(title->beside, message_text("vi", MSG_RECEIPT_TITLE));
    CHECK(strcmp(title->text, title->beside) != 0);
    writer_init(&w, &paper,
                "jra"); /* nothing is said in it yet, so the text is the Vietnamese one */
    CHECK(writer_add_message(&w, RECEIPT_TITLE, MSG_RECEIPT_TITLE)->beside == NULL);
}

TEST(the_head_names_the_centre_and_practice_is_marked)
{
    writer_init(&w, &paper, "en");
    writer_add_centre(&w, "Xã Ia Hrung, Gia Lai", false);
    CHECK_INT(paper.count, 1);
    CHECK_INT(paper.parts[0].kind, RECEIPT_HEAD);
    CHECK_STR(strchr(paper.parts[0].text, '\n'), "\nXã Ia Hrung, Gia Lai");
    writer_init(&w, &paper, "en");
    writer_add_centre(&w, "Xã Ia Hrung, Gia Lai", true);
    CHECK_INT(paper.count, 2);
    CHECK_INT(paper.parts[1].kind, RECEIPT_MARK);
    CHECK_STR(paper.parts[1].text, message_text("vi", MSG_PRACTICE_MARK));
}

TEST(the_time_is_the_local_one)
{
    writer_init(&w, &paper, "vi");
    writer_add_printed(&w, 1795366740, 420, "K07"); /* 16:59 in Greenwich */
    CHECK(strstr(paper.parts[0].text, "23:59, 22/11/2026") != NULL);
    CHECK(strstr(paper.parts[0].text, "K07") != NULL);
    writer_init(&w, &paper, "vi");
    writer_add_printed(&w, 1795366800, 420, "K07");
    CHECK(strstr(paper.parts[0].text, "00:00, 23/11/2026") != NULL);
}

TEST(too_many_parts_are_full_and_harmless)
{
    writer_init(&w, &paper, "vi");
    for (int i = 0; i < RECEIPT_PARTS_MAX; i++) {
        writer_add(&w, RECEIPT_LINE, "x");
    }
    CHECK(!w.full);
    writer_add(&w, RECEIPT_LINE, "y")->icon = "clock";
    CHECK(w.full);
    CHECK_INT(paper.count, RECEIPT_PARTS_MAX);
}

TEST(too_long_a_text_is_full_and_empty)
{
    writer_init(&w, &paper, "vi");
    struct buf b = writer_compose(&w);
    for (int i = 0; i < RECEIPT_TEXT_MAX; i++) {
        buf_puts(&b, "x");
    }
    CHECK_STR(writer_commit(&w, &b), "");
    CHECK(w.full);
}

int main(void)
{
    RUN(parts_stand_in_the_order_they_came);
    RUN(composed_texts_lie_one_behind_another);
    RUN(vietnamese_stands_beside_another_language_only);
    RUN(the_head_names_the_centre_and_practice_is_marked);
    RUN(the_time_is_the_local_one);
    RUN(too_many_parts_are_full_and_harmless);
    RUN(too_long_a_text_is_full_and_empty);
    return check_done();
}
