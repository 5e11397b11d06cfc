/* A UPS by the protocol of upsd, over a TCP line and a unix socket; the other side is a thread that
 * answers what the test laid out. */
#define _GNU_SOURCE
#include "platform/linux/ups_nut.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "tests/check.h"
#include "tests/unit/scratch.h"

/* What the pretended upsd does with one connection. */
static struct {
    int listener;
    const char *status; /* its line to the question after it; NULL: it says nothing at all */
    const char *charge;
    size_t piece; /* bytes sent at once; 0 = all */
    char asked[512];
    bool hangs_up;
} daemon_;

static void answer(int line, const char *text)
{
    const size_t size = strlen(text);
    const size_t piece = daemon_.piece == 0 ? size : daemon_.piece;
    for (size_t at = 0; at < size; at += piece) {
        const size_t now = size - at < piece ? size - at : piece;
        if (send(line, text + at, now, MSG_NOSIGNAL) < 0) {
            return;
        }
        if (daemon_.piece != 0) {
            usleep(2000);
        }
    }
}

static void *serve(void *unused)
{
    (void)unused;
    char got[128];
    const int line = accept(daemon_.listener, NULL, NULL);
    for (ssize_t size = 1; size > 0 && !daemon_.hangs_up;) {
        size = read(line, got, sizeof got - 1);
        got[size > 0 ? size : 0] = '\0';
        strncat(daemon_.asked, got, sizeof daemon_.asked - strlen(daemon_.asked) - 1);
        if (strstr(got, "ups.status") != NULL && daemon_.status != NULL) {
            answer(line, daemon_.status);
        } else if (strstr(got, "battery.charge") != NULL && daemon_.charge != NULL) {
            answer(line, daemon_.charge);
        }
    }
    close(line);
    return NULL;
}

static struct ups_word word;

/* One question over an address whose listener is open. */
static struct err ask_at(const char *address)
{
    pthread_t thread;
    struct ups_nut ups;
    daemon_.asked[0] = '\0';
    CHECK_INT(pthread_create(&thread, NULL, serve, NULL), 0);
    CHECK(!failed(ups_nut_init(&ups, address)));
    const struct err e = ups_nut_ask(&ups, &word);
    pthread_join(thread, NULL);
    close(daemon_.listener);
    return e;
}

static struct err ask(const char *status, const char *charge)
{
    char address[64];
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof at;
    daemon_.listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK_INT(bind(daemon_.listener, (struct sockaddr *)&at, sizeof at), 0);
    CHECK_INT(listen(daemon_.listener, 1), 0);
    CHECK_INT(getsockname(daemon_.listener, (struct sockaddr *)&at, &size), 0);
    (void)snprintf(address, sizeof address, "ups@tcp://127.0.0.1:%d", ntohs(at.sin_port));
    daemon_.status = status;
    daemon_.charge = charge;
    return ask_at(address);
}

#define STATUS(words) "VAR ups ups.status \"" words "\"\n"
#define CHARGE(text)  "VAR ups battery.charge \"" text "\"\n"

TEST(what_it_says_is_understood)
{
    CHECK(!failed(ask(STATUS("OL CHRG"), CHARGE("96"))));
    CHECK(!word.on_battery && !word.low);
    CHECK_INT(word.percent, 96);
    CHECK_STR(daemon_.asked, "GET VAR ups ups.status\nGET VAR ups battery.charge\nLOGOUT\n");
    CHECK(!failed(ask(STATUS("OB DISCHRG"), CHARGE("61.5"))));
    CHECK(word.on_battery && !word.low);
    CHECK_INT(word.percent, 61);
    CHECK(!failed(ask(STATUS("OB LB"), CHARGE("9"))));
    CHECK(word.on_battery && word.low);
    CHECK(!failed(ask(STATUS("FSD OL"), CHARGE("40")))); /* it will cut the load whatever comes */
    CHECK(word.on_battery && word.low);
    CHECK(!failed(ask(STATUS("OL LB RB"), CHARGE("5")))); /* mains are back, it charges */
    CHECK(!word.on_battery && !word.low);
    CHECK(!failed(ask(STATUS("BYPASS"), CHARGE("420"))));
    CHECK_INT(word.percent, 100);
}

