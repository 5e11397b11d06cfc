/* A pack taken over: refused with the right word, or in use with the one before it kept; at every
 * failing call of the disk what was in use still is. */
#define _GNU_SOURCE
#include "app/pack/pack_store.h"
#include "app/pack/pack_trial.h"

#include "tests/unit/pack_world.h"
#include "tests/unit/scratch.h"

#define TODAY "2026-11-26"

static uint8_t first[8192], second[8192], bad[8192];
static size_t first_size, second_size;
static const struct pack_listener listener = {NULL, packs_tell};

static struct pack_outcome install(struct port_dir *dir, const void *bytes, size_t size)
{
    packs.told[0] = '\0';
    packs.times = 0;
    arena_init(&packs.arena, packs.storage, sizeof packs.storage);
    const struct pack_offer offer = {bytes, size, packs.key, TODAY};
    return pack_install(dir, scratch_root, &packs.arena, &offer, &listener);
}

static bool holds(const char *name, const void *bytes, size_t size)
{
    struct file_bytes file = {0};
    const bool same = !failed(files_linux()->ops->map(scratch(name), &file)) && file.size == size &&
                      memcmp(file.bytes, bytes, size) == 0;
    files_linux()->ops->unmap(&file);
    return same;
}

TEST(a_newer_pack_takes_over_and_the_one_before_is_kept)
{
    struct port_dir dir = dir_linux();
    scratch_open();
    struct pack_outcome o = install(&dir, first, first_size);
    CHECK_INT(o.refusal, PACK_TAKEN);
    CHECK_STR(o.about.name, "test");
    CHECK(holds("packs/test.pack", first, first_size));
    CHECK_INT(install(&dir, first, first_size).refusal, PACK_SAME);
    o = install(&dir, second, second_size);
    CHECK_INT(o.refusal, PACK_TAKEN);
    CHECK_INT(o.in_use, 1);
    CHECK(holds("packs/test.pack", second, second_size));
    CHECK(holds("packs/test.before", first, first_size));
    o = install(&dir, first, first_size);
    CHECK_INT(o.refusal, PACK_OLDER);
    CHECK_INT(o.in_use, 2);
    CHECK(holds("packs/test.pack", second, second_size));
}

TEST(what_may_not_be_is_refused_and_nothing_is_written)
{
    struct port_dir dir = dir_linux();
    scratch_open();
    (void)memcpy(bad, first, first_size);
    bad[first_size - 1] ^= 1;
    CHECK_INT(install(&dir, bad, first_size).refusal, PACK_NOT_SIGNED);
    CHECK_INT(install(&dir, first, first_size - 1).refusal, PACK_UNSOUND);
    size_t size = packs_sound(PACK_INI("3", "2026-11-25"), bad, sizeof bad);
    CHECK_INT(install(&dir, bad, size).refusal, PACK_EXPIRED);
    size = packs_sound("name = test\nversion = 1\nmade = 2026-11-26\nexpires = 2027-11-26\n"
                       "min_firmware = 99\n",
                       bad, sizeof bad);
    CHECK_INT(install(&dir, bad, size).refusal, PACK_NEEDS_NEWER);
    CHECK(strstr(packs.told, "update the firmware first") != NULL);
    CHECK(access(scratch("packs"), F_OK) != 0);
}

static void unsound(struct pack_entry entry, const char *words)
{
    struct port_dir dir = dir_linux();
    struct pack_entry entries[] = {packs_text("pack.ini", PACK_INI("1", "2027-11-26")), entry};
    const size_t size = packs_make(entries, 2, bad, sizeof bad);
    CHECK(size > 0);
    CHECK_INT(install(&dir, bad, size).refusal, PACK_UNSOUND);
    if (strstr(packs.told, words) == NULL) {
        printf("# \"%s\" lacks \"%s\"\n", packs.told, words);
    }
    CHECK(strstr(packs.told, words) != NULL);
}

TEST(what_is_in_it_is_held_to_the_rules)
{
    scratch_open();
    unsound(packs_text("readme", "x"), "no file of a pack");
    unsound(packs_text("languages/qaa/b/c", "x"), "no file of a pack");
    unsound(packs_text("clips-qaa.pak", "x"), "not a clip pack");
    unsound(packs_text("languages/qaa/a.msg", "MSG_YES = ba\n"), "has no name");
    unsound(packs_text("languages/qaa/name", "name = a\n"), "vietnamese, strip or source");
    struct pack_entry lone = packs_text("languages/qaa/name", PACK_NAMED);
    struct port_dir dir = dir_linux();
    const size_t size = packs_make(&lone, 1, bad, sizeof bad);
    CHECK_INT(install(&dir, bad, size).refusal, PACK_UNSOUND);
    CHECK(strstr(packs.told, "there is no pack.ini") != NULL);
}

