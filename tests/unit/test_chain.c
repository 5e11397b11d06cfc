#include "app/audit/chain.h"

#include <stdio.h>

#include "tests/check.h"

static uint8_t seed[SEAL_KEY], key[SEAL_KEY], other_seed[SEAL_KEY], other_key[SEAL_KEY];
static char line[CHAIN_LINE];
static size_t size; /* of it, without its end */
static struct chain writer, reader;

static void begin(void)
{
    chain_begin(&writer);
    chain_begin(&reader);
}

static void write_line(const char *name, const uint8_t *signer)
{
    const struct chain_entry e = {.seconds = 1700000000, .name = name, .a = 4, .b = -1};
    size = chain_write(&writer, &e, signer, line) - 1;
    CHECK(line[size] == '\n');
}

static enum chain_verdict take(bool first)
{
    return chain_take(&reader, line, size, key, first);
}

static enum chain_verdict take_text(const char *text)
{
    return chain_take(&reader, text, strlen(text), key, false);
}

TEST(a_reader_stands_where_the_writer_stood)
{
    begin();
    for (int i = 0; i < 20; i++) {
        write_line(i % 5 == 0 ? "CHECKPOINT" : "STORED", i % 5 == 0 ? seed : NULL);
        CHECK_INT(take(false), CHAIN_OK);
        CHECK_INT(reader.seq, i + 1);
        CHECK_STR(reader.hash, writer.hash);
        CHECK_INT(reader.sealed, i / 5 * 5 + 1);
        CHECK_INT(reader.sealed_at, 1700000000);
        CHECK_STR(reader.sealed_hash, writer.sealed_hash);
    }
    CHECK_INT(reader.torn, 0);
}

TEST(a_line_says_what_happened_and_its_hash_is_of_all_before)
{
    char want[CHAIN_LINE];
    uint8_t hash[SEAL_HASH];
    char hex[SEAL_HEX];
    begin();
    const struct chain_entry e = {.seconds = 9, .name = "FILE", .a = 1, .text = "text"};
    size = chain_write(&writer, &e, NULL, line) - 1;
    snprintf(want, sizeof want, "%064d1 9 FILE 1 text", 0);
    seal_hash(want, strlen(want), hash);
    seal_hex(hash, hex);
    snprintf(want, sizeof want, "1 9 FILE 1 text %s\n", hex);
    CHECK(size + 1 == strlen(want) && memcmp(line, want, size + 1) == 0);
}

TEST(a_line_changed_or_at_another_place_is_broken)
{
    begin();
    write_line("STORED", NULL);
    for (size_t i = 0; i < size; i++) {
        const char before = line[i];
        line[i] = before == '7' ? '8' : '7';
        chain_begin(&reader);
        const enum chain_verdict v = take(false);
        CHECK(v == CHAIN_BROKEN || reader.unfinished); /* without a space it is no line at all */
        line[i] = before;
    }
    chain_begin(&reader);
    CHECK_INT(take(false), CHAIN_OK);
    CHECK_INT(take(false), CHAIN_BROKEN); /* twice */
    write_line("STORED", NULL);
    write_line("STORED", NULL);
    CHECK_INT(take(false), CHAIN_BROKEN); /* one left out */
}

TEST(a_seal_is_the_writers_own)
{
    begin();
    write_line("CHECKPOINT", other_seed);
    CHECK_INT(take(false), CHAIN_UNSIGNED);
    CHECK_INT(chain_take(&reader, line, size, other_key, false), CHAIN_OK);
    begin();
    write_line("CHECKPOINT", NULL);
    CHECK_INT(take(false), CHAIN_UNSIGNED);
    CHECK_INT(chain_take(&reader, line, size, NULL, false), CHAIN_OK);
    begin();
    write_line("CHECKPOINT", seed);
    for (size_t i = size - 128; i < size; i += 7) { /* its signature, which no hash covers */
        const char before = line[i];
        line[i] = before == 'f' ? 'g' : 'f';
        chain_begin(&reader);
        CHECK_INT(take(false), CHAIN_UNSIGNED);
        line[i] = before;
    }
}

