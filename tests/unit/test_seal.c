#define _GNU_SOURCE /* memmem */
#include "app/outbox/seal.h"

#include <stdlib.h>

#include "tests/check.h"

#define BIG 100000

static uint8_t plain[BIG], sealed[BIG + 1000], again[BIG];

struct heap {
    size_t size;
    int pieces;
};

static struct err collect(void *context, const void *bytes, size_t size)
{
    struct heap *h = context;
    memcpy(sealed + h->size, bytes, size);
    h->size += size;
    h->pieces++;
    return ERR_OK;
}

/* Takes so many pieces. */
static struct err take_some(void *context, const void *bytes, size_t size)
{
    int *left = context;
    (void)bytes;
    (void)size;
    return (*left)-- > 0 ? ERR_OK : ERR(ERR_FULL, 0, "test: full");
}

static void fill(void)
{
    for (size_t i = 0; i < BIG; i++) {
        plain[i] = (uint8_t)(i * 7 + i / 251);
    }
}

TEST(a_box_opens_with_its_key_only)
{
    struct seal_public p;
    struct seal_public other_p;
    struct seal_secret k;
    struct seal_secret other;
    size_t size = 0;
    size_t got = 0;
    fill();
    seal_pair(&p, &k);
    seal_pair(&other_p, &other);
    CHECK(!failed(seal_box(&p, plain, 1000, sealed, sizeof sealed, &size)));
    CHECK_INT(size, 1000 + SEAL_OVERHEAD);
    CHECK(memmem(sealed, size, plain, 16) == NULL);
    CHECK(!failed(seal_unbox(&k, sealed, size, again, sizeof again, &got)));
    CHECK(got == 1000 && memcmp(again, plain, got) == 0);
    CHECK_INT(seal_unbox(&other, sealed, size, again, sizeof again, &got).code, ERR_NOT_FOUND);
    CHECK(memcmp(seal_public_of(&k).key, p.key, SEAL_KEY) == 0);
}

TEST(a_changed_or_short_box_is_refused)
{
    struct seal_public p;
    struct seal_secret k;
    size_t size = 0;
    size_t got = 0;
    seal_pair(&p, &k);
    CHECK(!failed(seal_box(&p, plain, 50, sealed, sizeof sealed, &size)));
    for (size_t i = 1 + SEAL_KEY_ID; i < size; i++) {
        sealed[i] ^= 1;
        CHECK_INT(seal_unbox(&k, sealed, size, again, sizeof again, &got).code, ERR_CORRUPT);
        sealed[i] ^= 1;
    }
    CHECK_INT(seal_unbox(&k, sealed, size - 1, again, sizeof again, &got).code, ERR_CORRUPT);
    CHECK_INT(seal_unbox(&k, sealed, 3, again, sizeof again, &got).code, ERR_CORRUPT);
    sealed[0] = 9;
    CHECK_INT(seal_unbox(&k, sealed, size, again, sizeof again, &got).code, ERR_VERSION);
    CHECK_INT(seal_box(&p, plain, 50, sealed, 80, &size).code, ERR_FULL);
    CHECK_INT(seal_box(&p, plain, 0, sealed, SEAL_OVERHEAD - 1, &size).code, ERR_FULL);
    CHECK(!failed(seal_box(&p, plain, 50, sealed, sizeof sealed, &size)));
    CHECK_INT(seal_unbox(&k, sealed, size, again, 49, &got).code, ERR_FULL);
    CHECK_INT(seal_unbox(&k, sealed, size, again, 50, &got).code, ERR_NONE);
}

/* A point of no order: every secret would agree with it on the same nothing. */
TEST(nothing_is_sealed_to_a_key_that_is_none)
{
    const struct seal_public none = {.key = {0}};
    size_t size = 0;
    CHECK_INT(seal_box(&none, plain, 50, sealed, sizeof sealed, &size).code, ERR_BAD_INPUT);
}

TEST(a_paper_of_any_size_comes_back_whole)
{
    static const size_t sizes[] = {0, 1, 32767, 32768, 32769, 65536, BIG};
    fill();
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        uint8_t key[SEAL_KEY];
        uint8_t hash[SEAL_HASH];
        uint8_t want[SEAL_HASH];
        struct heap h = {0};
        size_t got = 1;
        CHECK(!failed(seal_paper(plain, sizes[i], (struct seal_sink){collect, &h}, key, hash)));
        seal_hash(sealed, h.size, want);
        CHECK(memcmp(hash, want, SEAL_HASH) == 0);
        CHECK(!failed(seal_open_paper(key, sealed, h.size, again, sizeof again, &got)));
        CHECK(got == sizes[i] && memcmp(again, plain, got) == 0);
    }
}

