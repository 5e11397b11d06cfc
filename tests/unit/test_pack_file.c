/* The archive: one way to write it, nothing in it that is not named, no name that leads anywhere.
 */
#include "tests/unit/pack_world.h"

static uint8_t file[8192], other[8192];
static size_t size;
static struct pack_file pack;

TEST(a_pack_gives_back_its_files_in_one_order)
{
    struct pack_entry there[] = {packs_text("b.msg", "two"), packs_text("a/c", ""),
                                 packs_text("a/b", "one")};
    struct pack_entry turned[] = {there[2], there[0], there[1]};
    size = packs_make(there, 3, file, sizeof file);
    CHECK_INT(size, PACK_HEAD + 3 * PACK_ENTRY + 6 + SEAL_SIGNATURE);
    CHECK_INT(packs_make(turned, 3, other, sizeof other), size);
    CHECK(memcmp(file, other, size) == 0);
    CHECK(!failed(pack_open(&pack, file, size)));
    CHECK(pack_is_signed(&pack, packs.key));
    CHECK_STR(pack_at(&pack, 0).name, "a/b");
    struct pack_entry e;
    CHECK(pack_find(&pack, "b.msg", &e) && e.size == 3 && memcmp(e.bytes, "two", 3) == 0);
    CHECK(pack_find(&pack, "a/c", &e) && e.size == 0);
    CHECK(!pack_find(&pack, "a", &e));
}

TEST(names_that_lead_elsewhere_are_refused)
{
    static const char *const bad[] = {"",    "/a",   "a/",  "../a", "a/../b", "a//b",
                                      ".a",  "a/.b", "A",   "a b",  "a\\b",   "./a",
                                      "a/.", "a\n",  "a:b", "..",   "é"};
    static const char *const good[] = {"a", "a/b", "a-b_c.d", "languages/qaa-x-jra/screens.msg",
                                       "1"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CHECK(!pack_name_is_fine(bad[i]));
        struct pack_entry e = packs_text(bad[i], "x");
        CHECK_INT(packs_make(&e, 1, other, sizeof other), 0);
    }
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        CHECK(pack_name_is_fine(good[i]));
    }
    struct pack_entry twice[] = {packs_text("a", "x"), packs_text("a", "y")};
    CHECK_INT(packs_make(twice, 2, other, sizeof other), 0);
}

/* Whoever has the key could sign it; it is refused all the same. */
static enum err_code with(size_t at, const void *bytes, size_t count)
{
    (void)memcpy(other, file, size);
    (void)memcpy(other + at, bytes, count);
    packs_sign(other, size);
    return pack_open(&pack, other, size).code;
}

TEST(a_head_that_says_what_is_not_so_is_refused)
{
    static const uint8_t none[8] = {0};
    static const uint8_t many[8] = {255, 255, 255, 255, 255, 255, 255, 255};
    const size_t entry = PACK_HEAD + PACK_ENTRY;
    CHECK_INT(with(0, "RONGPACX", 8), ERR_BAD_INPUT);
    CHECK_INT(with(8, "\x02", 1), ERR_VERSION);
    CHECK_INT(with(12, none, 4), ERR_CORRUPT);
    CHECK_INT(with(12, many, 4), ERR_CORRUPT);
    CHECK_INT(with(16, many, 8), ERR_CORRUPT);
    CHECK_INT(with(PACK_HEAD, "../", 3), ERR_CORRUPT);
    CHECK_INT(with(PACK_HEAD, "z/z", 3), ERR_CORRUPT); /* out of order */
    CHECK_INT(with(entry, "a/b", 3), ERR_CORRUPT);     /* twice */
    CHECK_INT(with(PACK_HEAD + 40, "x", 1), ERR_CORRUPT);
    CHECK_INT(with(entry + PACK_NAME, none, 8), ERR_CORRUPT);     /* over another file */
    CHECK_INT(with(entry + PACK_NAME + 8, many, 8), ERR_CORRUPT); /* past the end */
    CHECK_INT(with(entry + PACK_NAME + 8, "\x01", 1), ERR_CORRUPT);
    CHECK_INT(with(0, file, size), ERR_NONE);
}

TEST(a_pack_cut_short_or_made_longer_is_refused)
{
    for (size_t n = 0; n < size; n++) {
        CHECK(failed(pack_open(&pack, file, n)));
    }
    (void)memcpy(other, file, size);
    other[size] = 0;
    CHECK_INT(pack_open(&pack, other, size + 1).code, ERR_CORRUPT);
}

TEST(every_changed_byte_breaks_the_signature_or_the_head)
{
    for (size_t i = 0; i < size; i++) {
        (void)memcpy(other, file, size);
        other[i] ^= 1;
        CHECK(failed(pack_open(&pack, other, size)) || !pack_is_signed(&pack, packs.key));
    }
    uint8_t seed[SEAL_KEY];
    uint8_t stranger[SEAL_KEY];
    seal_sign_pair(stranger, seed);
    CHECK(!failed(pack_open(&pack, file, size)) && !pack_is_signed(&pack, stranger));
}

int main(void)
{
    packs_open();
    RUN(a_pack_gives_back_its_files_in_one_order);
    RUN(names_that_lead_elsewhere_are_refused);
    RUN(a_head_that_says_what_is_not_so_is_refused);
    RUN(a_pack_cut_short_or_made_longer_is_refused);
    RUN(every_changed_byte_breaks_the_signature_or_the_head);
    return check_done();
}
