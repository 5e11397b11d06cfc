/* What commands brought goes to the fleet once, whatever the line and the server do, and does not
 * lie on the disk for ever when it is never taken. */
#define _GNU_SOURCE /* nftw */
#include "app/steward/outgoing.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>

#include "platform/sim/http_script.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"

#define NOW INT64_C(1795845600)

static struct outgoing o;
static struct port_dir dir;
static struct http_script server;
static struct port_random chance;
static struct port_clock watch;
static char words[4096];

static void say(const char *what, const char *detail)
{
    const size_t used = strlen(words);
    (void)snprintf(words + used, sizeof words - used, "%s: %s\n", what, detail);
}

static void begin(void)
{
    (void)scratch_open();
    CHECK(mkdir(scratch("outgoing"), 0770) == 0);
    dir = dir_linux();
    chance = random_seeded(7);
    watch = clock_manual(NOW);
    words[0] = '\0';
    http_script_init(&server);
    outgoing_open(&o, &(struct outgoing_params){.dir = &dir,
                                                .state = scratch_root,
                                                .kiosk = "K 7/x",
                                                .http = &server.port,
                                                .random = &chance,
                                                .clock = &watch,
                                                .say = say});
}

/* ID-WHAT with this age. */
static const char *lay(int number, const char *what, int64_t age_s)
{
    static char name[160];
    char id[40];
    (void)snprintf(id, sizeof id, "%032x", (unsigned)number);
    (void)snprintf(name, sizeof name, "outgoing/%s-%s", id, what);
    FILE *f = fopen(scratch(name), "w");
    CHECK(f != NULL && fputs("bytes", f) >= 0 && fclose(f) == 0);
    const struct timeval times[2] = {{.tv_sec = NOW - age_s}, {.tv_sec = NOW - age_s}};
    CHECK(utimes(scratch(name), times) == 0);
    return name;
}

static bool there(const char *name)
{
    return access(scratch(name), F_OK) == 0;
}

static void pass(int64_t ms)
{
    watch.ops->pass(&watch, (int)ms);
}

/* The next turn, when it is due; the milliseconds that were waited for it. */
static int64_t turn(void)
{
    const int64_t wait = outgoing_wait_ms(&o);
    pass(wait);
    outgoing_turn(&o, true);
    return wait;
}

static void answers(int status)
{
    http_script_add(&server, (struct http_step){.status = status});
}

TEST(each_goes_to_the_fleet_under_its_name_the_oldest_first)
{
    begin();
    lay(1, "log.ronglog", 20);
    lay(2, "screen.png", 30);
    answers(201);
    answers(204);
    turn();
    CHECK_STR(
        server.heard,
        "PUT /K%207%2Fx/00000000000000000000000000000002-screen.png application/octet-stream - "
        "5\n");
    CHECK(!there("outgoing/00000000000000000000000000000002-screen.png"));
    CHECK_INT(turn(), OUTGOING_LEAST_MS);
    CHECK(!there("outgoing/00000000000000000000000000000001-log.ronglog"));
    CHECK_INT(server.next, 2);
    CHECK_INT(outgoing_wait_ms(&o), OUTGOING_EVERY_MS);
    lay(3, "screen.png", 0);
    answers(200);
    outgoing_came(&o);
    CHECK_INT(turn(), 0);
    CHECK_INT(server.next, 3);
    CHECK(strstr(words, "bytes") == NULL && strstr(words, "000") == NULL);
}

TEST(what_only_three_statuses_take_is_tried_again_and_slower)
{
    static const int others[] = {202, 206, 301, 401, 408, 429, 500, 503};
    begin();
    const char *name = lay(1, "screen.png", 0);
    int64_t longest = 0;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        answers(others[i]);
        turn();
        const int64_t wait = outgoing_wait_ms(&o);
        CHECK(wait >= OUTGOING_LEAST_MS && wait <= OUTGOING_CAP_MS);
        longest = wait > longest ? wait : longest;
        CHECK_INT(o.failures, (int)i + 1);
        CHECK(there(name));
        outgoing_came(&o); /* something else came: the server is not asked the sooner for it */
        CHECK_INT(outgoing_wait_ms(&o), wait);
    }
    CHECK(longest > OUTGOING_BASE_MS);
    http_script_add(&server, (struct http_step){.status = 503, .retry_after_s = 77});
    turn();
    CHECK_INT(outgoing_wait_ms(&o), 77000);
    answers(200);
    turn();
    CHECK(!there(name) && o.failures == 0);
}

