#define _GNU_SOURCE /* nftw */
#include "app/language/counts.h"

#include <string.h>

#include "app/whole.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"

#define TODAY "2026-11-26"

static struct counts counts, again;
static char text[COUNTS_BYTES];

static const char *written(void)
{
    struct buf out;
    buf_init(&out, text, sizeof text);
    counts_write(&counts, &out);
    CHECK(!out.full);
    return text;
}

TEST(what_failed_is_counted_by_language_and_sentence)
{
    counts_begin(&counts, TODAY);
    CHECK(!counts.changed);
    counts_add(&counts, COUNT_REPLAY, "jra", "MSG_NEED_TITLE");
    counts_add(&counts, COUNT_REPLAY, "jra", "MSG_NEED_TITLE");
    counts_add(&counts, COUNT_LEFT, "jra", "MSG_NEED_TITLE");
    counts_add(&counts, COUNT_SOUND, "bdq-x-kriem", "1.001193/child/name");
    CHECK(counts.changed && counts.count == 2);
    CHECK_STR(written(), "# sentences 1 since 2026-11-26: language, sentence, replay, help, asked, "
                         "left, text, sound\n"
                         "-\t-\t0\t0\t0\t0\t0\t0\n"
                         "jra\tMSG_NEED_TITLE\t2\t0\t0\t1\t0\t0\n"
                         "bdq-x-kriem\t1.001193/child/name\t0\t0\t0\t0\t0\t1\n");
}

TEST(what_is_no_name_is_counted_and_not_kept)
{
    char endless[COUNTS_SENTENCE + 1];
    memset(endless, 'a', sizeof endless - 1);
    endless[sizeof endless - 1] = '\0';
    counts_begin(&counts, TODAY);
    counts_add(&counts, COUNT_HELP, "vi", "Ksor H'Lan");
    counts_add(&counts, COUNT_HELP, "vi", "a\tb");
    counts_add(&counts, COUNT_HELP, "vi", "");
    counts_add(&counts, COUNT_HELP, "vi", endless);
    counts_add(&counts, COUNT_HELP, "v i", "need");
    CHECK_INT(counts.count, 0);
    CHECK_INT(counts.beyond[COUNT_HELP], 5);
    CHECK(strstr(written(), "Ksor") == NULL);
}

TEST(a_full_table_goes_on_counting_and_fits_its_text)
{
    counts_begin(&counts, TODAY);
    for (int i = 0; i < COUNTS_ROWS + 7; i++) {
        char name[COUNTS_SENTENCE];
        (void)snprintf(name, sizeof name, "%060d", i);
        counts_add(&counts, COUNT_TEXT, "bdq-x-kriem", name);
    }
    CHECK_INT(counts.count, COUNTS_ROWS);
    CHECK_INT(counts.beyond[COUNT_TEXT], 7);
    for (int i = 0; i < COUNTS_ROWS; i++) {
        memset(counts.rows[i].times, 0xFF, sizeof counts.rows[i].times);
    }
    counts_add(&counts, COUNT_TEXT, "bdq-x-kriem", counts.rows[0].sentence);
    CHECK_INT(counts.rows[0].times[COUNT_TEXT], UINT32_MAX); /* and no further */
    CHECK(strlen(written()) > (size_t)COUNTS_ROWS * 130);
}

TEST(it_comes_back_as_it_was_and_a_damaged_row_is_left_out)
{
    counts_begin(&counts, "2026-01-31");
    counts_add(&counts, COUNT_ASKED, "jra", "need");
    counts_add(&counts, COUNT_TEXT, "en", "MSG_YES");
    counts_add(&counts, COUNT_TEXT, "en", "no name");
    (void)written();
    CHECK(counts_read(&again, text, strlen(text), TODAY));
    counts.changed = false;
    CHECK(memcmp(&again, &counts, sizeof counts) == 0);
    static const char damaged[] = "# sentences 1 since 2026-01-31: x\n"
                                  "jra\tneed\t1\t2\t3\t4\t5\n"
                                  "jra\tneed\t1\t2\t3\t4\t5\t6\t7\n"
                                  "jra\tneed\t1\t2\t3\t4\t5\t99999999999\n"
                                  "jra\tK\xC3\xA1\t1\t2\t3\t4\t5\t6\n"
                                  "jra need\n\n"
                                  "bdq\tneed\t1\t2\t3\t4\t5\t6\n"
                                  "cut\tneed\t1\t2\t3\t4\t5\t6";
    CHECK(counts_read(&again, damaged, sizeof damaged - 1, TODAY));
    CHECK_INT(again.count, 1);
    CHECK_STR(again.rows[0].language, "bdq");
    CHECK_INT(again.rows[0].times[COUNT_SOUND], 6);
    CHECK(!counts_read(&again, "hello\n", 6, TODAY));
    CHECK_STR(again.since, TODAY);
}

TEST(the_folder_keeps_it_through_a_failing_disk)
{
    struct port_dir dir = dir_linux();
    const char *state = scratch_open();
    counts_load(&again, files_linux(), state, TODAY);
    CHECK(again.count == 0 && strcmp(again.since, TODAY) == 0);
    counts_begin(&counts, TODAY);
    counts_add(&counts, COUNT_HELP, "jra", "need");
    (void)written();
    CHECK(!failed(whole_keep(&dir, state, COUNTS_FILE, text, strlen(text))));
    for (int call = 1; call <= 3; call++) {
        struct port_dir faulty = dir_faulty(&dir, call, ERR_IO);
        CHECK_INT(whole_keep(&faulty, state, COUNTS_FILE, "x", 1).code, ERR_IO);
    }
    counts_load(&again, files_linux(), state, "2027-01-01");
    CHECK_INT(again.rows[0].times[COUNT_HELP], 1);
    CHECK_STR(again.since, TODAY);
    scratch_close();
}

int main(void)
{
    RUN(what_failed_is_counted_by_language_and_sentence);
    RUN(what_is_no_name_is_counted_and_not_kept);
    RUN(a_full_table_goes_on_counting_and_fits_its_text);
    RUN(it_comes_back_as_it_was_and_a_damaged_row_is_left_out);
    RUN(the_folder_keeps_it_through_a_failing_disk);
    return check_done();
}
