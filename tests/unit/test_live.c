#include "ui/live.h"

#include <stdlib.h>
#include <time.h>

#include "tests/check.h"

/* A camera that a test steers: each look tells what it is told to. */
static struct {
    struct port_camera port;
    atomic_int looks, rests, hangs; /* hangs: a look ends only when it is stopped */
    atomic_int code, width;
} camera;

static struct app app;
static struct visit visit;
static struct worker worker;
static struct jobs jobs;
static struct live live;

static void moment(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

static struct err view(struct port_camera *port, const atomic_bool *stop, int max_side,
                       uint8_t *ret_rgb, size_t cap, int *ret_width, int *ret_height)
{
    (void)port, (void)max_side;
    const int number = atomic_fetch_add(&camera.looks, 1) + 1;
    while (atomic_load(&camera.hangs) != 0) {
        if (atomic_load(stop)) {
            return ERR(ERR_CANCELLED, 0, "test: stopped");
        }
        moment();
    }
    const enum err_code code = (enum err_code)atomic_load(&camera.code);
    *ret_width = code == ERR_NONE ? atomic_load(&camera.width) : 0;
    *ret_height = 4;
    if (*ret_width > 0) {
        memset(ret_rgb, number, cap);
    }
    return (struct err){.code = code};
}

static void rest(struct port_camera *port)
{
    (void)port;
    atomic_fetch_add(&camera.rests, 1);
}

static struct port_camera_ops shows = {.name = "test", .view = view, .rest = rest};

/* A visit with nothing in it, and a camera that shows a picture five wide. */
static void begin(void)
{
    static uint8_t *block;
    block = block == NULL ? malloc(LIVE_MEMORY) : block;
    memset(&app, 0, sizeof app);
    memset(&visit, 0, sizeof visit);
    memset(&jobs, 0, sizeof jobs);
    memset(&camera, 0, sizeof camera);
    atomic_store(&camera.width, 5);
    app.visit = &visit;
    camera.port.ops = &shows;
    live = (struct live){.camera = &camera.port, .worker = &worker, .jobs = &jobs};
    arena_init(&live.memory, block, LIVE_MEMORY);
    CHECK(!failed(worker_start(&worker, NULL, NULL)));
}

static void end(void)
{
    worker_stop(&worker);
}

/* Whatever was begun ends; true when another picture is seen. */
static bool ended(uint64_t now_ms)
{
    enum job_tag tag;
    bool another = false;
    worker_rest(&worker);
    while (jobs_take(&jobs, &worker, &tag)) {
        CHECK_INT(tag, JOB_LIVE);
        another |= live_taken(&live, &app, now_ms);
    }
    return another;
}

TEST(each_look_is_seen_while_the_next_is_taken)
{
    begin();
    live_step(&live, &app, true, 1000);
    CHECK(ended(1010));
    CHECK_INT(visit.live_width, 5);
    CHECK_INT(visit.live_height, 4);
    const uint8_t *first = visit.live_rgb[visit.live_shown];
    CHECK_INT(first[0], 1);
    live_step(&live, &app, true, 1010 + LIVE_EVERY_MS - 1); /* not yet */
    CHECK(!ended(1100));
    CHECK_INT(live_deadline_ms(&live, true, 1010), LIVE_EVERY_MS);
    live_step(&live, &app, true, 1010 + LIVE_EVERY_MS);
    CHECK_INT(first[0], 1); /* what is seen is not written to */
    CHECK(ended(1200));
    CHECK(visit.live_rgb[visit.live_shown] != first);
    CHECK_INT(visit.live_rgb[visit.live_shown][0], 2);
    end();
}

TEST(what_did_not_move_is_not_shown_again)
{
    begin();
    live_step(&live, &app, true, 0);
    CHECK(ended(0));
    atomic_store(&camera.width, 0);
    const int shown = visit.live_shown;
    live_step(&live, &app, true, LIVE_EVERY_MS);
    CHECK(!ended(LIVE_EVERY_MS));
    CHECK_INT(visit.live_shown, shown);
    CHECK_INT(visit.live_width, 5);
    end();
}

TEST(a_camera_that_is_lost_shows_nothing_and_is_asked_again_later)
{
    begin();
    live_step(&live, &app, true, 0);
    CHECK(ended(0));
    atomic_store(&camera.code, ERR_OFFLINE);
    live_step(&live, &app, true, 200);
    CHECK(ended(200)); /* the old picture goes */
    CHECK_INT(visit.live_width, 0);
    live_step(&live, &app, true, 200 + LIVE_AGAIN_MS - 1);
    CHECK_INT(atomic_load(&camera.looks), 2);
    CHECK_INT(live_deadline_ms(&live, true, 200), LIVE_AGAIN_MS);
    atomic_store(&camera.code, ERR_NONE);
    live_step(&live, &app, true, 200 + LIVE_AGAIN_MS);
    CHECK(ended(3000));
    CHECK_INT(visit.live_width, 5);
    end();
}

TEST(it_rests_once_nobody_looks)
{
    begin();
    live_step(&live, &app, false, 0);
    CHECK_INT(atomic_load(&camera.rests), 0); /* it never ran */
    live_step(&live, &app, true, 0);
    CHECK(ended(0));
    const unsigned before = app.revision;
    live_step(&live, &app, false, 10);
    CHECK(!ended(10));
    CHECK_INT(visit.live_width, 0);
    CHECK(app.revision != before);
    live_step(&live, &app, false, 20);
    CHECK(!ended(20));
    CHECK_INT(atomic_load(&camera.rests), 1);
    CHECK_INT(live_deadline_ms(&live, false, 20), -1);
    live_step(&live, &app, true, 30); /* at once, not after the pause */
    CHECK(ended(30));
    end();
}

TEST(the_last_picture_stands_while_the_still_is_taken)
{
    begin();
    live_step(&live, &app, true, 0);
    CHECK(ended(0));
    visit.capturing = true;
    live_step(&live, &app, false, 10);
    CHECK(!ended(10));
    CHECK_INT(visit.live_width, 5);
    end();
}

TEST(a_look_under_way_is_stopped_when_nobody_wants_it)
{
    begin();
    atomic_store(&camera.hangs, 1);
    live_step(&live, &app, true, 0);
    live_step(&live, &app, false, 10);
    CHECK(!ended(10)); /* returns: it did not hang */
    CHECK_INT(visit.live_width, 0);
    live_step(&live, &app, false, 20);
    CHECK(!ended(20));
    CHECK_INT(atomic_load(&camera.rests), 1);
    end();
}

TEST(nothing_of_it_is_left_when_she_goes_home)
{
    begin();
    live_step(&live, &app, true, 0);
    CHECK(ended(0));
    const uint8_t *seen = visit.live_rgb[visit.live_shown];
    live_step(&live, &app, true, LIVE_EVERY_MS);
    worker_rest(&worker); /* the second picture was written and not taken yet */
    const uint8_t *written = jobs.live.rgb;
    CHECK_INT(seen[LIVE_BYTES - 1], 1);
    CHECK_INT(written[LIVE_BYTES - 1], 2);
    live_forget(&live);
    CHECK_INT(seen[LIVE_BYTES - 1], 0);
    memset(&visit, 0, sizeof visit); /* the next visit */
    CHECK(!ended(2000));
    CHECK(arena_is_clean(&live.memory)); /* both */
    CHECK_INT(visit.live_width, 0);
    atomic_store(&camera.hangs, 1);
    live_step(&live, &app, true, 2000);
    live_forget(&live); /* also while the camera hangs */
    CHECK(!ended(2000));
    CHECK(arena_is_clean(&live.memory));
    live_step(&live, &app, true, 2000); /* at once */
    atomic_store(&camera.hangs, 0);
    CHECK(ended(2000));
    live_forget(&live); /* what nobody writes to goes at once */
    CHECK(arena_is_clean(&live.memory));
    end();
}

TEST(a_camera_that_shows_nothing_is_never_asked)
{
    static struct port_camera_ops blind = {.name = "test"};
    begin();
    camera.port.ops = &blind;
    live_step(&live, &app, true, 0);
    CHECK(!ended(0));
    CHECK_INT(live_deadline_ms(&live, true, 0), -1);
    end();
}

TEST(a_visit_without_room_goes_on_without_the_picture)
{
    begin();
    CHECK(arena_alloc(&live.memory, LIVE_BYTES) != NULL);
    live_step(&live, &app, true, 0);
    CHECK(!ended(0));
    CHECK_INT(atomic_load(&camera.looks), 0);
    CHECK_INT(live_deadline_ms(&live, true, 0), LIVE_AGAIN_MS); /* the loop need not spin */
    end();
}

int main(void)
{
    RUN(each_look_is_seen_while_the_next_is_taken);
    RUN(what_did_not_move_is_not_shown_again);
    RUN(a_camera_that_is_lost_shows_nothing_and_is_asked_again_later);
    RUN(it_rests_once_nobody_looks);
    RUN(the_last_picture_stands_while_the_still_is_taken);
    RUN(a_look_under_way_is_stopped_when_nobody_wants_it);
    RUN(nothing_of_it_is_left_when_she_goes_home);
    RUN(a_camera_that_shows_nothing_is_never_asked);
    RUN(a_visit_without_room_goes_on_without_the_picture);
    return check_done();
}
