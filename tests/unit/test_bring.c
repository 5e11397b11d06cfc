/* A pack that lies in the desk's place is taken in, or refused for what is wrong with it. */
#define _GNU_SOURCE
#include "app/studio/bring.h"

#include "tests/unit/pack_world.h"
#include "tests/unit/studio_world.h"

static uint8_t bytes[64 * 1024], storage[1u << 20];
static struct arena arena;

static void lay(const char *name, const void *content, size_t size)
{
    char folder[600];
    (void)snprintf(folder, sizeof folder, "%s/studio/" BRING_FOLDER, studio.state);
    CHECK(!failed(studio.dir.ops->make(&studio.dir, folder)));
    CHECK(!failed(whole_write(&studio.dir, folder, name, content, size)));
}

static void begin(void)
{
    packs_open();
    studio_begin("MSG_NO = bo\n");
    arena_init(&arena, storage, sizeof storage);
}

static struct bring_result bring(const uint8_t *key)
{
    static const struct pack_listener listener = {NULL, packs_tell};
    bring_look(&studio.desk);
    return bring_offered(&studio.desk, 0, key, &arena, &listener);
}

/* The refusal of a pack of these files. */
static enum bring_refusal refusal(struct pack_entry *entries, uint32_t count)
{
    begin();
    lay("a.pack", bytes, packs_make(entries, count, bytes, sizeof bytes));
    const struct bring_result r = bring(packs.key);
    CHECK_INT(r.languages, 0);
    CHECK_INT(studio.desk.codes.count, 0);
    scratch_close();
    return r.refusal;
}

TEST(packs_are_offered_by_name)
{
    begin();
    bring_look(&studio.desk);
    CHECK_INT(studio.desk.offered.count, 0);
    lay("c.pack", "c", 1);
    lay("b.pack", "b", 1);
    lay("a.txt", "a", 1);
    lay(".pack", "a", 1);
    bring_look(&studio.desk);
    CHECK_INT(studio.desk.offered.count, 2);
    CHECK_STR(studio.desk.offered.names[0], "b.pack");
    CHECK_STR(studio.desk.offered.names[1], "c.pack");
    lay("f.pack", "f", 1);
    lay("e.pack", "e", 1);
    lay("d.pack", "d", 1);
    lay("a.pack", "a", 1);
    bring_look(&studio.desk); /* more than are offered at once: the first by name */
    CHECK_INT(studio.desk.offered.count, DESK_PACKS);
    CHECK_STR(studio.desk.offered.names[0], "a.pack");
    CHECK_STR(studio.desk.offered.names[1], "b.pack");
    CHECK_STR(studio.desk.offered.names[DESK_PACKS - 1], "c.pack");
    scratch_close();
}

TEST(a_sound_pack_brings_its_language)
{
    begin();
    lay("a.pack", bytes, packs_sound(PACK_INI("1", "2099-01-01"), bytes, sizeof bytes));
    const struct bring_result r = bring(packs.key);
    CHECK_INT(r.refusal, BRING_TAKEN);
    CHECK(r.languages == 1 && r.clips == 0);
    CHECK_INT(studio.desk.codes.count, 1);
    CHECK_STR(studio.desk.folder.messages[MSG_YES].text, "bab");
    CHECK_INT(arena_mark(&arena), 0);
    bring_look(&studio.desk); /* what was taken in is put away */
    CHECK_INT(studio.desk.offered.count, 0);
    struct dir_info info;
    char path[700];
    (void)snprintf(path, sizeof path, "%s/studio/in/a.pack" BRING_TAKEN_SUFFIX, studio.state);
    CHECK(!failed(studio.dir.ops->look(&studio.dir, path, &info)));
    scratch_close();
}

TEST(what_the_key_did_not_sign_is_refused)
{
    uint8_t other[SEAL_KEY] = {1};
    begin();
    lay("a.pack", bytes, packs_sound(PACK_INI("1", "2099-01-01"), bytes, sizeof bytes));
    CHECK_INT(bring(other).refusal, BRING_NOT_SIGNED);
    CHECK_INT(bring(NULL).refusal, BRING_NOT_SIGNED);
    CHECK_INT(studio.desk.codes.count, 0);
    scratch_close();
}

TEST(what_is_no_pack_or_went_is_refused)
{
    begin();
    lay("a.pack", "no pack", 7);
    CHECK_INT(bring(packs.key).refusal, BRING_UNREADABLE);
    studio.desk.offered.count = 0; /* it went */
    CHECK_INT(bring_offered(&studio.desk, 0, packs.key, &arena, NULL).refusal, BRING_UNREADABLE);
    scratch_close();
}

TEST(each_refusal_has_its_reason)
{
    struct pack_entry newer[] = {packs_text("pack.ini",
                                            "name = test\nversion = 1\nmade = 2026-11-26\n"
                                            "expires = 2099-01-01\nmin_firmware = 9999\n")};
    struct pack_entry unsound[] = {packs_text("pack.ini", PACK_INI("1", "2099-01-01")),
                                   packs_text("languages/qaa/name", PACK_NAMED),
                                   packs_text("languages/qaa/letters", PACK_LETTERS),
                                   packs_text("languages/qaa/a.msg", "MSG_YES = [x\n")};
    CHECK_INT(refusal(newer, 1), BRING_NEWER);
    CHECK_INT(refusal(unsound, 4), BRING_UNSOUND);
}

/* A language that is asked for by its code and is not in it. */
TEST(without_the_language_it_is_empty)
{
    static const struct pack_listener listener = {NULL, packs_tell};
    begin();
    const size_t size = packs_sound(PACK_INI("1", "2099-01-01"), bytes, sizeof bytes);
    struct bring_offer offer = {bytes, size, packs.key, "qab"};
    CHECK_INT(bring_pack(&studio.desk, &offer, &arena, &listener).refusal, BRING_EMPTY);
    offer.code = "qaa";
    CHECK_INT(bring_pack(&studio.desk, &offer, &arena, &listener).refusal, BRING_TAKEN);
    scratch_close();
}

int main(void)
{
    RUN(packs_are_offered_by_name);
    RUN(a_sound_pack_brings_its_language);
    RUN(what_the_key_did_not_sign_is_refused);
    RUN(what_is_no_pack_or_went_is_refused);
    RUN(each_refusal_has_its_reason);
    RUN(without_the_language_it_is_empty);
    return check_done();
}
