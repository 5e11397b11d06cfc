/* Every metric is of the table, no label holds what no table knows, what moves with a visit is told
 * late and in steps, and a disk that fails leaves the text that was there. */
#define _GNU_SOURCE /* nftw */
#include "app/steward/metrics.h"

#include <string.h>

#include "app/screen_name.h"
#include "platform/port_files.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"

#define NOW ((int64_t)1795366800) /* a quarter of an hour begins */

static struct metrics metrics;
static char text[METRICS_TEXT];
static struct buf out;

static bool knows(void *context, const char *code)
{
    (void)context;
    return strcmp(code, "1.001193") == 0 || strcmp(code, "1.115353") == 0;
}

static void begin(void)
{
    const struct metrics_params params = {.kiosk = "GL-PLEIKU-01", .knows = knows};
    CHECK(!failed(metrics_init(&metrics, &params)));
}

static const char *batch(int64_t now)
{
    buf_init(&out, text, sizeof text);
    metrics_batch(&metrics, now, &out);
    return text;
}

static const char *whole(void)
{
    buf_init(&out, text, sizeof text);
    metrics_text(&metrics, &out);
    return text;
}

TEST(the_table_is_whole)
{
    for (int id = 0; id < METRIC_COUNT; id++) {
        const struct metric_row *row = metric_row((enum metric_id)id);
        const bool total =
            strlen(row->name) > 6 && strcmp(row->name + strlen(row->name) - 6, "_total") == 0;
        CHECK(strncmp(row->name, "rong_", 5) == 0 && row->help[0] != '\0');
        CHECK(strspn(row->name, "abcdefghijklmnopqrstuvwxyz_0123456789") == strlen(row->name));
        CHECK(strchr(row->help, '\n') == NULL && strchr(row->help, '\\') == NULL);
        CHECK(total == (row->type == METRIC_COUNTER));
        CHECK(row->decimals == 0 || row->decimals == 3);
        CHECK((row->label == METRIC_BY_NONE) == (metric_label_name((enum metric_id)id) == NULL));
        CHECK((row->when == METRIC_DAY && !total) == (strncmp(row->name, "rong_day_", 9) == 0));
        for (int other = 0; other < id; other++) {
            CHECK(strcmp(metric_row((enum metric_id)other)->name, row->name) != 0);
        }
    }
}

TEST(a_minute_is_told_with_its_time)
{
    begin();
    metrics_begin(&metrics);
    metrics_set(&metrics, METRIC_UP, "", 1);
    metrics_set(&metrics, METRIC_HEALTH, "paper", 3);
    metrics_set(&metrics, METRIC_HEALTH, "printer", 0);
    metrics_set(&metrics, METRIC_CLOCK_OFFSET, "", -1204);
    metrics_tick(&metrics, NOW + 5);
    CHECK_STR(batch(NOW + 5),
              "rong_up{kiosk=\"GL-PLEIKU-01\"} 1 1795366805000\n"
              "rong_health_grade{kiosk=\"GL-PLEIKU-01\",part=\"paper\"} 3 1795366805000\n"
              "rong_health_grade{kiosk=\"GL-PLEIKU-01\",part=\"printer\"} 0 1795366805000\n"
              "rong_clock_offset_seconds{kiosk=\"GL-PLEIKU-01\"} -1.204 1795366805000\n");
    CHECK_STR(whole(),
              "# HELP rong_up 1 while the steward runs\n# TYPE rong_up gauge\n"
              "rong_up{kiosk=\"GL-PLEIKU-01\"} 1\n"
              "# HELP rong_health_grade A row of the staff's dashboard: 0 well, 1 not known yet, 2 "
              "to be watched, 3 wrong\n# TYPE rong_health_grade gauge\n"
              "rong_health_grade{kiosk=\"GL-PLEIKU-01\",part=\"paper\"} 3\n"
              "rong_health_grade{kiosk=\"GL-PLEIKU-01\",part=\"printer\"} 0\n"
              "# HELP rong_clock_offset_seconds By how much the clock is ahead of the fleet "
              "server's, which says whole seconds\n"
              "# TYPE rong_clock_offset_seconds gauge\n"
              "rong_clock_offset_seconds{kiosk=\"GL-PLEIKU-01\"} -1.204\n");
    metrics_begin(&metrics); /* nothing is known of the next minute */
    metrics_tick(&metrics, NOW + 65);
    CHECK_STR(batch(NOW + 65), "");
}

