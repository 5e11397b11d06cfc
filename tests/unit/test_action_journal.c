#define _GNU_SOURCE /* nftw */
#include "app/steward/action_journal.h"

#include "tests/check.h"
#include "tests/unit/scratch.h"

#define HASH "8339ad71850214033f95b7eabd9b60c9b9f482b738914d8a56d368d09a3f07e2"

static struct port_dir dir;
static struct action_journal journal;
static struct plan plan;

static void begin(void)
{
    scratch_open_in_memory();
    dir = dir_linux();
    CHECK(!failed(action_journal_open(&journal, &dir, scratch_root, &plan)));
}

static void reopen(void)
{
    action_journal_close(&journal);
    CHECK(!failed(action_journal_open(&journal, &dir, scratch_root, &plan)));
}

static struct plan busy(void)
{
    struct plan p = {.state = PLAN_DOWNLOADING,
                     .action = "8",
                     .href = "https://h/deploymentBase/8?c=-1",
                     .download = DDI_FORCED,
                     .update = DDI_ATTEMPT,
                     .window = DDI_WINDOW_OPEN,
                     .count = 2,
                     .boot_id = "b",
                     .slot = "B",
                     .from = "1",
                     .to = "2",
                     .installs = 2,
                     .result = {DDI_CLOSED, DDI_FAILURE, 40, "rolled back"},
                     .last = "7",
                     .last_href = "https://h/7",
                     .last_content = HASH,
                     .last_result = {DDI_DOWNLOADED, DDI_SUCCESS, 0, "fetched"},
                     .cancel_href = "https://h/cancelAction/6",
                     .cancel_granted = true};
    for (int i = 0; i < 2; i++) {
        p.files[i] = (struct plan_file){.file = {.part = i == 0 ? DDI_PACK : DDI_OS,
                                                 .version = "2",
                                                 .name = "x.raucb",
                                                 .sha256 = HASH,
                                                 .size = 5000,
                                                 .href = "https://h/a"},
                                        .offset = 4096 * i,
                                        .etag = "\"e\"",
                                        .spoilt = i,
                                        .whole = i == 0};
        snprintf(p.files[i].handle, PLAN_HANDLE, "%s", i == 0 ? "xa 00ff" : "");
    }
    return p;
}

TEST(a_plan_comes_back_as_it_was_written)
{
    begin();
    CHECK_INT(plan.state, PLAN_IDLE);
    struct plan written = busy();
    CHECK(!failed(action_journal_write(&journal, &written)));
    reopen();
    CHECK_INT(plan.state, PLAN_DOWNLOADING);
    CHECK_STR(plan.action, "8");
    CHECK_STR(plan.href, written.href);
    CHECK_INT(plan.window, DDI_WINDOW_OPEN);
    CHECK_INT(plan.count, 2);
    CHECK_INT(plan.files[1].file.part, DDI_OS);
    CHECK_INT(plan.files[1].offset, 4096);
    CHECK_STR(plan.files[1].file.sha256, HASH);
    CHECK_INT(plan.files[1].spoilt, 1);
    CHECK(plan.files[0].whole && !plan.files[1].whole);
    CHECK_STR(plan.files[0].handle, "xa 00ff");
    CHECK_STR(plan.files[1].handle, "");
    CHECK_INT(plan.installs, 2);
    CHECK_STR(plan.slot, "B");
    CHECK_STR(plan.result.detail, "rolled back");
    CHECK_INT(plan.last_result.execution, DDI_DOWNLOADED);
    CHECK_STR(plan.last_content, written.last_content);
    CHECK_STR(plan.cancel_href, written.cancel_href);
    CHECK(plan.cancel_granted);
    written.files[1].offset = 4999;
    snprintf(written.files[1].etag, sizeof written.files[1].etag, "\"f\"");
    CHECK(!failed(action_journal_reached(&journal, &written, 1)));
    reopen();
    CHECK_INT(plan.files[1].offset, 4999);
    CHECK_STR(plan.files[1].etag, "\"f\"");
    written.count = 1;
    CHECK(!failed(action_journal_write(&journal, &written)));
    reopen();
    CHECK_INT(plan.count, 1);
    action_journal_close(&journal);
    scratch_close();
}

