#define _GNU_SOURCE /* memmem */
#include "app/courier/frozen.h"

#include "tests/check.h"

static struct seal_secret key;
static struct seal_public to;
static uint8_t sealed[1024];
static size_t sealed_size;
static char storage[256];
static struct buf words;
static uint8_t memory[2048];

/* "one, <paper 3> and two": words, a paper's 70 bytes, words. */
static struct exchange example(void)
{
    const struct exchange x = {
        .size = 82,
        .pieces = {{PIECE_WORDS, 0, 5}, {PIECE_PAPER, 3, 70}, {PIECE_WORDS, 0, 7}},
        .piece_count = 3};
    buf_init(&words, storage, sizeof storage);
    buf_puts(&words, "one, and two");
    return x;
}

static struct err seal(const struct exchange *x, size_t scratch)
{
    struct arena a;
    arena_init(&a, memory, scratch);
    return frozen_seal(&key, x, &words, &a, sealed, sizeof sealed, &sealed_size);
}

TEST(words_and_the_order_of_pieces_come_back)
{
    struct exchange x = example();
    CHECK(!failed(seal(&x, sizeof memory)));
    CHECK_INT(sealed_size, frozen_size(&x, &words));
    CHECK(memmem(sealed, sealed_size, "and", 3) == NULL);
    x = (struct exchange){.size = 82};
    buf_clear(&words);
    CHECK_INT(frozen_open(&key, sealed, sealed_size, &x, &words).code, ERR_NONE);
    CHECK_STR(words.data, "one, and two");
    CHECK_INT(x.piece_count, 3);
    CHECK(x.pieces[0].kind == PIECE_WORDS && x.pieces[0].size == 5);
    CHECK(x.pieces[1].kind == PIECE_PAPER && x.pieces[1].size == 70 && x.pieces[1].paper == 3);
    CHECK(x.pieces[2].kind == PIECE_WORDS && x.pieces[2].size == 7);
}

TEST(only_an_exchange_with_words_of_its_own_needs_it)
{
    struct exchange x = example();
    CHECK(frozen_needed(&x));
    x.piece_count = 0;
    CHECK(!frozen_needed(&x));
    x.pieces[0].kind = PIECE_RECORD;
    x.piece_count = 2;
    CHECK(!frozen_needed(&x));
}

TEST(another_key_a_changed_byte_and_a_lack_of_room_are_told)
{
    struct seal_public ignored;
    struct seal_secret other;
    struct exchange x = example();
    CHECK_INT(seal(&x, 16).code, ERR_FULL);
    CHECK(!failed(seal(&x, sizeof memory)));
    seal_pair(&ignored, &other);
    CHECK_INT(frozen_open(&other, sealed, sealed_size, &x, &words).code, ERR_NOT_FOUND);
    CHECK_INT(frozen_open(&key, sealed, SIZE_MAX / 2, &x, &words).code, ERR_IO);
    buf_init(&words, storage, 8);
    CHECK_INT(frozen_open(&key, sealed, sealed_size, &x, &words).code, ERR_CORRUPT);
    sealed[sealed_size - 1] ^= 1;
    CHECK_INT(frozen_open(&key, sealed, sealed_size, &x, &words).code, ERR_CORRUPT);
    sealed[0] = 9;
    CHECK_INT(frozen_open(&key, sealed, sealed_size, &x, &words).code, ERR_VERSION);
}

/* Sealed with the right key, and yet no request: a program of another time, or worse. */
static enum err_code open_plain(const char *plain, size_t size)
{
    struct exchange x = {.size = 5};
    size_t got = 0;
    buf_init(&words, storage, sizeof storage);
    CHECK(!failed(seal_box(&to, plain, size, sealed, sizeof sealed, &got)));
    return frozen_open(&key, sealed, got, &x, &words).code;
}

#define LONG(n) n "\0\0\0\0\0\0\0" /* eight bytes of size */

TEST(what_opens_and_is_no_request_is_refused)
{
    static char many[4 + 80 * 10] = "RQ1P"; /* 80 pieces: more than any exchange has */
    CHECK_INT(open_plain("RQ1\1\0\0" LONG("\5") "hello", 19), ERR_NONE);
    CHECK_STR(words.data, "hello");
    CHECK_INT(open_plain("", 0), ERR_CORRUPT);
    CHECK_INT(open_plain("RQ1", 3), ERR_CORRUPT);
    CHECK_INT(open_plain("RQ1\2\0\0" LONG("\5") "hello", 19), ERR_CORRUPT);
    CHECK_INT(open_plain("RQ2\1\0\0" LONG("\5") "hello", 19), ERR_CORRUPT);
    CHECK_INT(open_plain("RQ1\1\0\0" LONG("\4") "hell", 18), ERR_CORRUPT); /* not its size */
    CHECK_INT(open_plain("RQ1\1\0\0" LONG("\5") "hell", 18), ERR_CORRUPT);
    CHECK_INT(open_plain("RQ1\1\1\0" LONG("\5") "hello", 19), ERR_CORRUPT); /* words of nobody */
    CHECK_INT(open_plain("RQ1\1\3\0" LONG("\5") "hello", 19), ERR_CORRUPT); /* no such piece */
    CHECK_INT(open_plain(many, sizeof many), ERR_CORRUPT);
}

int main(void)
{
    if (failed(seal_start())) {
        return 1;
    }
    seal_pair(&to, &key);
    RUN(words_and_the_order_of_pieces_come_back);
    RUN(only_an_exchange_with_words_of_its_own_needs_it);
    RUN(another_key_a_changed_byte_and_a_lack_of_room_are_told);
    RUN(what_opens_and_is_no_request_is_refused);
    return check_done();
}
