/* The set-up's questions about devices that no name tells: which are asked, in which order, what
 * answers them and what is kept. */
#include <string.h>

#include "app/steps.h"
#include "tests/unit/app_world.h"

static struct found_devices devices;

static void put(enum found_kind kind, const char *uri)
{
    struct found_device *d = &devices.rows[devices.count++];
    *d = (struct found_device){.kind = kind};
    (void)strcpy(d->uri, uri);
}

static void tell(enum setup_wish wish, int row)
{
    const struct setup_news news = {.wish = wish, .found = &devices, .row = row};
    happen((struct event){.kind = HAPPENED_SETUP, .setup = &news});
}

/* The set-up at its page of devices; they are put, and then found. */
static struct setup *begin(void)
{
    app_begin((struct app_world){0});
    fx.count = 0;
    devices.count = 0;
    step_open_setup(&app, true, &fx);
    app.setup.step = SETUP_PANEL;
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.setup.step, SETUP_DEVICES);
    return &app.setup;
}

static void found(void)
{
    tell(SETUP_WISH_FIND, 0);
    intend(INTENT_NEXT, 0);
}

TEST(where_every_device_has_its_name_nothing_is_asked)
{
    const struct setup *s = begin();
    put(FOUND_PRINTER, "escpos:/dev/usb/lp0");
    put(FOUND_SCANNER, "serial:/dev/ttyACM0");
    found();
    CHECK_INT(s->step, SETUP_BAR);
}

TEST(the_line_that_the_code_came_from_is_the_scanners)
{
    const struct setup *s = begin();
    put(FOUND_PRINTER, "escpos:/dev/usb/lp0");
    put(FOUND_LINE, "serial:/dev/ttyUSB0");
    put(FOUND_LINE, "serial:/dev/ttyUSB1");
    found();
    CHECK_INT(s->step, SETUP_ASK);
    CHECK_INT(s->ask, ASK_SCANNER);
    CHECK_STR(s->chosen.scanner, "none:"); /* no line is taken for one unheard */
    CHECK(did(FX_SETUP, SETUP_WISH_LISTEN) && s->listening && s->code_side > 0);
    CHECK(app_deadline_ms(&app, now) <= 100);
    tell(SETUP_WISH_LISTEN, 2);
    CHECK_STR(s->chosen.scanner, "serial:/dev/ttyUSB1");
    CHECK(did(FX_SETUP, SETUP_WISH_HUSH) && !s->listening);
    CHECK_INT(s->told, 2);
    tell(SETUP_WISH_LISTEN, 1); /* a late one changes nothing */
    CHECK_STR(s->chosen.scanner, "serial:/dev/ttyUSB1");
    intend(INTENT_NEXT, 0);
    CHECK_INT(s->ask, ASK_LIGHT); /* the other line may be the relay's */
}

TEST(a_scanner_that_types_is_no_officers_keyboard)
{
    const struct setup *s = begin();
    put(FOUND_KEYBOARD, "evdev:/dev/input/by-path/usb-1-event-kbd");
    put(FOUND_KEYBOARD, "evdev:/dev/input/by-path/usb-2-event-kbd");
    found();
    CHECK_INT(s->ask, ASK_SCANNER);
    tell(SETUP_WISH_LISTEN, 0);
    CHECK_STR(s->chosen.scanner, "evdev:/dev/input/by-path/usb-1-event-kbd");
    intend(INTENT_NEXT, 0);
    CHECK_INT(s->ask, ASK_KEYBOARD);
    tell(SETUP_WISH_LISTEN, 0); /* it is the scanner's */
    CHECK_STR(s->chosen.keyboard, "none:");
    tell(SETUP_WISH_LISTEN, 1);
    CHECK_STR(s->chosen.keyboard, "evdev:/dev/input/by-path/usb-2-event-kbd");
    intend(INTENT_NEXT, 0);
    CHECK_INT(s->step, SETUP_ADDRESS); /* there is no printer, and no line */
}

TEST(a_printer_on_a_line_answers_before_anything_is_switched_there)
{
    const struct setup *s = begin();
    put(FOUND_SCANNER, "serial:/dev/ttyACM0");
    put(FOUND_LINE, "serial:/dev/ttyUSB0");
    put(FOUND_LINE, "serial:/dev/ttyUSB1");
    found();
    CHECK_INT(s->ask, ASK_PRINTER);
    CHECK(did(FX_SETUP, SETUP_WISH_PROBE) && s->probing);
    intend(INTENT_NEXT, 0); /* not while it is asked */
    CHECK_INT(s->ask, ASK_PRINTER);
    devices.rows[1].kind = FOUND_PRINTER;
    (void)strcpy(devices.rows[1].uri, "escpos:/dev/ttyUSB0");
    tell(SETUP_WISH_PROBE, 0);
    CHECK_STR(s->chosen.printer, "escpos:/dev/ttyUSB0");
    CHECK(!s->probing);
    intend(INTENT_NEXT, 0);
    CHECK_INT(s->ask, ASK_LIGHT);
    CHECK_INT(s->light, 2); /* the line that is left */
    intend(INTENT_SETUP, SETUP_LIT);
    CHECK_STR(s->chosen.beacon, "relay:/dev/ttyUSB1");
    intend(INTENT_NEXT, 0);
    CHECK_INT(s->step, SETUP_BAR);
    intend(INTENT_BACK, 0);
    CHECK_INT(s->step, SETUP_DEVICES); /* nothing is asked twice */
}