TEST(one_that_knows_no_percent_is_still_heard)
{
    CHECK(!failed(ask(STATUS("OB LB"), "ERR VAR-NOT-SUPPORTED\n")));
    CHECK(word.on_battery && word.low);
    CHECK_INT(word.percent, -1);
}

TEST(what_upsd_cannot_say_is_told_apart_from_what_is_no_upsd)
{
    CHECK_INT(ask("ERR DATA-STALE\n", NULL).code, ERR_IO);
    CHECK_INT(ask("ERR DRIVER-NOT-CONNECTED\n", NULL).code, ERR_IO);
    CHECK_INT(ask("ERR UNKNOWN-UPS\n", NULL).code, ERR_IO);
    CHECK_INT(ask(STATUS("WAIT"), NULL).code, ERR_IO);
    CHECK_INT(ask(STATUS("OLB OBL"), NULL).code, ERR_IO); /* neither is a word of it */
    CHECK_INT(ask("HTTP/1.1 400 Bad Request\n", NULL).code, ERR_REFUSED);
    CHECK_INT(ask("VAR ups ups.status \"\n", NULL).code, ERR_REFUSED);
    CHECK_INT(ask("VAR other ups.status \"OL\"\n", NULL).code, ERR_REFUSED);
    CHECK_INT(ask(STATUS("OL"), "\n").code, ERR_REFUSED);
}

TEST(an_answer_in_pieces_and_a_flood)
{
    static char flood[600];
    daemon_.piece = 3;
    CHECK(!failed(ask(STATUS("OB"), CHARGE("33"))));
    CHECK(word.on_battery);
    CHECK_INT(word.percent, 33);
    daemon_.piece = 0;
    memset(flood, 'x', sizeof flood - 1);
    CHECK_INT(ask(flood, NULL).code, ERR_REFUSED);
}

TEST(silence_and_a_line_that_breaks_cost_half_a_second_at_most)
{
    struct timespec from;
    struct timespec to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    CHECK_INT(ask(NULL, NULL).code, ERR_OFFLINE);
    clock_gettime(CLOCK_MONOTONIC, &to);
    const int64_t ms = (to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000;
    CHECK(ms >= 450 && ms < 5000);
    daemon_.hangs_up = true;
    CHECK_INT(ask(STATUS("OL"), NULL).code, ERR_OFFLINE);
    daemon_.hangs_up = false;
}

TEST(a_unix_socket_does_as_well_and_nobody_there_is_said)
{
    char address[160];
    struct ups_nut ups;
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    (void)snprintf(at.sun_path, sizeof at.sun_path, "%s/upsd", scratch_open());
    (void)snprintf(address, sizeof address, "ups@unix:%s", at.sun_path);
    CHECK(!failed(ups_nut_init(&ups, address)));
    CHECK_INT(ups_nut_ask(&ups, &word).code, ERR_OFFLINE);
    daemon_.listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK_INT(bind(daemon_.listener, (struct sockaddr *)&at, sizeof at), 0);
    CHECK_INT(listen(daemon_.listener, 1), 0);
    daemon_.status = STATUS("OB");
    daemon_.charge = CHARGE("50");
    CHECK(!failed(ask_at(address)));
    CHECK(word.on_battery);
    scratch_close();
}

TEST(an_address_that_is_none_is_refused)
{
    struct ups_nut ups;
    static const char *const wrong[] = {"",
                                        "ups",
                                        "@tcp://127.0.0.1:3493",
                                        "ups@",
                                        "ups@/dev/ttyS0",
                                        "ups@tcp://somewhere:3493",
                                        "u ps@tcp://127.0.0.1:3493",
                                        "a-name-that-is-longer-than-upsd-has@tcp://127.0.0.1:1"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        CHECK_INT(ups_nut_init(&ups, wrong[i]).code, ERR_BAD_INPUT);
    }
}

int main(void)
{
    RUN(what_it_says_is_understood);
    RUN(one_that_knows_no_percent_is_still_heard);
    RUN(what_upsd_cannot_say_is_told_apart_from_what_is_no_upsd);
    RUN(an_answer_in_pieces_and_a_flood);
    RUN(silence_and_a_line_that_breaks_cost_half_a_second_at_most);
    RUN(a_unix_socket_does_as_well_and_nobody_there_is_said);
    RUN(an_address_that_is_none_is_refused);
    return check_done();
}
