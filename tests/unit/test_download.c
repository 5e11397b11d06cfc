#define _GNU_SOURCE /* nftw */
#include "tests/unit/ddi_world.h"

#define SIZE ((size_t)9 << 20)

static struct port_dir dir;
static struct part_file part;
static struct part_faulty faulty;
static struct port_clock clock_port;
static struct action_journal journal;
static struct plan plan;
static struct download d;

static void start(void)
{
    part_file_init(&part);
    part_faulty_init(&faulty, &part.port);
    dir = dir_linux();
    CHECK(!failed(action_journal_open(&journal, &dir, scratch_root, &plan)));
    d = (struct download){.line = &fleet.line,
                          .part = &faulty.port,
                          .dir = &dir,
                          .clock = &clock_port,
                          .journal = &journal,
                          .reserve = 1,
                          .budget = (int64_t)1 << 40,
                          .until_ms = INT64_MAX};
    snprintf(d.folder, sizeof d.folder, "%s/" DOWNLOAD_FOLDER, scratch_root);
}

static void begin(size_t size)
{
    scratch_open_in_memory();
    clock_port = clock_manual(1795400640);
    fleet_open(size);
    start();
    plan = (struct plan){.state = PLAN_DOWNLOADING,
                         .action = "8",
                         .href = FLEET_BASE "/deploymentBase/8",
                         .download = DDI_FORCED,
                         .count = 1};
    plan.files[0].file = (struct ddi_file){
        .part = DDI_OS, .version = "2", .size = (int64_t)size, .href = FLEET_FILE};
    memcpy(plan.files[0].file.sha256, fleet.sha256, DDI_HASH);
    CHECK(!failed(action_journal_write(&journal, &plan)));
}

/* As after a kill: what is in memory is gone. */
static void restart(void)
{
    part.port.ops->close(&part.port);
    action_journal_close(&journal);
    start();
}

static void end(void)
{
    part.port.ops->close(&part.port);
    action_journal_close(&journal);
    scratch_close();
}

static enum download_end run(void)
{
    return download_run(&d, &plan, 0);
}

static bool is_whole(void)
{
    struct file_bytes bytes = {0};
    char path[DIR_PATH_MAX];
    download_path(&d, &plan.files[0], path);
    const bool good = !failed(dir.files->ops->map(path, &bytes)) && bytes.size == fleet.size &&
                      memcmp(bytes.bytes, fleet.file, fleet.size) == 0;
    dir.files->ops->unmap(&bytes);
    return good;
}

/* What the day has cost so far. */
static int64_t spent(void)
{
    int64_t sum = 0;
    CHECK(!failed(
        action_journal_spend(d.journal, clock_port.ops->now_s(&clock_port) / 86400, 0, &sum)));
    return sum;
}

TEST(a_file_comes_whole_and_is_flushed_every_four_mebibytes)
{
    begin(SIZE);
    CHECK_INT(run(), DOWNLOAD_WHOLE);
    CHECK(is_whole());
    CHECK(faulty.longest <= DOWNLOAD_FLUSH + 1000);
    CHECK(faulty.flushes >= 3);
    CHECK_INT(spent(), SIZE);
    CHECK_INT(run(), DOWNLOAD_WHOLE); /* it is there: nothing is asked */
    CHECK_INT(fleet.gets, 1);
    end();
}

TEST(a_line_cut_every_64_kibibytes_costs_no_byte_twice)
{
    begin((size_t)1 << 20);
    fleet.cut = 65536;
    int runs = 0;
    while (run() == DOWNLOAD_LATER && runs++ < 40) {
        restart();
    }
    CHECK(is_whole());
    CHECK_INT(fleet.gets, 16);
    CHECK_INT(spent(), (int64_t)fleet.size);
    end();
}

TEST(what_was_not_flushed_at_a_power_cut_is_fetched_again)
{
    begin(SIZE);
    faulty.fail_after = 6000; /* the disk goes away in the second four mebibytes */
    CHECK_INT(run(), DOWNLOAD_DISK);
    restart();
    CHECK_INT(plan.files[0].offset >= DOWNLOAD_FLUSH, 1);
    CHECK_INT(plan.files[0].offset < 2 * DOWNLOAD_FLUSH, 1);
    const int64_t from = plan.files[0].offset;
    CHECK_INT(run(), DOWNLOAD_WHOLE);
    CHECK_INT(fleet.from, from);
    CHECK(is_whole());
    end();
}

TEST(all_of_it_in_answer_to_a_part_begins_anew)
{
    begin(100000);
    fleet.cut = 50000;
    CHECK_INT(run(), DOWNLOAD_LATER);
    CHECK_INT(plan.files[0].offset, 50000);
    fleet.cut = 0;
    fleet.no_range = true;
    CHECK_INT(run(), DOWNLOAD_WHOLE);
    CHECK_INT(fleet.from, 50000);
    CHECK(is_whole());
    end();
}

TEST(another_file_of_the_servers_begins_anew)
{
    begin(100000);
    fleet.cut = 50000;
    CHECK_INT(run(), DOWNLOAD_LATER);
    fleet.etag = "\"two\"";
    CHECK_INT(run(), DOWNLOAD_ANEW);
    CHECK_INT(plan.files[0].offset, 0);
    fleet.cut = 60000;
    CHECK_INT(run(), DOWNLOAD_LATER);
    CHECK_INT(plan.files[0].offset, 60000);
    fleet.cut = 0;
    fleet.wrong_range = true;
    CHECK_INT(run(), DOWNLOAD_ANEW);
    fleet.wrong_range = false;
    CHECK_INT(run(), DOWNLOAD_WHOLE);
    CHECK(is_whole());
    end();
}