/* What came of the sheet that was printed to find the printer. */
static void bar_printed(bool well)
{
    happen((struct event){.kind = well ? HAPPENED_PRINTED : HAPPENED_PRINT_FAILED,
                          .slip = PRINT_BAR,
                          .proof = PROOF_WRITTEN,
                          .error = well ? ERR_OK : ERR(ERR_OFFLINE, 0, "test")});
}

TEST(a_printer_that_never_answers_is_found_by_its_paper)
{
    const struct setup *s = begin();
    put(FOUND_SCANNER, "serial:/dev/ttyACM0");
    put(FOUND_LINE, "serial:/dev/ttyUSB0");
    put(FOUND_LINE, "serial:/dev/ttyUSB1");
    put(FOUND_LINE, "serial:/dev/ttyUSB2");
    found();
    intend(INTENT_SETUP, SETUP_TRY); /* not while they are asked */
    CHECK(!did(FX_PRINT, PRINT_BAR));
    tell(SETUP_WISH_PROBE, 0);
    CHECK(s->told < 0 && s->line < 0);
    CHECK(!did(FX_PRINT, PRINT_BAR)); /* nothing is printed unasked */
    intend(INTENT_SETUP, SETUP_TRY);
    CHECK(did(FX_PRINT, PRINT_BAR));
    CHECK_STR(s->chosen.printer, "escpos:/dev/ttyUSB0?level=d");
    CHECK_INT(s->dots, 384);
    intend(INTENT_NEXT, 0); /* not while it prints */
    CHECK_INT(s->ask, ASK_PRINTER);
    bar_printed(false); /* it took nothing: the next one at once */
    CHECK_STR(s->chosen.printer, "escpos:/dev/ttyUSB1?level=d");
    bar_printed(true);
    CHECK_INT(s->bar, BAR_OUT);
    intend(INTENT_SETUP, SETUP_UNPRINTED); /* it went nowhere */
    CHECK_STR(s->chosen.printer, "escpos:/dev/ttyUSB2?level=d");
    bar_printed(true);
    intend(INTENT_SETUP, SETUP_PRINTED);
    CHECK_STR(s->chosen.printer, "escpos:/dev/ttyUSB2?level=d");
    CHECK_INT(s->told, 3);
    intend(INTENT_NEXT, 0);
    CHECK_INT(s->ask, ASK_LIGHT);
    CHECK_INT(s->light, 1); /* the printer's line is no light's */
    intend(INTENT_SETUP, SETUP_UNLIT);
    intend(INTENT_SETUP, SETUP_UNLIT);
    CHECK_INT(s->light, -1);
    intend(INTENT_NEXT, 0);
    CHECK_INT(s->step, SETUP_BAR);
    CHECK_INT(s->bar, BAR_NOT_YET); /* how wide its paper is, is asked there */
}

TEST(a_line_that_nobody_saw_print_is_nobodys)
{
    const struct setup *s = begin();
    put(FOUND_SCANNER, "serial:/dev/ttyACM0");
    put(FOUND_LINE, "serial:/dev/ttyUSB0");
    found();
    tell(SETUP_WISH_PROBE, 0);
    intend(INTENT_SETUP, SETUP_TRY);
    bar_printed(true);
    intend(INTENT_SETUP, SETUP_UNPRINTED);
    CHECK_STR(s->chosen.printer, "none:");
    CHECK_INT(s->bar, BAR_NONE);
    intend(INTENT_SETUP, SETUP_TRY); /* none is left */
    intend(INTENT_SETUP, SETUP_PRINTED);
    CHECK_STR(s->chosen.printer, "none:");
    intend(INTENT_BACK, 0);
    intend(INTENT_NEXT, 0);
    tell(SETUP_WISH_PROBE, 0);
    intend(INTENT_SETUP, SETUP_TRY); /* once more */
    bar_printed(true);
    intend(INTENT_NEXT, 0); /* and on, without a word about it */
    CHECK_STR(s->chosen.printer, "none:");
    CHECK_INT(s->ask, ASK_LIGHT);
}

TEST(lights_flash_one_by_one_until_somebody_sees_one)
{
    const struct setup *s = begin();
    put(FOUND_SCANNER, "serial:/dev/ttyACM0");
    put(FOUND_BEACON, "led:power");
    put(FOUND_BEACON, "led:call");
    found();
    CHECK_INT(s->ask, ASK_LIGHT);
    CHECK(did(FX_SETUP, SETUP_WISH_LIGHT) && s->lit);
    CHECK_INT(app_deadline_ms(&app, now), 500);
    now += 500;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(did(FX_SETUP, SETUP_WISH_LIGHT) && !s->lit);
    intend(INTENT_SETUP, SETUP_UNLIT);
    CHECK_INT(s->light, 2);
    CHECK(did(FX_SETUP, SETUP_WISH_HUSH)); /* the first is let go */
    intend(INTENT_SETUP, SETUP_LIT);
    CHECK_STR(s->chosen.beacon, "led:call");
    now += 500;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(!did(FX_SETUP, SETUP_WISH_LIGHT)); /* it rests */
}

