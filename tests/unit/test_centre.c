/* The figures of a day are told as the slip of the day tells them, nothing under five by name; they
 * come back from their text, and a damaged one tells nothing. */
#include "app/steward/centre.h"

#include <string.h>

#include "tests/check.h"

#define MIDNIGHT ((int64_t)1795366800)

static struct metrics metrics, back;
static struct day_files files;
static struct day_tally tally;
static struct counts counts;
static struct ack_times acks;
static char text[METRICS_TEXT], kept[CENTRE_BYTES];

static bool knows(void *context, const char *code)
{
    (void)context;
    return strncmp(code, "1.", 2) == 0;
}

static const char *told(const struct metrics *m)
{
    struct buf out;
    buf_init(&out, text, sizeof text);
    metrics_text(m, &out);
    CHECK(!out.full);
    return text;
}

static bool has(const char *line)
{
    char wanted[160];
    (void)snprintf(wanted, sizeof wanted, "\nrong_%s\n", line);
    return strstr(told(&metrics), wanted) != NULL;
}

static void file_of(const char *code, int count)
{
    struct outbox_row row = {.state = OUTBOX_RECEIVED, .saved_at = MIDNIGHT + 9};
    (void)snprintf(row.procedure, sizeof row.procedure, "%s", code);
    for (int i = 0; i < count; i++) {
        day_count(&files, &row, MIDNIGHT);
    }
}

static void begin(void)
{
    const struct metrics_params params = {.kiosk = "K", .knows = knows};
    CHECK(!failed(metrics_init(&metrics, &params)) && !failed(metrics_init(&back, &params)));
    files = (struct day_files){.filed = 0};
    tally = (struct day_tally){.midnight = 0};
    acks = (struct ack_times){.midnight = MIDNIGHT, .count = 5, .waited = {3, 4, 5, 600, 7200}};
    counts_begin(&counts, "2026-11-23");
}

static void tell(void)
{
    const struct centre_facts facts = {
        .files = &files, .tally = &tally, .counts = &counts, .acks = &acks, .midnight = MIDNIGHT};
    centre_tell(&metrics, &facts);
}

TEST(a_full_day)
{
    begin();
    file_of("1.001193", 14);
    file_of("1.115353", 9);
    for (int i = 0; i < 23; i++) {
        day_filed(&tally, i < 13 ? "jra" : "vi", 10 + i % 3, MIDNIGHT);
    }
    day_add(&tally, DAY_OFFLINE, 6, MIDNIGHT);
    day_add(&tally, DAY_COMPLETE, 20, MIDNIGHT);
    day_add(&tally, DAY_PAGES, 61, MIDNIGHT);
    day_add(&tally, DAY_ABANDONED, 2, MIDNIGHT);
    day_add(&tally, DAY_RECEIPTS, 22, MIDNIGHT);
    day_add(&tally, DAY_EASY, 17, MIDNIGHT);
    day_add(&tally, DAY_HARD, 3, MIDNIGHT);
    tell();
    CHECK(metrics.day_end == MIDNIGHT + 86400 && metrics.day_due && metrics.refused == 0);
    CHECK(has("day_applications{kiosk=\"K\"} 23"));
    CHECK(has("day_applications_by_procedure{kiosk=\"K\",procedure=\"1.001193\"} 14"));
    CHECK(has("day_applications_by_procedure{kiosk=\"K\",procedure=\"1.115353\"} 9"));
    CHECK(has("day_applications_by_language{kiosk=\"K\",language=\"jra\"} 13"));
    CHECK(has("day_online_percent{kiosk=\"K\"} 74"));
    CHECK(has("day_papers_complete_percent{kiosk=\"K\"} 87"));
    CHECK(has("day_paper_pages{kiosk=\"K\"} 61"));
    CHECK(has("day_median_minutes{kiosk=\"K\"} 11"));
    CHECK(has("day_median_ack_seconds{kiosk=\"K\"} 5"));
    CHECK(has("day_abandoned{kiosk=\"K\"} 2"));
    CHECK(has("day_slips{kiosk=\"K\",slip=\"printed\"} 22"));
    CHECK(has("day_ratings{kiosk=\"K\",rating=\"easy\"} 17"));
    CHECK(strstr(text, "rating=\"hard\"") == NULL); /* three people */
}

