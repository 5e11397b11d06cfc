#define _GNU_SOURCE
#include "app/audit/audit_log.h"

#include <fcntl.h>
#include <stdlib.h>

#include "app/audit/audit_verify.h"
#include "platform/linux/journal.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"

#define NOW 1700000000

static struct audit_log audit;
static struct journal_linux file;
static struct port_dir dir;

static bool opened(int64_t now)
{
    bool broken = false;
    journal_linux_init(&file);
    dir = dir_linux();
    CHECK(!failed(audit_open(&audit, scratch_root, "kiosk", &file.port, &dir, now, &broken)));
    return !broken;
}

static void events(int count, int64_t now)
{
    for (int i = 0; i < count; i++) {
        const struct log_entry e = {.seconds = (uint64_t)now, .id = EV_STORED, .a = i, .b = -1};
        audit_event(&audit, &e);
    }
}

/* As kill -9 leaves it: nothing is sealed any more. */
static void killed(void)
{
    audit_close(&audit, 0);
}

static struct audit_report verified(void)
{
    struct audit_report r = {.finding = AUDIT_BROKEN};
    CHECK(!failed(audit_verify(scratch("log"), "kiosk", &r)));
    return r;
}

static enum audit_finding finding(void)
{
    return verified().finding;
}

/* The log as one text, to be changed and written back. */
static char text[1 << 20];

static size_t load(const char *name)
{
    FILE *f = fopen(scratch(name), "r");
    const size_t size = f == NULL ? 0 : fread(text, 1, sizeof text - 1, f);
    text[size] = '\0';
    if (f != NULL) {
        fclose(f);
    }
    return size;
}

static void save(const char *name, size_t size)
{
    FILE *f = fopen(scratch(name), "w");
    CHECK(f != NULL && fwrite(text, 1, size, f) == size && fclose(f) == 0);
}

/* The beginning of line number n, from 1. */
static char *line_of(int n)
{
    char *at = text;
    while (--n > 0) {
        at = strchr(at, '\n') + 1;
    }
    return at;
}

TEST(what_was_written_verifies_and_goes_on)
{
    scratch_open();
    CHECK(opened(NOW));
    events(125, NOW);
    worker_rest(&audit.worker); /* a slow disk seals later */
    events(125, NOW);
    audit_close(&audit, NOW + 1);
    struct audit_report r = verified();
    CHECK_INT(r.finding, AUDIT_FINE);
    CHECK_INT(r.chain.seq,
              1 + 250 + 2 + 1); /* the file's line, two seals on the way, one at the end */
    CHECK_INT(r.chain.sealed, r.chain.seq);
    CHECK_INT(r.head, r.chain.seq);
    CHECK(opened(NOW + 2));
    events(3, NOW + 2);
    killed();
    r = verified();
    CHECK_INT(r.finding, AUDIT_FINE);
    CHECK_INT(r.chain.seq, 257);
    CHECK_INT(r.files, 1);
}

TEST(a_quarter_of_an_hour_seals_too)
{
    scratch_open();
    CHECK(opened(NOW));
    events(2, NOW + 10);
    CHECK_INT(audit.chain.sealed, 1);
    events(1, NOW + AUDIT_SECONDS);
    CHECK_INT(audit.chain.sealed, 5);
    killed();
    CHECK_INT(verified().head, 5);
}

TEST(every_change_of_a_byte_is_found_at_its_line)
{
    scratch_open();
    CHECK(opened(NOW));
    events(120, NOW);
    audit_close(&audit, NOW + 1);
    const size_t size = load("log/kiosk-1.log");
    static char whole[sizeof text];
    memcpy(whole, text, size);
    for (size_t at = 3; at < size; at += 331) {
        memcpy(text, whole, size);
        int line = 1;
        for (size_t i = 0; i < at; i++) {
            line += text[i] == '\n';
        }
        text[at] = text[at] == '7' ? '8' : '7';
        save("log/kiosk-1.log", size);
        const struct audit_report r = verified();
        CHECK(r.finding == AUDIT_BROKEN || r.finding == AUDIT_UNSIGNED);
        CHECK_INT(r.line, line);
    }
    memcpy(text, whole, size);
    save("log/kiosk-1.log", size);
    CHECK_INT(finding(), AUDIT_FINE);
}

/* What no hash covers is the signature: its digits have one way to be written, too. */
TEST(a_signature_written_otherwise_is_found)
{
    scratch_open();
    CHECK(opened(NOW));
    audit_close(&audit, NOW + 1);
    const size_t size = load("log/kiosk-1.log");
    char *end = strchr(text, '\n');
    CHECK(end != NULL);
    for (char *at = end - 2 * SEAL_SIGNATURE; at < end; at++) {
        *at = *at >= 'a' && *at <= 'f' ? (char)(*at - 'a' + 'A') : *at;
    }
    save("log/kiosk-1.log", size);
    CHECK_INT(finding(), AUDIT_UNSIGNED);
    CHECK_INT(verified().line, 1);
}

TEST(a_line_taken_out_or_doubled_is_found)
{
    scratch_open();
    CHECK(opened(NOW));
    events(20, NOW);
    audit_close(&audit, NOW + 1);
    size_t size = load("log/kiosk-1.log");
    char *from = line_of(7);
    char *to = line_of(8);
    memmove(from, to, size - (size_t)(to - text));
    save("log/kiosk-1.log", size - (size_t)(to - from));
    CHECK_INT(finding(), AUDIT_BROKEN);
    CHECK_INT(verified().line, 7);
}

