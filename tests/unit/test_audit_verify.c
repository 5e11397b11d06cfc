#define _GNU_SOURCE /* nftw */
#include "app/audit/audit_verify.h"

#include "app/audit/audit_key.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"

/* Logs written line by line, so that each may be as wrong as it can be. */
static uint8_t seed[SEAL_KEY];
static struct chain chain;
static char line[CHAIN_LINE];

static void add(const char *file, const char *name, int64_t a, const char *text, const uint8_t *key)
{
    const struct chain_entry e = {.seconds = 1700000000, .name = name, .a = a, .text = text};
    FILE *f = fopen(scratch(file), "a");
    const size_t size = chain_write(&chain, &e, key, line);
    line[size] = '\0';
    CHECK(f != NULL && fwrite(line, 1, size, f) == size && fclose(f) == 0);
}

static void fill(const char *name, const char *content)
{
    FILE *f = fopen(scratch(name), "w");
    CHECK(f != NULL && fputs(content, f) >= 0 && fclose(f) == 0);
}

/* The last line as the head. */
static void put_head(void)
{
    fill("kiosk.head", line);
}

/* Three lines in the first file, a seal the last. */
static void begin(void)
{
    struct port_dir dir = dir_linux();
    scratch_open_in_memory();
    CHECK(!failed(audit_key_open(&dir, scratch_root, "kiosk", seed)));
    chain_begin(&chain);
    const struct chain before = chain;
    add("kiosk-1.log", "FILE", 1, before.hash, seed);
    add("kiosk-1.log", "STORED", 7, NULL, NULL);
    add("kiosk-1.log", "CHECKPOINT", 0, NULL, seed);
}

static struct audit_report verified(void)
{
    struct audit_report r = {.finding = AUDIT_BROKEN};
    CHECK_INT(audit_verify(scratch_root, "kiosk", &r).code, ERR_NONE);
    return r;
}

TEST(a_log_of_two_files_is_fine)
{
    begin();
    const struct chain before = chain;
    add("kiosk-2.log", "FILE", 2, before.hash, seed);
    add("kiosk-2.log", "STORED", 8, NULL, NULL);
    const struct audit_report r = verified();
    CHECK_INT(r.finding, AUDIT_FINE);
    CHECK_INT(r.files, 2);
    CHECK_INT(r.chain.seq, 5);
    CHECK_INT(r.chain.sealed, 4);
    CHECK_INT(r.from, 1);
    CHECK_INT(r.head, 0);
}

TEST(only_its_own_files_count)
{
    static const char *const others[] = {"kiosk-0.log",  "kiosk--3.log", "kiosk-2.log.old",
                                         "kiosk-2.txt",  "kiosk-.log",   "courier-2.log",
                                         "kioskkk-2.log"};
    struct audit_file file;
    begin();
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        fill(others[i], "not a line of it\n");
    }
    CHECK_INT(verified().finding, AUDIT_FINE);
    CHECK_INT(verified().files, 1);
    CHECK(!failed(audit_read_last(scratch_root, "kiosk", &file)));
    CHECK_INT(file.number, 1);
}

TEST(without_a_log_or_its_key_nothing_is_said)
{
    struct audit_report r;
    struct audit_file file;
    begin();
    CHECK_INT(audit_verify(scratch_root, "steward", &r).code, ERR_NOT_FOUND);
    CHECK_INT(audit_read_last(scratch_root, "steward", &file).code, ERR_NOT_FOUND);
    CHECK(failed(audit_verify(scratch("nowhere"), "kiosk", &r)));
    fill("kiosk.pub", "no key");
    CHECK_INT(audit_verify(scratch_root, "kiosk", &r).code, ERR_CORRUPT);
    CHECK(unlink(scratch("kiosk.pub")) == 0);
    CHECK_INT(audit_verify(scratch_root, "kiosk", &r).code, ERR_NOT_FOUND);
}

TEST(a_head_tells_what_was_cut_off_and_must_be_the_writers)
{
    begin();
    put_head();
    struct audit_report r = verified();
    CHECK_INT(r.finding, AUDIT_FINE);
    CHECK_INT(r.head, 3);
    add("elsewhere", "STORED", 9, NULL, NULL);
    add("elsewhere", "CHECKPOINT", 0, NULL, seed);
    put_head();
    r = verified();
    CHECK_INT(r.finding, AUDIT_CUT_SHORT);
    CHECK_INT(r.head, 5);
    static const char *const none[] = {"", "3 1700000000 CHECKPOINT 0 0", "3 1 STORED 0 0 00 00"};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        fill("kiosk.head", none[i]);
        CHECK_INT(verified().finding, AUDIT_HEAD_FOREIGN);
    }
    chain_begin(&chain);
    add("elsewhere", "STORED", 9, NULL, NULL);
    add("elsewhere", "STORED", 9, NULL, NULL);
    add("elsewhere", "CHECKPOINT", 0, NULL, seed); /* the same key and number, another past */
    put_head();
    CHECK_INT(verified().finding, AUDIT_HEAD_FOREIGN);
    CHECK_INT(verified().line, 3);
}

