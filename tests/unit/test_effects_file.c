/* What the gate and the page of a slip ask of the store's worker: badges by the day that is known,
 * PINs that leave no trace, and an answer also when nothing can be asked. */
#define _GNU_SOURCE /* nftw */
#include "ui/effects_file.h"

#include <time.h>

#include "app/steps.h"
#include "tests/unit/app_world.h"
#include "tests/unit/scratch.h"
#include "ui/effects.h"
#include "ui/shell.h"

#define NOW ((int64_t)1795400640) /* 23 November 2026 */

static struct shell shell;
static struct port_clock hands_of;
static struct port_dir dir;
static struct staff_pin staff;

/* An officer's badge, good to a last day, is in front of the gate. */
static void begin(int last_day)
{
    app_begin((struct app_world){0});
    memset(&shell, 0, sizeof shell);
    hands_of = clock_manual(NOW);
    dir = dir_linux();
    staff = (struct staff_pin){.dir = &dir, .state = scratch_open()};
    shell.app = &app;
    shell.now_ms = now;
    shell.ports.clock = &hands_of;
    shell.ports.staff = &staff;
    app.now_s = NOW;
    CHECK(!failed(worker_start(&shell.store, NULL, NULL)));
    fx.count = 0;
    step_gate(&app, STAFF_ASSIST, &fx);
    const struct badge_store store = {&dir, staff.state};
    CHECK(!failed(badge_make(&store, &chance, (struct staff_person){STAFF_OFFICER, 14}, last_day,
                             app.gate.badge)));
}

static void end(void)
{
    worker_stop(&shell.store);
    scratch_close();
}

static void comes(enum job_tag tag)
{
    for (int i = 0; i < 5000 && shell.jobs.busy[tag]; i++) {
        effects_take_jobs(&shell);
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    CHECK(!shell.jobs.busy[tag]);
}

static enum badge_word judged(void)
{
    static const char none[BADGE_TEXT];
    effects_pin(&shell, PIN_BADGE);
    comes(JOB_PIN);
    CHECK(shell.jobs.pin.answer.badged);
    CHECK(memcmp(shell.jobs.pin.badge, none, sizeof none) == 0); /* wiped where it was judged */
    return shell.jobs.pin.answer.badge;
}

TEST(a_badge_is_judged_by_the_kiosks_own_day)
{
    begin(20261123);
    clock_judge_look(&app.clock, NOW, now);
    CHECK_INT(judged(), BADGE_GOOD); /* its last day */
    CHECK_INT(shell.jobs.pin.day, 20261123);
    CHECK_INT(shell.jobs.pin.answer.who.number, 14);
    end();
    begin(20261123);
    clock_judge_look(&app.clock, NOW, now);
    app.now_s = NOW + 15 * 3600; /* after midnight here, and before it in Greenwich */
    CHECK_INT(judged(), BADGE_EXPIRED);
    CHECK_INT(shell.jobs.pin.day, 20261124);
    end();
}

/* A clock that stands in 1970 makes every badge look good. */
TEST(where_no_day_is_known_no_badge_opens)
{
    begin(20271231);
    clock_judge_look(&app.clock, 3600, now);
    app.now_s = 3600;
    CHECK_INT(judged(), BADGE_UNDATED);
    CHECK_INT(shell.jobs.pin.day, BADGE_NO_DAY);
    CHECK(step_sheet_is_open(&app, SHEET_GATE)); /* the gate stays shut */
    clock_judge_told(&app.clock, NOW - 3600);    /* the portal says what time it is */
    app.now_s = NOW;
    const struct badge_store store = {&dir, staff.state};
    CHECK(!failed(badge_make(&store, &chance, (struct staff_person){STAFF_OFFICER, 14}, 20271231,
                             app.gate.badge)));
    CHECK_INT(judged(), BADGE_GOOD);
    CHECK_INT(shell.jobs.pin.day, 20261123);
    end();
}

TEST(a_pin_is_wiped_where_it_was_judged)
{
    static const char none[STAFF_PIN_MAX + 1];
    begin(20271231);
    (void)strcpy(app.gate.digits, "482915");
    effects_pin(&shell, PIN_JUDGE);
    comes(JOB_PIN);
    CHECK(memcmp(shell.jobs.pin.pin, none, sizeof none) == 0);
    CHECK_INT(shell.jobs.pin.answer.word, PIN_UNSET);
    CHECK_INT(app.gate.word, PIN_UNSET);
    end();
}

TEST(without_staffs_files_or_while_one_is_judged_the_gate_is_told)
{
    begin(20271231);
    shell.ports.staff = NULL;
    effects_pin(&shell, PIN_LOOK);
    CHECK_INT(app.gate.word, PIN_BROKEN);
    shell.ports.staff = &staff;
    shell.jobs.busy[JOB_PIN] = true;
    app.gate.word = PIN_ASKED;
    effects_pin(&shell, PIN_LOOK);
    CHECK_INT(app.gate.word, PIN_BROKEN);
    shell.jobs.busy[JOB_PIN] = false;
    end();
}

TEST(an_answer_that_nobody_waits_for_any_more_is_told_to_nobody)
{
    begin(20271231);
    effects_pin(&shell, PIN_LOOK);
    effects_file_wipe(&shell); /* the visit ended */
    app.gate.word = PIN_ASKED;
    comes(JOB_PIN);
    CHECK_INT(app.gate.word, PIN_ASKED);
    end();
}

TEST(a_kiosk_without_an_outbox_says_so_of_a_slip)
{
    static struct visit visit;
    begin(20271231);
    memset(&visit, 0, sizeof visit);
    step_close_sheet(&app, &fx);
    app.visit = &visit;
    app.screen = SCREEN_SLIP;
    visit.lookup.asking = true;
    effects_find(&shell, FIND_SLIP);
    CHECK(!visit.lookup.asking);
    CHECK_INT(app.overlay, OVERLAY_NOTICE);
    CHECK_INT(app.notice, MSG_SLIP_NO_ANSWER);
    CHECK(!shell.jobs.busy[JOB_FILE]);
    app.visit = NULL;
    end();
}

int main(void)
{
    RUN(a_badge_is_judged_by_the_kiosks_own_day);
    RUN(where_no_day_is_known_no_badge_opens);
    RUN(a_pin_is_wiped_where_it_was_judged);
    RUN(without_staffs_files_or_while_one_is_judged_the_gate_is_told);
    RUN(an_answer_that_nobody_waits_for_any_more_is_told_to_nobody);
    RUN(a_kiosk_without_an_outbox_says_so_of_a_slip);
    return check_done();
}