TEST(a_log_cut_short_is_known_by_its_last_seal)
{
    scratch_open();
    CHECK(opened(NOW));
    events(20, NOW);
    audit_close(&audit, NOW + 1);
    load("log/kiosk-1.log");
    save("log/kiosk-1.log", (size_t)(line_of(12) - text));
    const struct audit_report r = verified();
    CHECK_INT(r.finding, AUDIT_CUT_SHORT);
    CHECK_INT(r.chain.seq, 11);
    CHECK_INT(r.head, 22);
}

/* Whoever can write can make hashes; signatures she cannot. */
TEST(a_log_written_anew_without_the_key_is_found)
{
    scratch_open();
    CHECK(opened(NOW));
    audit_close(&audit, NOW + 1);
    load("log/kiosk.pub");
    static char public[SEAL_HEX];
    memcpy(public, text, SEAL_HEX);
    scratch_open();
    CHECK(opened(NOW));
    events(20, NOW);
    audit_close(&audit, NOW + 1);
    memcpy(text, public, SEAL_HEX);
    save("log/kiosk.pub", SEAL_HEX);
    CHECK_INT(finding(), AUDIT_UNSIGNED);
    CHECK_INT(verified().line, 1);
}

/* A power cut may leave any part of the last line; so may a full disk. */
TEST(a_torn_last_line_is_closed_and_no_alarm)
{
    for (size_t cut = 1; cut < 90; cut += 8) {
        scratch_open();
        CHECK(opened(NOW));
        events(5, NOW);
        killed();
        const size_t size = load("log/kiosk-1.log");
        save("log/kiosk-1.log", size - cut);
        CHECK_INT(finding(), AUDIT_FINE);
        CHECK(opened(NOW + 5));
        events(2, NOW + 5);
        killed();
        const struct audit_report r = verified();
        CHECK_INT(r.finding, AUDIT_FINE);
        CHECK_INT(r.chain.torn, 1);
        CHECK_INT(r.chain.seq, 8); /* six, one of them lost, TORN, two more */
    }
}

TEST(a_broken_log_is_left_alone_and_a_new_file_begins)
{
    scratch_open();
    CHECK(opened(NOW));
    events(5, NOW);
    killed();
    const size_t size = load("log/kiosk-1.log");
    *line_of(3) = '9';
    save("log/kiosk-1.log", size);
    CHECK(!opened(NOW + 5));
    events(2, NOW + 5);
    audit_close(&audit, NOW + 6);
    CHECK_INT(finding(), AUDIT_BROKEN);
    CHECK_INT(verified().line, 3);
    CHECK(opened(NOW + 7)); /* and the new one goes on */
    killed();
}

TEST(the_chain_goes_through_all_files_and_the_oldest_may_go)
{
    scratch_open();
    CHECK(opened(NOW));
    audit.bytes = AUDIT_FILE_BYTES;
    events(120, NOW);
    worker_rest(&audit.worker);
    audit.bytes = AUDIT_FILE_BYTES;
    events(120, NOW);
    audit_close(&audit, NOW + 1);
    struct audit_report r = verified();
    CHECK_INT(r.finding, AUDIT_FINE);
    CHECK_INT(r.files, 3);
    CHECK(unlink(scratch("log/kiosk-1.log")) == 0);
    r = verified();
    CHECK_INT(r.finding, AUDIT_FINE);
    CHECK_INT(r.files, 2);
    CHECK(r.from > 100);
    scratch_open();
    CHECK(opened(NOW));
    for (int i = 0; i < 2; i++) {
        audit.bytes = AUDIT_FILE_BYTES;
        events(120, NOW);
        worker_rest(&audit.worker);
    }
    killed();
    CHECK(unlink(scratch("log/kiosk-2.log")) == 0);
    CHECK_INT(finding(), AUDIT_FILE_MISSING);
}

/* The file of a rotation that a power cut left empty. */
TEST(an_empty_last_file_is_passed_over)
{
    scratch_open();
    CHECK(opened(NOW));
    events(5, NOW);
    killed();
    save("log/kiosk-2.log", 0);
    CHECK_INT(finding(), AUDIT_FINE);
    CHECK(opened(NOW + 5));
    events(2, NOW + 5);
    killed();
    const struct audit_report r = verified();
    CHECK_INT(r.finding, AUDIT_FINE);
    CHECK_INT(r.files, 2);
    CHECK_INT(r.chain.seq, 9);
}

int main(void)
{
    RUN(what_was_written_verifies_and_goes_on);
    RUN(a_quarter_of_an_hour_seals_too);
    RUN(every_change_of_a_byte_is_found_at_its_line);
    RUN(a_signature_written_otherwise_is_found);
    RUN(a_line_taken_out_or_doubled_is_found);
    RUN(a_log_cut_short_is_known_by_its_last_seal);
    RUN(a_log_written_anew_without_the_key_is_found);
    RUN(a_torn_last_line_is_closed_and_no_alarm);
    RUN(a_broken_log_is_left_alone_and_a_new_file_begins);
    RUN(the_chain_goes_through_all_files_and_the_oldest_may_go);
    RUN(an_empty_last_file_is_passed_over);
    scratch_close();
    return check_done();
}
