/* A kiosk's ring on the real disk against a real server, for tests of both:
 *     ring_push DIR KIOSK put FIRST COUNT        minutes from Unix second FIRST, the first's value
 * 1 ring_push DIR KIOSK push URL [CA CERT KEY] one request; "waiting N lost N", exit 1 when refused
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/steward/metrics_ring.h"
#include "platform/linux/http_curl.h"
#include "platform/linux/journal.h"

static struct metrics metrics;
static struct metrics_ring ring;
static uint8_t room[RING_FILE_BYTES];
static char text[METRICS_TEXT];

static struct err put(const char *kiosk, int64_t first, int count)
{
    const struct metrics_params params = {.kiosk = kiosk};
    struct err e = metrics_init(&metrics, &params);
    for (int i = 0; i < count && !failed(e); i++) {
        struct buf out;
        const int64_t now = first + (int64_t)i * 60;
        metrics_begin(&metrics);
        metrics_set(&metrics, METRIC_UP, "", 1);
        metrics_set(&metrics, METRIC_BOOTS, "", i + 1);
        metrics_set(&metrics, METRIC_CLOCK_OFFSET, "", -i);
        metrics_set(&metrics, METRIC_HEALTH, "paper", i % 4);
        metrics_set(&metrics, METRIC_WAITING, "", i);
        metrics_tick(&metrics, now);
        buf_init(&out, text, sizeof text);
        metrics_batch(&metrics, now, &out);
        e = metrics_ring_put(&ring, text, out.len);
        metrics_told(&metrics);
    }
    return e;
}

static struct err push(char **argv, int argc)
{
    const struct http_curl_params params = {.url = argv[0],
                                            .ca = argc > 1 ? argv[1] : NULL,
                                            .cert = argc > 3 ? argv[2] : NULL,
                                            .key = argc > 3 ? argv[3] : NULL,
                                            .agent = "rong-test"};
    struct port_http *http = NULL;
    int64_t retry = 0;
    struct err e = http_curl_open(&http, &params);
    if (!failed(e)) {
        e = metrics_ring_push(&ring, http, NULL, &retry);
        http->ops->close(http);
    }
    return e;
}

int main(int argc, char **argv)
{
    struct journal_linux journal;
    journal_linux_init(&journal);
    if (argc < 5) {
        fprintf(stderr, "ring_push: DIR KIOSK put FIRST COUNT, or push URL [CA CERT KEY]\n");
        return 2;
    }
    const struct metrics_ring_params params = {.folder = argv[1],
                                               .journal = &journal.port,
                                               .room = room,
                                               .files = RING_FILES,
                                               .file_bytes = RING_FILE_BYTES,
                                               .batches = RING_BATCHES};
    struct err e = metrics_ring_open(&ring, &params);
    if (!failed(e)) {
        e = strcmp(argv[3], "put") == 0 && argc > 5
                ? put(argv[2], strtoll(argv[4], NULL, 10), (int)strtol(argv[5], NULL, 10))
                : push(argv + 4, argc - 4);
    }
    printf("waiting %d lost %d\n", (int)metrics_ring_waiting(&ring), (int)ring.lost);
    if (failed(e)) {
        fprintf(stderr, "ring_push: %s: %s %d\n", e.at, err_name(e.code), e.os);
    }
    metrics_ring_close(&ring);
    return failed(e) ? 1 : 0;
}
