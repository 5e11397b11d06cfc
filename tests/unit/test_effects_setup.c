/* What the set-up wishes for while an earlier wish is at work. */
#define _GNU_SOURCE /* nftw */
#include "ui/effects_setup.h"

#include <time.h>

#include "app/staff/site.h"
#include "tests/unit/app_world.h"
#include "tests/unit/scratch.h"
#include "ui/shell.h"

static struct shell shell;
static struct port_clock clock_of;
static struct port_dir dir;
static struct staff_pin staff;
static int finds, asks;

static void find(struct port_finder *f, struct found_devices *ret_found)
{
    (void)f;
    finds++;
    ret_found->count = 0;
}

static void ask(struct port_finder *f, struct found_devices *io_found)
{
    (void)f;
    asks++;
    io_found->rows[0].kind = FOUND_PRINTER;
}

static const struct port_finder_ops finder_ops = {.name = "test", .find = find, .ask = ask};
static struct port_finder finder = {&finder_ops};

/* A set-up that knows of one serial line. */
static void begin(void)
{
    app_begin((struct app_world){0});
    memset(&shell, 0, sizeof shell);
    finds = asks = 0;
    dir = dir_linux();
    staff = (struct staff_pin){.dir = &dir, .state = scratch_open()};
    clock_of = clock_manual(1795400640);
    app.setup.chosen = settings;
    app.setup.found.rows[0].kind = FOUND_LINE;
    app.setup.found.count = 1;
    shell.app = &app;
    shell.ports.clock = &clock_of;
    shell.ports.staff = &staff;
    shell.ports.finder = &finder;
    CHECK(!failed(worker_start(&shell.store, NULL, NULL)));
    CHECK(!failed(worker_start(&shell.printer, NULL, NULL)));
    CHECK(!failed(worker_start(&shell.camera, NULL, NULL)));
}

static void end(void)
{
    worker_stop(&shell.store);
    worker_stop(&shell.printer);
    worker_stop(&shell.camera);
    scratch_close();
}

static void settle(struct worker *w)
{
    enum job_tag tag = JOB_COUNT;
    for (int i = 0; i < 5000 && worker_has_work(w); i++) {
        if (!jobs_take(&shell.jobs, w, &tag)) {
            nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
        } else if (tag == JOB_SETUP) {
            effects_setup_done(&shell);
        } else {
            CHECK_INT(tag, JOB_FIND);
            effects_setup_found(&shell);
        }
    }
    CHECK(!worker_has_work(w));
}

static int kept_volume(void)
{
    struct settings kept;
    struct setting_problem problem;
    settings_default(&kept);
    CHECK(!failed(site_read(files_linux(), staff.state, &kept, &problem)));
    return kept.volume;
}

TEST(of_what_is_kept_in_a_row_the_last_holds)
{
    begin();
    for (int volume = 1; volume <= 3; volume++) { /* three touches of "louder" */
        app.setup.chosen.volume = volume;
        effects_setup(&shell, SETUP_WISH_KEEP);
    }
    app.setup.chosen.volume = 6; /* not wished to be kept */
    settle(&shell.store);
    CHECK_INT(kept_volume(), 3);
    CHECK_INT(shell.site_next.size, 0);
    end();
}

TEST(a_page_that_is_left_and_opened_again_asks_its_lines_once)
{
    begin();
    effects_setup(&shell, SETUP_WISH_PROBE);
    effects_setup(&shell, SETUP_WISH_PROBE);
    settle(&shell.printer); /* a printer may hang on one of them */
    CHECK_INT(asks, 1);
    CHECK_INT(finds, 0);
    CHECK_INT(shell.jobs.find.found.rows[0].kind, FOUND_PRINTER);
    end();
}

TEST(devices_are_looked_for_behind_the_lines_that_are_being_asked)
{
    begin();
    effects_setup(&shell, SETUP_WISH_PROBE);
    app.setup.searching = true;
    effects_setup(&shell, SETUP_WISH_FIND);
    settle(&shell.printer);
    settle(&shell.camera); /* whose thread alone asks SANE */
    CHECK_INT(asks, 1);
    CHECK_INT(finds, 1);
    end();
}

int main(void)
{
    RUN(of_what_is_kept_in_a_row_the_last_holds);
    RUN(a_page_that_is_left_and_opened_again_asks_its_lines_once);
    RUN(devices_are_looked_for_behind_the_lines_that_are_being_asked);
    return check_done();
}
