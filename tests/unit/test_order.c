/* Sentences come as a citizen meets them. */
#include "app/studio/order.h"

#include "app/language/content.h"
#include "app/sound/installed.h"
#include "platform/port_files.h"
#include "tests/check.h"

static struct places places;
static struct prompt_order order;

static void begin(void)
{
    struct file_bytes file = {0};
    CHECK(!failed(files_linux()->ops->map("assets/languages/screens.tsv", &file)));
    CHECK(!failed(places_read(file.bytes, file.size, &places)));
    files_linux()->ops->unmap(&file);
    order_make(&places, &order);
}

static bool comes_before(enum message_id a, enum message_id b)
{
    return order_find(&order, a) < order_find(&order, b);
}

TEST(every_sentence_comes_once)
{
    static bool seen[MSG_COUNT];
    begin();
    CHECK_INT(order.count, MSG_COUNT - 1);
    for (int i = 0; i < order.count; i++) {
        CHECK(!seen[order.list[i]]);
        seen[order.list[i]] = true;
    }
}

TEST(the_core_path_comes_first_in_its_own_order)
{
    begin();
    for (int i = 0; language_core(i) != MSG_NONE; i++) {
        CHECK_INT(order.list[i], language_core(i));
    }
}

TEST(then_screens_in_the_order_of_a_visit)
{
    begin();
    CHECK(comes_before(MSG_CONSENT_TITLE, MSG_CHECK_TITLE));
    CHECK(comes_before(MSG_CHECK_TITLE, MSG_GOODBYE));
    CHECK(comes_before(MSG_IDENTITY_TITLE, MSG_ADDRESS_TITLE));
    CHECK(comes_before(MSG_ADDRESS_TITLE, MSG_STUDIO_TITLE));
    CHECK(comes_before(MSG_STUDIO_TITLE, content_find("Bé sinh ra ở đâu?")));
}

/* A title stands before its hint, a form's questions as the form asks them. */
TEST(on_one_screen_as_they_are_written)
{
    begin();
    CHECK(comes_before(MSG_STUDIO_TITLE, MSG_STUDIO_HINT));
    CHECK(comes_before(content_find("Sổ đỏ của bà con bị sao?"), content_find("Bị mất")));
    CHECK(comes_before(content_find("Bị mất"), content_find("Cũ, rách, mờ")));
    order_make(NULL, &order);
    CHECK_INT(order.list[0], language_core(0));
    CHECK(comes_before(MSG_STUDIO_TITLE, MSG_STUDIO_HINT));
}

int main(void)
{
    RUN(every_sentence_comes_once);
    RUN(the_core_path_comes_first_in_its_own_order);
    RUN(then_screens_in_the_order_of_a_visit);
    RUN(on_one_screen_as_they_are_written);
    return check_done();
}
