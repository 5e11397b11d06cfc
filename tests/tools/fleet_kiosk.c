/* The steward as app/main_steward.c puts it together, for whoever kills it: real line, disk and
 * packs, slots in a folder (slots_folder.h), a kiosk that always holds still, and a clock that goes
 * SPEED times as fast, so that its waits, which are the real ones, are short.
 *     fleet_kiosk STATE SLOTS URL PACKS-KEY SPEED [POINT [TRACE]]
 * POINT: it dies as by kill -9 at that point (kill_points.h), 0 never; TRACE is a file with one
 * line for each. It ends with 0 when nothing is left, 10 when the machine restarts, 3 after a
 * minute. */
#include <stdlib.h>
#include <string.h>

#include "app/outbox/key_file.h"
#include "app/pack/pack_store.h"
#include "app/steward/steward.h"
#include "platform/linux/http_curl.h"
#include "platform/linux/part_file.h"
#include "platform/sim/hold_script.h"
#include "tests/tools/fast_clock.h"
#include "tests/tools/kill_points.h"
#include "tests/tools/slots_folder.h"

#define TODAY      "2026-11-28"
#define TEXT_BYTES (4u << 20)
#define PATIENCE   300000 /* of the machine's milliseconds */
#define SLOW_MS    60
#define PIECE_MS   20 /* of the machine's: it looks so often at what others do */
#define RESTARTS   10

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
    const char *state, *key;
} world;
static uint8_t text[TEXT_BYTES];

static const char *where(void)
{
    return plan_state_name(world.steward.plan.state);
}

static void say(const char *what, const char *detail)
{
    printf("%s %s\n", what, detail);
    (void)fflush(stdout);
}

static void tell(void *context, const char *sentence)
{
    ddi_plain(sentence, context);
}

/* As app/steward/main_pack.c, on the disk that is counted. */
/* No visit is made at this kiosk: what is installed is through. */
static enum reason take_pack(void *context, const char *path, char ret_handle[PLAN_HANDLE],
                             char ret_why[DDI_DETAIL])
{
    struct world *w = context;
    const struct pack_listener listener = {ret_why, tell};
    struct file_bytes file = {0};
    struct arena arena;
    uint8_t key[SEAL_KEY];
    ret_why[0] = ret_handle[0] = '\0';
    if (failed(key_file_read_at(files_linux(), w->key, key)) ||
        failed(files_linux()->ops->read(path, PACK_MAX, &file))) {
        (void)snprintf(ret_why, DDI_DETAIL, "no key or no file");
        return REASON_SIGNATURE;
    }
    arena_init(&arena, text, sizeof text);
    const struct pack_offer offer = {file.bytes, file.size, key, TODAY};
    const struct pack_outcome o = pack_install(&w->dir, w->state, &arena, &offer, &listener);
    files_linux()->ops->unmap(&file);
    if (ret_why[0] == '\0') {
        ddi_plain(pack_sentence(o.refusal), ret_why);
    }
    return o.refusal == PACK_TAKEN || o.refusal == PACK_SAME ? REASON_DONE : REASON_SIGNATURE;
}

static struct err open_all(struct world *w, char **argv)
{
    char origin[DDI_ORIGIN];
    const char *url = argv[2];
    w->state = argv[0];
    w->key = argv[3];
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
    const struct steward_params params = {.state_dir = w->state,
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
                                          .take_pack = take_pack,
                                          .context = w,
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