TEST(what_is_no_line_must_be_closed_by_one_that_says_so)
{
    static char longer[CHAIN_LINE + 1];
    memset(longer, 'x', sizeof longer - 1);
    static const char *const torn[] = {
        "",
        "~",
        "1 2 A 3 4",
        "1 2 A 3 4 short",
        "1 2 A 3 4 5 6 7",
        "1 2 A 3 4 0000000000000000000000000000000000000000000000000000000000000000 short",
        longer,
    };
    for (size_t i = 0; i < sizeof torn / sizeof torn[0]; i++) {
        begin();
        write_line("STORED", NULL);
        CHECK_INT(take(false), CHAIN_OK);
        CHECK_INT(take_text(torn[i]), CHAIN_OK);
        CHECK(reader.unfinished && reader.seq == 1);
        write_line("STORED", NULL); /* goes on as if nothing had been */
        CHECK_INT(take(false), CHAIN_BROKEN);
        writer = reader;
        CHECK_INT(take_text(torn[i]), CHAIN_OK); /* a full disk tears that, too */
        write_line("TORN", NULL);
        CHECK_INT(take(false), CHAIN_OK);
        CHECK(!reader.unfinished && reader.torn == 1 && reader.seq == 2);
    }
    begin();
    CHECK_INT(chain_take(&reader, "1 2\0A 3 4 5", 11, key, false), CHAIN_OK);
    CHECK(reader.unfinished);
}

/* Older files may be gone: the first that is left says where the chain stood, signed. */
TEST(the_first_line_that_is_kept_is_believed_when_it_is_signed)
{
    begin();
    for (int i = 0; i < 5; i++) {
        write_line("STORED", NULL);
    }
    const struct chain before = writer;
    struct chain_entry file = {.seconds = 9, .name = "FILE", .a = 2, .text = before.hash};
    size = chain_write(&writer, &file, seed, line) - 1;
    CHECK_INT(take(true), CHAIN_OK);
    CHECK_INT(reader.seq, 6);
    write_line("STORED", NULL);
    CHECK_INT(take(false), CHAIN_OK);
    chain_begin(&reader);
    CHECK_INT(take(true), CHAIN_BROKEN); /* begins no file */
    chain_begin(&reader);
    CHECK_INT(chain_take(&reader, "~", 1, key, true), CHAIN_BROKEN);
    writer = before;
    size = chain_write(&writer, &file, other_seed, line) - 1;
    chain_begin(&reader);
    CHECK_INT(take(true), CHAIN_UNSIGNED);
    writer = before;
    file.text = "short";
    size = chain_write(&writer, &file, seed, line) - 1;
    chain_begin(&reader);
    CHECK_INT(take(true), CHAIN_BROKEN);
    file.text = before.hash;
    writer = before;
    writer.seq = UINT64_MAX; /* its line is number 0 */
    size = chain_write(&writer, &file, seed, line) - 1;
    chain_begin(&reader);
    CHECK_INT(take(true), CHAIN_BROKEN);
}

TEST(too_many_lines_in_a_row_without_a_seal_are_noticed)
{
    begin();
    write_line("CHECKPOINT", seed);
    CHECK_INT(take(false), CHAIN_OK);
    for (int i = 0; i < CHAIN_UNSEALED; i++) {
        write_line("STORED", NULL);
        CHECK_INT(take(false), CHAIN_OK);
    }
    write_line("STORED", NULL);
    CHECK_INT(take(false), CHAIN_UNSEALED_LONG);
    write_line("CHECKPOINT", seed);
    CHECK_INT(take(false), CHAIN_OK);
}

int main(void)
{
    if (failed(seal_start())) {
        return 1;
    }
    seal_sign_pair(key, seed);
    seal_sign_pair(other_key, other_seed);
    RUN(a_reader_stands_where_the_writer_stood);
    RUN(a_line_says_what_happened_and_its_hash_is_of_all_before);
    RUN(a_line_changed_or_at_another_place_is_broken);
    RUN(a_seal_is_the_writers_own);
    RUN(what_is_no_line_must_be_closed_by_one_that_says_so);
    RUN(the_first_line_that_is_kept_is_believed_when_it_is_signed);
    RUN(too_many_lines_in_a_row_without_a_seal_are_noticed);
    return check_done();
}
