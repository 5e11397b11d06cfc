/* A command is begun once: over starts, full lists, clocks put back and failing disks. */
#define _GNU_SOURCE
#include "app/steward/used.h"

#include <string.h>

#include "tests/check.h"
#include "tests/unit/scratch.h"

static struct port_dir dir;
static struct used u;

static struct command make(int number, int64_t issued, enum command_kind kind)
{
    struct command c = {.kind = kind, .issued = issued, .expires = issued + 3600};
    (void)snprintf(c.id, sizeof c.id, "%032x", (unsigned)number);
    return c;
}

static void restart_steward(void)
{
    memset(&u, 0xA5, sizeof u);
    CHECK(!failed(used_read(&dir, scratch_root, &u)));
}

static void begin_anew(void)
{
    dir = dir_linux();
    (void)scratch_open();
    restart_steward();
    CHECK_INT(u.count, 0);
}

TEST(what_was_begun_stays_used)
{
    const struct command one = make(1, 1000, COMMAND_LOCK);
    const struct command two = make(2, 900, COMMAND_LOG);
    begin_anew();
    CHECK(!used_has(&u, &one));
    CHECK(!failed(used_begin(&dir, scratch_root, &u, &one, "7")));
    CHECK(used_has(&u, &one));
    restart_steward();
    CHECK(used_has(&u, &one));
    CHECK(!used_has(&u, &two));
    CHECK_INT(used_word(&u, one.id), COMMAND_BEGUN);
    CHECK(!failed(used_end(&dir, scratch_root, &u, one.id, COMMAND_DONE)));
    restart_steward();
    CHECK(used_has(&u, &one));
    CHECK_INT(used_word(&u, one.id), COMMAND_DONE);
    CHECK_INT(u.rows[0].kind, COMMAND_LOCK);
    CHECK_INT(u.rows[0].issued, 1000);
    CHECK_INT(used_end(&dir, scratch_root, &u, two.id, COMMAND_DONE).code, ERR_NOT_FOUND);
}

TEST(what_was_not_done_for_somebodys_sake_is_good_again)
{
    const struct command one = make(1, 1000, COMMAND_RESTART);
    begin_anew();
    CHECK(!failed(used_begin(&dir, scratch_root, &u, &one, "7")));
    CHECK(!failed(used_forget(&dir, scratch_root, &u, one.id)));
    restart_steward();
    CHECK(!used_has(&u, &one));
}

TEST(after_a_start_what_was_begun_is_settled)
{
    const struct command one = make(1, 1000, COMMAND_RESTART);
    const struct command two = make(2, 1001, COMMAND_LOG);
    int count = 0;
    begin_anew();
    CHECK(!failed(used_begin(&dir, scratch_root, &u, &one, "7")));
    CHECK(!failed(used_begin(&dir, scratch_root, &u, &two, "7")));
    restart_steward();
    CHECK(!failed(used_settle(&dir, scratch_root, &u, true, &count)));
    CHECK_INT(count, 2);
    restart_steward();
    CHECK_INT(used_word(&u, one.id), COMMAND_DONE);
    CHECK_INT(used_word(&u, two.id), COMMAND_CUT_OFF);
    CHECK(!failed(used_settle(&dir, scratch_root, &u, true, &count)));
    CHECK_INT(count, 0);
    begin_anew();
    CHECK(!failed(used_begin(&dir, scratch_root, &u, &one, "7")));
    CHECK(!failed(used_settle(&dir, scratch_root, &u, false, &count)));
    CHECK_INT(used_word(&u, one.id), COMMAND_CUT_OFF);
}

