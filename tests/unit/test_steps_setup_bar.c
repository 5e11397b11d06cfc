/* The set-up's bar: printed at the widest, then narrower, until a person says that it is whole. */
#include <string.h>

#include "app/steps.h"
#include "tests/unit/app_world.h"

static struct setup *begin(const char *printer)
{
    app_begin((struct app_world){0});
    fx.count = 0;
    step_open_setup(&app, true, &fx);
    (void)strcpy(app.setup.chosen.printer, printer);
    app.setup.chosen.printer_dots = 576;
    app.setup.step = SETUP_DEVICES;
    intend(INTENT_NEXT, 0);
    return &app.setup;
}

static void printed(bool well)
{
    happen((struct event){.kind = well ? HAPPENED_PRINTED : HAPPENED_PRINT_FAILED,
                          .slip = PRINT_BAR,
                          .error = well ? ERR_OK : ERR(ERR_NO_PAPER, 0, "test")});
}

/* Prints it, and somebody says what it is like. */
static void say(enum setup_act what)
{
    if (app.setup.bar != BAR_RUNS) {
        intend(INTENT_NEXT, 0);
        CHECK(did(FX_PRINT, PRINT_BAR));
    }
    CHECK_INT(app.setup.bar, BAR_RUNS);
    printed(true);
    CHECK_INT(app.setup.bar, BAR_OUT);
    intend(INTENT_SETUP, (int)what);
}

TEST(a_wide_head_is_known_by_the_first_bar)
{
    const struct setup *s = begin("escpos:/dev/usb/lp0");
    CHECK_INT(s->step, SETUP_BAR);
    CHECK_INT(s->dots, 576);
    CHECK(!did(FX_PRINT, PRINT_BAR)); /* not before somebody stands at the slot */
    say(SETUP_FULL);
    CHECK_INT(s->bar, BAR_KEPT);
    CHECK_INT(s->chosen.printer_dots, 576);
    intend(INTENT_NEXT, 0);
    CHECK_INT(s->step, SETUP_ADDRESS);
    intend(INTENT_BACK, 0);
    CHECK_INT(s->step, SETUP_BAR);
    intend(INTENT_BACK, 0);
    CHECK_INT(s->step, SETUP_DEVICES);
}

TEST(a_narrow_head_is_found_by_trying)
{
    const struct setup *s = begin("escpos:/dev/usb/lp0");
    say(SETUP_CUT);
    CHECK(did(FX_PRINT, PRINT_BAR)); /* the next one comes by itself */
    CHECK_INT(s->dots, 512);
    CHECK_INT(s->chosen.printer_dots, 576);
    say(SETUP_MESS);
    CHECK_INT(s->dots, 384);
    say(SETUP_FULL);
    CHECK_INT(s->chosen.printer_dots, 384);
    CHECK_INT(s->bar, BAR_KEPT);
}

TEST(where_no_width_is_right_nothing_is_kept_and_it_is_said)
{
    const struct setup *s = begin("escpos:/dev/usb/lp0");
    say(SETUP_MESS);
    say(SETUP_MESS);
    say(SETUP_MESS);
    CHECK_INT(s->bar, BAR_NONE);
    CHECK_INT(s->chosen.printer_dots, 576);
    intend(INTENT_NEXT, 0); /* from the beginning */
    CHECK(did(FX_PRINT, PRINT_BAR));
    CHECK_INT(s->dots, 576);
    printed(false);
    intend(INTENT_SETUP, SETUP_SKIP);
    CHECK_INT(s->step, SETUP_ADDRESS);
}

TEST(what_did_not_print_is_printed_again_or_left)
{
    const struct setup *s = begin("escpos:/dev/usb/lp0");
    intend(INTENT_SETUP, SETUP_SKIP); /* not before it was tried */
    CHECK_INT(s->step, SETUP_BAR);
    intend(INTENT_NEXT, 0);
    intend(INTENT_SETUP, SETUP_FULL); /* nothing is out yet */
    CHECK_INT(s->bar, BAR_RUNS);
    intend(INTENT_NEXT, 0);
    CHECK(!did(FX_PRINT, PRINT_BAR));
    printed(false);
    CHECK_INT(s->bar, BAR_FAILED);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_PRINT, PRINT_BAR));
    CHECK_INT(s->dots, 576);
}

TEST(a_page_that_was_left_while_it_printed_asks_when_it_comes_back)
{
    const struct setup *s = begin("escpos:/dev/usb/lp0");
    intend(INTENT_NEXT, 0);
    intend(INTENT_BACK, 0);
    printed(true);
    CHECK_INT(s->step, SETUP_DEVICES);
    intend(INTENT_NEXT, 0);
    CHECK_INT(s->bar, BAR_NOT_YET);
    intend(INTENT_NEXT, 0);
    intend(INTENT_BACK, 0);
    intend(INTENT_NEXT, 0); /* back before it was out */
    CHECK_INT(s->bar, BAR_RUNS);
    printed(true);
    CHECK_INT(s->bar, BAR_OUT);
}

TEST(without_a_printer_there_is_no_such_page)
{
    const struct setup *s = begin("none:");
    CHECK_INT(s->step, SETUP_ADDRESS);
    intend(INTENT_BACK, 0);
    CHECK_INT(s->step, SETUP_DEVICES);
}

int main(void)
{
    RUN(a_wide_head_is_known_by_the_first_bar);
    RUN(a_narrow_head_is_found_by_trying);
    RUN(where_no_width_is_right_nothing_is_kept_and_it_is_said);
    RUN(what_did_not_print_is_printed_again_or_left);
    RUN(a_page_that_was_left_while_it_printed_asks_when_it_comes_back);
    RUN(without_a_printer_there_is_no_such_page);
    return check_done();
}
