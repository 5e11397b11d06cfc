/* A kiosk's minutes from the state directory to the server: each once, also what a day and a night
 * without a line left, the day's figures once and dated at its end, nothing while nobody knows the
 * time, and no server that fails asked without a pause. */
#define _GNU_SOURCE /* nftw */
#include "app/steward/telemetry.h"

#include <stdlib.h>
#include <string.h>

#define ZLIB_CONST
#include <zlib.h>

#include "app/outbox/box_key.h"
#include "app/staff/day_file.h"
#include "app/whole.h"
#include "platform/linux/journal.h"
#include "platform/port_files.h"
#include "platform/sim/http_script.h"
#include "platform/sim/machine_script.h"
#include "tests/check.h"
#include "tests/unit/record_example.h"
#include "tests/unit/scratch.h"

#define MIDNIGHT ((int64_t)1795366800) /* in Vietnam */
#define DAY_S    86400
#define MORNING  (MIDNIGHT + 8 * 3600)

static struct telemetry t;
static struct port_dir disk;
static struct journal_linux journal;
static struct http_script server;
static struct port_random chance;
static struct port_clock watch;
static struct machine_script machine;
static char arrived[4 << 20];
static size_t arrived_size;
static int status, asked;
static struct seal_secret secret;

static const char *state(void)
{
    return scratch("state");
}

static struct http_step serve(struct http_script *s, const struct http_request *r)
{
    const char *at = r->body;
    size_t left = r->size;
    s->heard[0] = '\0';
    asked++;
    if (status != 204) {
        return (struct http_step){.error = status == 0 ? ERR(ERR_OFFLINE, 0, "away") : ERR_OK,
                                  .status = status};
    }
    while (left > 0) {
        z_stream z = {.next_in = (const Bytef *)at,
                      .avail_in = (uInt)left,
                      .next_out = (Bytef *)arrived + arrived_size,
                      .avail_out = (uInt)(sizeof arrived - 1 - arrived_size)};
        CHECK(inflateInit2(&z, MAX_WBITS + 16) == Z_OK && inflate(&z, Z_FINISH) == Z_STREAM_END);
        arrived_size += (size_t)z.total_out;
        at += z.total_in;
        left -= (size_t)z.total_in;
        (void)inflateEnd(&z);
        CHECK(arrived_size < sizeof arrived - 1);
        arrived_size = arrived_size < sizeof arrived - 1 ? arrived_size : 0;
    }
    arrived[arrived_size] = '\0';
    return (struct http_step){.status = 204};
}

static bool knows(void *context, const char *code)
{
    (void)context;
    return code[0] == '1';
}

static void open_telemetry(void)
{
    const struct telemetry_params params = {
        .gather = {.state = state(), .dir = &disk, .machine = &machine.port, .offset_minutes = 420},
        .metrics = {.kiosk = "K", .knows = knows},
        .journal = &journal.port,
        .http = &server.port,
        .random = &chance,
        .clock = &watch,
        .ring_files = 4,
        .ring_file_bytes = RING_FILE_BYTES};
    CHECK(!failed(telemetry_open(&t, &params)));
}

static void set_out(void)
{
    disk = dir_linux();
    chance = random_seeded(9);
    watch = clock_manual(MORNING);
    journal_linux_init(&journal);
    machine_script_open(&machine);
    http_script_init(&server);
    server.answer = serve;
    arrived_size = 0;
    arrived[0] = '\0';
    status = 204;
    asked = 0;
    scratch_open_in_memory();
    CHECK(!failed(disk.ops->make(&disk, state())));
    CHECK(!failed(box_key_open(&disk, state(), &secret)));
    open_telemetry();
}

/* Lives for so many seconds, as the steward's loop does. */
static void live(int64_t seconds)
{
    const int64_t until = (int64_t)watch.ops->now_ms(&watch) + seconds * 1000;
    while ((int64_t)watch.ops->now_ms(&watch) < until) {
        telemetry_turn(&t, true);
        const int64_t wait = telemetry_wait_ms(&t);
        watch.ops->pass(&watch, wait < 1 ? 1 : (int)wait);
    }
}

static int count_of(const char *what)
{
    int count = 0;
    for (const char *at = arrived; (at = strstr(at, what)) != NULL; at++) {
        count++;
    }
    return count;
}

/* Whether each time of this series arrived once. */
static bool each_once(const char *series)
{
    static char seen[1 << 20];
    memset(seen, 0, sizeof seen);
    for (const char *at = arrived; (at = strstr(at, series)) != NULL; at++) {
        const char *time = strchr(strchr(at, '}') + 2, ' ');
        const int64_t minute = strtoll(time, NULL, 10) / 1000 - MIDNIGHT;
        if (minute < 0 || minute >= (int64_t)sizeof seen || seen[minute]++ > 0) {
            return false;
        }
    }
    return true;
}

