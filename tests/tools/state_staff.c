/* The states of staff's pages: every fault the dashboard knows stands on one of them. */
#include <stdio.h>
#include <string.h>

#include "tests/tools/state_fills.h"
#include "tests/tools/state_rows.h"

#define GIB ((int64_t)1 << 30)
#define MIB ((int64_t)1 << 20)
#define NOW ((int64_t)1795400640) /* 23 November 2026, 09:24 */

static const struct health_facts well = {
    .printer = DEVICE_WELL,
    .status = {.online = true, .answers = true, .paper = PAPER_OK},
    .paper_mm = 21000,
    .paper_receipts = 105,
    .scanner = DEVICE_WELL,
    .camera = DEVICE_WELL,
    .sound = DEVICE_WELL,
    .keypad = DEVICE_WELL,
    .beacon = DEVICE_WELL,
    .keyboard = DEVICE_WELL,
    .touch = DEVICE_WELL,
    .machine_told = true,
    .machine = {.lines = 1,
                .lines_up = 1,
                .disk_free = 20 * GIB,
                .disk_size = 32 * GIB,
                .clock_kept = true,
                .clock_set = true,
                .power = POWER_MAINS,
                .battery_percent = 96,
                .celsius = 48,
                .slot = "A"},
    .courier = DEVICE_WELL,
    .online = true,
    .outbox = {.told = true, .room = GIB, .worst = MIB},
    .now_s = NOW,
    .version = "v1.2",
};

static struct health_facts *open_staff(struct app *a)
{
    a->staff = (struct staff){.facts = well, .told = true};
    a->printer = well.status;
    a->site_volume = 4;
    a->light = 80;
    return &a->staff.facts;
}

void fill_staff(struct app *a)
{
    (void)open_staff(a);
}

/* Somebody's visit lies underneath. */
void fill_staff_wrong(struct app *a)
{
    struct health_facts *f = open_staff(a);
    f->status.paper = PAPER_OUT;
    f->scanner = DEVICE_GONE;
    f->camera = DEVICE_ASKED;
    f->machine.lines_up = 0;
    f->online = false;
    f->outbox.waiting = 3;
    f->outbox.oldest_s = 5 * 3600;
    f->machine.power = POWER_BATTERY;
    f->machine.battery_percent = 60;
    f->machine.celsius = 88;
}

void fill_staff_more(struct app *a)
{
    struct health_facts *f = open_staff(a);
    f->printer = DEVICE_GONE;
    f->paper_mm = -1;
    f->camera = DEVICE_GONE;
    f->sound = DEVICE_GONE;
    f->keypad = DEVICE_GONE;
    f->beacon = DEVICE_GONE;
    f->keyboard = DEVICE_GONE;
    f->touch = DEVICE_GONE;
    f->machine.lines = 0;
    f->courier = DEVICE_GONE;
    f->outbox.waiting = 2;
    f->outbox.held = 2;
    f->machine.disk_free = 10 * MIB;
    f->clock = CLOCK_EARLY;
    f->machine.power = POWER_BATTERY;
    f->machine.battery_percent = 9;
    f->machine.celsius = 97;
    f->machine.slot[0] = '\0';
}

void fill_staff_rest(struct app *a)
{
    struct health_facts *f = open_staff(a);
    f->status.cover_open = true;
    f->status.paper = PAPER_NEAR_END;
    f->paper_receipts = 12;
    f->paper_mm = 2400;
    f->scanner = DEVICE_NONE;
    f->camera = DEVICE_NONE;
    f->sound = DEVICE_NONE;
    f->keypad = DEVICE_NONE;
    f->beacon = DEVICE_NONE;
    f->keyboard = DEVICE_NONE;
    f->touch = DEVICE_NONE;
    f->outbox.waiting = 1;
    f->outbox.oldest_s = (int64_t)31 * 86400;
    f->machine.disk_free = 300 * MIB;
    f->machine.clock_set = false;
    f->machine.power = POWER_UNKNOWN;
    f->machine.celsius = -1;
}

void fill_staff_last(struct app *a)
{
    struct health_facts *f = open_staff(a);
    f->status.jam = true;
    f->status.paper = PAPER_NEAR_END;
    f->paper_mm = -1;
    f->outbox.waiting = 4;
    f->outbox.oldest_s = 12 * 60;
    f->clock = CLOCK_JUMPED;
    f->machine.battery_percent = -1;
}

void fill_staff_asked(struct app *a)
{
    struct health_facts *f = open_staff(a);
    a->staff.told = false;
    f->printer = DEVICE_ASKED;
    f->paper_mm = -1;
    f->machine_told = false;
    f->outbox.told = false;
    f->courier = DEVICE_ASKED;
}

void fill_staff_rests(struct app *a)
{
    (void)open_staff(a);
    a->visit = NULL;
}

