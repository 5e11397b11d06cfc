/* The camera and the printer each hang for themselves: neither holds the other, the screen's thread
 * waits for neither, and what lay under a camera that hung is wiped as soon as it can be. */
#include "ui/effects_photo.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "tests/unit/app_world.h"
#include "ui/effects.h"
#include "ui/effects_print.h"
#include "ui/shell.h"

#define SEEN         0x5A /* what the camera writes of her paper */
#define AT_ONCE_MS   1000 /* far below the watchdog's, far above a memory's wiping */
#define ROOM_BYTES   SHELL_PICTURES_BYTES
#define LIMIT_MS     8000 /* of this camera, by the shell's clock */
#define FROZEN_AFTER 30   /* s: a screen's thread that waits for ever ends the test */

static struct shell shell;
static struct visit visit;
static struct port_clock hands_of;
static struct arena pictures;
static uint8_t *room;

/* Both hang, deaf to everything, until they are let go. */
static struct {
    struct port_camera port;
    atomic_int hangs, stills, looks, rests;
    atomic_int code;
} camera;
static struct {
    struct port_printer port;
    atomic_int hangs, asked;
} printer;

static void moment(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

static void hang(atomic_int *hangs)
{
    while (atomic_load(hangs) != 0) {
        moment();
    }
}

static struct err still(struct port_camera *port, const atomic_bool *stop, uint8_t *ret_jpeg,
                        size_t cap, size_t *ret_size)
{
    (void)port, (void)stop;
    memset(ret_jpeg, SEEN, cap / 2);
    atomic_fetch_add(&camera.stills, 1);
    hang(&camera.hangs);
    memset(ret_jpeg + cap / 2, SEEN, cap / 2);
    *ret_size = cap;
    return (struct err){.code = (enum err_code)atomic_load(&camera.code)};
}

static struct err view(struct port_camera *port, const atomic_bool *stop, int max_side,
                       uint8_t *ret_rgb, size_t cap, int *ret_width, int *ret_height)
{
    (void)port, (void)stop, (void)max_side;
    atomic_fetch_add(&camera.looks, 1);
    hang(&camera.hangs);
    memset(ret_rgb, SEEN, cap);
    *ret_width = *ret_height = 4;
    return ERR_OK;
}

static void rest(struct port_camera *port)
{
    (void)port;
    atomic_fetch_add(&camera.rests, 1);
}

static struct err status(struct port_printer *port, struct printer_status *ret_status)
{
    (void)port;
    atomic_fetch_add(&printer.asked, 1);
    hang(&printer.hangs);
    *ret_status = (struct printer_status){.online = true, .answers = true, .paper = PAPER_OK};
    return ERR_OK;
}

/* A picture is what the camera wrote; its page and its preview, too. */
static struct err size_of(const void *bytes, size_t size, int *ret_width, int *ret_height)
{
    (void)bytes, (void)size;
    *ret_width = *ret_height = 4;
    return ERR_OK;
}

static struct err rows(const void *bytes, size_t size,
                       void (*row)(void *context, const uint8_t *grey, int width), void *context)
{
    (void)size;
    for (int y = 0; y < 4; y++) {
        row(context, bytes, 4);
    }
    return ERR_OK;
}

static struct err preview(const void *bytes, size_t size, int max_side, uint8_t *ret_rgb,
                          size_t cap, int *ret_width, int *ret_height)
{
    (void)size, (void)max_side;
    memset(ret_rgb, *(const uint8_t *)bytes, cap);
    *ret_width = *ret_height = 4;
    return ERR_OK;
}

static struct err straighten(const void *bytes, size_t size, struct picture_scale scale,
                             uint8_t *ret_jpeg, size_t cap, size_t *ret_size,
                             struct picture_found *ret_found)
{
    (void)size, (void)scale;
    memset(ret_jpeg, *(const uint8_t *)bytes, cap);
    *ret_size = cap;
    *ret_found = (struct picture_found){.dpi = PICTURE_DPI};
    return ERR_OK;
}

static void begin(void)
{
    static const struct port_camera_ops camera_ops = {
        .name = "test", .limit_ms = LIMIT_MS, .still = still, .view = view, .rest = rest};
    static const struct port_printer_ops printer_ops = {.name = "test", .status = status};
    static const struct port_picture picture = {
        .size = size_of, .rows = rows, .preview = preview, .straighten = straighten};
    alarm(FROZEN_AFTER);
    app_begin((struct app_world){0});
    memset(&shell, 0, sizeof shell);
    memset(&visit, 0, sizeof visit);
    memset(&camera, 0, sizeof camera);
    memset(&printer, 0, sizeof printer);
    camera.port.ops = &camera_ops;
    printer.port.ops = &printer_ops;
    hands_of = clock_manual(1795400640);
    room = room == NULL ? malloc(ROOM_BYTES) : room;
    arena_init(&pictures, room, ROOM_BYTES);
    app.visit = &visit;
    app.screen = SCREEN_NEED;
    shell.app = &app;
    shell.ports.clock = &hands_of;
    shell.ports.camera = &camera.port;
    shell.ports.printer = &printer.port;
    shell.ports.picture = &picture;
    CHECK(arena_carve(&pictures, STILL_BYTES, &shell.jobs.still.memory));
    shell.live =
        (struct live){.camera = &camera.port, .worker = &shell.camera, .jobs = &shell.jobs};
    CHECK(arena_carve(&pictures, LIVE_MEMORY, &shell.live.memory));
    CHECK(!failed(worker_start(&shell.store, NULL, NULL)));
    CHECK(!failed(worker_start(&shell.printer, NULL, NULL)));
    CHECK(!failed(worker_start(&shell.camera, NULL, NULL)));
}

static void end(void)
{
    atomic_store(&camera.hangs, 0);
    atomic_store(&printer.hangs, 0);
    worker_stop(&shell.store);
    worker_stop(&shell.printer);
    worker_stop(&shell.camera);
    effects_photo_close(&shell);
    alarm(0);
}

/* The screen's thread goes round until there is so much of it: false when there never is. */
static bool comes(const atomic_int *what, int number)
{
    for (int i = 0; i < 5000 && atomic_load(what) < number; i++) {
        effects_take_jobs(&shell);
        moment();
    }
    return atomic_load(what) >= number;
}

/* The same until a job is done. */
static bool ends(enum job_tag tag)
{
    for (int i = 0; i < 5000 && shell.jobs.busy[tag]; i++) {
        effects_take_jobs(&shell);
        moment();
    }
    return !shell.jobs.busy[tag];
}

static int64_t real_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* She goes home: how long the screen's thread is away. */
static int64_t goes_home(void)
{
    const int64_t before = real_ms();
    effects_photo_wipe(&shell);
    memset(&visit, 0, sizeof visit); /* the next visit */
    return real_ms() - before;
}

static bool is_wiped(void)
{
    for (size_t i = 0; i < ROOM_BYTES; i++) {
        if (room[i] != 0) {
            return false;
        }
    }
    return true;
}

static bool lies_in(const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] == SEEN) {
            return true;
        }
    }
    return false;
}

