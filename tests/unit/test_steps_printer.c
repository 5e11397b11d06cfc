/* A printer that ails: who is told, how often it is asked, and that no slip of one person is left
 * in it for the next. The printer is played by the test. */
#include <string.h>

#include "app/steps.h"
#include "tests/unit/app_world.h"

static const struct printer_status well = {.online = true, .answers = true, .paper = PAPER_OK};
static const struct printer_status empty = {.answers = true, .paper = PAPER_OUT};

static void begin(void)
{
    app_begin((struct app_world){.form = NULL});
    (void)snprintf(settings.printer, sizeof settings.printer, "escpos:/dev/usb/lp0");
}

static void tick(uint64_t ms)
{
    now += ms;
    happen((struct event){.kind = HAPPENED_TICK});
}

static void told(const struct printer_status *status)
{
    happen((struct event){.kind = HAPPENED_PRINTER_STATUS, .status = status});
}

static void to_the_outcome(void)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    app.screen = SCREEN_OUTCOME;
    app.visit->stage = STAGE_SAVED;
    app.visit->printing = true;
}

static void slip_fails(enum err_code code)
{
    happen((struct event){.kind = HAPPENED_PRINT_FAILED, .error = ERR(code, 0, "test")});
}

TEST(a_slip_that_fails_calls_staff_once_and_the_printer_is_asked)
{
    to_the_outcome();
    slip_fails(ERR_COVER_OPEN);
    CHECK(did(FX_ASK, PORTAL_OFFICER));
    CHECK(did(FX_CUE, CUE_CALLING));
    CHECK(did(FX_PRINTER_STATUS, 0));
    CHECK(app.printer_care.ails);
    tick(2000);
    CHECK(!did(FX_PRINTER_STATUS, 0));
    tick(1000);
    CHECK(did(FX_PRINTER_STATUS, 0));
    told(&empty);
    CHECK(app.visit->print_failed);
    tick(3000);
    CHECK(did(FX_PRINTER_STATUS, 0));
    told(&well);
    CHECK(!app.printer_care.ails);
    CHECK(!app.visit->print_failed); /* she may have it printed */
    tick(10000);
    CHECK(!did(FX_PRINTER_STATUS, 0));
    intend(INTENT_PRINT, 0);
    CHECK(did(FX_PRINT, PRINT_RECEIPT)); /* the printer took nothing of it: this is the first one */
    slip_fails(ERR_NO_PAPER);
    CHECK(!did(FX_ASK, PORTAL_OFFICER)); /* they know */
    CHECK(app.printer_care.ails);
}

static void printed(enum print_proof proof)
{
    happen((struct event){.kind = HAPPENED_PRINTED, .proof = proof});
}

TEST(only_the_printers_own_word_says_that_the_slip_is_out)
{
    for (int proof = PROOF_NONE; proof <= PROOF_PROCESS_ID; proof++) {
        to_the_outcome();
        printed((enum print_proof)proof);
        CHECK(app.visit->printed == (proof >= PROOF_ANSWERED));
        CHECK_INT(day_tally(&app.day, DAY_RECEIPTS, app_midnight(&app)), proof >= PROOF_ANSWERED);
        CHECK_INT(day_tally(&app.day, DAY_UNPROVED, app_midnight(&app)), proof < PROOF_ANSWERED);
        CHECK(app.visit->slip_asked == (proof < PROOF_ANSWERED));
        CHECK(!app.visit->print_failed && !app.visit->printing);
        CHECK(did(FX_SPEAK, 1) == (proof < PROOF_ANSWERED)); /* the question is heard */
        CHECK(!did(FX_ASK, PORTAL_OFFICER));
        CHECK(!app.printer_care.ails);
    }
}

TEST(she_holds_it_and_it_counts_as_printed)
{
    to_the_outcome();
    intend(INTENT_HAS_SLIP, 1); /* nobody asked */
    CHECK(!app.visit->printed);
    printed(PROOF_WRITTEN);
    intend(INTENT_HAS_SLIP, 1);
    CHECK(app.visit->printed && !app.visit->slip_asked);
    CHECK(did(FX_SPEAK, 0));
    CHECK(!did(FX_PRINT, PRINT_COPY));
    intend(INTENT_HAS_SLIP, 0); /* a second touch */
    CHECK(app.visit->printed && !did(FX_PRINT, PRINT_COPY));
}

