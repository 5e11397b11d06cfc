/* The first visit with a pack: every row of the table in pack_trial.h, and the note on the disk. */
#define _GNU_SOURCE
#include "app/pack/pack_trial.h"

#include "tests/unit/pack_world.h"
#include "tests/unit/scratch.h"

#define MARK  "00112233445566778899aabbccddeeff"
#define OTHER "ffeeddccbbaa99887766554433221100"

static struct pack_trial of(enum pack_trial_state state)
{
    return (struct pack_trial){.mark = MARK, .state = state, .boot = "b1"};
}

static void begins(enum pack_trial_state was, const char *boot, bool starting,
                   enum pack_trial_state want)
{
    struct pack_trial t = of(was);
    CHECK_INT(pack_trial_begin(&t, MARK, boot, starting), want);
    CHECK_INT(t.state, want);
    CHECK_STR(t.boot, boot);
    CHECK_STR(t.refused, want == TRIAL_UNDONE ? MARK : "");
}

TEST(a_start_of_the_kiosk_on_the_same_start_of_the_machine)
{
    begins(TRIAL_NONE, "b1", true, TRIAL_LOADING);
    begins(TRIAL_LOADING, "b1", true, TRIAL_UNDONE);
    begins(TRIAL_WAITING, "b1", true, TRIAL_WAITING);
    begins(TRIAL_VISITED, "b1", true, TRIAL_UNDONE);
    begins(TRIAL_PROVED, "b1", true, TRIAL_PROVED);
}

TEST(a_power_cut_is_not_the_packs_fault_at_first)
{
    begins(TRIAL_LOADING, "b2", true, TRIAL_LOADING);
    begins(TRIAL_WAITING, "b2", true, TRIAL_WAITING);
    begins(TRIAL_VISITED, "b2", true, TRIAL_WAITING);
    begins(TRIAL_PROVED, "b2", true, TRIAL_PROVED);
    struct pack_trial t = of(TRIAL_VISITED);
    t.tries = PACK_TRIES - 1;
    CHECK_INT(pack_trial_begin(&t, MARK, "b2", true), TRIAL_UNDONE);
    CHECK_STR(t.why, "crashed");
}

TEST(a_look_while_it_runs_breaks_nothing_off)
{
    begins(TRIAL_LOADING, "b1", false, TRIAL_LOADING);
    begins(TRIAL_VISITED, "b1", false, TRIAL_VISITED);
    struct pack_trial t = of(TRIAL_PROVED);
    CHECK_INT(pack_trial_begin(&t, OTHER, "b1", false), TRIAL_LOADING);
    CHECK_STR(t.mark, OTHER);
}

TEST(what_was_undone_is_refused_and_another_is_not)
{
    struct pack_trial t = of(TRIAL_VISITED);
    pack_trial_undo(&t, "form");
    CHECK_INT(pack_trial_begin(&t, MARK, "b9", true), TRIAL_UNDONE);
    CHECK_INT(pack_trial_begin(&t, OTHER, "b9", true), TRIAL_LOADING);
    CHECK_STR(t.refused, MARK);
    CHECK_INT(pack_trial_begin(&t, MARK, "b9", false), TRIAL_UNDONE);
}

/* A kiosk that ends in the midst of a second trial of it would be left with neither. */
TEST(what_was_proved_before_is_so_when_it_comes_back)
{
    struct pack_trial t = of(TRIAL_PROVED);
    CHECK_INT(pack_trial_begin(&t, OTHER, "b1", false), TRIAL_LOADING);
    CHECK_STR(t.good, MARK);
    CHECK_INT(pack_trial_begin(&t, OTHER, "b1", true), TRIAL_UNDONE);
    CHECK_INT(pack_trial_begin(&t, MARK, "b1", true), TRIAL_PROVED);
    CHECK_INT(pack_trial_begin(&t, MARK, "b1", true), TRIAL_PROVED);
    CHECK_INT(pack_trial_begin(&t, OTHER, "b1", true), TRIAL_UNDONE);
    pack_trial_begin(&t, MARK, "b1", true);
    pack_trial_undo(&t, "form"); /* it went well once, and does no longer */
    CHECK_STR(t.good, "");
    CHECK_INT(pack_trial_begin(&t, MARK, "b1", true), TRIAL_UNDONE);
}

