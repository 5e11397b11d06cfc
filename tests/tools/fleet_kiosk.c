/* The steward as app/main_steward.c puts it together, for whoever kills it: real line, disk and
 * packs (whose first visits fleet_visit.c makes), slots in a folder (slots_folder.h), a kiosk that
 * always holds still, and a clock that goes SPEED times as fast, so that its waits, which are the
 * real ones, are short.
 *     fleet_kiosk STATE SLOTS URL PACKS-KEY SPEED [POINT [TRACE]]
 * POINT: it dies as by kill -9 at that point (kill_points.h), 0 never; TRACE is a file with one
 * line for each. It ends with 0 when nothing is left, 10 when the machine restarts, 3 after a
 * minute. */
#include <stdlib.h>
#include <string.h>

#include "app/steward/main_pack.h"
#include "app/steward/steward.h"
#include "platform/linux/http_curl.h"
#include "platform/linux/part_file.h"
#include "platform/sim/hold_script.h"
#include "tests/tools/fast_clock.h"
#include "tests/tools/kill_points.h"
#include "tests/tools/slots_folder.h"

#define PATIENCE 300000 /* of the machine's milliseconds */
#define SLOW_MS  60
#define PIECE_MS 20 /* of the machine's: it looks so often at what others do */
#define RESTARTS 10

static struct world {
    struct steward steward;
    struct port_http *http;
    struct ddi_line line;
    struct port_dir disk, dir;
    struct part_file part;
    struct slots_folder slots;
    struct hold_script kiosk;
    struct port_clock clock;
    struct port_random random;
    struct kill_points points;
    struct pack_taker packs;
} world;

static const char *where(void)
{
    return plan_state_name(world.steward.plan.state);
}

static void say(const char *what, const char *detail)
{
    printf("%s %s\n", what, detail);
    (void)fflush(stdout);
}

static struct err open_all(struct world *w, char **argv)
{
    char origin[DDI_ORIGIN];
    const char *url = argv[2];
    w->packs = (struct pack_taker){argv[0], argv[3], &w->dir};
    w->clock = clock_fast((int)strtol(argv[4], NULL, 10), 0);
    w->random = random_linux();
    w->disk = dir_linux();
    w->dir = kill_points_dir(&w->disk);
    part_file_init(&w->part);
    hold_script_open(&w->kiosk);
    slots_folder_init(&w->slots, argv[1], SLOW_MS);
    w->points.where = where;
    kill_points_start(&w->points);
    if (!ddi_origin(url, origin)) {
        return ERR(ERR_BAD_INPUT, 0, "the address is none");
    }
    const struct http_curl_params line = {.url = origin, .agent = "rong-test"};
    struct err e = http_curl_open(&w->http, &line);
    e = failed(e) ? e : ddi_line_init(&w->line, kill_points_http(w->http), url, NULL, NULL);
    if (failed(e)) {
        return e;
    }
    const struct steward_params params = {.state_dir = argv[0],
                                          .url = url,
                                          .line = &w->line,
                                          .dir = &w->dir,
                                          .part = kill_points_part(&w->part.port),
                                          .slots = kill_points_slots(&w->slots.port),
                                          .hold = kill_points_hold(&w->kiosk.port),
                                          .clock = &w->clock,
                                          .random = &w->random,
                                          .reserve = 1,
                                          .budget = (int64_t)1 << 50,
                                          .take_pack = steward_take_pack,
                                          .try_pack = steward_try_pack,
                                          .context = &w->packs,
                                          .say = say};
    return steward_open(&w->steward, &params);
}

static bool is_done(const struct steward *s, int64_t wait)
{
    return wait > 0 && steward_is_idle(s) && !s->behind && s->schedule.failures == 0 &&
           s->schedule.last_ms > 0;
}

static int loop(struct world *w)
{
    const int64_t speed = (int64_t)w->clock.ms;
    const int64_t last = (int64_t)w->clock.ops->now_ms(&w->clock) + PATIENCE * speed;
    steward_poll_now(&w->steward);
    while ((int64_t)w->clock.ops->now_ms(&w->clock) < last) {
        int64_t wait = 0;
        const struct err e = steward_turn(&w->steward, &wait);
        if (failed(e)) {
            fprintf(stderr, "fleet_kiosk: %s\n", e.at);
            return 1;
        }
        if (w->steward.rebooted_ms != 0) {
            return RESTARTS;
        }
        if (is_done(&w->steward, wait)) {
            return 0;
        }
        clock_fast_rest(&w->clock, wait < PIECE_MS * speed ? wait : PIECE_MS * speed);
    }
    fprintf(stderr, "fleet_kiosk: still in %s\n", where());
    return 3;
}

static void say_memory(void)
{
    char line[128];
    FILE *f = fopen("/proc/self/status", "re");
    while (f != NULL && fgets(line, sizeof line, f) != NULL) {
        if (strncmp(line, "VmHWM:", 6) == 0) {
            printf("memory %ld\n", strtol(line + 6, NULL, 10));
        }
    }
    if (f != NULL) {
        (void)fclose(f);
    }
}

int main(int argc, char **argv)
{
    if (argc < 6) {
        fprintf(stderr, "fleet_kiosk: STATE SLOTS URL PACKS-KEY SPEED [POINT [TRACE]]\n");
        return 2;
    }
    world.points.at = argc > 6 ? (int)strtol(argv[6], NULL, 10) : 0;
    world.points.trace = argc > 7 ? fopen(argv[7], "we") : NULL;
    const struct err e = open_all(&world, argv + 1);
    if (failed(e)) {
        fprintf(stderr, "fleet_kiosk: %s\n", e.at);
        return 1;
    }
    const int status = loop(&world);
    say_memory();
    world.points.at = 0;
    steward_close(&world.steward);
    ddi_line_done(&world.line);
    world.http->ops->close(world.http);
    return status;
}