TEST(what_moves_with_a_visit_is_told_on_the_quarter_and_in_steps)
{
    begin();
    metrics_set(&metrics, METRIC_WAITING, "", 1);
    metrics_set(&metrics, METRIC_PAPER, "", 87);
    metrics_set(&metrics, METRIC_OLDEST, "", 2699);
    metrics_set(&metrics, METRIC_HELD, "", 0);
    CHECK_STR(whole(), ""); /* not even here before */
    metrics_tick(&metrics, NOW);
    CHECK_STR(batch(NOW), "rong_outbox_waiting{kiosk=\"GL-PLEIKU-01\"} 5 1795366800000\n"
                          "rong_paper_left_receipts{kiosk=\"GL-PLEIKU-01\"} 80 1795366800000\n"
                          "rong_outbox_oldest_seconds{kiosk=\"GL-PLEIKU-01\"} 1800 1795366800000\n"
                          "rong_outbox_held{kiosk=\"GL-PLEIKU-01\"} 0 1795366800000\n");
    metrics_told(&metrics);
    for (int64_t minute = 1; minute < 15; minute++) { /* a visit every minute: nothing moves */
        metrics_begin(&metrics);
        metrics_set(&metrics, METRIC_WAITING, "", 1 + minute);
        metrics_tick(&metrics, NOW + minute * 60);
        CHECK_STR(batch(NOW + minute * 60), "");
        CHECK(strstr(whole(), "rong_outbox_waiting{kiosk=\"GL-PLEIKU-01\"} 5\n") != NULL);
    }
    metrics_begin(&metrics);
    metrics_set(&metrics, METRIC_WAITING, "", 15);
    metrics_tick(&metrics, NOW + 900); /* and of the paper nothing is known any more */
    CHECK_STR(batch(NOW + 900), "rong_outbox_waiting{kiosk=\"GL-PLEIKU-01\"} 15 1795367700000\n");
    /* Not told on the disk: it stands in the next one, too. */
    metrics_begin(&metrics);
    metrics_set(&metrics, METRIC_WAITING, "", 20);
    metrics_tick(&metrics, NOW + 960);
    CHECK_STR(batch(NOW + 960), "rong_outbox_waiting{kiosk=\"GL-PLEIKU-01\"} 15 1795367760000\n");
}

TEST(a_day_is_told_once_and_dated_at_its_end)
{
    begin();
    metrics_day_begin(&metrics, NOW);
    metrics_set(&metrics, METRIC_DAY_PROCEDURE, "1.001193", 11);
    metrics_set(&metrics, METRIC_LEFT_PAGE, "question", 9);
    for (int again = 0; again < 2; again++) { /* until it is on the disk */
        metrics_begin(&metrics);
        CHECK_STR(batch(NOW + 300),
                  "rong_day_applications_by_procedure{kiosk=\"GL-PLEIKU-01\",procedure=\"1.001193\""
                  "} 11 1795366800000\n"
                  "rong_abandoned_by_page_total{kiosk=\"GL-PLEIKU-01\",page=\"question\"} 5 "
                  "1795366800000\n");
    }
    metrics_told(&metrics);
    CHECK_STR(batch(NOW + 360), "");
    CHECK(strstr(whole(), "procedure=\"1.001193\"} 11\n") != NULL);
    metrics_day_begin(&metrics, NOW + 86400);
    CHECK_STR(whole(), "");
}

TEST(no_label_holds_what_no_table_knows)
{
    static const struct {
        enum metric_id id;
        const char *label;
    } wrong[] = {
        {METRIC_DAY_PROCEDURE, "1.999999"},
        {METRIC_DAY_PROCEDURE, "Rơ Châm H'Nhi"},
        {METRIC_DAY_PROCEDURE, ""},
        {METRIC_DAY_LANGUAGE, "xx"},
        {METRIC_LEFT_PAGE, "ho-ten"},
        {METRIC_LEFT_PAGE, ""},
        {METRIC_HEALTH, "printer\"} 1\nx{a=\""},
        {METRIC_BUILD, "v1 \"x\""},
        {METRIC_BUILD, "Rơ"},
        {METRIC_UP, "vi"},
        {METRIC_SLOT, "a"},
        {METRIC_BUILD, "12345678901234567890123456789012345678901"},
    };
    begin();
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        metrics_set(&metrics, wrong[i].id, wrong[i].label, 1);
    }
    CHECK_INT(metrics.refused, sizeof wrong / sizeof wrong[0]);
    CHECK_INT(metrics.count, 0);
    metrics_set(&metrics, METRIC_BUILD, "v1.2+dirty-3_a", 1);
    metrics_set(&metrics, METRIC_DAY_LANGUAGE, "bdq-x-kriem", 9);
    CHECK_INT(metrics.count, 2);
    metrics.params.knows = NULL; /* no list of procedures: none is known */
    metrics_set(&metrics, METRIC_DAY_PROCEDURE, "1.001193", 1);
    CHECK_INT(metrics.count, 2);
    const struct metrics_params names[] = {
        {.kiosk = ""}, {.kiosk = "a b"}, {.kiosk = "a\"b"}, {.kiosk = "Plei-Kú"}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        CHECK(metrics_init(&metrics, &names[i]).code == ERR_BAD_INPUT);
    }
}