TEST(a_printer_that_hangs_holds_neither_camera_nor_home)
{
    begin();
    atomic_store(&printer.hangs, 1);
    effects_printer(&shell, FX_PRINTER_STATUS);
    CHECK(comes(&printer.asked, 1));
    live_step(&shell.live, &app, true, 1000);
    CHECK(ends(JOB_LIVE));
    CHECK_INT(visit.live_width, 4);
    atomic_store(&camera.code, ERR_OFFLINE); /* no form here keeps a page */
    effects_photo(&shell, FX_CAMERA, 0);
    CHECK(ends(JOB_STILL));
    CHECK_INT(atomic_load(&camera.stills), 1);
    live_step(&shell.live, &app, true, 5000);
    CHECK(goes_home() < AT_ONCE_MS);
    CHECK(ends(JOB_LIVE));
    CHECK(is_wiped());
    CHECK(shell.jobs.busy[JOB_PRINTER_STATUS]); /* it hung all the while */
    atomic_store(&printer.hangs, 0);
    CHECK(ends(JOB_PRINTER_STATUS));
    end();
}

TEST(a_camera_that_hangs_in_a_still_holds_neither_printer_nor_home)
{
    begin();
    atomic_store(&camera.hangs, 1);
    effects_photo(&shell, FX_CAMERA, 0);
    CHECK(comes(&camera.stills, 1));
    CHECK(goes_home() < AT_ONCE_MS);
    effects_printer(&shell, FX_PRINTER_STATUS);
    CHECK(ends(JOB_PRINTER_STATUS));
    CHECK_INT(atomic_load(&printer.asked), 1);
    visit.capturing = true; /* whoever comes next is told at once that there is no camera */
    effects_photo(&shell, FX_CAMERA, 0);
    CHECK(!visit.capturing);
    CHECK_INT(atomic_load(&camera.stills), 1);
    CHECK(shell.jobs.busy[JOB_STILL]);
    atomic_store(&camera.hangs, 0);
    CHECK(ends(JOB_STILL)); /* the first one's picture comes after all */
    CHECK(is_wiped());
    CHECK(visit.photo_width == 0 && visit.photo_rgb == NULL);
    atomic_store(&camera.code, ERR_OFFLINE);
    effects_photo(&shell, FX_CAMERA, 0); /* and the camera serves again */
    CHECK(ends(JOB_STILL));
    CHECK_INT(atomic_load(&camera.stills), 2);
    end();
}

/* Deaf, even to being stopped: after its time she is told, may try again, and its late picture is
 * nobody's. */