TEST(a_disk_that_fails_leaves_what_was_in_use)
{
    struct port_dir real = dir_linux();
    int tries = 0;
    scratch_open();
    CHECK_INT(install(&real, first, first_size).refusal, PACK_TAKEN);
    for (int n = 1; n < 40; n++) {
        struct port_dir faulty = dir_faulty(&real, n, ERR_IO);
        const enum pack_refusal refusal = install(&faulty, second, second_size).refusal;
        if (refusal == PACK_TAKEN) {
            break;
        }
        tries++;
        CHECK_INT(refusal, PACK_NOT_STORED);
        CHECK(holds("packs/test.pack", first, first_size));
    }
    CHECK(tries >= 6);
    CHECK(holds("packs/test.pack", second, second_size));
    CHECK(holds("packs/test.before", first, first_size));
}

TEST(a_damaged_one_in_use_gives_way_to_a_good_one)
{
    struct port_dir dir = dir_linux();
    scratch_open();
    CHECK_INT(install(&dir, second, second_size).refusal, PACK_TAKEN);
    FILE *f = fopen(scratch("packs/test.pack"), "r+b");
    CHECK(f != NULL && fputc('X', f) == 'X' && fclose(f) == 0);
    CHECK_INT(install(&dir, first, first_size).refusal, PACK_TAKEN);
    CHECK(holds("packs/test.pack", first, first_size));
}

TEST(withdrawn_it_becomes_the_one_before_and_comes_back)
{
    struct port_dir dir = dir_linux();
    scratch_open();
    CHECK_INT(pack_withdraw(&dir, scratch_root, "test").code, ERR_NOT_FOUND);
    CHECK_INT(install(&dir, second, second_size).refusal, PACK_TAKEN);
    CHECK(!failed(pack_withdraw(&dir, scratch_root, "test")));
    CHECK(access(scratch("packs/test.pack"), F_OK) != 0);
    CHECK_INT(install(&dir, first, first_size).refusal, PACK_OLDER); /* than one that was here */
    CHECK(!failed(pack_back(&dir, scratch_root, "test")));
    CHECK(holds("packs/test.pack", second, second_size));
    CHECK_INT(pack_back(&dir, scratch_root, "test").code, ERR_NOT_FOUND);
    CHECK(!failed(pack_withdraw(&dir, scratch_root, "test")));
    CHECK_INT(install(&dir, second, second_size).refusal, PACK_TAKEN); /* the very same may */
    CHECK_INT(pack_withdraw(&dir, scratch_root, "../a").code, ERR_BAD_INPUT);
}

static void note(enum pack_trial_state state, const uint8_t *bytes, size_t size)
{
    struct port_dir dir = dir_linux();
    struct pack_trial trial = {.state = state};
    struct pack_file p;
    CHECK(!failed(pack_open(&p, bytes, size)));
    pack_mark(&p, trial.mark);
    if (state == TRIAL_UNDONE) {
        pack_trial_undo(&trial, "crashed");
    }
    CHECK(!failed(pack_trial_write(&dir, scratch_root, "test", &trial)));
}

TEST(what_was_undone_is_not_taken_again)
{
    struct port_dir dir = dir_linux();
    scratch_open();
    CHECK_INT(install(&dir, first, first_size).refusal, PACK_TAKEN);
    CHECK(!failed(pack_withdraw(&dir, scratch_root, "test")));
    note(TRIAL_UNDONE, first, first_size);
    CHECK_INT(install(&dir, first, first_size).refusal, PACK_UNDONE);
    CHECK_INT(install(&dir, second, second_size).refusal, PACK_TAKEN);
}

TEST(a_pack_on_trial_does_not_become_the_one_before)
{
    struct port_dir dir = dir_linux();
    static uint8_t third[8192];
    scratch_open();
    const size_t size = packs_sound(PACK_INI("3", "2027-11-26"), third, sizeof third);
    CHECK_INT(install(&dir, first, first_size).refusal, PACK_TAKEN);
    note(TRIAL_PROVED, first, first_size);
    CHECK_INT(install(&dir, second, second_size).refusal, PACK_TAKEN);
    CHECK(holds("packs/test.before", first, first_size));
    note(TRIAL_WAITING, second, second_size);
    CHECK_INT(install(&dir, third, size).refusal, PACK_TAKEN);
    CHECK(holds("packs/test.before", first, first_size));
}

int main(void)
{
    packs_open();
    first_size = packs_sound(PACK_INI("1", "2027-11-26"), first, sizeof first);
    second_size = packs_sound(PACK_INI("2", "2027-11-26"), second, sizeof second);
    RUN(a_newer_pack_takes_over_and_the_one_before_is_kept);
    RUN(what_may_not_be_is_refused_and_nothing_is_written);
    RUN(what_is_in_it_is_held_to_the_rules);
    RUN(a_disk_that_fails_leaves_what_was_in_use);
    RUN(withdrawn_it_becomes_the_one_before_and_comes_back);
    RUN(what_was_undone_is_not_taken_again);
    RUN(a_pack_on_trial_does_not_become_the_one_before);
    RUN(a_damaged_one_in_use_gives_way_to_a_good_one);
    scratch_close();
    return check_done();
}