TEST(without_a_light_that_flashes_none_is_kept)
{
    const struct setup *s = begin();
    put(FOUND_SCANNER, "serial:/dev/ttyACM0");
    put(FOUND_BEACON, "led:power");
    found();
    intend(INTENT_SETUP, SETUP_UNLIT);
    CHECK_INT(s->light, -1);
    intend(INTENT_SETUP, SETUP_LIT); /* nothing flashes */
    CHECK_STR(s->chosen.beacon, "none:");
    intend(INTENT_NEXT, 0);
    CHECK_INT(s->step, SETUP_ADDRESS);
}

TEST(what_nobody_answers_is_left_and_let_go)
{
    const struct setup *s = begin();
    put(FOUND_PRINTER, "escpos:/dev/usb/lp0");
    put(FOUND_KEYBOARD, "evdev:/dev/input/event4");
    found();
    CHECK_INT(s->ask, ASK_SCANNER);
    intend(INTENT_BACK, 0);
    CHECK(did(FX_SETUP, SETUP_WISH_HUSH));
    CHECK_INT(s->step, SETUP_DEVICES);
    intend(INTENT_NEXT, 0);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_SETUP, SETUP_WISH_HUSH) && did(FX_SETUP, SETUP_WISH_LISTEN));
    CHECK_INT(s->ask, ASK_KEYBOARD);
    intend(INTENT_NEXT, 0);
    CHECK_INT(s->step, SETUP_BAR);
    CHECK_STR(s->chosen.scanner, "none:");
    CHECK_STR(s->chosen.keyboard, "none:");
}

TEST(what_was_answered_before_is_still_so_when_it_is_looked_for_again)
{
    const struct setup *s = begin();
    put(FOUND_LINE, "serial:/dev/ttyUSB0");
    put(FOUND_PRINTER, "escpos:/dev/usb/lp0");
    (void)strcpy(app.setup.chosen.scanner, "serial:/dev/ttyUSB0");
    found();
    CHECK_STR(s->chosen.scanner, "serial:/dev/ttyUSB0");
    CHECK_INT(s->step, SETUP_BAR);
}

TEST(the_speed_of_a_line_is_kept_and_stays)
{
    const struct setup *s = begin();
    put(FOUND_SCANNER, "serial:/dev/ttyACM0");
    put(FOUND_LINE, "serial:/dev/ttyS0");
    found();
    CHECK_INT(s->ask, ASK_PRINTER);
    devices.rows[1].kind = FOUND_PRINTER;
    (void)strcpy(devices.rows[1].uri, "escpos:/dev/ttyS0?baud=9600");
    tell(SETUP_WISH_PROBE, 0);
    CHECK_STR(s->chosen.printer, "escpos:/dev/ttyS0?baud=9600");
    CHECK_INT(s->told, 1);
    intend(INTENT_NEXT, 0);
    CHECK_INT(s->step, SETUP_BAR); /* it is the printer's: no light is looked for there */
    (void)strcpy(devices.rows[1].uri, "escpos:/dev/ttyS0"); /* by its name, of no speed */
    tell(SETUP_WISH_FIND, 0);
    CHECK_STR(s->chosen.printer, "escpos:/dev/ttyS0?baud=9600");
}

TEST(left_alone_its_devices_are_let_go)
{
    const struct setup *s = begin();
    put(FOUND_LINE, "serial:/dev/ttyUSB0");
    found();
    CHECK(s->ask == ASK_SCANNER && s->listening);
    step_home(&app, &fx);
    CHECK(did(FX_SETUP, SETUP_WISH_HUSH));
    CHECK(!app.setup.listening && app_sheet(&app) != SHEET_SETUP);
}

int main(void)
{
    RUN(where_every_device_has_its_name_nothing_is_asked);
    RUN(the_line_that_the_code_came_from_is_the_scanners);
    RUN(a_scanner_that_types_is_no_officers_keyboard);
    RUN(a_printer_on_a_line_answers_before_anything_is_switched_there);
    RUN(a_printer_that_never_answers_is_found_by_its_paper);
    RUN(a_line_that_nobody_saw_print_is_nobodys);
    RUN(lights_flash_one_by_one_until_somebody_sees_one);
    RUN(without_a_light_that_flashes_none_is_kept);
    RUN(what_nobody_answers_is_left_and_let_go);
    RUN(what_was_answered_before_is_still_so_when_it_is_looked_for_again);
    RUN(the_speed_of_a_line_is_kept_and_stays);
    RUN(left_alone_its_devices_are_let_go);
    return check_done();
}
