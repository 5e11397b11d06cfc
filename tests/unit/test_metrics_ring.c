/* What could not be delivered waits, in order, through a death of the program at every call, a
 * power cut in every line and a disk that fails in every write; it is delivered once, the oldest
 * goes first where there is no room, and what never arrives is counted. */
#include "app/steward/metrics_ring.h"

#include <stdlib.h>
#include <string.h>

#define ZLIB_CONST
#include <zlib.h>

#include "platform/sim/http_script.h"
#include "platform/sim/journal_memory.h"
#include "tests/check.h"

#define MOST  4096 /* batches of one test */
#define FILES 4
#define BYTES 4096

static struct journal_memory disk, copy;
static struct metrics_ring ring;
static struct http_script server;
static uint8_t room[BYTES];
static uint64_t batches = RING_BATCHES;

/* What arrived at the server: each batch by its number, how often. */
static int arrived[MOST], newest, requests, backwards;
static unsigned sum; /* of the last request's bytes */
static int answer_status, answer_loses, answer_too_many;

/* Every line of a body: "x{...} NUMBER TIME". A request that is refused arrived nowhere. */
static void take_lines(char *text)
{
    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        const char *at = strstr(line, "} ");
        CHECK(at != NULL);
        const int number = at == NULL ? 0 : (int)strtol(at + 2, NULL, 10);
        CHECK(number > 0 && number < MOST);
        arrived[number]++;
        backwards += number < newest;
        newest = number;
    }
}

static char unpressed[1 << 20];

static int unpress(const char *bytes, size_t size)
{
    size_t made = 0;
    int members = 0;
    for (; size > 0; members++) {
        z_stream z = {.next_in = (const Bytef *)bytes,
                      .avail_in = (uInt)size,
                      .next_out = (Bytef *)unpressed + made,
                      .avail_out = (uInt)(sizeof unpressed - 1 - made)};
        const bool good =
            inflateInit2(&z, MAX_WBITS + 16) == Z_OK && inflate(&z, Z_FINISH) == Z_STREAM_END;
        CHECK(good);
        made += (size_t)z.total_out;
        bytes += z.total_in;
        size -= good ? (size_t)z.total_in : size;
        (void)inflateEnd(&z);
    }
    unpressed[made] = '\0';
    return members;
}

static struct http_step serve(struct http_script *s, const struct http_request *r)
{
    (void)s;
    requests++;
    sum = gzip_sum(0, r->body, r->size);
    CHECK_STR(r->path, "/api/v1/import/prometheus");
    CHECK_STR(r->headers[0].name, "Content-Encoding");
    CHECK_STR(r->headers[0].value, "gzip");
    CHECK(r->size <= RING_REQUEST);
    const int members = unpress(r->body, r->size);
    if (answer_too_many > 0 && members > answer_too_many) {
        return (struct http_step){.status = 413};
    }
    if (answer_status != 204) {
        return (struct http_step){.status = answer_status, .retry_after_s = 77};
    }
    take_lines(unpressed);
    if (answer_loses > 0) {
        answer_loses--;
        return (struct http_step){.error = ERR(ERR_UNKNOWN_OUTCOME, 0, "http: cut")};
    }
    return (struct http_step){.status = 204};
}

static void open_ring(void)
{
    const struct metrics_ring_params params = {.folder = "",
                                               .journal = &disk.port,
                                               .room = room,
                                               .files = FILES,
                                               .file_bytes = BYTES,
                                               .batches = batches};
    CHECK(!failed(metrics_ring_open(&ring, &params)));
}

static void begin(void)
{
    journal_memory_init(&disk);
    memset(arrived, 0, sizeof arrived);
    newest = requests = backwards = answer_loses = answer_too_many = 0;
    answer_status = 204;
    batches = RING_BATCHES;
    http_script_init(&server);
    server.answer = serve;
    open_ring();
}

static struct err put(int number)
{
    char text[256];
    const int size =
        snprintf(text, sizeof text, "rong_up{kiosk=\"GL-1\"} %d 1795366800000\n", number);
    return metrics_ring_put(&ring, text, (size_t)size);
}

static struct err push(void)
{
    int64_t retry = 0;
    server.heard[0] = '\0';
    return metrics_ring_push(&ring, &server.port, NULL, &retry);
}

static void push_all(void)
{
    for (int i = 0; i < MOST && metrics_ring_waiting(&ring) > 0; i++) {
        CHECK(!failed(push()));
    }
    CHECK_INT(metrics_ring_waiting(&ring), 0);
}

static int count_arrived(int from, int to, int *ret_twice)
{
    int once = 0;
    *ret_twice = 0;
    for (int i = from; i <= to; i++) {
        once += arrived[i] > 0;
        *ret_twice += arrived[i] > 1;
    }
    return once;
}

