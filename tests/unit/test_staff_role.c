#include "app/staff/staff_role.h"

#include "tests/check.h"

TEST(a_manager_may_do_everything)
{
    for (int act = ACT_NOTHING; act < ACT_COUNT; act++) {
        CHECK(staff_may(STAFF_MANAGER, (enum staff_act)act));
    }
    CHECK(staff_may_confirm(STAFF_MANAGER));
}

TEST(an_officer_looks_after_citizens_and_does_not_set_up)
{
    static const enum staff_act may[] = {ACT_PAPER, ACT_RESET, ACT_REST,   ACT_SERVE,
                                         ACT_FILES, ACT_TESTS, ACT_ASSIST, ACT_TAKE_OVER};
    static const enum staff_act may_not[] = {ACT_SETUP,   ACT_RESTART, ACT_CARRY,
                                             ACT_KEY_OUT, ACT_EXPORT,  ACT_IMPORT};
    for (size_t i = 0; i < sizeof may / sizeof may[0]; i++) {
        CHECK(staff_may(STAFF_OFFICER, may[i]));
    }
    for (size_t i = 0; i < sizeof may_not / sizeof may_not[0]; i++) {
        CHECK(!staff_may(STAFF_OFFICER, may_not[i]));
        CHECK(staff_may(STAFF_TECHNICIAN, may_not[i]));
    }
    CHECK(staff_may_confirm(STAFF_OFFICER));
}

TEST(a_technician_has_nothing_to_do_with_files_of_citizens)
{
    CHECK(!staff_may(STAFF_TECHNICIAN, ACT_ASSIST) && !staff_may(STAFF_TECHNICIAN, ACT_TAKE_OVER));
    CHECK(!staff_may(STAFF_TECHNICIAN, ACT_VOICES) && !staff_may_confirm(STAFF_TECHNICIAN));
    CHECK(!staff_may(STAFF_ROLES, ACT_PAPER)); /* what is no role may nothing */
}

TEST(words_lead_there_and_back)
{
    enum staff_role role = STAFF_MANAGER;
    for (int i = 0; i < STAFF_ROLES; i++) {
        CHECK(staff_role_of(staff_role_word((enum staff_role)i), &role));
        CHECK_INT(role, i);
    }
    CHECK(!staff_role_of("admin", &role) && !staff_role_of("", &role));
}

int main(void)
{
    RUN(a_manager_may_do_everything);
    RUN(an_officer_looks_after_citizens_and_does_not_set_up);
    RUN(a_technician_has_nothing_to_do_with_files_of_citizens);
    RUN(words_lead_there_and_back);
    return check_done();
}
