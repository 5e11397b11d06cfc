#include "app/outbox/bundle.h"

#include <string.h>

#include "tests/check.h"

#define UUID "6ba7b810-9dad-41d1-80b4-00c04fd430c8"

static uint8_t whole[8192];

static const char sealed[] = "sealed to the other kiosk";
static const char *const papers[] = {"paper one", ""};

static struct bundle_head example(void)
{
    struct bundle_head h = {.uuid = UUID,
                            .procedure = "1.001193",
                            .saved_at = 1795400640,
                            .tries = 3,
                            .sealed_size = sizeof sealed,
                            .paper_count = 2};
    CHECK(!failed(seal_start()));
    memset(h.target, 1, sizeof h.target);
    memset(h.record_sha256, 2, sizeof h.record_sha256);
    memset(h.slip_sha256, 'a', SEAL_HEX - 1);
    seal_hash(sealed, sizeof sealed, h.sealed_sha256);
    for (int i = 0; i < 2; i++) {
        h.papers[i].size = strlen(papers[i]);
        seal_hash(papers[i], strlen(papers[i]), h.papers[i].sha256);
    }
    return h;
}

/* Puts the bundle of a head together; its size. */
static size_t put_together(const struct bundle_head *h)
{
    size_t at = bundle_write_head(h, whole);
    memcpy(whole + at, sealed, sizeof sealed);
    at += sizeof sealed;
    for (int i = 0; i < 2; i++) {
        memcpy(whole + at, papers[i], strlen(papers[i]));
        at += strlen(papers[i]);
    }
    return at;
}

TEST(what_was_written_is_read)
{
    const struct bundle_head h = example();
    const size_t size = put_together(&h);
    struct bundle b;
    CHECK_INT(bundle_read(whole, size, &b).code, ERR_NONE);
    CHECK_STR(b.head.uuid, UUID);
    CHECK_STR(b.head.procedure, "1.001193");
    CHECK_STR(b.head.slip_sha256, h.slip_sha256);
    CHECK_STR(b.head.token_sha256, "");
    CHECK(b.head.saved_at == h.saved_at && b.head.paper_count == 2 && b.head.tries == 3);
    CHECK(memcmp(b.head.target, h.target, SEAL_HASH) == 0);
    CHECK(memcmp(b.head.record_sha256, h.record_sha256, SEAL_HASH) == 0);
    CHECK(memcmp(b.sealed, sealed, sizeof sealed) == 0);
    CHECK(memcmp(b.papers[0], papers[0], strlen(papers[0])) == 0);
}

TEST(every_cut_and_every_changed_byte_is_noticed)
{
    const struct bundle_head h = example();
    const size_t size = put_together(&h);
    struct bundle b;
    for (size_t n = 0; n < size; n++) {
        const struct err e = bundle_read(whole, n, &b);
        CHECK_INT(e.code, n < 16 ? ERR_BAD_INPUT : ERR_CORRUPT);
        whole[n] ^= 0x40;
        CHECK(failed(bundle_read(whole, size, &b)));
        whole[n] ^= 0x40;
    }
    whole[size] = 0;
    CHECK_INT(bundle_read(whole, size + 1, &b).code, ERR_CORRUPT);
    CHECK_INT(bundle_read(whole, size, &b).code, ERR_NONE);
}

TEST(a_newer_version_is_named_as_such)
{
    const struct bundle_head h = example();
    const size_t size = put_together(&h);
    struct bundle b;
    whole[8]++;
    CHECK_INT(bundle_read(whole, size, &b).code, ERR_VERSION);
}

/* One piece this long, whole and with its hash. */
static int read_long(size_t sealed_size, size_t paper_size)
{
    static uint8_t file[BUNDLE_HEAD_MAX + BUNDLE_SEALED_MAX + BUNDLE_PAPER_MAX + 2];
    static const uint8_t zeros[BUNDLE_PAPER_MAX + 1];
    struct bundle_head h = example();
    struct bundle b;
    h.paper_count = 1;
    h.sealed_size = sealed_size;
    h.papers[0].size = paper_size;
    seal_hash(zeros, sealed_size, h.sealed_sha256);
    seal_hash(zeros, paper_size, h.papers[0].sha256);
    const size_t head = bundle_write_head(&h, file);
    return bundle_read(file, head + sealed_size + paper_size, &b).code;
}