static bool knows_all(void *context, const char *code)
{
    (void)context;
    (void)code;
    return true;
}

/* Series are bounded, and so many of the longest lines have room. */
TEST(the_fullest_minute_has_room)
{
    static const char longest[] = "0123456789.123456789.123456789.12345";
    const struct metrics_params params = {
        .kiosk = "0123456789012345678901234567890123456789012345678901234567890123",
        .knows = knows_all};
    CHECK(!failed(metrics_init(&metrics, &params)));
    for (int i = 0; i < METRICS_SERIES + 7; i++) {
        char code[METRICS_LABEL];
        (void)snprintf(code, sizeof code, "%.35s%03u", longest, (unsigned)i % 1000U);
        metrics_set(&metrics, METRIC_DAY_PROCEDURE, code, -INT64_MAX);
    }
    CHECK_INT(metrics.count, METRICS_SERIES);
    CHECK_INT(metrics.refused, 7);
    metrics_day_begin(&metrics, 4102444800);
    for (int i = 0; i < METRICS_SERIES; i++) {
        char code[METRICS_LABEL];
        (void)snprintf(code, sizeof code, "%.35s%03u", longest, (unsigned)i % 1000U);
        metrics_set(&metrics, METRIC_DAY_PROCEDURE, code, -INT64_MAX);
    }
    (void)batch(4102444800);
    CHECK(!out.full && out.len > 0);
    (void)whole();
    CHECK(!out.full && out.len > 0);
}

TEST(each_screen_is_a_page)
{
    begin();
    int named = 0;
    for (int s = 0; s < SCREEN_COUNT; s++) {
        if (screen_name((enum screen)s)[0] != '\0') {
            metrics_set(&metrics, METRIC_LEFT_PAGE, screen_name((enum screen)s), 5);
            named++;
        }
    }
    CHECK(named > 20 && metrics.count == named && metrics.refused == 0);
}

TEST(a_disk_that_fails_leaves_what_was_there)
{
    struct port_dir disk = dir_linux();
    scratch_open_in_memory();
    begin();
    metrics_set(&metrics, METRIC_UP, "", 1);
    CHECK(!failed(metrics_write(&metrics, &disk, scratch_root, text)));
    metrics_set(&metrics, METRIC_BOOTS, "", 7);
    bool fails = true;
    for (int call = 1; fails; call++) {
        struct port_dir bad = dir_faulty(&disk, call, ERR_FULL);
        struct file_bytes file = {0};
        fails = failed(metrics_write(&metrics, &bad, scratch_root, text));
        CHECK(!failed(files_linux()->ops->read(scratch(METRICS_FILE), METRICS_TEXT, &file)));
        const bool has = file.size > 100 && memmem(file.bytes, file.size, "boots", 5) != NULL;
        CHECK(has == !fails && memmem(file.bytes, file.size, "rong_up{", 8) != NULL);
        files_linux()->ops->unmap(&file);
        CHECK(call < 50);
    }
    scratch_close();
}

/* Each name in these files that begins like ours. */
static int check_names(const char *path)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz_0123456789";
    struct file_bytes file = {0};
    int count = 0;
    CHECK(!failed(files_linux()->ops->read(path, 1 << 20, &file)));
    const char *end = (const char *)file.bytes + file.size;
    for (const char *at = file.bytes; at != NULL && at < end;) {
        at = memmem(at, (size_t)(end - at), "rong_", 5);
        if (at == NULL) {
            break;
        }
        char name[64] = "";
        for (size_t i = 0; i + 1 < sizeof name && at < end && strchr(letters, *at) != NULL; i++) {
            name[i] = *at++;
        }
        bool known = false;
        for (int id = 0; id < METRIC_COUNT; id++) {
            known = known || strcmp(metric_row((enum metric_id)id)->name, name) == 0;
        }
        if (!known) {
            printf("# %s: %s\n", path, name);
            CHECK(false);
        }
        count++;
    }
    files_linux()->ops->unmap(&file);
    return count;
}

TEST(rules_and_dashboard_name_what_is_in_the_table)
{
    CHECK(check_names("image/fleet/alerts.yml") > 10);
    CHECK(check_names("image/fleet/dashboard.json") > 15);
}

int main(void)
{
    RUN(the_table_is_whole);
    RUN(a_minute_is_told_with_its_time);
    RUN(what_moves_with_a_visit_is_told_on_the_quarter_and_in_steps);
    RUN(a_day_is_told_once_and_dated_at_its_end);
    RUN(no_label_holds_what_no_table_knows);
    RUN(the_fullest_minute_has_room);
    RUN(each_screen_is_a_page);
    RUN(a_disk_that_fails_leaves_what_was_there);
    RUN(rules_and_dashboard_name_what_is_in_the_table);
    return check_done();
}
