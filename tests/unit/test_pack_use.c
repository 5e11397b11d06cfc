/* Installed packs at the start of a program: used, or told and left out. */
#define _GNU_SOURCE
#include "app/pack/pack_use.h"

#include "app/sound/installed.h"
#include "tests/unit/pack_world.h"
#include "tests/unit/scratch.h"

static struct pack_use use;
static struct pack_set set;
static const struct pack_listener listener = {NULL, packs_tell};

static void store(const char *name, const uint8_t *bytes, size_t size)
{
    char path[80];
    (void)snprintf(path, sizeof path, "packs/%s", name);
    FILE *f = fopen(scratch(path), "wb");
    CHECK(f != NULL && fwrite(bytes, 1, size, f) == size && fclose(f) == 0);
}

static void start(void)
{
    scratch_open();
    CHECK(mkdir(scratch("packs"), 0700) == 0);
}

static void use_all(void)
{
    struct port_dir dir = dir_linux();
    pack_set_close(&set, files_linux());
    installed_clear();
    packs.times = 0;
    packs.told[0] = '\0';
    arena_init(&packs.arena, packs.storage, sizeof packs.storage);
    const struct pack_set_plan plan = {&packs.arena, &dir, scratch_root, packs.key,
                                       &listener,    NULL, NULL};
    pack_set_open(&plan, &set);
    pack_use_languages(&packs.arena, &set, &listener, &use);
}

/* As the kiosk does it: what was in use before lies in another arena. */
static bool again(void)
{
    static uint8_t storage[3][512 * 1024];
    static struct pack_set sets[2];
    static int side;
    struct arena trial;
    struct arena arena;
    struct port_dir dir = dir_linux();
    side = 1 - side;
    pack_set_close(&sets[side], files_linux());
    arena_init(&trial, storage[2], sizeof storage[2]);
    arena_init(&arena, storage[side], sizeof storage[side]);
    const struct pack_set_plan plan = {&trial,    &dir, scratch_root, packs.key,
                                       &listener, NULL, NULL};
    pack_set_open(&plan, &sets[side]);
    const bool done = pack_use_languages_again(&arena, &sets[side], &listener, &use);
    side = done ? side : 1 - side;
    return done;
}

/* A pack whose one text was read by somebody, and another by nobody. */
static size_t make(uint8_t *out, size_t room)
{
    static char state[200];
    (void)snprintf(state, sizeof state,
                   "MSG_YES = reviewed | 2026-11-26 | Somebody | here | %016llx\n",
                   (unsigned long long)folder_hash("qaa", "bab", NULL));
    struct pack_entry entries[] = {
        packs_text("pack.ini", PACK_INI("1", "2026-11-27")),
        packs_text("languages/qaa/name", PACK_NAMED),
        packs_text("languages/qaa/letters", PACK_LETTERS), packs_text("languages/qaa/state", state),
        packs_text("languages/qaa/a.msg", "MSG_YES = bab\nMSG_NO = bo\n")};
    return packs_make(entries, sizeof entries / sizeof entries[0], out, room);
}

TEST(what_was_read_is_shown_and_what_was_not_is_not)
{
    static uint8_t pack[8192];
    start();
    const size_t size = make(pack, sizeof pack);
    store("test.pack", pack, size);
    store("test.before", pack, size);
    use_all();
    CHECK_INT(packs.times, 0);
    CHECK_INT(set.count, 1);
    CHECK_INT(use.languages, 1);
    CHECK_STR(message_text("qaa", MSG_YES), "bab");
    CHECK(!message_has("qaa", MSG_NO));
    CHECK(language_find("qaa") != NULL && !language_find("qaa")->ready);
    CHECK_INT(language_find("qaa")->spoken, 0);
}

TEST(a_pack_that_may_not_be_is_told_and_left_out)
{
    static uint8_t pack[8192];
    start();
    size_t size = make(pack, sizeof pack);
    pack[size - 1] ^= 1;
    store("a.pack", pack, size);
    store("b.pack", pack, 10);
    use_all();
    CHECK_INT(set.count, 0);
    CHECK_INT(packs.times, 2);
    CHECK(strstr(packs.told, "b.pack: pack: cut short") != NULL);
    CHECK(language_find("qaa") == NULL);
}

TEST(the_first_of_two_brings_the_language)
{
    static uint8_t pack[8192];
    start();
    const size_t size = make(pack, sizeof pack);
    store("b.pack", pack, size);
    store("a.pack", pack, size);
    use_all();
    CHECK_INT(use.languages, 1);
    CHECK_INT(packs.times, 1);
    CHECK(strstr(packs.told, "b.pack: qaa: another pack") != NULL);
}

/* While it runs: other words of the same language at once; one that would go waits. */
TEST(other_texts_take_the_place_of_those_in_use)
{
    static uint8_t pack[8192];
    static char state[200];
    start();
    store("test.pack", pack, make(pack, sizeof pack));
    use_all();
    CHECK_STR(message_text("qaa", MSG_YES), "bab");
    (void)snprintf(state, sizeof state,
                   "MSG_YES = reviewed | 2026-11-26 | Somebody | here | %016llx\n",
                   (unsigned long long)folder_hash("qaa", "abba", NULL));
    struct pack_entry entries[] = {packs_text("pack.ini", PACK_INI("2", "2026-11-27")),
                                   packs_text("languages/qaa/name", PACK_NAMED),
                                   packs_text("languages/qaa/letters", PACK_LETTERS),
                                   packs_text("languages/qaa/state", state),
                                   packs_text("languages/qaa/a.msg", "MSG_YES = abba\n")};
    store("test.pack", pack, packs_make(entries, 5, pack, sizeof pack));
    CHECK(again());
    CHECK_INT(use.languages, 1);
    CHECK_STR(message_text("qaa", MSG_YES), "abba");
    CHECK(remove(scratch("packs/test.pack")) == 0);
    CHECK(!again());
    CHECK_STR(message_text("qaa", MSG_YES), "abba");
    CHECK(language_find("qaa") != NULL);
    installed_clear();
    CHECK(again()); /* where no pack brought one, none is missed */
}

TEST(without_packs_nothing_is_said)
{
    scratch_open();
    use_all();
    CHECK_INT(set.count, 0);
    CHECK_INT(packs.times, 0);
}

int main(void)
{
    packs_open();
    RUN(what_was_read_is_shown_and_what_was_not_is_not);
    RUN(a_pack_that_may_not_be_is_told_and_left_out);
    RUN(the_first_of_two_brings_the_language);
    RUN(other_texts_take_the_place_of_those_in_use);
    RUN(without_packs_nothing_is_said);
    scratch_close();
    return check_done();
}