TEST(one_marked_copy_then_a_person_helps)
{
    to_the_outcome();
    printed(PROOF_WRITTEN);
    intend(INTENT_HAS_SLIP, 0);
    CHECK(did(FX_PRINT, PRINT_COPY) && did(FX_SAY_SHOWN, MSG_PRINTING));
    CHECK(!did(FX_ASK, PORTAL_OFFICER));
    intend(INTENT_HAS_SLIP, 0); /* while it prints */
    CHECK(!did(FX_PRINT, PRINT_COPY));
    printed(PROOF_WRITTEN);
    CHECK(app.visit->slip_asked);
    intend(INTENT_HAS_SLIP, 0);
    CHECK(!did(FX_PRINT, PRINT_COPY));
    CHECK(did(FX_ASK, PORTAL_OFFICER));
    CHECK(app.visit->print_failed && !app.visit->printed && !app.visit->slip_asked);
    told(&well); /* as it says of itself: it was well before, too */
    CHECK(app.visit->print_failed);
}

TEST(a_slip_that_broke_off_is_asked_for_and_staff_are_called)
{
    to_the_outcome();
    slip_fails(ERR_UNKNOWN_OUTCOME);
    CHECK(app.visit->slip_asked && !app.visit->print_failed && !app.visit->printed);
    CHECK(did(FX_PRINTER_STATUS, 0));
    CHECK(did(FX_ASK, PORTAL_OFFICER));
    CHECK(app.printer_care.ails);
    told(&empty);
    CHECK(app.visit->slip_asked);
    intend(INTENT_HAS_SLIP, 0);
    CHECK(did(FX_PRINT, PRINT_COPY));
    slip_fails(ERR_NO_PAPER); /* it has taken nothing of the copy: that is known */
    CHECK(!app.visit->slip_asked && app.visit->print_failed);
    told(&well);
    CHECK(!app.visit->print_failed); /* she may have it printed */
}

/* PRODUCT 10 wants the mark on a second copy, and it is true on paper: no slip says "copy 1" when
 * there is no first. Before anything was accepted a printer says so (platform/port_printer.h). */
TEST(what_surely_never_printed_makes_no_copy_of_the_first)
{
    static const enum err_code nothing[] = {ERR_NO_PAPER, ERR_COVER_OPEN, ERR_JAM, ERR_OFFLINE,
                                            ERR_FULL};
    to_the_outcome();
    for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++) {
        slip_fails(nothing[i]);
        CHECK_INT(app.visit->copies, 0);
        intend(INTENT_PRINT, 0);
        CHECK(did(FX_PRINT, PRINT_RECEIPT));
    }
    slip_fails(ERR_UNKNOWN_OUTCOME);
    intend(INTENT_PRINT, 0);
    CHECK(did(FX_PRINT, PRINT_COPY));
}

TEST(a_second_touch_prints_nothing_and_every_further_slip_is_a_copy)
{
    to_the_outcome();
    intend(INTENT_PRINT, 0); /* while the first is printing */
    CHECK(!did(FX_PRINT, PRINT_RECEIPT) && !did(FX_PRINT, PRINT_COPY));
    happen((struct event){.kind = HAPPENED_PRINTED, .proof = PROOF_ANSWERED});
    CHECK_INT(app.visit->copies, 1);
    intend(INTENT_PRINT, 1);
    CHECK(did(FX_PRINT, PRINT_COPY));
    intend(INTENT_PRINT, 1);
    CHECK(!did(FX_PRINT, PRINT_COPY));
    slip_fails(ERR_OFFLINE); /* nothing of the copy came out: the next one is that copy */
    CHECK_INT(app.visit->copies, 1);
    intend(INTENT_PRINT, 1);
    CHECK(did(FX_PRINT, PRINT_COPY));
    slip_fails(ERR_UNKNOWN_OUTCOME); /* it may be out */
    CHECK_INT(app.visit->copies, 2);
}

