#include "app/receipt/print_journal.h"

#include "platform/sim/journal_memory.h"
#include "tests/check.h"

static struct journal_memory disk;

static struct print_journal opened(void)
{
    struct print_journal j;
    CHECK(!failed(print_journal_open(&j, &disk.port, "folder")));
    return j;
}

static const char *text(void)
{
    struct journal_memory_file *f = journal_memory_find(&disk, PRINT_JOURNAL_NAME);
    f->text[f->size] = '\0';
    return f->text;
}

TEST(a_slip_is_written_down_before_and_after)
{
    journal_memory_init(&disk);
    struct print_journal j = opened();
    CHECK_INT(j.state, PRINT_STATE_NONE);
    CHECK(!failed(print_journal_begin(&j)));
    CHECK_STR(text(), "1 sending 0\n");
    CHECK(!failed(print_journal_end(&j, ERR_OK, PROOF_PROCESS_ID)));
    CHECK(!failed(print_journal_begin(&j)));
    CHECK(!failed(print_journal_end(&j, ERR(ERR_NO_PAPER, 0, "test"), PROOF_NONE)));
    CHECK(!failed(print_journal_begin(&j)));
    CHECK(!failed(print_journal_end(&j, ERR(ERR_UNKNOWN_OUTCOME, 0, "test"), PROOF_NONE)));
    CHECK(strstr(text(), "1 confirmed 3\n2 sending 0\n2 not-printed ") != NULL);
    j = opened();
    CHECK_INT(j.number, 3);
    CHECK_INT(j.state, PRINT_STATE_UNKNOWN);
    CHECK(!j.interrupted);
}

TEST(after_a_crash_a_slip_being_sent_is_unknown_and_that_is_kept)
{
    journal_memory_init(&disk);
    struct print_journal j = opened();
    CHECK(!failed(print_journal_begin(&j)));
    journal_memory_cut(&disk, 0); /* it was flushed before the first byte */
    j = opened();
    CHECK(j.interrupted);
    CHECK_INT(j.state, PRINT_STATE_UNKNOWN);
    CHECK_STR(text(), "1 sending 0\n1 unknown 0\n");
    j = opened();
    CHECK(!j.interrupted);
    CHECK_INT(j.state, PRINT_STATE_UNKNOWN);
}

/* A cut anywhere in a line: a slip whose begin reached the disk in part was perhaps sent. */
TEST(a_torn_line_is_closed_and_counts_as_begun)
{
    for (size_t kept = 1; kept < 12; kept++) {
        journal_memory_init(&disk);
        struct print_journal j = opened();
        CHECK(!failed(print_journal_begin(&j)));
        CHECK(!failed(print_journal_end(&j, ERR_OK, PROOF_ANSWERED)));
        disk.fail_after = 2; /* the line is there, its flush fails */
        CHECK(failed(print_journal_begin(&j)));
        journal_memory_cut(&disk, kept);
        j = opened();
        CHECK(j.interrupted);
        CHECK_INT(j.state, PRINT_STATE_UNKNOWN);
        j = opened();
        CHECK(!j.interrupted);
        CHECK(!failed(print_journal_begin(&j)));
        CHECK(!failed(print_journal_end(&j, ERR_OK, PROOF_ANSWERED)));
        j = opened();
        CHECK_INT(j.state, PRINT_STATE_CONFIRMED);
    }
}

TEST(what_was_only_written_to_the_printer_is_not_called_confirmed)
{
    for (int proof = PROOF_NONE; proof <= PROOF_PROCESS_ID; proof++) {
        journal_memory_init(&disk);
        struct print_journal j = opened();
        CHECK(!failed(print_journal_begin(&j)));
        CHECK(!failed(print_journal_end(&j, ERR_OK, (enum print_proof)proof)));
        j = opened();
        CHECK_INT(j.state, proof < PROOF_ANSWERED ? PRINT_STATE_UNKNOWN : PRINT_STATE_CONFIRMED);
        CHECK(!j.interrupted); /* it ended well: nothing of it is in the printer */
    }
}

TEST(it_begins_anew_before_it_is_too_long)
{
    journal_memory_init(&disk);
    struct print_journal j = opened();
    for (int day = 0; day < 5; day++) {
        for (int i = 0; i < 150; i++) {
            CHECK(!failed(print_journal_begin(&j)));
            CHECK(!failed(print_journal_end(&j, ERR_OK, PROOF_ANSWERED)));
        }
        j = opened();
        CHECK_INT(j.number, 150 * (day + 1));
        CHECK_INT(j.state, PRINT_STATE_CONFIRMED);
    }
}

TEST(without_a_disk_printing_goes_on)
{
    int refused = 0;
    for (int n = 1; n <= 6; n++) {
        struct print_journal j;
        journal_memory_init(&disk);
        j = opened();
        CHECK(!failed(print_journal_begin(&j)));
        disk.fail_after = n; /* open, append and flush of "unknown", then begin and end */
        refused += failed(print_journal_open(&j, &disk.port, "folder"));
        const bool kept = j.port != NULL;
        CHECK(failed(print_journal_begin(&j)) == (kept && n <= 5));
        CHECK(failed(print_journal_end(&j, ERR_OK, PROOF_ANSWERED)) == kept);
        CHECK_INT(j.state, PRINT_STATE_CONFIRMED);
    }
    CHECK_INT(refused, 3);
}

int main(void)
{
    RUN(a_slip_is_written_down_before_and_after);
    RUN(after_a_crash_a_slip_being_sent_is_unknown_and_that_is_kept);
    RUN(a_torn_line_is_closed_and_counts_as_begun);
    RUN(what_was_only_written_to_the_printer_is_not_called_confirmed);
    RUN(it_begins_anew_before_it_is_too_long);
    RUN(without_a_disk_printing_goes_on);
    return check_done();
}