static void put(const char *name, const char *text)
{
    FILE *f = fopen(scratch(name), "wb");
    CHECK(f != NULL && fputs(text, f) >= 0 && fclose(f) == 0);
}

static void fresh(void)
{
    scratch_open();
    CHECK(mkdir(scratch("packs"), 0700) == 0);
}

TEST(it_is_written_down_and_read_again)
{
    struct port_dir dir = dir_linux();
    struct pack_trial t = of(TRIAL_UNDONE);
    struct pack_trial got;
    fresh();
    pack_trial_read(&dir, scratch_root, "test", &got);
    CHECK_INT(got.state, TRIAL_NONE);
    t.tries = 2;
    (void)snprintf(t.good, sizeof t.good, OTHER);
    pack_trial_undo(&t, "crashed");
    CHECK(!failed(pack_trial_write(&dir, scratch_root, "test", &t)));
    pack_trial_read(&dir, scratch_root, "test", &got);
    CHECK(memcmp(&got, &t, sizeof t) == 0);
    t = (struct pack_trial){.mark = MARK, .state = TRIAL_LOADING}; /* lines without a value */
    CHECK(!failed(pack_trial_write(&dir, scratch_root, "test", &t)));
    pack_trial_read(&dir, scratch_root, "test", &got);
    CHECK(memcmp(&got, &t, sizeof t) == 0);
    put("packs/test.trial", "mark = \nstate = nonsense\n\xff = 1\ntries");
    pack_trial_read(&dir, scratch_root, "test", &got);
    CHECK_INT(got.state, TRIAL_NONE);
}

TEST(undone_means_the_one_before_or_none)
{
    struct port_dir dir = dir_linux();
    fresh();
    put("packs/test.pack", "new");
    put("packs/test.before", "old");
    CHECK(!failed(pack_undo(&dir, scratch_root, "test")));
    CHECK(access(scratch("packs/test.before"), F_OK) != 0);
    CHECK(access(scratch("packs/test.pack"), F_OK) == 0);
    CHECK(!failed(pack_undo(&dir, scratch_root, "test")));
    CHECK(access(scratch("packs/test.pack"), F_OK) != 0);
    CHECK(!failed(pack_undo(&dir, scratch_root, "test")));
}

TEST(each_member_makes_another_trial)
{
    const struct pack_trial one = {MARK, TRIAL_WAITING, "b1", 1, OTHER, "form", MARK};
    struct pack_trial other = one;
    CHECK(pack_trial_same(&one, &other));
    other.state = TRIAL_UNDONE;
    CHECK(!pack_trial_same(&one, &other));
    other = one;
    other.tries++;
    CHECK(!pack_trial_same(&one, &other));
    char *const texts[] = {other.mark, other.boot, other.refused, other.why, other.good};
    for (int i = 0; i < 5; i++) {
        other = one;
        texts[i][0]++;
        CHECK(!pack_trial_same(&one, &other));
    }
}

int main(void)
{
    RUN(a_start_of_the_kiosk_on_the_same_start_of_the_machine);
    RUN(a_power_cut_is_not_the_packs_fault_at_first);
    RUN(a_look_while_it_runs_breaks_nothing_off);
    RUN(what_was_undone_is_refused_and_another_is_not);
    RUN(what_was_proved_before_is_so_when_it_comes_back);
    RUN(it_is_written_down_and_read_again);
    RUN(each_member_makes_another_trial);
    RUN(undone_means_the_one_before_or_none);
    scratch_close();
    return check_done();
}