static void keep_day(int64_t midnight, int saved)
{
    static struct day_tally day;
    char text[DAY_FILE_BYTES];
    day = (struct day_tally){.midnight = 0};
    for (int i = 0; i < saved; i++) {
        day_filed(&day, "jra", 9, midnight);
    }
    const size_t size = day_file_write(&day, text);
    CHECK(!failed(whole_keep(&disk, state(), DAY_FILE, text, size)));
}

TEST(each_minute_arrives_once)
{
    set_out();
    live(3600);
    const int minutes = count_of("rong_up{");
    CHECK(minutes >= 58 && minutes <= 61 && each_once("rong_up{"));
    CHECK(asked >= 45 && asked <= 75); /* about one a minute */
    CHECK(count_of("rong_disk_free_bytes{") >= 4 && count_of("rong_disk_free_bytes{") <= 5);
    CHECK(count_of("rong_slot_info{kiosk=\"K\",slot=\"A\"} 1 ") == minutes);
    CHECK_INT(count_of("rong_disk_life_used_percent{"), 0); /* this one says nothing of it */
    struct file_bytes file = {0};
    char path[DIR_PATH_MAX];
    (void)snprintf(path, sizeof path, "%s/" METRICS_FILE, state());
    CHECK(!failed(files_linux()->ops->read(path, METRICS_TEXT, &file)) && file.size > 100);
    files_linux()->ops->unmap(&file);
    telemetry_close(&t);
}

TEST(a_disk_that_wears_out_is_told)
{
    set_out();
    CHECK(machine_script_fault(&machine, "disk-worn"));
    live(180);
    CHECK(count_of("rong_disk_life_used_percent{kiosk=\"K\"} 90 ") >= 2);
    telemetry_close(&t);
}

TEST(a_day_without_a_line_follows_when_it_is_back)
{
    set_out();
    status = 0;
    live(DAY_S);
    const int tries = asked;
    CHECK(tries > 24 && tries < 100 && count_of("rong_up{") == 0);
    CHECK(metrics_ring_waiting(&t.ring) >= 1439 && t.ring.lost == 0);
    telemetry_close(&t);
    open_telemetry(); /* and the steward was started anew in between */
    status = 204;
    asked = 0;
    live(600);
    CHECK(count_of("rong_up{") >= 1448 && each_once("rong_up{"));
    CHECK(asked > 1 && asked < 40);
    CHECK_INT(t.failures, 0);
    telemetry_close(&t);
}

TEST(the_day_is_told_once_and_at_its_end)
{
    set_out();
    live(120);
    keep_day(MIDNIGHT, 11);
    live(3600);
    CHECK_INT(count_of("rong_day_"), 0);
    telemetry_close(&t);
    CHECK(!failed(whole_keep(&disk, state(), DAY_FILE, "", 0))); /* as the kiosk does */
    watch.s = MIDNIGHT + DAY_S + 7 * 3600;                       /* it was off over midnight */
    open_telemetry();
    live(3600);
    CHECK_INT(count_of("rong_day_applications_by_language{kiosk=\"K\",language=\"jra\"} 11 "
                       "1795453200000\n"),
              1);
    CHECK_INT(count_of("rong_day_median_minutes{kiosk=\"K\"} 9 1795453200000\n"), 1);
    CHECK(t.centre_size == 0);
    telemetry_close(&t);
}

TEST(while_it_runs_over_midnight_too)
{
    set_out();
    keep_day(MIDNIGHT, 6);
    live(MIDNIGHT + DAY_S - MORNING - 30);
    CHECK_INT(count_of("rong_day_"), 0);
    CHECK(!failed(whole_keep(&disk, state(), DAY_FILE, "", 0)));
    keep_day(MIDNIGHT + DAY_S, 5);
    live(DAY_S);
    CHECK_INT(count_of("rong_day_median_minutes{kiosk=\"K\"} 9 1795453200000\n"), 1);
    CHECK_INT(count_of("rong_day_median_minutes{"), 1);
    live(DAY_S);
    CHECK_INT(count_of("rong_day_median_minutes{kiosk=\"K\"} 9 1795539600000\n"), 1);
    telemetry_close(&t);
}

TEST(the_outbox_is_told_in_steps)
{
    set_out();
    struct outbox *o = NULL;
    const struct record one = record_example("6ba7b810-9dad-41d1-80b4-00c04fd430c8");
    const struct record two = record_example("6ba7b811-9dad-41d1-80b4-00c04fd430c8");
    CHECK(!failed(outbox_open(&o, state())));
    CHECK(!failed(outbox_put(o, &one)) && !failed(outbox_put(o, &two)));
    outbox_close(o);
    live(1000);
    CHECK(count_of("rong_outbox_waiting{kiosk=\"K\"} 5 ") >= 1);
    CHECK(count_of("rong_outbox_waiting{kiosk=\"K\"} 2 ") == 0);
    CHECK(count_of("rong_outbox_held{kiosk=\"K\"} 0 ") >= 1);
    CHECK(count_of("rong_outbox_oldest_seconds{") >= 1);
    telemetry_close(&t);
}