TEST(a_line_that_fails_or_drops_is_tried_again_whole)
{
    static const enum err_code codes[] = {ERR_OFFLINE, ERR_UNKNOWN_OUTCOME, ERR_TIMEOUT,
                                          ERR_BAD_INPUT};
    begin();
    const char *name = lay(1, "log.ronglog", 0);
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        http_script_add(&server, (struct http_step){.error = ERR(codes[i], 0, "cut")});
        turn();
        CHECK(there(name) && o.failures == (int)i + 1);
    }
    answers(204);
    turn();
    CHECK(!there(name));
    CHECK_INT(server.next, 5);
    CHECK(strstr(strrchr(server.heard, 'P'), " 5\n") != NULL);
}

TEST(what_is_refused_is_not_sent_again_and_goes_after_seven_days)
{
    static const int finals[] = {400, 403, 404, 413, 422};
    for (size_t i = 0; i < sizeof finals / sizeof finals[0]; i++) {
        begin();
        lay(1, "screen.png", 0);
        answers(finals[i]);
        turn();
        CHECK(there("outgoing/00000000000000000000000000000001-screen.png.refused"));
        CHECK(!there("outgoing/00000000000000000000000000000001-screen.png"));
        CHECK(strstr(words, "refused by the fleet's server (status 4") != NULL);
        turn();
        CHECK_INT(server.next, 1);
        pass((int64_t)(OUTGOING_KEPT_S + 2) * 1000);
        outgoing_turn(&o, false); /* who knows what day it is */
        CHECK(there("outgoing/00000000000000000000000000000001-screen.png.refused"));
        turn();
        CHECK(!there("outgoing/00000000000000000000000000000001-screen.png.refused"));
        CHECK(strstr(words, "older than seven days") != NULL);
    }
}

TEST(one_that_nobody_ever_takes_goes_after_seven_days_too)
{
    begin();
    o.params.http = NULL;
    const char *name = lay(1, "log.ronglog", 0);
    turn();
    CHECK(there(name));
    pass((int64_t)(OUTGOING_KEPT_S - 120) * 1000);
    turn();
    CHECK(there(name));
    pass(180 * 1000);
    turn();
    CHECK(!there(name));
}

TEST(eight_lie_there_and_the_oldest_makes_room)
{
    char name[80];
    begin();
    o.params.http = NULL;
    for (int i = 1; i <= 11; i++) {
        lay(i, i % 2 ? "screen.png" : "log.ronglog", 1000 - i);
    }
    turn();
    for (int i = 1; i <= 11; i++) {
        (void)snprintf(name, sizeof name, "outgoing/%032x-%s", (unsigned)i,
                       i % 2 ? "screen.png" : "log.ronglog");
        CHECK_INT(there(name), i > 3);
    }
    CHECK_INT(o.waiting, OUTGOING_MOST);
}

TEST(nothing_else_that_lies_there_is_sent)
{
    begin();
    FILE *f = fopen(scratch("outgoing/screen.png"), "w"); /* not taken over yet */
    CHECK(f != NULL && fclose(f) == 0);
    lay(1, "screen.pngx", 0);
    lay(2, "identity.key", 0);
    CHECK(symlink("/etc/passwd", scratch("outgoing/00000000000000000000000000000003-screen.png")) ==
          0);
    CHECK(mkdir(scratch("outgoing/00000000000000000000000000000004-screen.png"), 0770) == 0);
    for (int i = 0; i < 4; i++) {
        turn();
    }
    CHECK_STR(server.heard, "");
    CHECK(access("/etc/passwd", F_OK) == 0 && there("outgoing/screen.png"));
    struct stat info;
    CHECK(lstat(scratch("outgoing/00000000000000000000000000000003-screen.png"), &info) != 0);
}

TEST(one_of_more_than_64_mib_is_not_sent)
{
    begin();
    const char *name = lay(1, "log.ronglog", 0);
    CHECK(truncate(scratch(name), (off_t)OUTGOING_BYTES + 1) == 0);
    turn();
    CHECK_STR(server.heard, "");
    CHECK(there("outgoing/00000000000000000000000000000001-log.ronglog.refused"));
}

TEST(an_end_that_is_asked_for_leaves_it_for_the_next_start)
{
    static const atomic_bool stop = true;
    begin();
    o.params.stop = &stop;
    const char *name = lay(1, "log.ronglog", 0);
    turn();
    CHECK(there(name));
}

int main(void)
{
    RUN(each_goes_to_the_fleet_under_its_name_the_oldest_first);
    RUN(what_only_three_statuses_take_is_tried_again_and_slower);
    RUN(a_line_that_fails_or_drops_is_tried_again_whole);
    RUN(what_is_refused_is_not_sent_again_and_goes_after_seven_days);
    RUN(one_that_nobody_ever_takes_goes_after_seven_days_too);
    RUN(eight_lie_there_and_the_oldest_makes_room);
    RUN(nothing_else_that_lies_there_is_sent);
    RUN(one_of_more_than_64_mib_is_not_sent);
    RUN(an_end_that_is_asked_for_leaves_it_for_the_next_start);
    scratch_close();
    return check_done();
}
