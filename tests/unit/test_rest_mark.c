#define _GNU_SOURCE
#include "app/staff/rest_mark.h"

#include "tests/check.h"
#include "tests/unit/scratch.h"

TEST(the_mark_stays_until_it_is_taken_away)
{
    struct port_dir dir = dir_linux();
    const char *state = scratch_open();
    CHECK(!rest_mark_there(&dir, state));
    CHECK(!failed(rest_mark_put(&dir, state, true)));
    CHECK(!failed(rest_mark_put(&dir, state, true)));
    CHECK(rest_mark_there(&dir, state));
    CHECK(!failed(rest_mark_put(&dir, state, false)));
    CHECK(!rest_mark_there(&dir, state));
    CHECK(!failed(rest_mark_put(&dir, state, false)));
}

TEST(a_disk_that_fails_is_told)
{
    struct port_dir real = dir_linux();
    const char *state = scratch_open();
    struct port_dir dir = dir_faulty(&real, 1, ERR_FULL);
    CHECK_INT(rest_mark_put(&dir, state, true).code, ERR_FULL);
    CHECK(!rest_mark_there(&real, state));
    CHECK(!rest_mark_there(&real, "/nowhere/at/all"));
}

int main(void)
{
    RUN(the_mark_stays_until_it_is_taken_away);
    RUN(a_disk_that_fails_is_told);
    scratch_close();
    return check_done();
}