TEST(the_action_that_brought_it_is_told_what_came_of_it)
{
    const struct command one = make(1, 1000, COMMAND_LOCK);
    const struct command two = make(2, 1001, COMMAND_LOG);
    int count = 0;
    begin_anew();
    CHECK(!failed(used_begin(&dir, scratch_root, &u, &one, "a.b-7")));
    CHECK(!failed(used_begin(&dir, scratch_root, &u, &two, "")));
    CHECK(!failed(used_end(&dir, scratch_root, &u, one.id, COMMAND_DONE)));
    CHECK(!failed(used_end(&dir, scratch_root, &u, two.id, COMMAND_DONE)));
    restart_steward();
    CHECK_INT(used_told(&u, one.id, "a.b-7"), COMMAND_DONE);
    CHECK_INT(used_told(&u, one.id, "a.b-8"), COMMAND_USED);
    CHECK_INT(used_told(&u, two.id, ""), COMMAND_USED);
    CHECK_INT(used_told(&u, two.id, "9"), COMMAND_USED);
    begin_anew();
    CHECK(!failed(used_begin(&dir, scratch_root, &u, &one, "7")));
    CHECK_INT(used_told(&u, one.id, "7"), COMMAND_CUT_OFF);
    CHECK(!failed(used_settle(&dir, scratch_root, &u, true, &count)));
    restart_steward();
    CHECK_INT(used_told(&u, one.id, "7"), COMMAND_CUT_OFF);
}

TEST(a_full_list_gives_no_command_back)
{
    begin_anew();
    for (int i = 0; i < USED_MOST + 20; i++) {
        const struct command c = make(i, 1000 + i, COMMAND_LOG);
        CHECK(!used_has(&u, &c));
        CHECK(!failed(used_begin(&dir, scratch_root, &u, &c, "7")));
    }
    restart_steward();
    CHECK_INT(u.count, USED_MOST);
    for (int i = 0; i < USED_MOST + 20; i++) {
        const struct command c = make(i, 1000 + i, COMMAND_LOG);
        CHECK(used_has(&u, &c));
    }
    const struct command late = make(999, 1000, COMMAND_LOG); /* never seen, but too old to tell */
    CHECK(used_has(&u, &late));
}

TEST(a_damaged_list_is_told)
{
    static const char *const bad[] = {
        "",
        "rong-used 1\n",
        "rong-used 1\nfloor = now\n",
        "rong-used 2\nfloor = 1970-01-01T00:00:00Z\n",
        "rong-used 1\nfloor = 1970-01-01T00:00:00Z\nab = lock 1970-01-01T00:00:00Z done\n",
        "rong-used 1\nfloor = 1970-01-01T00:00:00Z\n"
        "00000000000000000000000000000001 = dance 1970-01-01T00:00:00Z done\n",
        "rong-used 1\nfloor = 1970-01-01T00:00:00Z\n"
        "00000000000000000000000000000001 = lock 1970-01-01T00:00:00Z perhaps\n"};
    begin_anew();
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char path[256];
        (void)snprintf(path, sizeof path, "%s/" USED_FILE, scratch_root);
        FILE *f = fopen(path, "w");
        CHECK(f != NULL && fputs(bad[i], f) >= 0 && fclose(f) == 0);
        CHECK_INT(used_read(&dir, scratch_root, &u).code, ERR_CORRUPT);
    }
}

TEST(a_failing_disk_begins_nothing)
{
    const struct command one = make(1, 1000, COMMAND_LOCK);
    int after = 1;
    for (bool done = false; !done; after++) {
        begin_anew();
        struct port_dir faulty = dir_faulty(&dir, after, ERR_FULL);
        const struct err e = used_begin(&faulty, scratch_root, &u, &one, "7");
        done = !failed(e);
        CHECK(used_has(&u, &one) == done);
        restart_steward();
        CHECK(!done || used_has(&u, &one));
    }
    CHECK(after > 3);
}

int main(void)
{
    RUN(what_was_begun_stays_used);
    RUN(what_was_not_done_for_somebodys_sake_is_good_again);
    RUN(after_a_start_what_was_begun_is_settled);
    RUN(the_action_that_brought_it_is_told_what_came_of_it);
    RUN(a_full_list_gives_no_command_back);
    RUN(a_damaged_list_is_told);
    RUN(a_failing_disk_begins_nothing);
    scratch_close();
    return check_done();
}
