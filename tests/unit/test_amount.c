#include "app/amount.h"
#include "tests/check.h"

static const char *shown(const char *stored, const char *language, bool grouped)
{
    static char text[64];
    struct buf out;
    buf_init(&out, text, sizeof text);
    amount_show(stored, language, grouped, &out);
    return text;
}

static const char *kept(const char *typed)
{
    static char text[64];
    snprintf(text, sizeof text, "%s", typed);
    amount_store(text);
    return text;
}

TEST(thousands_stand_apart_as_the_language_writes_them)
{
    CHECK_STR(shown("1500000", "vi", true), "1.500.000");
    CHECK_STR(shown("1500000", "en", true), "1,500,000");
    CHECK_STR(shown("150", "vi", true), "150");
    CHECK_STR(shown("-1500", "vi", true), "-1.500");
    CHECK_STR(shown("-150", "vi", true), "-150");
    CHECK_STR(shown("1500", "vi", false), "1500");
    CHECK_STR(shown("1.5", "vi", false), "1,5");
    CHECK_STR(shown("1.5", "en", false), "1.5");
    CHECK_STR(shown("", "vi", true), "");
}

TEST(what_is_stored_has_no_needless_signs)
{
    CHECK_STR(kept("007"), "7");
    CHECK_STR(kept("000"), "0");
    CHECK_STR(kept("0.5"), "0.5");
    CHECK_STR(kept("00.5"), "0.5");
    CHECK_STR(kept("12."), "12");
    CHECK_STR(kept(""), "");
    CHECK_INT(amount_dong("1500000"), 1500000);
    CHECK_INT(amount_dong(""), -1);
    CHECK_INT(amount_dong("9999999999999999"), -1);
}

TEST(money_is_a_number_that_asks_for_it)
{
    struct form_question q = {.kind = FORM_INTEGER, .appearance = "numbers money"};
    CHECK(amount_is_money(&q));
    q.appearance = "moneybox";
    CHECK(!amount_is_money(&q));
    q = (struct form_question){.kind = FORM_TEXT, .appearance = "money"};
    CHECK(!amount_is_money(&q));
    q = (struct form_question){.kind = FORM_DECIMAL, .appearance = ""};
    CHECK(amount_is_decimal(&q));
}

int main(void)
{
    RUN(thousands_stand_apart_as_the_language_writes_them);
    RUN(what_is_stored_has_no_needless_signs);
    RUN(money_is_a_number_that_asks_for_it);
    return check_done();
}