/* Every byte of a head: its signature covers its hash, and its hash the log. */
TEST(a_head_changed_in_hash_or_signature_is_foreign)
{
    begin();
    char head[CHAIN_LINE];
    snprintf(head, sizeof head, "%s", line);
    const size_t size = strcspn(head, "\n");
    for (size_t i = size - 193; i < size; i += 5) {
        char changed[CHAIN_LINE];
        memcpy(changed, head, sizeof changed);
        changed[i] = head[i] == ' ' ? 'x' : head[i] == '1' ? '2' : '1';
        fill("kiosk.head", changed);
        CHECK_INT(verified().finding, AUDIT_HEAD_FOREIGN);
    }
    fill("kiosk.head", head);
    CHECK_INT(verified().finding, AUDIT_FINE);
}

TEST(a_log_that_stopped_being_sealed_is_noticed)
{
    begin();
    for (int i = 0; i < CHAIN_UNSEALED; i++) {
        add("kiosk-1.log", "STORED", i, NULL, NULL);
    }
    CHECK_INT(verified().finding, AUDIT_FINE);
    add("kiosk-1.log", "STORED", 0, NULL, NULL);
    const struct audit_report r = verified();
    CHECK_INT(r.finding, AUDIT_NOT_SEALED);
    CHECK_INT(r.line, 3 + CHAIN_UNSEALED + 1);
}

TEST(a_line_without_an_end_is_nothing_yet_and_the_next_writer_knows)
{
    struct audit_file file;
    begin();
    FILE *f = fopen(scratch("kiosk-1.log"), "a");
    CHECK(f != NULL && fputs("4 17000", f) >= 0 && fclose(f) == 0);
    CHECK_INT(verified().finding, AUDIT_FINE);
    CHECK_INT(verified().chain.seq, 3);
    CHECK(!failed(audit_read_last(scratch_root, "kiosk", &file)));
    CHECK(file.torn && file.verdict == CHAIN_OK);
    CHECK_STR(file.chain.hash, chain.hash);
    f = fopen(scratch("kiosk-1.log"), "a");
    CHECK(f != NULL && fputs("~\n", f) >= 0 && fclose(f) == 0);
    add("kiosk-1.log", "STORED", 9, NULL, NULL); /* as if it had never been */
    const struct audit_report r = verified();
    CHECK_INT(r.finding, AUDIT_BROKEN);
    CHECK_INT(r.line, 4);
}

TEST(the_last_file_with_a_line_is_where_a_writer_goes_on)
{
    struct audit_file file;
    begin();
    fill("kiosk-2.log", "");
    fill("kiosk-3.log", "4 170");
    CHECK(!failed(audit_read_last(scratch_root, "kiosk", &file)));
    CHECK_INT(file.number, 3);
    CHECK_INT(file.bytes, 0);
    CHECK_INT(file.chain.seq, 3);
    CHECK_STR(file.chain.hash, chain.hash);
    CHECK_INT(file.verdict, CHAIN_OK);
    fill("kiosk-1.log", "");
    CHECK(!failed(audit_read_last(scratch_root, "kiosk", &file)));
    CHECK_INT(file.chain.seq, 0);
    CHECK_INT(file.bytes, 0);
}

int main(void)
{
    if (failed(seal_start())) {
        return 1;
    }
    RUN(a_log_of_two_files_is_fine);
    RUN(only_its_own_files_count);
    RUN(without_a_log_or_its_key_nothing_is_said);
    RUN(a_head_tells_what_was_cut_off_and_must_be_the_writers);
    RUN(a_head_changed_in_hash_or_signature_is_foreign);
    RUN(a_log_that_stopped_being_sealed_is_noticed);
    RUN(a_line_without_an_end_is_nothing_yet_and_the_next_writer_knows);
    RUN(the_last_file_with_a_line_is_where_a_writer_goes_on);
    scratch_close();
    return check_done();
}
