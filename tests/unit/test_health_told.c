/* What the kiosk says of itself comes through a text as it was; what is not such a text says
 * nothing, and a row that nobody looked at is never told as well. */
#include "app/staff/health_told.h"

#include <string.h>

#include "app/steward/metrics.h"
#include "tests/check.h"

#define NOW INT64_C(1795366800)

static char text[HEALTH_TOLD_BYTES];

static struct health_facts well(void)
{
    return (struct health_facts){
        .printer = DEVICE_WELL,
        .status = {.online = true, .answers = true, .paper = PAPER_OK},
        .paper_mm = 40000,
        .paper_receipts = 180,
        .scanner = DEVICE_WELL,
        .camera = DEVICE_ASKED,
        .sound = DEVICE_WELL,
        .machine_told = true,
        .machine = {.lines = 1, .lines_up = 1, .disk_free = INT64_MAX / 4, .celsius = 40},
        .courier = DEVICE_WELL,
        .online = true,
        .outbox = {.told = true, .waiting = 3, .held = 1, .room = 2, .worst = 1},
        .now_s = NOW,
        .version = "1"};
}

static struct health_told made(struct health_facts f)
{
    struct health_told t;
    health_told_make(&f, NOW, &t);
    return t;
}

TEST(each_row_is_told_by_its_grade_and_the_unsent_not_at_all)
{
    const struct health_told t = made(well());
    CHECK(t.at == NOW && t.paper_left == 180 && t.portal == 1);
    CHECK(t.known[HEALTH_PRINTER] && t.grade[HEALTH_PRINTER] == HEALTH_GOOD);
    CHECK(t.known[HEALTH_CAMERA] && t.grade[HEALTH_CAMERA] == HEALTH_ASKED);
    CHECK(!t.known[HEALTH_UNSENT]);
    struct health_facts f = well();
    f.status.jam = true;
    f.online = false;
    f.paper_receipts = -1;
    const struct health_told bad = made(f);
    CHECK_INT(bad.grade[HEALTH_PRINTER], HEALTH_BAD);
    CHECK_INT(bad.grade[HEALTH_PORTAL], HEALTH_WARN);
    CHECK(bad.paper_left == -1 && bad.portal == 0);
    f.courier = DEVICE_ASKED;
    CHECK_INT(made(f).portal, -1);
    f.courier = DEVICE_GONE;
    f.online = true; /* of before it went */
    CHECK_INT(made(f).portal, 0);
    f = well();
    f.printer = DEVICE_NONE;
    CHECK_INT(made(f).paper_left, -1);
}

TEST(what_waits_to_be_sent_changes_nothing_of_it)
{
    struct health_facts f = well();
    const struct health_told before = made(f);
    f.outbox.waiting = 9;
    f.outbox.held = 0;
    f.outbox.oldest_s = 90000;
    f.now_s = NOW + 60;
    struct health_told after = made(f);
    after.at = NOW + 60;
    CHECK(health_told_same(&before, &after));
    f.paper_receipts = 179;
    after = made(f);
    CHECK(!health_told_same(&before, &after));
    f = well();
    f.sound = DEVICE_GONE;
    after = made(f);
    CHECK(!health_told_same(&before, &after));
}

TEST(it_comes_through_the_text)
{
    const struct health_told t = made(well());
    struct health_told read;
    const size_t size = health_told_write(&t, text);
    CHECK(strncmp(text, "rong-health 1\nat 1795366800\nprinter 0\npaper 0\n", 46) == 0);
    CHECK(strstr(text, "\ncamera 1\n") != NULL && strstr(text, "unsent") == NULL);
    CHECK(health_told_read(text, size, &read));
    CHECK(health_told_same(&t, &read) && read.at == NOW);
    struct health_told nobody = {.at = 5, .paper_left = -1, .portal = -1};
    CHECK(health_told_read(text, health_told_write(&nobody, text), &read));
    CHECK(health_told_same(&nobody, &read) && read.paper_left == -1 && read.portal == -1);
}

TEST(what_is_no_such_text_says_nothing)
{
    static const char *const none[] = {"",
                                       "rong-health 1\n",
                                       "rong-health 2\nat 5\nend\n",
                                       "rong-health 1\nend\n",
                                       "rong-health 1\nat 5\nprinter 0\n",
                                       "rong-health 1\nat 5\nprinter\nend\n",
                                       "rong-health 1\nat 5\nprinter -1\nend\n",
                                       "rong-health 1\nat 5\nprinter 0x\nend\n",
                                       "rong-health 1\nat five\nend\n"};
    struct health_told read;
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        CHECK(!health_told_read(none[i], strlen(none[i]), &read));
        CHECK(read.at == 0 && read.paper_left == -1 && read.portal == -1);
        CHECK(!read.known[HEALTH_PRINTER]);
    }
    /* Of a later version: its other words are passed over. */
    const char *later = "rong-health 1\nat 5\nnose 3\nprinter 9\ntouch 3\nend\n";
    CHECK(health_told_read(later, strlen(later), &read));
    CHECK(read.known[HEALTH_TOUCH] && !read.known[HEALTH_PRINTER]);
    const size_t size = health_told_write(&read, text);
    for (size_t cut = 0; cut < size; cut++) { /* a cut file is none */
        CHECK(!health_told_read(text, cut, &read));
    }
}

TEST(it_gets_old)
{
    struct health_told t = made(well());
    CHECK(health_told_fresh(&t, NOW) && health_told_fresh(&t, NOW + HEALTH_TOLD_OLD));
    CHECK(!health_told_fresh(&t, NOW + HEALTH_TOLD_OLD + 1));
    CHECK(health_told_fresh(&t, NOW - 60)); /* two clocks a minute apart */
    CHECK(!health_told_fresh(&t, NOW - HEALTH_TOLD_OLD - 1));
    t.at = 0;
    CHECK(!health_told_fresh(&t, 0));
}

TEST(each_row_has_a_word_that_may_be_told)
{
    static struct metrics m;
    const struct metrics_params params = {.kiosk = "K"};
    CHECK(!failed(metrics_init(&m, &params)));
    for (int i = 0; i < HEALTH_PARTS; i++) {
        CHECK(metrics_may_tell(&m, METRIC_HEALTH, health_told_word((enum health_part)i)));
        for (int other = 0; other < i; other++) {
            CHECK(strcmp(health_told_word((enum health_part)other),
                         health_told_word((enum health_part)i)) != 0);
        }
    }
    CHECK_STR(health_told_word(HEALTH_PARTS), "");
}

int main(void)
{
    RUN(each_row_is_told_by_its_grade_and_the_unsent_not_at_all);
    RUN(what_waits_to_be_sent_changes_nothing_of_it);
    RUN(it_comes_through_the_text);
    RUN(what_is_no_such_text_says_nothing);
    RUN(it_gets_old);
    RUN(each_row_has_a_word_that_may_be_told);
    return check_done();
}
