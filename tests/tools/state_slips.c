/* The states of a slip's file, of its withdrawal, and of an officer's PIN. */
#include <stdio.h>
#include <string.h>

#include "app/settings.h"
#include "tests/tools/state_fills.h"
#include "tests/tools/state_rows.h"

#define CODE "427158903687" /* its check digits fit */

void fill_unsent(struct app *a)
{
    a->unsent_30_days = 12;
}

void fill_undecided(struct app *a)
{
    a->unsent_30_days = 12;
    a->unsent_90_days = 2;
}

void fill_paper_out(struct app *a)
{
    a->printer_care.ails = true;
    a->printer.paper = PAPER_OUT;
}

void fill_paper_low(struct app *a)
{
    a->paper = (struct paper_figures){.slips_left = 24, .near_end = true};
}

void fill_printer_ails(struct app *a)
{
    a->printer_care.ails = true;
    a->printer = (struct printer_status){.cover_open = true, .paper = PAPER_UNKNOWN};
}

static struct lookup *typed(struct app *a, const char *digits)
{
    struct lookup *l = &a->visit->lookup;
    (void)snprintf(l->digits, sizeof l->digits, "%s", digits);
    return l;
}

void fill_slip(struct app *a)
{
    (void)typed(a, "427158");
}

/* Nothing is typed yet, and there is a scanner. */
void fill_slip_scan(struct app *a)
{
    static struct settings with;
    with = *a->settings;
    (void)snprintf(with.scanner, sizeof with.scanner, "serial:/dev/ttyACM0");
    a->settings = &with;
}

void fill_slip_whole(struct app *a)
{
    (void)typed(a, CODE);
}

static void wrong(struct app *a, enum message_id message)
{
    a->visit->has_problem = true;
    a->visit->problem_message = message;
}

void fill_slip_wrong(struct app *a)
{
    typed(a, "427158903688")->wrong = 1;
    wrong(a, MSG_SLIP_WRONG);
}

void fill_slip_over(struct app *a)
{
    typed(a, "")->wrong = LOOKUP_TRIES;
    wrong(a, MSG_SLIP_TOO_MANY);
}

void fill_slip_elsewhere(struct app *a)
{
    typed(a, "");
    a->notice = MSG_SLIP_ELSEWHERE;
}

static struct lookup *at(struct app *a, enum file_stage stage)
{
    struct lookup *l = typed(a, CODE);
    l->stage = stage;
    return l;
}

void fill_file_saved(struct app *a)
{
    (void)at(a, FILE_SAVED);
}

void fill_file_sending(struct app *a)
{
    (void)at(a, FILE_SENDING);
}

void fill_file_sent(struct app *a)
{
    (void)at(a, FILE_SENT);
}

void fill_file_received(struct app *a)
{
    struct lookup *l = at(a, FILE_RECEIVED);
    (void)snprintf(l->file_number, sizeof l->file_number, "THU-261123-000042");
}

void fill_file_held(struct app *a)
{
    (void)at(a, FILE_HELD);
}

void fill_file_exported(struct app *a)
{
    (void)at(a, FILE_EXPORTED);
}

void fill_file_unknown(struct app *a)
{
    (void)at(a, FILE_UNKNOWN);
}

void fill_file_withdrawn(struct app *a)
{
    at(a, FILE_WITHDRAWN)->withdrawn = true;
}

void fill_file_asked(struct app *a)
{
    at(a, FILE_ASKED)->withdrawn = true;
}

void fill_file_maybe(struct app *a)
{
    at(a, FILE_TOO_LATE)->withdrawn = true;
}

void fill_file_late(struct app *a)
{
    fill_file_received(a);
    a->visit->lookup.withdrawn = true;
}

void fill_withdrawing(struct app *a)
{
    at(a, FILE_ASKED)->withdrawing = true;
}

static struct staff_gate *gate(struct app *a, enum pin_word word)
{
    a->gate.word = word;
    a->gate.tries = 3;
    return &a->gate;
}

void fill_pin(struct app *a)
{
    memcpy(gate(a, PIN_READY)->digits, "280", 4);
}

void fill_pin_number(struct app *a)
{
    gate(a, PIN_READY)->task = STAFF_ASSIST;
    memcpy(a->visit->given, "064195000002", sizeof a->visit->given);
}

void fill_pin_wrong(struct app *a)
{
    (void)gate(a, PIN_WRONG);
}

void fill_pin_longest(struct app *a)
{
    memcpy(gate(a, PIN_READY)->digits, "280519280519", 13);
}

void fill_pin_locked(struct app *a)
{
    gate(a, PIN_LOCKED)->minutes = 15;
    a->gate.province.word = PROVINCE_READY;
}

void fill_pin_closed(struct app *a)
{
    gate(a, PIN_CLOSED)->province.word = PROVINCE_READY;
}

static struct staff_gate *province(struct app *a, enum province_word word)
{
    struct staff_gate *g = gate(a, PIN_LOCKED);
    g->coding = true;
    g->province =
        (struct province_answer){.word = word, .tries = PROVINCE_TRIES - 1, .number = "48291307"};
    return g;
}

void fill_province(struct app *a)
{
    memcpy(province(a, PROVINCE_READY)->digits, "7301", 5);
}

void fill_province_wrong(struct app *a)
{
    (void)province(a, PROVINCE_WRONG);
}

void fill_province_closed(struct app *a)
{
    (void)province(a, PROVINCE_CLOSED);
}

void fill_pin_unset(struct app *a)
{
    (void)gate(a, PIN_UNSET);
}

void fill_pin_broken(struct app *a)
{
    (void)gate(a, PIN_BROKEN);
}