TEST(a_still_that_never_comes_is_given_up)
{
    begin();
    atomic_store(&camera.hangs, 1);
    visit.capturing = true;
    effects_photo(&shell, FX_CAMERA, 0);
    CHECK(comes(&camera.stills, 1));
    shell.now_ms += LIMIT_MS - 1;
    effects_photo_step(&shell);
    CHECK(visit.capturing && !atomic_load(&shell.jobs.still.stop));
    shell.now_ms += 1;
    effects_photo_step(&shell);
    CHECK(!visit.capturing && atomic_load(&shell.jobs.still.stop));
    visit.capturing = true;
    effects_photo_step(&shell); /* once is enough */
    CHECK(visit.capturing);
    effects_photo(&shell, FX_CAMERA, 0); /* it hangs still: that is said at once */
    CHECK(!visit.capturing);
    CHECK_INT(atomic_load(&camera.stills), 1);
    atomic_store(&camera.hangs, 0);
    CHECK(ends(JOB_STILL));
    CHECK(is_wiped() && visit.photo_width == 0);
    atomic_store(&camera.code, ERR_OFFLINE);
    visit.capturing = true;
    effects_photo(&shell, FX_CAMERA, 0); /* the same visit goes on with it */
    CHECK(ends(JOB_STILL));
    CHECK_INT(atomic_load(&camera.stills), 2);
    CHECK(!visit.capturing);
    end();
}

/* A look hangs: the still stands behind it and is never begun. */
TEST(a_still_that_waits_behind_a_look_is_given_up_too)
{
    begin();
    atomic_store(&camera.hangs, 1);
    live_step(&shell.live, &app, true, 1000);
    CHECK(comes(&camera.looks, 1));
    visit.capturing = true;
    effects_photo(&shell, FX_CAMERA, 0);
    shell.now_ms += LIMIT_MS;
    effects_photo_step(&shell);
    CHECK(!visit.capturing);
    CHECK_INT(atomic_load(&camera.stills), 0);
    end();
    CHECK(is_wiped());
}

TEST(a_camera_that_hangs_in_a_look_is_left_too)
{
    begin();
    live_step(&shell.live, &app, true, 1000);
    CHECK(ends(JOB_LIVE));
    const uint8_t *shown = visit.live_rgb[visit.live_shown];
    CHECK(lies_in(shown, LIVE_BYTES));
    atomic_store(&camera.hangs, 1);
    live_step(&shell.live, &app, true, 5000);
    CHECK(comes(&camera.looks, 2));
    CHECK(goes_home() < AT_ONCE_MS);
    CHECK(!lies_in(shown, LIVE_BYTES)); /* what she saw goes at once all the same */
    live_step(&shell.live, &app, true, 9000);
    CHECK_INT(visit.live_width, 0); /* the next one sees nothing of it */
    atomic_store(&camera.hangs, 0);
    CHECK(ends(JOB_LIVE));
    CHECK(is_wiped());
    CHECK_INT(visit.live_width, 0);
    live_step(&shell.live, &app, true, 9000);
    CHECK(ends(JOB_LIVE));
    CHECK_INT(visit.live_width, 4);
    end();
}

/* The page before lay in the same memory when the camera began to hang. */
TEST(while_a_camera_hangs_no_page_before_it_lies_there)
{
    begin();
    effects_photo(&shell, FX_CAMERA, 0);
    CHECK(comes(&camera.stills, 1));
    CHECK(ends(JOB_STILL));
    const struct job_still *job = &shell.jobs.still;
    CHECK(lies_in(job->preview, PREVIEW_BYTES) && lies_in(job->bytes, PAGE_BYTES_MAX));
    CHECK(!lies_in(job->raw, CAMERA_JPEG_MAX)); /* wiped by the worker */
    atomic_store(&camera.hangs, 1);
    effects_photo(&shell, FX_CAMERA, 0);
    CHECK(comes(&camera.stills, 2));
    CHECK(!lies_in(job->preview, PREVIEW_BYTES) && !lies_in(job->bytes, PAGE_BYTES_MAX));
    atomic_store(&camera.hangs, 0);
    CHECK(ends(JOB_STILL));
    CHECK(goes_home() < AT_ONCE_MS);
    CHECK(is_wiped());
    end();
}

/* The program ends while a picture is taken that nobody takes any more. */
TEST(nothing_is_left_when_the_program_ends)
{
    begin();
    atomic_store(&camera.hangs, 1);
    effects_photo(&shell, FX_CAMERA, 0);
    CHECK(comes(&camera.stills, 1));
    end();
    CHECK(is_wiped());
}

int main(void)
{
    RUN(a_printer_that_hangs_holds_neither_camera_nor_home);
    RUN(a_camera_that_hangs_in_a_still_holds_neither_printer_nor_home);
    RUN(a_still_that_never_comes_is_given_up);
    RUN(a_still_that_waits_behind_a_look_is_given_up_too);
    RUN(a_camera_that_hangs_in_a_look_is_left_too);
    RUN(while_a_camera_hangs_no_page_before_it_lies_there);
    RUN(nothing_is_left_when_the_program_ends);
    return check_done();
}