void fill_sure_reset(struct app *a)
{
    (void)open_staff(a);
    a->staff.asks = ACT_RESET;
}

void fill_sure_rest(struct app *a)
{
    (void)open_staff(a);
    a->staff.asks = ACT_REST;
}

/* The longest of the printer's sentences, and the one to call somebody for. */
void fill_printer_broken(struct app *a)
{
    fill_staff(a);
    a->staff.facts.status.jam = a->staff.facts.status.broken = true;
    a->staff.facts.status.online = false;
}

void fill_sure_restart(struct app *a)
{
    (void)open_staff(a);
    a->staff.asks = ACT_RESTART;
}

static void put_paper(struct app *a, enum paper_step step, enum test_print print)
{
    (void)open_staff(a);
    a->staff.paper = step;
    a->staff.print = print;
}

void fill_paper_open(struct app *a)
{
    put_paper(a, PAPER_STEP_OPEN, TEST_PRINT_NONE);
    a->printer.paper = PAPER_OUT;
}

void fill_paper_roll(struct app *a)
{
    put_paper(a, PAPER_STEP_ROLL, TEST_PRINT_NONE);
    a->printer.cover_open = true;
    a->printer.paper = PAPER_OUT;
}

/* A printer that tells nothing of itself. */
void fill_paper_close(struct app *a)
{
    put_paper(a, PAPER_STEP_CLOSE, TEST_PRINT_NONE);
    a->printer.answers = false;
}

void fill_paper_test(struct app *a)
{
    put_paper(a, PAPER_STEP_TEST, TEST_PRINT_NONE);
}

void fill_paper_runs(struct app *a)
{
    put_paper(a, PAPER_STEP_TEST, TEST_PRINT_RUNS);
}

void fill_paper_failed(struct app *a)
{
    put_paper(a, PAPER_STEP_TEST, TEST_PRINT_FAILED);
}

void fill_paper_look(struct app *a)
{
    put_paper(a, PAPER_STEP_TEST, TEST_PRINT_OUT);
}

/* Of a printer that tells nothing. */
void fill_paper_unsure(struct app *a)
{
    put_paper(a, PAPER_STEP_TEST, TEST_PRINT_OUT);
    a->staff.print_unsure = true;
    a->printer.answers = false;
}

static void closed_by(struct app *a, int power, int heat)
{
    a->care = (struct machine_care){.closed = true, .power = {power, power}, .heat = {heat, heat}};
}

void fill_power_low(struct app *a)
{
    fill_counter_one(a);
    closed_by(a, CARE_LOW, CARE_COOL);
}

void fill_numb(struct app *a)
{
    closed_by(a, CARE_MAINS, CARE_COOL);
    a->care.numb = true;
}

void fill_numb_keys(struct app *a)
{
    a->care = (struct machine_care){.numb = true, .keys = true};
    a->notice = MSG_PANEL_KEYS;
    a->ring = true;
}

void fill_numb_called(struct app *a)
{
    a->care = (struct machine_care){.numb = true};
    a->notice = MSG_PANEL_CALLED;
}

void fill_too_hot(struct app *a)
{
    closed_by(a, CARE_MAINS, CARE_HOT);
}

static void put_ups(struct app *a, enum machine_power power, bool low)
{
    struct health_facts *f = open_staff(a);
    f->machine.power = power;
    f->machine.battery_percent = -1;
    f->machine.battery_low = low;
}

void fill_ups_gone(struct app *a)
{
    put_ups(a, POWER_GONE, false);
}

void fill_ups_gives(struct app *a)
{
    put_ups(a, POWER_BATTERY, false);
}

void fill_ups_ends(struct app *a)
{
    put_ups(a, POWER_BATTERY, true);
}

void fill_staff_lines(struct app *a)
{
    struct health_facts *f = open_staff(a);
    f->machine.lines_up = 0;
    f->online = false;
    f->outbox.waiting = 3;
    f->outbox.oldest_s = 5 * 3600;
}

void fill_staff_touch(struct app *a)
{
    (void)open_staff(a);
    a->staff.touched = 0x13U;
}

void fill_staff_touched(struct app *a)
{
    (void)open_staff(a);
    a->staff.touched = STAFF_PLACES_ALL;
}

static void put_measure(struct app *a, enum camera_measure measure, int dpi)
{
    (void)open_staff(a);
    a->staff.measure = measure;
    a->camera_dpi = dpi;
}

void fill_camera_low(struct app *a)
{
    put_measure(a, MEASURE_DONE, 131);
}

void fill_camera_sharp(struct app *a)
{
    put_measure(a, MEASURE_DONE, 231);
}

void fill_camera_no_sheet(struct app *a)
{
    put_measure(a, MEASURE_NO_SHEET, 0);
}