TEST(each_batch_arrives_once_and_in_order)
{
    int twice = 0;
    begin();
    for (int i = 1; i <= 60; i++) {
        CHECK(!failed(put(i)));
        if (i % 7 == 0) {
            CHECK(!failed(push()));
        }
    }
    push_all();
    CHECK(count_arrived(1, 60, &twice) == 60 && twice == 0 && backwards == 0);
    CHECK(ring.lost == 0 && requests < 20);
    requests = 0;
    CHECK(!failed(push()) && requests == 0); /* nothing waits, nothing is sent */
    CHECK(!failed(metrics_ring_put(&ring, "", 0)) && metrics_ring_waiting(&ring) == 0);
}

TEST(a_refusal_keeps_them_and_the_same_bytes_are_sent_again)
{
    static const int refusals[] = {400, 401, 403, 404, 429, 500, 502, 503, 301, 199};
    int twice = 0;
    begin();
    for (int i = 1; i <= 5; i++) {
        CHECK(!failed(put(i)));
    }
    unsigned first = 0;
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        int64_t retry = 0;
        answer_status = refusals[i];
        const struct err e = metrics_ring_push(&ring, &server.port, NULL, &retry);
        CHECK(e.code == ERR_REFUSED && e.os == refusals[i] && retry == 77);
        CHECK(i == 0 || sum == first);
        first = sum;
        CHECK_INT(metrics_ring_waiting(&ring), 5);
    }
    answer_status = 204;
    answer_loses = 1; /* it took them, and nobody heard that */
    CHECK(push().code == ERR_UNKNOWN_OUTCOME && sum == first);
    metrics_ring_close(&ring);
    open_ring(); /* also after a restart */
    CHECK(!failed(push()) && sum == first);
    CHECK(count_arrived(1, 5, &twice) == 5 && twice == 5);
    CHECK_INT(metrics_ring_waiting(&ring), 0);
}

TEST(too_large_is_sent_in_parts)
{
    int twice = 0;
    begin();
    answer_too_many = 3;
    for (int i = 1; i <= 30; i++) {
        CHECK(!failed(put(i)));
    }
    for (int i = 0; i < 100 && metrics_ring_waiting(&ring) > 0; i++) {
        const struct err e = push();
        CHECK(!failed(e) || (e.code == ERR_REFUSED && e.os == 413));
    }
    CHECK(count_arrived(1, 30, &twice) == 30 && twice == 0);
}

TEST(a_restart_after_every_call_loses_nothing)
{
    int twice = 0;
    begin();
    for (int i = 1; i <= 60; i++) {
        CHECK(!failed(put(i)));
        metrics_ring_close(&ring);
        open_ring();
        if (i % 5 == 0) {
            CHECK(!failed(push()));
            metrics_ring_close(&ring);
            open_ring();
        }
    }
    push_all();
    CHECK(count_arrived(1, 60, &twice) == 60 && twice == 0);
    CHECK_INT(ring.lost, 0);
}

/* Far more than there is room for: the newest arrive, without a gap, and the rest is counted. */
TEST(the_oldest_goes_first_and_is_counted)
{
    int twice = 0;
    begin();
    for (int i = 1; i <= 1000; i++) {
        CHECK(!failed(put(i)));
        if (i % 97 == 0) {
            metrics_ring_close(&ring);
            open_ring();
        }
    }
    const int waiting = (int)metrics_ring_waiting(&ring);
    CHECK(waiting > 40 && waiting < 200);
    CHECK_INT(ring.lost, 1000 - waiting);
    size_t used = 0;
    for (int i = 0; i < JOURNAL_MEMORY_FILES; i++) {
        CHECK(disk.files[i].size <= BYTES);
        used += disk.files[i].size;
    }
    CHECK(used <= (size_t)FILES * BYTES);
    push_all();
    CHECK(count_arrived(1000 - waiting + 1, 1000, &twice) == waiting && twice == 0);
    CHECK(count_arrived(1, 1000 - waiting, &twice) == 0);
    metrics_ring_close(&ring);
    open_ring();
    CHECK(ring.lost == (uint64_t)(1000 - waiting) && metrics_ring_waiting(&ring) == 0);
    CHECK(!failed(put(1001)));
    push_all();
    CHECK_INT(arrived[1001], 1);
}

TEST(more_than_seven_days_are_not_kept)
{
    int twice = 0;
    begin();
    ring.params.batches = batches = 20;
    for (int i = 1; i <= 50; i++) {
        CHECK(!failed(put(i)));
    }
    CHECK(metrics_ring_waiting(&ring) == 20 && ring.lost == 30);
    push_all();
    CHECK(count_arrived(31, 50, &twice) == 20 && twice == 0 && arrived[30] == 0);
}

/* One scene: puts and pushes, and which puts said that they are safe. mends: the disk fails once
 * only. */
static void play(bool safe[MOST], bool mends)
{
    for (int i = 1; i <= 90; i++) {
        disk.failing = disk.failing && !mends;
        safe[i] = !failed(put(i));
        if (i % 9 == 0) {
            const struct err e = push();
            (void)e;
        }
    }
}

