/* The states of staff's pages; of the dashboard: state_health.c. */
#include <stdio.h>
#include <string.h>

#include "tests/tools/state_fills.h"
#include "tests/tools/state_rows.h"

static struct health_facts *open_staff(struct app *a)
{
    fill_staff(a);
    return &a->staff.facts;
}

void fill_staff_rests(struct app *a)
{
    (void)open_staff(a);
    a->visit = NULL;
}

void fill_sure(struct app *a, int act)
{
    (void)open_staff(a);
    a->staff.asks = (enum staff_act)act;
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

void fill_paper_tried(struct app *a, int print)
{
    put_paper(a, PAPER_STEP_TEST, (enum test_print)print);
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

void fill_camera(struct app *a, int measure)
{
    (void)open_staff(a);
    a->staff.measure = (enum camera_measure)measure;
    a->camera_dpi = measure == MEASURE_DONE || measure == MEASURE_FAILED ? 131 : 0;
}

void fill_camera_sharp(struct app *a)
{
    fill_camera(a, MEASURE_DONE);
    a->camera_dpi = 231;
}

/* The other kiosk's key is known from where its fingerprint is compared. */
void fill_carry(struct app *a, int word)
{
    (void)open_staff(a);
    struct carry *c = &a->staff.carried;
    *c = (struct carry){
        .word = (enum carry_word)word, .done = 3, .waiting = 2, .stays = word == CARRY_WRITTEN};
    if (word == CARRY_OWN_KEY || (word >= CARRY_FULL && word <= CARRY_WRITTEN)) {
        (void)snprintf(c->fingerprint, sizeof c->fingerprint, "1a2b 3c4d 5e6f 7a8b");
    }
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

void fill_gate(struct app *a, int trouble)
{
    a->gate = (struct staff_gate){
        .task = STAFF_HOME, .word = PIN_READY, .trouble = (enum message_id)trouble};
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

void fill_menu(struct app *a, int role)
{
    (void)open_staff(a);
    a->staff.who.role = (enum staff_role)role;
}

void fill_notice(struct app *a, int words)
{
    a->notice = (enum message_id)words;
}
