#include "app/receipt/checklist.h"

#include "app/sound/messages.h"

#include "tests/check.h"

static uint8_t storage[CATALOGUE_BYTES] __attribute__((aligned(16)));
static struct catalogue *all;
static struct receipt list;

static struct err build(const char *code, const char *language, bool practice)
{
    const struct checklist_facts facts = {.language = language,
                                          .catalogue = all,
                                          .entry = catalogue_find(all, code),
                                          .centre = "Xã Ia Hrung, Gia Lai",
                                          .kiosk = "K07",
                                          .printed_at = 1795400640,
                                          .offset_minutes = 420,
                                          .practice = practice};
    return checklist_build(&list, &facts);
}

static int count_of(enum receipt_kind kind)
{
    int count = 0;
    for (int i = 0; i < list.count; i++) {
        count += list.parts[i].kind == kind;
    }
    return count;
}

static bool says(const char *text)
{
    for (int i = 0; i < list.count; i++) {
        if (strstr(list.parts[i].text, text) != NULL) {
            return true;
        }
    }
    return false;
}

TEST(it_lists_every_paper_and_the_facts_of_the_counter)
{
    CHECK_INT(build("1.004222", "vi", false).code, ERR_NONE);
    CHECK_INT(count_of(RECEIPT_CHECK), 3);
    CHECK(says("Đăng ký thường trú"));
    CHECK(says("20.000 đồng"));
    CHECK(says("7 ngày làm việc"));
    CHECK(says(message_text("vi", MSG_PLACE_POLICE)));
    CHECK(says(message_text("vi", MSG_NOTE_EXEMPT)));
    CHECK(says("09:24, 23/11/2026"));
    CHECK(says("K07"));
}

TEST(it_is_no_receipt_and_says_so)
{
    CHECK_INT(build("1.013225", "vi", true).code, ERR_NONE);
    CHECK_INT(count_of(RECEIPT_CODE) + count_of(RECEIPT_NUMBER) + count_of(RECEIPT_QR_BESIDE), 0);
    CHECK(says(message_text("vi", MSG_CHECKLIST_NOT_FILED)));
    CHECK(says(message_text("vi", MSG_PRACTICE_MARK)));
    CHECK(build("1.013225", "vi", false).code == ERR_NONE);
    CHECK(!says(message_text("vi", MSG_PRACTICE_MARK)));
}

TEST(what_is_not_known_is_not_made_up)
{
    CHECK_INT(build("1.010801", "vi", false).code, ERR_NONE);
    CHECK_INT(count_of(RECEIPT_CHECK), 0);
    CHECK(says(message_text("vi", MSG_NOTE_NO_PAPERS)));
    CHECK(says(message_text("vi", MSG_COUNTER_WILL_SAY)));
    CHECK(!says("0 đồng"));
    CHECK(!says(message_text("vi", MSG_FEE_FREE)));
}

TEST(every_procedure_fits_on_the_paper)
{
    for (int i = 0; i < all->count; i++) {
        if (!all->entries[i].repealed) {
            CHECK_INT(build(all->entries[i].code, "vi", true).code, ERR_NONE);
            CHECK_INT(build(all->entries[i].code, "en", true).code, ERR_NONE);
        }
    }
}

int main(void)
{
    static const char *const languages[] = {"en", NULL};
    struct arena arena;
    struct assets assets;
    struct catalogue_problem problem;
    arena_init(&arena, storage, sizeof storage);
    if (failed(assets_open(&assets, files_linux(), NULL)) ||
        failed(catalogue_load(&arena, &assets, languages, &all, &problem))) {
        return 1;
    }
    RUN(it_lists_every_paper_and_the_facts_of_the_counter);
    RUN(it_is_no_receipt_and_says_so);
    RUN(what_is_not_known_is_not_made_up);
    RUN(every_procedure_fits_on_the_paper);
    return check_done();
}