/* She asked for the list, and for a number while that prints. */
TEST(each_slip_is_told_to_whoever_wanted_it)
{
    begin();
    intend(INTENT_LANGUAGE, 0);
    app.visit->finding.printing = app.visit->number.printing = true;
    app.visit->fee.printing = app.visit->hers.printing = app.visit->later.printing = true;
    app.visit->printing = true;
    happen((struct event){
        .kind = HAPPENED_PRINT_FAILED, .slip = PRINT_NUMBER, .error = ERR(ERR_JAM, 0, "test")});
    CHECK(app.visit->number.print_failed && !app.visit->number.printing);
    CHECK(app.visit->finding.printing);
    happen((struct event){.kind = HAPPENED_PRINTED, .slip = PRINT_LIST, .proof = PROOF_ANSWERED});
    CHECK(app.visit->finding.printed && !app.visit->number.printed);
    happen((struct event){.kind = HAPPENED_PRINTED, .slip = PRINT_FEE, .proof = PROOF_ANSWERED});
    CHECK(app.visit->fee.printed && app.visit->printing && app.visit->hers.printing);
    happen(
        (struct event){.kind = HAPPENED_PRINTED, .slip = PRINT_SUMMARY, .proof = PROOF_ANSWERED});
    CHECK(app.visit->hers.printed && app.visit->later.printing);
    happen((struct event){.kind = HAPPENED_PRINTED, .slip = PRINT_LATER, .proof = PROOF_ANSWERED});
    CHECK(app.visit->later.printed && !app.visit->printed);
    CHECK(app_print_wanted(&app, PRINT_RECEIPT) && !app_print_wanted(&app, PRINT_LIST));
    app.screen = SCREEN_FEE; /* a receipt that comes out while she looks at what is to be paid */
    happen((struct event){.kind = HAPPENED_PRINTED, .proof = PROOF_ANSWERED});
    CHECK(app.visit->printed && !app.visit->printing);
}

TEST(while_it_prints_nobody_asks)
{
    to_the_outcome();
    app_printer_ails(&app);
    tick(60000);
    CHECK(!did(FX_PRINTER_STATUS, 0));
    CHECK(app_deadline_ms(&app, now) > 0);
}

TEST(it_is_asked_after_she_went_home_and_while_the_next_one_is_there)
{
    to_the_outcome();
    slip_fails(ERR_UNKNOWN_OUTCOME);
    app.visit->stored = false;
    intend(INTENT_END, 0);
    intend(INTENT_END, 0);
    CHECK_INT(app.screen, SCREEN_WELCOME);
    CHECK(app.printer_care.ails);
    CHECK(app_deadline_ms(&app, now) <= 5000);
    tick(5000);
    CHECK(did(FX_PRINTER_STATUS, 0));
    told(&empty);
    intend(INTENT_LANGUAGE, 0);
    CHECK_INT(app.screen, SCREEN_NEED);
    tick(5000);
    CHECK(did(FX_PRINTER_STATUS, 0));
    told(&well);
    tick(60000);
    CHECK(!did(FX_PRINTER_STATUS, 0));
}

TEST(a_status_that_is_not_well_begins_it_too_and_the_same_one_draws_nothing)
{
    begin();
    told(&empty);
    CHECK(app.printer_care.ails);
    const unsigned revision = app.revision;
    told(&empty);
    CHECK_INT(app.revision, revision);
    told(&well);
    CHECK(app.revision != revision);
    CHECK(!app.printer_care.ails);
}

/* Nobody is there, and the fleet is to know before somebody needs it. */
TEST(on_the_first_page_it_is_asked_every_ten_minutes)
{
    begin();
    CHECK_INT(app.screen, SCREEN_WELCOME);
    app.counted_ms = app.now_ms + 1;
    tick(300000);
    CHECK(!did(FX_PRINTER_STATUS, 0));
    tick(301000);
    CHECK(did(FX_PRINTER_STATUS, 0));
    tick(1000);
    CHECK(!did(FX_PRINTER_STATUS, 0));
}

TEST(a_desk_without_a_printer_has_none_that_ails)
{
    const struct printer_status none = {.paper = PAPER_UNKNOWN};
    begin();
    (void)snprintf(settings.printer, sizeof settings.printer, "none:");
    told(&none);
    app_printer_ails(&app);
    CHECK(!app.printer_care.ails);
    tick(60000);
    CHECK(!did(FX_PRINTER_STATUS, 0));
}

int main(void)
{
    RUN(a_slip_that_fails_calls_staff_once_and_the_printer_is_asked);
    RUN(only_the_printers_own_word_says_that_the_slip_is_out);
    RUN(she_holds_it_and_it_counts_as_printed);
    RUN(one_marked_copy_then_a_person_helps);
    RUN(a_slip_that_broke_off_is_asked_for_and_staff_are_called);
    RUN(what_surely_never_printed_makes_no_copy_of_the_first);
    RUN(a_second_touch_prints_nothing_and_every_further_slip_is_a_copy);
    RUN(each_slip_is_told_to_whoever_wanted_it);
    RUN(while_it_prints_nobody_asks);
    RUN(it_is_asked_after_she_went_home_and_while_the_next_one_is_there);
    RUN(a_status_that_is_not_well_begins_it_too_and_the_same_one_draws_nothing);
    RUN(on_the_first_page_it_is_asked_every_ten_minutes);
    RUN(a_desk_without_a_printer_has_none_that_ails);
    return check_done();
}