void fill_camera_runs(struct app *a)
{
    put_measure(a, MEASURE_RUNS, 0);
}

void fill_camera_failed(struct app *a)
{
    put_measure(a, MEASURE_FAILED, 131);
}

static void put_carry(struct app *a, enum carry_word word, const char *fingerprint)
{
    (void)open_staff(a);
    struct carry *c = &a->staff.carried;
    *c = (struct carry){.word = word, .done = 3, .waiting = 2, .stays = word == CARRY_WRITTEN};
    (void)snprintf(c->fingerprint, sizeof c->fingerprint, "%s", fingerprint);
}

void fill_carry_nothing(struct app *a)
{
    put_carry(a, CARRY_NOTHING, "");
}

void fill_carry_no_stick(struct app *a)
{
    put_carry(a, CARRY_NO_STICK, "");
}

void fill_carry_no_key(struct app *a)
{
    put_carry(a, CARRY_NO_KEY, "");
}

void fill_carry_own_key(struct app *a)
{
    put_carry(a, CARRY_OWN_KEY, "1a2b 3c4d 5e6f 7a8b");
}

void fill_carry_full(struct app *a)
{
    put_carry(a, CARRY_FULL, "1a2b 3c4d 5e6f 7a8b");
}

void fill_carry_key_out(struct app *a)
{
    put_carry(a, CARRY_KEY_OUT, "1a2b 3c4d 5e6f 7a8b");
}

void fill_carry_sealing(struct app *a)
{
    put_carry(a, CARRY_SEALING, "1a2b 3c4d 5e6f 7a8b");
}

void fill_carry_written(struct app *a)
{
    put_carry(a, CARRY_WRITTEN, "1a2b 3c4d 5e6f 7a8b");
}

void fill_carry_taken(struct app *a)
{
    put_carry(a, CARRY_TAKEN, "");
}

void fill_carry_failed(struct app *a)
{
    put_carry(a, CARRY_FAILED, "");
}

void fill_sure_carry(struct app *a)
{
    (void)open_staff(a);
    a->staff.asks = ACT_EXPORT;
}

void fill_officer_closed(struct app *a)
{
    fill_called(a);
    a->call.closed = true;
    (void)snprintf(a->call.until, sizeof a->call.until, "13:30");
}

void fill_officer_closed_hour(struct app *a)
{
    fill_called(a);
    a->call.closed = true;
    (void)snprintf(a->call.until, sizeof a->call.until, "14:00");
}

void fill_officer_closed_now(struct app *a)
{
    fill_called(a);
    a->call.closed = true;
}

void fill_officer_away(struct app *a)
{
    fill_called(a);
    a->call.away = true;
}

void fill_roles(struct app *a)
{
    a->gate = (struct staff_gate){.task = STAFF_HOME, .word = PIN_CHOOSE, .roles = 7};
}

void fill_roles_confirm(struct app *a)
{
    a->gate = (struct staff_gate){.task = STAFF_WITHDRAW, .word = PIN_CHOOSE, .roles = 7};
}

void fill_badge_foreign(struct app *a)
{
    a->gate =
        (struct staff_gate){.task = STAFF_HOME, .word = PIN_READY, .trouble = MSG_BADGE_FOREIGN};
}

void fill_badge_expired(struct app *a)
{
    a->gate =
        (struct staff_gate){.task = STAFF_HOME, .word = PIN_READY, .trouble = MSG_BADGE_EXPIRED};
}

void fill_badge_lost(struct app *a)
{
    a->gate = (struct staff_gate){.task = STAFF_HOME, .word = PIN_READY, .trouble = MSG_BADGE_LOST};
}

void fill_badge_broken(struct app *a)
{
    a->gate =
        (struct staff_gate){.task = STAFF_HOME, .word = PIN_READY, .trouble = MSG_BADGE_BROKEN};
}

void fill_badge_role(struct app *a)
{
    a->gate = (struct staff_gate){
        .task = STAFF_WITHDRAW, .word = PIN_CHOOSE, .roles = 7, .trouble = MSG_GATE_NOT_ROLE};
}

void fill_locked_badge(struct app *a)
{
    a->gate = (struct staff_gate){.word = PIN_LOCKED, .minutes = 15, .trouble = MSG_BADGE_EXPIRED};
}

void fill_menu_technician(struct app *a)
{
    (void)open_staff(a);
    a->staff.who.role = STAFF_TECHNICIAN;
}

void fill_menu_officer(struct app *a)
{
    (void)open_staff(a);
    a->staff.who.role = STAFF_OFFICER;
}

void fill_assisted(struct app *a)
{
    a->notice = MSG_ASSISTED;
}

void fill_taken_over(struct app *a)
{
    a->notice = MSG_TAKEN_OVER;
}
