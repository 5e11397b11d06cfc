/* The states of the set-up's pages. */
#include <stdio.h>
#include <string.h>

#include "app/citizen/commune.h"
#include "tests/tools/state_fills.h"
#include "tests/tools/state_rows.h"

static struct setup *open_setup(struct app *a, enum setup_step step)
{
    struct setup *s = &a->setup;
    *s =
        (struct setup){.step = step, .first = true, .chosen = *a->settings, .before = *a->settings};
    (void)snprintf(s->chosen.portal_url, sizeof s->chosen.portal_url, "https://dvc.example/rest");
    (void)snprintf(s->chosen.name, sizeof s->chosen.name, "K07");
    a->visit = NULL;
    return s;
}

static void put_typed_text(struct setup *s, enum composer_field field, const char *text)
{
    composer_init(&s->composer, s->typed, sizeof s->typed, field, false, text);
}

static void put_place(struct app *a, const char *typed)
{
    struct setup *s = open_setup(a, SETUP_PLACE);
    state_find(typed); /* brings the lists */
    put_typed_text(s, FIELD_SEARCH, typed);
    s->pick_count = communes_filter(a->communes, typed, s->picks, SETUP_PICKS);
}

void fill_setup_place(struct app *a)
{
    put_place(a, "ia hru");
}

void fill_setup_nowhere(struct app *a)
{
    put_place(a, "xyzq");
    a->setup.first = false;
    a->setup.chosen.commune[0] = '\0';
}

void fill_setup_name(struct app *a)
{
    put_typed_text(open_setup(a, SETUP_NAME), FIELD_TEXT, "K07");
}

void fill_setup_panel(struct app *a)
{
    struct setup *s = open_setup(a, SETUP_PANEL);
    s->chosen.um_per_px = setup_inch_um(&s->before, 24);
    s->turn = SETUP_TURN_RIGHT;
}

static void put_found(struct setup *s, enum found_kind kind, const char *uri, const char *name)
{
    struct found_device *d = &s->found.rows[s->found.count++];
    d->kind = kind;
    (void)snprintf(d->uri, sizeof d->uri, "%s", uri);
    (void)snprintf(d->name, sizeof d->name, "%s", name);
}

static struct setup *put_devices(struct app *a, enum setup_step step)
{
    struct setup *s = open_setup(a, step);
    put_found(s, FOUND_PRINTER, "escpos:/dev/usb/lp0", "EPSON TM-T82III");
    put_found(s, FOUND_SCANNER, "serial:/dev/ttyACM0", "Newland FM430");
    put_found(s, FOUND_KEYPAD, "evdev:/dev/input/event3", "");
    return s;
}

/* Nothing turns the panel's lamp. */
void fill_staff_lampless(struct app *a)
{
    fill_staff(a);
    a->lampless = true;
    a->light = 90;
}

void fill_setup_devices(struct app *a)
{
    (void)put_devices(a, SETUP_DEVICES);
}

void fill_setup_searching(struct app *a)
{
    open_setup(a, SETUP_DEVICES)->searching = true;
}

static struct setup *put_ask(struct app *a, enum setup_ask ask, int told)
{
    struct setup *s = put_devices(a, SETUP_ASK);
    put_found(s, FOUND_LINE, "serial:/dev/ttyUSB0", "QinHeng USB Serial");
    s->ask = ask;
    s->told = told;
    s->light = s->line = -1;
    return s;
}

void fill_setup_ask_scanner(struct app *a)
{
    struct setup *s = put_ask(a, ASK_SCANNER, -1);
    INVARIANT(!failed(qr_encode(FINDER_CODE, QR_LEVEL_M, s->code, sizeof s->code, &s->code_side)));
}

void fill_setup_ask_heard(struct app *a)
{
    (void)put_ask(a, ASK_SCANNER, 3);
}

void fill_setup_ask_keyboard(struct app *a)
{
    (void)put_ask(a, ASK_KEYBOARD, -1);
}

void fill_setup_ask_printer(struct app *a)
{
    put_ask(a, ASK_PRINTER, -1)->probing = true;
}

void fill_setup_ask_no_printer(struct app *a)
{
    (void)put_ask(a, ASK_PRINTER, -1);
}