/* One procedure of two, and one language of two, is so few that the other would tell of it. */
TEST(few_are_not_told_nor_what_they_follow_from)
{
    begin();
    file_of("1.001193", 14);
    file_of("1.115353", 1);
    for (int i = 0; i < 15; i++) {
        day_filed(&tally, i < 1 ? "bdq" : "vi", 9, MIDNIGHT);
    }
    tell();
    CHECK(has("day_applications{kiosk=\"K\"} 15"));
    CHECK(strstr(told(&metrics), "procedure=") == NULL);
    CHECK(strstr(text, "language=") == NULL);
    begin();
    acks.count = 4;
    file_of("1.001193", 3);
    for (int i = 0; i < 3; i++) {
        day_filed(&tally, "jra", 9, MIDNIGHT);
    }
    tell();
    CHECK(strstr(told(&metrics), "procedure=") == NULL && strstr(text, "language=") == NULL);
    CHECK(strstr(text, "percent") == NULL && strstr(text, "median") == NULL);
}

TEST(what_was_received_on_another_day_is_not_of_this_one)
{
    begin();
    file_of("1.001193", 14);
    acks.midnight = MIDNIGHT - 86400;
    tell();
    CHECK(strstr(told(&metrics), "ack_seconds") == NULL);
    CHECK(has("day_applications{kiosk=\"K\"} 14"));
}

TEST(where_they_gave_up_and_what_had_no_clip_in_fives)
{
    begin();
    for (int i = 0; i < 7; i++) {
        counts_add(&counts, COUNT_LEFT, "jra", "MSG_CONSENT_TITLE");
        counts_add(&counts, COUNT_LEFT, "vi", "no-such-sheet");
        counts_add(&counts, COUNT_LEFT, "vi", "1.001193/child/name");
        counts_add(&counts, COUNT_LEFT, "jra", i < 4 ? "1.001193/child/sex" : "1.115353/plot");
        counts_add(&counts, COUNT_SOUND, "jra", "MSG_CONSENT_TITLE");
        counts_add(&counts, COUNT_SOUND, "jra", "1.001193/child/name");
    }
    counts_add(&counts, COUNT_SOUND, "bdq", "MSG_CONSENT_TITLE");
    day_add(&tally, DAY_CALLS, 1, MIDNIGHT);
    tell();
    CHECK(has("abandoned_by_page_total{kiosk=\"K\",page=\"MSG_CONSENT_TITLE\"} 5"));
    CHECK(has("abandoned_by_page_total{kiosk=\"K\",page=\"question\"} 10"));
    CHECK(has("abandoned_by_page_total{kiosk=\"K\",page=\"other\"} 5"));
    CHECK(has("abandoned_by_procedure_total{kiosk=\"K\",procedure=\"1.001193\"} 10"));
    CHECK(has("abandoned_by_procedure_total{kiosk=\"K\",procedure=\"1.115353\"} 0"));
    CHECK(has("fallbacks_heard_total{kiosk=\"K\",language=\"jra\"} 10"));
    CHECK(has("fallbacks_heard_total{kiosk=\"K\",language=\"bdq\"} 0"));
    CHECK(strstr(text, "child") == NULL && metrics.refused == 0);
}

TEST(it_comes_back_from_its_text_and_never_from_a_damaged_one)
{
    char good[METRICS_TEXT];
    begin();
    file_of("1.001193", 14);
    for (int i = 0; i < 14; i++) {
        day_filed(&tally, "vi", 9, MIDNIGHT);
    }
    tell();
    const size_t size = centre_write(&metrics, kept);
    CHECK(size > 0 && centre_end(kept, size) == MIDNIGHT + 86400);
    CHECK(centre_read(kept, size, &back) && back.day_due && back.day_end == MIDNIGHT + 86400);
    (void)snprintf(good, sizeof good, "%s", told(&metrics));
    CHECK_STR(told(&back), good);
    for (size_t cut = 0; cut < size; cut++) {
        metrics_told(&back);
        CHECK(!centre_read(kept, cut, &back) && !back.day_due);
    }
    static const char *const wrong[] = {"rong_day_applications\nend\n",
                                        "rong_day_applications x \nend\n",
                                        "rong_day_applications 4\nend\n"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char made[128];
        const int length = snprintf(made, sizeof made, "# centre 1 1795366800\n%s", wrong[i]);
        CHECK(!centre_read(made, (size_t)length, &back) && !back.day_due && back.count == 0);
    }
    static const char newer[] = "# centre 1 1795366800\nrong_day_new 4 \nrong_day_calls 7 \nend\n";
    CHECK(centre_read(newer, sizeof newer - 1, &back) && back.count == 1);
    metrics_day_begin(&metrics, MIDNIGHT);
    CHECK_INT(centre_write(&metrics, kept), 0);
}

int main(void)
{
    RUN(a_full_day);
    RUN(few_are_not_told_nor_what_they_follow_from);
    RUN(what_was_received_on_another_day_is_not_of_this_one);
    RUN(where_they_gave_up_and_what_had_no_clip_in_fives);
    RUN(it_comes_back_from_its_text_and_never_from_a_damaged_one);
    return check_done();
}