static void keep_health(int64_t at, int paper_left, enum health_grade paper)
{
    char text[HEALTH_TOLD_BYTES];
    struct health_told told = {.at = at, .paper_left = paper_left, .portal = 1};
    told.known[HEALTH_PAPER] = true;
    told.grade[HEALTH_PAPER] = paper;
    const size_t size = health_told_write(&told, text);
    CHECK(!failed(whole_keep(&disk, state(), HEALTH_TOLD_FILE, text, size)));
}

TEST(the_kiosk_s_word_on_itself_moves_on_the_quarter_and_gets_old)
{
    set_out();
    live(120);
    CHECK(count_of("rong_health_grade{") == 0 && count_of("rong_portal_up{") == 0);
    keep_health(watch.ops->now_s(&watch), 87, HEALTH_GOOD); /* the kiosk starts a little later */
    live(300);
    CHECK(count_of("rong_health_grade{kiosk=\"K\",part=\"paper\"} 0 ") >= 3);
    CHECK(count_of("rong_portal_up{kiosk=\"K\"} 1 ") >= 3);
    keep_health(watch.ops->now_s(&watch), 29,
                HEALTH_WARN); /* somebody had a receipt printed just now */
    live(MORNING + 900 - watch.ops->now_s(&watch) - 30);
    CHECK_INT(count_of("rong_health_grade{kiosk=\"K\",part=\"paper\"} 2 "), 0);
    CHECK_INT(count_of("rong_paper_left_receipts{kiosk=\"K\"} 20 "), 0);
    live(180);
    CHECK(count_of("rong_health_grade{kiosk=\"K\",part=\"paper\"} 2 ") >= 2);
    CHECK_INT(count_of("rong_paper_left_receipts{kiosk=\"K\"} 20 "), 1);
    live(900); /* the kiosk says nothing any more */
    const int told = count_of("rong_health_grade{");
    live(900);
    CHECK_INT(count_of("rong_health_grade{"), told);
    telemetry_close(&t);
}

TEST(a_time_that_nobody_knows_is_not_told)
{
    set_out();
    for (int i = 0; i < 10; i++) {
        telemetry_turn(&t, false);
        watch.ops->pass(&watch, 60000);
    }
    CHECK(t.undated == 10 && count_of("rong_up{") == 0);
    live(180);
    CHECK(count_of("rong_up{") >= 2);
    CHECK(count_of("rong_telemetry_undated_batches_total{kiosk=\"K\"} 10 ") >= 2);
    telemetry_close(&t);
}

TEST(a_server_that_fails_is_left_alone)
{
    set_out();
    status = 503;
    live(6 * 3600);
    CHECK(asked > 8 && asked < 45 && t.server.code == ERR_REFUSED);
    telemetry_close(&t);
}

TEST(what_must_not_wait_for_its_moment_goes_at_once)
{
    set_out();
    telemetry_turn(&t, true);
    CHECK(asked == 0);
    telemetry_now(&t);
    telemetry_turn(&t, true);
    CHECK(asked == 1 && count_of("rong_up{") == 1);
    status = 503;
    telemetry_now(&t);
    telemetry_turn(&t, true);
    const int before = asked;
    telemetry_now(&t);
    telemetry_turn(&t, true);
    CHECK(asked == before);
    telemetry_close(&t);
}

TEST(a_disk_that_fails_stops_nothing)
{
    set_out();
    struct port_dir bad = dir_faulty(&disk, 1, ERR_FULL);
    t.params.gather.dir = &bad;
    t.gather.params.dir = &bad;
    live(300);
    CHECK(t.disk.code == ERR_FULL && count_of("rong_up{") >= 4);
    t.params.gather.dir = &disk;
    t.gather.params.dir = &disk;
    live(120);
    CHECK(!failed(t.disk) && each_once("rong_up{"));
    telemetry_close(&t);
    scratch_close();
}

int main(void)
{
    RUN(each_minute_arrives_once);
    RUN(a_disk_that_wears_out_is_told);
    RUN(a_day_without_a_line_follows_when_it_is_back);
    RUN(the_day_is_told_once_and_at_its_end);
    RUN(while_it_runs_over_midnight_too);
    RUN(the_outbox_is_told_in_steps);
    RUN(the_kiosk_s_word_on_itself_moves_on_the_quarter_and_gets_old);
    RUN(a_time_that_nobody_knows_is_not_told);
    RUN(a_server_that_fails_is_left_alone);
    RUN(what_must_not_wait_for_its_moment_goes_at_once);
    RUN(a_disk_that_fails_stops_nothing);
    return check_done();
}
