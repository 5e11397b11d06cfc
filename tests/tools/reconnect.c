/* When a crowd of kiosks comes back to its server, by the schedule that each of them keeps
 * (app/steward/schedule.h), in time of its own:
 *     reconnect KIOSKS SLEEP OUTAGE line|power|hurry
 * The server is away for OUTAGE seconds. line: it comes back, and nobody is told; power: so were
 * the kiosks, and all start in one moment; hurry: all are told in one moment that their line came
 * to life. Prints "NAME VALUE" lines: requests a second before, meanwhile and after, and how long
 * it took until half, 99 % and all were heard again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/steward/schedule.h"

#define SECONDS 30000 /* after which nothing is counted */
#define SETTLE  3600  /* seconds of quiet before */

struct kiosk {
    struct schedule schedule;
    int64_t polled_ms; /* when it asked last; -1 = never */
    bool heard;        /* after the server came back */
};

static struct crowd {
    struct kiosk *kiosks;
    int *heap; /* by when each is due, the soonest first */
    int count;
    int64_t sleep_s, away_ms, back_ms;
    int per_second[SECONDS];
    int64_t shortest_ms;
    int64_t *heard_ms; /* in order */
    int heard;
} crowd;

/* --- who is next ------------------------------------------------------------------------------ */

static int64_t due(int i)
{
    return crowd.kiosks[crowd.heap[i]].schedule.next_ms;
}

static void sink(int i)
{
    for (;;) {
        int least = i;
        for (int child = 2 * i + 1; child <= 2 * i + 2 && child < crowd.count; child++) {
            least = due(child) < due(least) ? child : least;
        }
        if (least == i) {
            return;
        }
        const int other = crowd.heap[i];
        crowd.heap[i] = crowd.heap[least];
        crowd.heap[least] = other;
        i = least;
    }
}

static void order(void)
{
    for (int i = crowd.count / 2; i >= 0; i--) {
        sink(i);
    }
}

/* --- what happens ----------------------------------------------------------------------------- */

static void ask(struct kiosk *k, int64_t now)
{
    const int64_t second = now / 1000;
    if (second < SECONDS) {
        crowd.per_second[second]++;
    }
    if (k->polled_ms >= 0 && (crowd.shortest_ms < 0 || now - k->polled_ms < crowd.shortest_ms)) {
        crowd.shortest_ms = now - k->polled_ms;
    }
    k->polled_ms = now;
    if (now >= crowd.away_ms && now < crowd.back_ms) {
        schedule_failed(&k->schedule, now, -1);
        return;
    }
    schedule_answered(&k->schedule, now, crowd.sleep_s);
    if (now >= crowd.back_ms && !k->heard) {
        k->heard = true;
        crowd.heard_ms[crowd.heard++] = now - crowd.back_ms;
    }
}

static void run(int64_t until)
{
    while (due(0) < until) {
        struct kiosk *k = &crowd.kiosks[crowd.heap[0]];
        ask(k, k->schedule.next_ms);
        sink(0);
    }
}

static void come_back(const char *how)
{
    for (int i = 0; i < crowd.count; i++) {
        struct kiosk *k = &crowd.kiosks[i];
        if (strcmp(how, "power") == 0) {
            schedule_first(&k->schedule, crowd.back_ms);
            k->polled_ms = -1; /* the machine was off in between */
        } else if (strcmp(how, "hurry") == 0) {
            schedule_line_back(&k->schedule, crowd.back_ms);
        }
    }
    order();
}

/* --- what is told ----------------------------------------------------------------------------- */

/* Of that many seconds from there: the fullest, and requests in all. */
static void tell(const char *name, int64_t from, int64_t to)
{
    int most = 0;
    int64_t sum = 0;
    for (int64_t s = from; s < to && s < SECONDS; s++) {
        most = crowd.per_second[s] > most ? crowd.per_second[s] : most;
        sum += crowd.per_second[s];
    }
    printf("%s_most %d\n%s_mean %.1f\n", name, most, name, (double)sum / (double)(to - from));
}

static void tell_heard(const char *name, int percent)
{
    const int at = (int)((int64_t)crowd.count * percent / 100) - 1;
    printf("%s %lld\n", name,
           at < crowd.heard ? (long long)(crowd.heard_ms[at < 0 ? 0 : at] / 1000) : -1LL);
}

int main(int argc, char **argv)
{
    if (argc < 5) {
        fprintf(stderr, "reconnect: KIOSKS SLEEP OUTAGE line|power|hurry\n");
        return 2;
    }
    struct port_random random = random_seeded(9);
    crowd.count = (int)strtol(argv[1], NULL, 10);
    crowd.sleep_s = strtoll(argv[2], NULL, 10);
    crowd.away_ms = (int64_t)SETTLE * 1000;
    crowd.back_ms = crowd.away_ms + strtoll(argv[3], NULL, 10) * 1000;
    crowd.shortest_ms = -1;
    crowd.kiosks = calloc((size_t)crowd.count, sizeof *crowd.kiosks);
    crowd.heap = calloc((size_t)crowd.count, sizeof *crowd.heap);
    crowd.heard_ms = calloc((size_t)crowd.count, sizeof *crowd.heard_ms);
    if (crowd.count < 1 || crowd.kiosks == NULL || crowd.heap == NULL || crowd.heard_ms == NULL) {
        return 1;
    }
    for (int i = 0; i < crowd.count; i++) {
        crowd.kiosks[i] = (struct kiosk){
            .schedule = {.random = &random, .pace_ms = SCHEDULE_PACE_MS, .sleep_s = crowd.sleep_s},
            .polled_ms = -1};
        schedule_first(&crowd.kiosks[i].schedule, 0);
        crowd.heap[i] = i;
    }
    order();
    run(crowd.back_ms);
    come_back(argv[4]);
    run(crowd.back_ms + (int64_t)SETTLE * 3000);
    const int64_t back = crowd.back_ms / 1000;
    tell("before", SETTLE / 2, SETTLE);
    tell("away", SETTLE, back);
    tell("after", back, back + 2 * (int64_t)SETTLE);
    tell_heard("half_s", 50);
    tell_heard("most_s", 99);
    tell_heard("all_s", 100);
    printf("shortest_ms %lld\n", (long long)crowd.shortest_ms);
    free(crowd.kiosks);
    free(crowd.heap);
    free(crowd.heard_ms);
    return 0;
}