/* There was room for all: what was safe arrived, what was not is counted where it did not. */
static void judge(const bool safe[MOST], const char *what, int at)
{
    int missing = 0;
    int unsafe = 0;
    for (int i = 1; i <= 90; i++) {
        missing += safe[i] && arrived[i] == 0;
        unsafe += !safe[i];
    }
    if (missing > 0 || (int)ring.lost > unsafe) {
        printf("# %s %d: %d missing, %d unsafe, %d lost\n", what, at, missing, unsafe,
               (int)ring.lost);
        CHECK(false);
    }
}

/* Fails each call in turn; returns how many there were. */
static int fail_each(bool mends)
{
    static bool safe[MOST];
    int calls = 0;
    for (bool reached = true; reached && calls < 2000; calls++) {
        memset(safe, 0, sizeof safe);
        begin();
        disk.fail_after = calls + 1;
        play(safe, mends);
        reached = disk.fail_after <= 0;
        disk.failing = false; /* the machine is started with a disk that works */
        disk.fail_after = 0;
        metrics_ring_close(&ring);
        open_ring();
        push_all();
        judge(safe, mends ? "once, call" : "call", calls);
    }
    return calls;
}

TEST(a_disk_that_fails_once_or_for_good_loses_nothing_that_was_safe)
{
    CHECK(fail_each(false) > 100);
    CHECK(fail_each(true) > 100);
}

TEST(it_goes_on_where_a_disk_was_full_for_a_while)
{
    int twice = 0;
    begin();
    for (int i = 1; i <= 10; i++) {
        CHECK(!failed(put(i)));
    }
    disk.failing = true;
    for (int i = 11; i <= 20; i++) {
        CHECK(failed(put(i)));
    }
    disk.failing = false;
    for (int i = 21; i <= 30; i++) {
        CHECK(!failed(put(i)));
    }
    push_all();
    CHECK(count_arrived(1, 10, &twice) == 10 && count_arrived(21, 30, &twice) == 10);
    CHECK(ring.lost == 10 && backwards == 0);
}

TEST(a_power_cut_anywhere_keeps_what_was_safe)
{
    int twice = 0;
    for (int cut_at = 1; cut_at <= 40; cut_at++) {
        for (size_t kept = 0; kept < 140; kept += 13) {
            begin();
            for (int i = 1; i <= cut_at; i++) {
                CHECK(!failed(put(i)));
                if (i % 6 == 0) {
                    CHECK(!failed(push()));
                }
            }
            disk.fail_after = 2; /* the next one is written and not flushed, or torn */
            const struct err e = put(cut_at + 1);
            CHECK(failed(e));
            disk.failing = false;
            disk.fail_after = 0;
            journal_memory_cut(&disk, kept);
            open_ring();
            CHECK(!failed(put(cut_at + 2)));
            push_all();
            CHECK(count_arrived(1, cut_at, &twice) == cut_at && arrived[cut_at + 2] == 1);
            CHECK(ring.lost == 0 && twice <= 6); /* whose mark was not flushed: sent once more */
        }
    }
}

/* A bit of it turned: the others arrive, and what does not is counted. */
TEST(damage_anywhere_costs_one_batch)
{
    int twice = 0;
    begin();
    for (int i = 1; i <= 60; i++) {
        CHECK(!failed(put(i)));
    }
    metrics_ring_close(&ring);
    copy = disk;
    for (size_t at = 0; at < (size_t)FILES * BYTES; at += 5) {
        disk = copy;
        disk.files[at / BYTES].text[at % BYTES] ^= 0x10;
        memset(arrived, 0, sizeof arrived);
        open_ring();
        push_all();
        const int came = count_arrived(1, 60, &twice);
        CHECK(came >= 59 && twice == 0);
        CHECK(came == 60 || ring.lost == 1 || arrived[1] == 0 || arrived[60] == 0);
        metrics_ring_close(&ring);
    }
}

TEST(what_is_larger_than_a_file_is_refused)
{
    static char noise[8000];
    uint64_t state = 1;
    begin();
    for (size_t i = 0; i < sizeof noise; i++) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        noise[i] = (char)(state >> 56);
    }
    CHECK(metrics_ring_put(&ring, noise, sizeof noise).code == ERR_FULL);
    CHECK(!failed(put(1)));
    push_all();
    CHECK_INT(arrived[1], 1);
}

int main(void)
{
    RUN(each_batch_arrives_once_and_in_order);
    RUN(a_refusal_keeps_them_and_the_same_bytes_are_sent_again);
    RUN(too_large_is_sent_in_parts);
    RUN(a_restart_after_every_call_loses_nothing);
    RUN(the_oldest_goes_first_and_is_counted);
    RUN(more_than_seven_days_are_not_kept);
    RUN(a_disk_that_fails_once_or_for_good_loses_nothing_that_was_safe);
    RUN(it_goes_on_where_a_disk_was_full_for_a_while);
    RUN(a_power_cut_anywhere_keeps_what_was_safe);
    RUN(damage_anywhere_costs_one_batch);
    RUN(what_is_larger_than_a_file_is_refused);
    return check_done();
}