static void put_line(struct app *a, enum setup_bar bar)
{
    struct setup *s = put_ask(a, ASK_PRINTER, -1);
    s->line = bar == BAR_NONE ? -1 : 3;
    s->bar = bar;
}

void fill_setup_ask_tries(struct app *a)
{
    put_line(a, BAR_RUNS);
}

void fill_setup_ask_printed(struct app *a)
{
    put_line(a, BAR_OUT);
}

void fill_setup_ask_none_printed(struct app *a)
{
    put_line(a, BAR_NONE);
}

void fill_setup_ask_light(struct app *a)
{
    put_ask(a, ASK_LIGHT, -1)->light = 3;
}

void fill_setup_ask_no_light(struct app *a)
{
    (void)put_ask(a, ASK_LIGHT, -1);
}

static void put_bar(struct app *a, enum setup_bar bar)
{
    struct setup *s = put_devices(a, SETUP_BAR);
    s->bar = bar;
    s->dots = bar == BAR_NOT_YET || bar == BAR_RUNS ? 576 : 384;
}

void fill_setup_bar(struct app *a)
{
    put_bar(a, BAR_NOT_YET);
}

void fill_setup_bar_runs(struct app *a)
{
    put_bar(a, BAR_RUNS);
}

void fill_setup_bar_out(struct app *a)
{
    put_bar(a, BAR_OUT);
}

void fill_setup_bar_kept(struct app *a)
{
    put_bar(a, BAR_KEPT);
}

void fill_setup_bar_failed(struct app *a)
{
    put_bar(a, BAR_FAILED);
}

void fill_setup_bar_none(struct app *a)
{
    put_bar(a, BAR_NONE);
}

void fill_setup_address(struct app *a)
{
    put_typed_text(open_setup(a, SETUP_ADDRESS), FIELD_SEARCH, "https://dvc.example/rest");
}

void fill_setup_address_wrong(struct app *a)
{
    struct setup *s = open_setup(a, SETUP_ADDRESS);
    put_typed_text(s, FIELD_SEARCH, "dichvucong");
    s->problem = MSG_SETUP_ADDRESS_WRONG;
}

static void put_portal(struct app *a, enum device_word courier, bool online)
{
    struct setup *s = open_setup(a, SETUP_PORTAL);
    s->courier = courier;
    s->online = online;
}

void fill_setup_portal(struct app *a)
{
    put_portal(a, DEVICE_WELL, true);
}

void fill_setup_offline(struct app *a)
{
    put_portal(a, DEVICE_WELL, false);
}

void fill_setup_no_courier(struct app *a)
{
    put_portal(a, DEVICE_GONE, false);
}

void fill_setup_asked(struct app *a)
{
    put_portal(a, DEVICE_ASKED, false);
}

void fill_setup_languages(struct app *a)
{
    (void)open_setup(a, SETUP_LANGUAGES);
}

void fill_setup_pin(struct app *a)
{
    struct setup *s = open_setup(a, SETUP_PIN);
    memcpy(s->digits, "280", 4);
}

void fill_setup_pin_again(struct app *a)
{
    struct setup *s = open_setup(a, SETUP_PIN);
    memcpy(s->digits, "280519", 7);
    s->again = true;
}

void fill_setup_pin_keep(struct app *a)
{
    open_setup(a, SETUP_PIN)->first = false;
}

void fill_setup_pin_other(struct app *a)
{
    open_setup(a, SETUP_PIN)->problem = MSG_SETUP_PIN_OTHER;
}

void fill_setup_pin_easy(struct app *a)
{
    open_setup(a, SETUP_PIN)->problem = MSG_SETUP_PIN_EASY;
}

void fill_setup_pin_waits(struct app *a)
{
    struct setup *s = open_setup(a, SETUP_PIN);
    memcpy(s->digits, "280519", 7);
    s->again = true;
    s->waits = true;
}

void fill_setup_done(struct app *a)
{
    (void)put_devices(a, SETUP_DONE);
}

/* A camera was found, and nobody measured it. */
void fill_setup_measure(struct app *a)
{
    put_found(put_devices(a, SETUP_DONE), FOUND_CAMERA, "v4l2:/dev/video0", "HD Document Camera");
}

void fill_setup_not_kept(struct app *a)
{
    put_devices(a, SETUP_DONE)->problem = MSG_SETUP_NOT_KEPT;
}
