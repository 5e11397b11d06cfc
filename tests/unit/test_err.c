#include "platform/base/err.h"

#include "tests/check.h"

TEST(every_code_has_its_own_word)
{
    for (int i = ERR_NONE; i <= ERR_UNSUPPORTED; i++) {
        CHECK(strcmp(err_name((enum err_code)i), "unknown") != 0);
        for (int j = ERR_NONE; j < i; j++) {
            CHECK(strcmp(err_name((enum err_code)i), err_name((enum err_code)j)) != 0);
        }
    }
}

TEST(an_error_is_a_failure_and_ok_is_not)
{
    CHECK(!failed(ERR_OK));
    CHECK(failed(ERR(ERR_IO, 5, "test: place")));
}

int main(void)
{
    RUN(every_code_has_its_own_word);
    RUN(an_error_is_a_failure_and_ok_is_not);
    return check_done();
}