TEST(a_paper_cut_changed_or_lengthened_is_refused)
{
    uint8_t key[SEAL_KEY];
    uint8_t hash[SEAL_HASH];
    struct heap h = {0};
    size_t got = 0;
    CHECK(!failed(seal_paper(plain, 70000, (struct seal_sink){collect, &h}, key, hash)));
    static const size_t cuts[] = {0, 3, 28, 29, 32768 + 17 + 28, 69000};
    for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
        CHECK_INT(seal_open_paper(key, sealed, cuts[i], again, sizeof again, &got).code,
                  ERR_CORRUPT);
    }
    CHECK_INT(seal_open_paper(key, sealed, h.size + 1, again, sizeof again, &got).code,
              ERR_CORRUPT);
    sealed[40000] ^= 4;
    CHECK_INT(seal_open_paper(key, sealed, h.size, again, sizeof again, &got).code, ERR_CORRUPT);
    sealed[40000] ^= 4;
    CHECK_INT(seal_open_paper(key, sealed, h.size, again, 100, &got).code, ERR_FULL);
    sealed[0] ^= 1; /* of another format */
    CHECK_INT(seal_open_paper(key, sealed, h.size, again, sizeof again, &got).code, ERR_CORRUPT);
    /* Behind a whole last piece there is nothing more, not even a piece that opens. */
    h = (struct heap){0};
    CHECK(!failed(seal_paper(plain, 32768, (struct seal_sink){collect, &h}, key, hash)));
    CHECK_INT(seal_open_paper(key, sealed, h.size, again, sizeof again, &got).code, ERR_NONE);
    memcpy(sealed + h.size, sealed + 28, 40);
    CHECK_INT(seal_open_paper(key, sealed, h.size + 40, again, sizeof again, &got).code,
              ERR_CORRUPT);
}

TEST(a_failing_sink_stops_the_sealing)
{
    uint8_t key[SEAL_KEY];
    uint8_t hash[SEAL_HASH];
    for (int pieces = 0; pieces < 5; pieces++) { /* the mark, the header, three of the paper */
        int left = pieces;
        CHECK_INT(seal_paper(plain, 70000, (struct seal_sink){take_some, &left}, key, hash).code,
                  ERR_FULL);
        CHECK_INT(left, -1); /* asked once too often, and no more */
    }
    int left = 5;
    CHECK(!failed(seal_paper(plain, 70000, (struct seal_sink){take_some, &left}, key, hash)));
}

/* FIPS 180-4's example. */
static void count_rest(const void *context)
{
    ++*(int *)(uintptr_t)context;
}

TEST(a_hash_in_pieces_is_the_same)
{
    static uint8_t bytes[2 * SEAL_PIECE + 5];
    uint8_t whole[SEAL_HASH];
    uint8_t hash[SEAL_HASH];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (uint8_t)(i * 31 >> 3);
    }
    const size_t sizes[] = {0, 1, SEAL_PIECE, SEAL_PIECE + 1, sizeof bytes};
    const int rests[] = {0, 1, 1, 2, 3};
    for (int i = 0; i < 5; i++) {
        int rested = 0;
        seal_hash(bytes, sizes[i], whole);
        seal_hash_in_pieces(bytes, sizes[i], count_rest, &rested, hash);
        CHECK(memcmp(whole, hash, sizeof hash) == 0);
        CHECK_INT(rested, rests[i]);
    }
}

TEST(hashes_and_hex_are_the_standards)
{
    uint8_t hash[SEAL_HASH];
    uint8_t back[SEAL_HASH];
    char hex[SEAL_HEX];
    seal_hash("abc", 3, hash);
    seal_hex(hash, hex);
    CHECK_STR(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(seal_unhex(hex, back) && memcmp(hash, back, SEAL_HASH) == 0);
    CHECK(!seal_unhex("ba78", back));
    hex[3] = 'g';
    CHECK(!seal_unhex(hex, back));
    hex[3] = 'F'; /* as it was, but for its case */
    CHECK(!seal_unhex(hex, back));
}

int main(void)
{
    if (failed(seal_start())) {
        return 1;
    }
    RUN(a_box_opens_with_its_key_only);
    RUN(a_changed_or_short_box_is_refused);
    RUN(nothing_is_sealed_to_a_key_that_is_none);
    RUN(a_paper_of_any_size_comes_back_whole);
    RUN(a_paper_cut_changed_or_lengthened_is_refused);
    RUN(a_failing_sink_stops_the_sealing);
    RUN(hashes_and_hex_are_the_standards);
    RUN(a_hash_in_pieces_is_the_same);
    return check_done();
}
