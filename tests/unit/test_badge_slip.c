#include "app/staff/badge_slip.h"

#include <string.h>

#include "tests/check.h"

#define NOW ((int64_t)1795400640) /* 23 November 2026, 09:24 at +07:00 */

static struct receipt slip;

static struct badge_slip_facts facts(const char *text)
{
    return (struct badge_slip_facts){.language = "vi",
                                     .centre = "Xã Ia Hrung, Gia Lai",
                                     .kiosk = "K07",
                                     .who = {STAFF_TECHNICIAN, 9999},
                                     .last_day = 20270228,
                                     .text = text,
                                     .printed_at = NOW,
                                     .offset_minutes = 420};
}

static const struct receipt_part *part(enum receipt_kind kind, int which)
{
    for (int i = 0; i < slip.count; i++) {
        if (slip.parts[i].kind == kind && which-- == 0) {
            return &slip.parts[i];
        }
    }
    return NULL;
}

TEST(it_says_number_role_and_last_day_beside_its_code)
{
    const struct badge_slip_facts f = facts("RONG-THE/9999/0123456789ABCDEFGHJKMNPQRS");
    CHECK(!failed(badge_slip_build(&slip, &f)));
    CHECK_STR(part(RECEIPT_NUMBER, 0)->text, "9999");
    CHECK_STR(part(RECEIPT_FACT, 0)->text, message_text("vi", MSG_ROLE_TECHNICIAN));
    CHECK_STR(part(RECEIPT_FACT, 1)->text, "28/02/2027");
    CHECK(part(RECEIPT_QR_BESIDE, 0) != NULL && slip.qr_side > 20);
}

TEST(the_token_stands_nowhere_but_in_the_code)
{
    const struct badge_slip_facts f = facts("RONG-THE/9999/0123456789ABCDEFGHJKMNPQRS");
    CHECK(!failed(badge_slip_build(&slip, &f)));
    for (int i = 0; i < slip.count; i++) {
        CHECK(strstr(slip.parts[i].text, "0123456789A") == NULL);
    }
}

TEST(what_fits_no_code_is_refused)
{
    static char long_text[4000];
    memset(long_text, 'A', sizeof long_text - 1);
    const struct badge_slip_facts f = facts(long_text);
    CHECK(failed(badge_slip_build(&slip, &f)));
}

TEST(each_role_has_its_own_words)
{
    CHECK_INT(badge_role(STAFF_MANAGER), MSG_ROLE_MANAGER);
    CHECK_INT(badge_role(STAFF_OFFICER), MSG_ROLE_OFFICER);
    CHECK_INT(badge_role(STAFF_TECHNICIAN), MSG_ROLE_TECHNICIAN);
}

int main(void)
{
    RUN(it_says_number_role_and_last_day_beside_its_code);
    RUN(the_token_stands_nowhere_but_in_the_code);
    RUN(what_fits_no_code_is_refused);
    RUN(each_role_has_its_own_words);
    return check_done();
}
