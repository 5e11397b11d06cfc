/* What became of a pack that was handed over, by what lies in its folder. */
#define _GNU_SOURCE
#include "app/pack/pack_fate.h"

#include "app/pack/pack_store.h"
#include "tests/unit/pack_world.h"
#include "tests/unit/scratch.h"

#define OTHER "ffeeddccbbaa99887766554433221100"

static struct port_dir dir;
static uint8_t bytes[8192];
static size_t size;
static char handle[PACK_HANDLE];
static struct pack_outcome taken;
static struct dir_info newest;

static const struct pack_listener listener = {NULL, packs_tell};

static void begin(void)
{
    scratch_open();
    dir = dir_linux();
    arena_init(&packs.arena, packs.storage, sizeof packs.storage);
    const struct pack_offer offer = {bytes, size, packs.key, "2026-11-28"};
    taken = pack_install(&dir, scratch_root, &packs.arena, &offer, &listener);
    CHECK_INT(taken.refusal, PACK_TAKEN);
    pack_handle(taken.about.name, taken.mark, handle);
    CHECK(!failed(dir.ops->look(&dir, scratch("packs/test.newest"), &newest)));
}

static void note(const char *mark, enum pack_trial_state state, const char *why)
{
    struct pack_trial t = {.state = state};
    (void)snprintf(t.mark, sizeof t.mark, "%s", mark);
    if (state == TRIAL_UNDONE) {
        pack_trial_undo(&t, why);
    }
    CHECK(!failed(pack_trial_write(&dir, scratch_root, "test", &t)));
}

static void is(enum pack_fate want, int64_t later_s, const char *words)
{
    char why[PACK_FATE_WHY] = "";
    CHECK_INT(pack_fate(&dir, scratch_root, handle, newest.modified + later_s, why), want);
    if (strstr(why, words) == NULL) {
        printf("# \"%s\" lacks \"%s\"\n", why, words);
        check_bad = true;
    }
}

TEST(it_is_waited_for_until_a_visit_went_well_with_it)
{
    begin();
    CHECK(!pack_newest_fell(&dir, scratch_root, "test"));
    is(FATE_TRYING, 60, "waits for the first visit"); /* the kiosk has not looked yet */
    note(OTHER, TRIAL_PROVED, "");                    /* ... and remembers the one before */
    is(FATE_TRYING, 60, "waits");
    note(taken.mark, TRIAL_LOADING, "");
    is(FATE_TRYING, 60, "waits");
    note(taken.mark, TRIAL_WAITING, "");
    is(FATE_TRYING, PACK_WEEK_S, "waits");
    is(FATE_UNTRIED, PACK_WEEK_S + 1, "for a week");
    note(taken.mark, TRIAL_VISITED, "");
    is(FATE_TRYING, 60, "waits");
    note(taken.mark, TRIAL_PROVED, "");
    is(FATE_STANDS, PACK_WEEK_S + 1, "a visit went well with it");
}

TEST(one_that_was_undone_fell_and_why_is_said)
{
    begin();
    note(taken.mark, TRIAL_UNDONE, "crashed");
    is(FATE_FELL, 0, "the kiosk ended in the first visit");
    note(taken.mark, TRIAL_UNDONE, "form");
    is(FATE_FELL, 0, "a form of it did not load");
    note(taken.mark, TRIAL_UNDONE, "load");
    is(FATE_FELL, 0, "could not serve");
    CHECK(pack_newest_fell(&dir, scratch_root, "test"));
    CHECK(!failed(pack_undo(&dir, scratch_root, "test")));
    is(FATE_FELL, 0, "could not serve");
    CHECK(pack_newest_fell(&dir, scratch_root, "test"));
    CHECK(!pack_newest_fell(&dir, scratch_root, "other"));
}

TEST(one_that_was_taken_out_before_it_was_proved_is_gone)
{
    begin();
    note(taken.mark, TRIAL_WAITING, "");
    CHECK(!failed(pack_withdraw(&dir, scratch_root, "test")));
    is(FATE_GONE, 0, "taken out of use");
    (void)snprintf(handle, sizeof handle, "nonsense");
    is(FATE_GONE, 0, "nobody knows");
    (void)snprintf(handle, sizeof handle, "../x 00");
    is(FATE_GONE, 0, "nobody knows");
}

int main(void)
{
    packs_open();
    size = packs_sound(PACK_INI("1", "2027-11-26"), bytes, sizeof bytes);
    RUN(it_is_waited_for_until_a_visit_went_well_with_it);
    RUN(one_that_was_undone_fell_and_why_is_said);
    RUN(one_that_was_taken_out_before_it_was_proved_is_gone);
    scratch_close();
    return check_done();
}