TEST(sizes_that_cannot_be_are_refused_whatever_their_hash_says)
{
    CHECK_INT(read_long(BUNDLE_SEALED_MAX, 1), ERR_NONE);
    CHECK_INT(read_long(BUNDLE_SEALED_MAX + 1, 1), ERR_CORRUPT);
    CHECK_INT(read_long(1, BUNDLE_PAPER_MAX), ERR_NONE);
    CHECK_INT(read_long(1, BUNDLE_PAPER_MAX + 1), ERR_CORRUPT);
}

TEST(more_papers_than_an_application_has_are_refused)
{
    const struct bundle_head h = example();
    const size_t size = put_together(&h);
    struct bundle b;
    whole[12] = RECORD_PAPERS_MAX + 1;
    CHECK_INT(bundle_read(whole, size, &b).code, ERR_CORRUPT);
    memset(whole + 12, 0xFF, 4);
    CHECK_INT(bundle_read(whole, size, &b).code, ERR_CORRUPT);
}

/* Whether a head that is whole is taken all the same. */
static enum err_code read_of(const struct bundle_head *h)
{
    struct bundle b;
    return bundle_read(whole, put_together(h), &b).code;
}

TEST(a_head_with_a_right_hash_must_make_sense)
{
    struct bundle_head h = example();
    CHECK_INT(read_of(&h), ERR_NONE);
    h.uuid[35] = '\0'; /* shorter than any */
    CHECK_INT(read_of(&h), ERR_CORRUPT);
    h = example();
    h.uuid[0] = '/';
    CHECK_INT(read_of(&h), ERR_CORRUPT);
    h = example();
    h.procedure[0] = '/';
    CHECK_INT(read_of(&h), ERR_CORRUPT);
    h = example();
    h.slip_sha256[63] = '\0';
    CHECK_INT(read_of(&h), ERR_CORRUPT);
    h = example();
    h.slip_sha256[0] = 'g';
    CHECK_INT(read_of(&h), ERR_CORRUPT);
    h = example();
    memset(h.token_sha256, 'A', 64);
    CHECK_INT(read_of(&h), ERR_CORRUPT);
    h = example();
    h.saved_at = -1;
    CHECK_INT(read_of(&h), ERR_CORRUPT);
    h = example();
    h.tries = BUNDLE_TRIES + 1;
    CHECK_INT(read_of(&h), ERR_CORRUPT);
    h.tries = -1;
    CHECK_INT(read_of(&h), ERR_CORRUPT);
    h = example();
    h.sealed_size = UINT64_MAX;
    CHECK_INT(read_of(&h), ERR_CORRUPT);
    h = example();
    h.papers[1].size = UINT64_MAX;
    CHECK_INT(read_of(&h), ERR_CORRUPT);
}

TEST(bytes_behind_a_text_are_refused)
{
    const struct bundle_head h = example();
    const size_t size = put_together(&h);
    struct bundle b;
    const size_t head = BUNDLE_FIXED + 2 * BUNDLE_PAPER;
    whole[128 + 38] = 'x'; /* behind the uuid's end */
    seal_hash(whole, head, whole + head);
    CHECK_INT(bundle_read(whole, size, &b).code, ERR_CORRUPT);
}

TEST(two_people_compare_a_fingerprint)
{
    struct seal_public key;
    uint8_t target[SEAL_HASH];
    char text[BUNDLE_FINGERPRINT];
    memset(key.key, 7, sizeof key.key);
    CHECK(!failed(seal_start()));
    bundle_target(&key, target);
    bundle_fingerprint(target, text);
    CHECK_INT(strlen(text), 19);
    CHECK(text[4] == ' ' && text[9] == ' ' && text[14] == ' ');
}

int main(void)
{
    RUN(what_was_written_is_read);
    RUN(every_cut_and_every_changed_byte_is_noticed);
    RUN(a_newer_version_is_named_as_such);
    RUN(sizes_that_cannot_be_are_refused_whatever_their_hash_says);
    RUN(more_papers_than_an_application_has_are_refused);
    RUN(a_head_with_a_right_hash_must_make_sense);
    RUN(bytes_behind_a_text_are_refused);
    RUN(two_people_compare_a_fingerprint);
    return check_done();
}
