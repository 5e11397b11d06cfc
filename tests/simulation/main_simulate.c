/* usage: simulate [--seed N] [--sessions N] [--plant NAME]   (tests/proofs/simulation.sh) */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/log.h"
#include "tests/simulation/simulation.h"

static const char *const planted_names[PLANTED_COUNT] = {
    "nothing",  "says-saved", "new-key",    "believes",    "no-flush",
    "sends-on", "hasty",      "sends-away", "loose-stick", "comes-back"};

/* The line goes and comes back, programs die, somebody sets the clock. */
static void troubles(struct sim *s, const struct citizen *c)
{
    const uint64_t now = s->clock.ops->now_ms(&s->clock);
    if (now >= s->line_until_ms) {
        s->line_down = !s->line_down;
        const unsigned most = s->line_down ? 40u * 60 : 4u * 3600;
        s->line_until_ms = now + 1000u * (uint64_t)(1 + sim_draw(s, most));
    }
    staff_turn(s);
    power_turn(s);
    if (s->disk->fail_at != 0) {
        return; /* one death at a time */
    }
    if (sim_once_in(s, 4000)) {
        world_crash(s);
    }
    if (!s->courier_up && sim_once_in(s, 20)) {
        courier_start(s);
    } else if (s->courier_up && sim_once_in(s, 3000)) {
        courier_kill(s);
    }
    if (!c->here && sim_once_in(s, 500)) {
        portal_arrives(s, true); /* ten minutes of a clock that is set are no ten minutes */
        s->clock.s += (int64_t)sim_draw(s, 2 * 86400) - 86400;
    }
}

static void live(struct sim *s, int sessions)
{
    struct citizen c = {.here = false};
    while (s->wrong[0] == '\0' && (s->counts.sessions < sessions || c.here)) {
        const bool free = s->app.screen == SCREEN_WELCOME && s->app.overlay == OVERLAY_NONE &&
                          app_sheet(&s->app) == SHEET_NONE;
        world_pass(s, c.here ? 200 + (int)sim_draw(s, 3000) : 500 + (int)sim_draw(s, 8000));
        if (!c.here && free) {
            citizen_arrives(s, &c);
        }
        if (c.here) {
            citizen_acts(s, &c);
        }
        courier_turn(s);
        troubles(s, &c);
    }
}

static void report(const struct sim *s, int hours)
{
    const struct counts *n = &s->counts;
    printf("# seed %llu: %d sessions in %d h of the centre's time: %d through, %d left, %d stuck, "
           "%d promised; "
           "%d exchanges, %d with a fault; power cut %d times, kiosk died %d, courier %d; %d held, "
           "%d withdrawn, %d arrived late, %d parts of papers, %d taken back from a stick, %d "
           "written to one, %d done elsewhere; "
           "%d slips, %d "
           "failed\n",
           (unsigned long long)s->seed, n->sessions, hours, n->finished, n->abandoned, n->stuck,
           s->promise_count, n->exchanges, n->faults, n->cuts, n->kiosk_crashes, n->courier_crashes,
           n->held, n->withdrawn, n->late, n->parts, n->exported, n->written, n->done, n->prints,
           n->print_faults);
    if (s->wrong[0] != '\0') {
        printf("# %s\nnot ok seed_%llu\n", s->wrong, (unsigned long long)s->seed);
    } else {
        printf("ok seed_%llu\n", (unsigned long long)s->seed);
    }
}

static void run(struct sim *s, int sessions)
{
    const int64_t begin = 1795395600; /* Monday 23 November 2026, 08:00 in Vietnam */
    s->chance = random_seeded(s->seed);
    s->drawn = random_seeded(s->seed ^ 0x5eedu);
    s->staff = random_seeded(s->seed ^ 0x57affu);
    s->clock = clock_manual(begin);
    planted_in(s);
    power_open(s);
    portal_init(s);
    courier_start(s);
    world_open(s);
    power_lies(s);
    live(s, sessions);
    if (s->wrong[0] == '\0') {
        judge_drain(s);
        judge(s);
    }
    report(s, (int)(s->clock.ops->now_ms(&s->clock) / 3600000));
    courier_kill(s);
    world_close(s);
    portal_free(s);
    power_close(s);
}

int main(int argc, char **argv)
{
    static struct sim s;
    int sessions = 1000;
    s.seed = 1;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--seed") == 0) {
            s.seed = strtoull(argv[i + 1], NULL, 10);
        } else if (strcmp(argv[i], "--sessions") == 0) {
            sessions = (int)strtol(argv[i + 1], NULL, 10);
        } else if (strcmp(argv[i], "--plant") == 0) {
            while (s.planted < PLANTED_COUNT &&
                   strcmp(argv[i + 1], planted_names[s.planted]) != 0) {
                s.planted++;
            }
        }
    }
    if (argc % 2 == 0 || s.planted == PLANTED_COUNT || sessions < 1) {
        fprintf(stderr, "usage: simulate [--seed N] [--sessions N] [--plant "
                        "nothing|says-saved|new-key|believes|no-flush|sends-on|hasty|sends-away|"
                        "loose-stick|comes-back]\n");
        return 2;
    }
    log_to(-1);
    run(&s, sessions);
    return s.wrong[0] != '\0';
}