TEST(facts_and_the_days_bytes_are_kept)
{
    char value[JOURNAL_TEXT];
    int64_t sum = 0;
    begin();
    CHECK(!failed(action_journal_fact(&journal, "sleep", value)));
    CHECK_STR(value, "");
    CHECK(!failed(action_journal_set_fact(&journal, "sleep", "300")));
    CHECK(!failed(action_journal_set_fact(&journal, "sleep", "600")));
    CHECK(!failed(action_journal_spend(&journal, 100, 1000, &sum)));
    CHECK(!failed(action_journal_spend(&journal, 100, 500, &sum)));
    CHECK_INT(sum, 1500);
    reopen();
    CHECK(!failed(action_journal_fact(&journal, "sleep", value)));
    CHECK_STR(value, "600");
    CHECK(!failed(action_journal_spend(&journal, 100, 0, &sum)));
    CHECK_INT(sum, 1500);
    CHECK(!failed(action_journal_spend(&journal, 101, 0, &sum)));
    CHECK_INT(sum, 0);
    action_journal_close(&journal);
    scratch_close();
}

TEST(what_is_counted_with_a_plan_is_counted_with_it_or_not_at_all)
{
    char value[JOURNAL_TEXT];
    begin();
    const struct plan written = busy();
    CHECK(!failed(action_journal_write_counting(&journal, &written, "updates.good")));
    CHECK(!failed(action_journal_write_counting(&journal, &written, "updates.good")));
    CHECK(!failed(action_journal_write_counting(&journal, &written, NULL)));
    reopen();
    CHECK(!failed(action_journal_fact(&journal, "updates.good", value)));
    CHECK_STR(value, "2");
    CHECK(!failed(store_run(&journal.store, "DROP TABLE handed", BIND_NOTHING, NULL)));
    CHECK(failed(action_journal_write_counting(&journal, &written, "updates.good")));
    CHECK(!failed(action_journal_fact(&journal, "updates.good", value)));
    CHECK_STR(value, "2");
    action_journal_close(&journal);
    scratch_close();
}

TEST(a_journal_that_cannot_be_is_set_aside_and_begun_anew)
{
    char value[JOURNAL_TEXT];
    begin();
    struct plan written = busy();
    CHECK(!failed(action_journal_write(&journal, &written)));
    CHECK(!failed(store_run(&journal.store, "UPDATE file SET reached=-1", BIND_NOTHING, NULL)));
    reopen();
    CHECK_INT(plan.state, PLAN_IDLE);
    CHECK(access(scratch("steward.db.damaged-1"), F_OK) == 0);
    CHECK(!failed(action_journal_fact(&journal, "damaged", value)));
    CHECK_STR(value, "1");
    CHECK(!failed(action_journal_write(&journal, &written)));
    CHECK(!failed(store_run(&journal.store, "UPDATE plan SET state=3", BIND_NOTHING, NULL)));
    reopen(); /* VERIFIED with a file that is not whole */
    CHECK_INT(plan.state, PLAN_IDLE);
    action_journal_close(&journal);
    FILE *f = fopen(scratch("steward.db"), "w");
    CHECK(f != NULL && fputs("no database at all, and long enough to be read as one", f) > 0);
    CHECK(f != NULL && fclose(f) == 0);
    CHECK(!failed(action_journal_open(&journal, &dir, scratch_root, &plan)));
    CHECK_INT(plan.state, PLAN_IDLE);
    CHECK(!failed(action_journal_fact(&journal, "damaged", value)));
    CHECK_STR(value, "3");
    action_journal_close(&journal);
    scratch_close();
}

int main(void)
{
    RUN(a_plan_comes_back_as_it_was_written);
    RUN(facts_and_the_days_bytes_are_kept);
    RUN(what_is_counted_with_a_plan_is_counted_with_it_or_not_at_all);
    RUN(a_journal_that_cannot_be_is_set_aside_and_begun_anew);
    return check_done();
}