TEST(a_tag_with_a_line_end_in_it_is_not_sent_back)
{
    begin(100000);
    fleet.etag = "\"e\r\rX-Controller-Id: k2\"";
    fleet.cut = 50000;
    CHECK_INT(run(), DOWNLOAD_LATER);
    CHECK_STR(plan.files[0].etag, "");
    fleet.cut = 0;
    CHECK_INT(run(), DOWNLOAD_WHOLE);
    CHECK_INT(fleet.from, 0); /* without a tag all of it is asked for again */
    CHECK(is_whole());
    end();
}

TEST(a_body_longer_than_announced_is_cut_off)
{
    begin(100000);
    fleet.more = 2000; /* and without a length */
    CHECK_INT(run(), DOWNLOAD_SPOILT);
    const int64_t cost = spent();
    CHECK(cost > 0 && cost <= 100000); /* thrown away, and paid for all the same */
    CHECK_INT(plan.files[0].offset, 0);
    CHECK(!download_has(&d, &plan.files[0]));
    fleet.more = 0;
    fleet.size -= 10; /* another length is told */
    CHECK_INT(run(), DOWNLOAD_SPOILT);
    CHECK_INT(spent(), cost);
    end();
}

TEST(another_content_is_deleted)
{
    begin(100000);
    fleet.file[77] ^= 1;
    CHECK_INT(run(), DOWNLOAD_SPOILT);
    CHECK(!download_has(&d, &plan.files[0]));
    CHECK(access(scratch(DOWNLOAD_FOLDER), F_OK) == 0);
    plan_spoilt(&plan, 0);
    fleet.file[77] ^= 1;
    CHECK_INT(run(), DOWNLOAD_WHOLE);
    CHECK(is_whole());
    end();
}

TEST(what_the_server_says_is_taken_at_its_word)
{
    static const struct {
        int status;
        enum download_end end;
    } rows[] = {{404, DOWNLOAD_REFUSED}, {410, DOWNLOAD_REFUSED}, {400, DOWNLOAD_REFUSED},
                {401, DOWNLOAD_LATER},   {403, DOWNLOAD_LATER},   {408, DOWNLOAD_LATER},
                {429, DOWNLOAD_LATER},   {500, DOWNLOAD_LATER},   {503, DOWNLOAD_LATER},
                {412, DOWNLOAD_ANEW},    {416, DOWNLOAD_ANEW},    {409, DOWNLOAD_ANEW}};
    begin(1000);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        fleet.status = rows[i].status;
        CHECK_INT(run(), rows[i].end);
        CHECK_INT(d.status, rows[i].status);
    }
    fleet.status = 0;
    fleet.down = 1;
    CHECK_INT(run(), DOWNLOAD_LATER);
    snprintf(plan.files[0].file.href, DDI_HREF, "https://elsewhere.example/f");
    CHECK_INT(run(), DOWNLOAD_REFUSED);
    end();
}

TEST(the_days_bytes_the_room_and_the_time_are_kept_to)
{
    begin(100000);
    d.budget = 30000;
    CHECK_INT(run(), DOWNLOAD_SPENT);
    CHECK_INT(plan.files[0].offset, 30000);
    CHECK(!download_may_spend(&d));
    CHECK_INT(run(), DOWNLOAD_SPENT);
    clock_port.s += 86400;
    CHECK(download_may_spend(&d));
    d.until_ms = 0;
    CHECK_INT(run(), DOWNLOAD_PAUSED);
    CHECK_INT(plan.files[0].offset, 31000);
    d.until_ms = INT64_MAX;
    d.budget = 1 << 30;
    d.reserve = INT64_MAX / 2;
    CHECK_INT(run(), DOWNLOAD_NO_ROOM);
    d.reserve = 1;
    faulty.fail_after = 3;
    faulty.fail_code = ERR_FULL;
    CHECK_INT(run(), DOWNLOAD_NO_ROOM);
    end();
}

TEST(what_the_plan_does_not_speak_of_goes)
{
    begin(1000);
    CHECK_INT(run(), DOWNLOAD_WHOLE);
    FILE *f = fopen(scratch(DOWNLOAD_FOLDER "/deadbeef.part"), "w");
    CHECK(f != NULL && fclose(f) == 0);
    download_tidy(&d, &plan);
    CHECK(access(scratch(DOWNLOAD_FOLDER "/deadbeef.part"), F_OK) != 0);
    CHECK(is_whole());
    plan = (struct plan){.last_result = {.execution = DDI_DOWNLOADED}};
    memcpy(plan.files[0].file.sha256, fleet.sha256, DDI_HASH);
    download_tidy(&d, &plan); /* kept to be installed later */
    CHECK(is_whole());
    plan.last_result.execution = DDI_CLOSED;
    download_tidy(&d, &plan);
    CHECK(!is_whole());
    end();
}

int main(void)
{
    RUN(a_file_comes_whole_and_is_flushed_every_four_mebibytes);
    RUN(a_line_cut_every_64_kibibytes_costs_no_byte_twice);
    RUN(what_was_not_flushed_at_a_power_cut_is_fetched_again);
    RUN(all_of_it_in_answer_to_a_part_begins_anew);
    RUN(another_file_of_the_servers_begins_anew);
    RUN(a_tag_with_a_line_end_in_it_is_not_sent_back);
    RUN(a_body_longer_than_announced_is_cut_off);
    RUN(another_content_is_deleted);
    RUN(what_the_server_says_is_taken_at_its_word);
    RUN(the_days_bytes_the_room_and_the_time_are_kept_to);
    RUN(what_the_plan_does_not_speak_of_goes);
    free(fleet.file);
    return check_done();
}
