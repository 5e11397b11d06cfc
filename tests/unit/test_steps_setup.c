/* The set-up as steps: what each page takes, what is kept, and that the first one has one way out.
 */
#include <string.h>

#include "app/citizen/commune.h"
#include "app/sound/languages.h"
#include "app/staff/site.h"
#include "app/steps.h"
#include "tests/unit/app_world.h"

static uint8_t lists_storage[COMMUNES_BYTES] __attribute__((aligned(16)));
static struct found_devices devices;

static struct setup *begin(bool first)
{
    static struct communes *communes;
    struct arena lists;
    struct assets assets;
    app_begin((struct app_world){0});
    arena_init(&lists, lists_storage, sizeof lists_storage);
    CHECK(!failed(assets_open(&assets, files_linux(), "assets")));
    CHECK(!failed(communes_load(&lists, &assets, "52", &communes)));
    app.communes = communes;
    fx.count = 0;
    if (first) {
        app_first_setup(&app, &fx);
    } else {
        step_open_setup(&app, false, &fx);
    }
    CHECK_INT(app_sheet(&app), SHEET_SETUP);
    return &app.setup;
}

static void type(const char *text)
{
    struct composer *c = &app.setup.composer;
    const char *name = NULL;
    for (int i = 0; i < 500 && composer_next_tap(c, text, &name); i++) {
        intend(INTENT_KEY, layout_find_name(c->layer, name));
    }
    CHECK_STR(app.setup.typed, text);
}

static void go_to(enum setup_step step)
{
    (void)strcpy(app.setup.chosen.name, "K07");
    app.setup.step = step;
    intend(INTENT_BACK, 0);
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.setup.step, step);
}

static void tell(enum setup_wish wish, struct err error)
{
    const struct setup_news news = {.wish = wish, .error = error, .found = &devices};
    happen((struct event){.kind = HAPPENED_SETUP, .setup = &news});
}

TEST(the_first_one_begins_with_nothing_chosen_and_cannot_be_left)
{
    const struct setup *s = begin(true);
    CHECK_INT(app.screen, SCREEN_OUT_OF_SERVICE);
    CHECK_INT(s->step, SETUP_PLACE);
    intend(INTENT_BACK, 0);
    CHECK_INT(app_sheet(&app), SHEET_SETUP);
    intend(INTENT_NEXT, 0); /* no commune is chosen */
    CHECK_INT(s->step, SETUP_PLACE);
    intend(INTENT_STAFF, 0); /* nor does the gesture lead out of it */
    CHECK_INT(app_sheet(&app), SHEET_SETUP);
    now += 3600000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK_INT(app_sheet(&app), SHEET_SETUP);
}

TEST(a_later_one_is_left_by_the_way_it_came)
{
    const struct setup *s = begin(false);
    CHECK_STR(s->chosen.commune, settings.commune);
    intend(INTENT_BACK, 0);
    CHECK_INT(app_sheet(&app), SHEET_NONE);
}

TEST(the_commune_is_found_by_what_is_typed)
{
    const struct setup *s = begin(true);
    type("ia hrung");
    CHECK(s->pick_count > 0);
    intend(INTENT_PICK, 99);
    CHECK_STR(s->chosen.commune, "");
    intend(INTENT_PICK, 0);
    CHECK_STR(s->chosen.commune, "23767");
    CHECK_STR(s->chosen.place, "Xã Ia Hrung");
    intend(INTENT_NEXT, 0);
    CHECK_INT(s->step, SETUP_NAME);
    intend(INTENT_NEXT, 0); /* it must have a name */
    CHECK_INT(s->step, SETUP_NAME);
    type("K07");
    intend(INTENT_NEXT, 0);
    CHECK_INT(s->step, SETUP_PANEL);
    CHECK_STR(s->chosen.name, "K07");
}

TEST(a_pixel_is_measured_or_known_by_the_panels_size)
{
    const struct setup *s = begin(true);
    go_to(SETUP_PANEL);
    intend(INTENT_SETUP, SETUP_LONGER); /* more pixels in 100 mm: each is smaller */
    CHECK_INT(s->chosen.um_per_px, settings.um_per_px - 2);
    intend(INTENT_SETUP, SETUP_SHORTER);
    CHECK_INT(s->chosen.um_per_px, settings.um_per_px);
    /* 27 inch, 1080 x 1920: 685.8 mm over 2202.9 px = 311 um */
    intend(INTENT_SETUP, SETUP_INCHES + 2);
    CHECK_INT(s->chosen.um_per_px, 311);
    intend(INTENT_SETUP, SETUP_INCHES);
    CHECK_INT(s->chosen.um_per_px, 253);
    for (int i = 0; i < 2000; i++) {
        intend(INTENT_SETUP, SETUP_LONGER);
    }
    CHECK_INT(s->chosen.um_per_px, 50);
}

/* The picture is turned clockwise by rotation; an arrow to its right that points up means that it
 * was turned too little by three quarters. */
TEST(the_arrow_to_the_ceiling_turns_the_picture)
{
    static const int rotation[] = {[SETUP_TURN_UP] = 90,
                                   [SETUP_TURN_RIGHT] = 0,
                                   [SETUP_TURN_DOWN] = 270,
                                   [SETUP_TURN_LEFT] = 180};
    begin(true);
    app.setup.before.rotation = 90;
    go_to(SETUP_PANEL);
    for (int arrow = SETUP_TURN_UP; arrow <= SETUP_TURN_LEFT; arrow++) {
        const bool aside = arrow == SETUP_TURN_RIGHT || arrow == SETUP_TURN_LEFT;
        intend(INTENT_SETUP, arrow);
        CHECK_INT(app.setup.chosen.rotation, rotation[arrow]);
        CHECK_INT(app.setup.chosen.width, aside ? 1920 : 1080);
        CHECK_INT(app.setup.chosen.height, aside ? 1080 : 1920);
    }
}

static void put(enum found_kind kind, const char *uri)
{
    struct found_device *d = &devices.rows[devices.count++];
    *d = (struct found_device){.kind = kind};
    (void)strcpy(d->uri, uri);
}

TEST(devices_are_looked_for_and_taken)
{
    const struct setup *s = begin(true);
    (void)strcpy(app.setup.chosen.scanner, "serial:/dev/ttyACM1");
    (void)strcpy(app.setup.chosen.camera, "v4l2:/dev/video3");
    app.setup.step = SETUP_PANEL;
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_SETUP, SETUP_WISH_FIND) && s->searching);
    devices.count = 0;
    put(FOUND_PRINTER, "escpos:/dev/usb/lp0");
    put(FOUND_SCANNER, "serial:/dev/ttyACM0");
    put(FOUND_SCANNER, "serial:/dev/ttyACM1");
    tell(SETUP_WISH_FIND, ERR_OK);
    CHECK(!s->searching);
    CHECK_STR(s->chosen.printer, "escpos:/dev/usb/lp0");
    CHECK_STR(s->chosen.scanner, "serial:/dev/ttyACM1"); /* the one it has used so far */
    CHECK_STR(s->chosen.camera, "none:");                /* it is gone */
    intend(INTENT_SETUP, SETUP_FIND);
    CHECK(did(FX_SETUP, SETUP_WISH_FIND));
}

TEST(an_address_is_judged_kept_and_tried)
{
    const struct setup *s = begin(true);
    go_to(SETUP_ADDRESS);
    CHECK_STR(s->typed, "https://");
    intend(INTENT_NEXT, 0);
    CHECK_INT(s->problem, MSG_SETUP_ADDRESS_WRONG);
    type("https://dvc.example/a");
    CHECK_INT(s->problem, MSG_NONE);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_SETUP, SETUP_WISH_KEEP));
    intend(INTENT_BACK, 0); /* not while it is being kept */
    CHECK_INT(s->step, SETUP_ADDRESS);
    tell(SETUP_WISH_KEEP, ERR(ERR_FULL, 0, "test"));
    CHECK_INT(s->problem, MSG_SETUP_NOT_KEPT);
    intend(INTENT_NEXT, 0);
    tell(SETUP_WISH_KEEP, ERR_OK);
    CHECK_INT(s->step, SETUP_PORTAL);
    CHECK_STR(s->chosen.public_url, "HTTPS://DVC.EXAMPLE/A");
    CHECK(s->chosen.first_setup == settings.first_setup);
    CHECK(did(FX_ASK, PORTAL_TRY) && did(FX_ASK, PORTAL_CHECK));
    CHECK_INT(app_deadline_ms(&app, now), 2000);
    now += 2000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(did(FX_ASK, PORTAL_CHECK));
    const struct portal_answer answer = {.question = PORTAL_CHECK, .online = true};
    happen((struct event){.kind = HAPPENED_PORTAL, .answer = &answer});
    CHECK(s->courier == DEVICE_WELL && s->online);
    now += 2000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(!did(FX_ASK, PORTAL_CHECK)); /* it is known */
}

TEST(an_address_comes_from_the_scanner_too)
{
    const struct setup *s = begin(true);
    go_to(SETUP_ADDRESS);
    happen((struct event){.kind = HAPPENED_SCAN, .text = "064195000002|Ai"});
    CHECK_INT(s->problem, MSG_SETUP_ADDRESS_WRONG);
    happen((struct event){.kind = HAPPENED_SCAN, .text = "https://dvc.example"});
    CHECK_STR(s->typed, "https://dvc.example");
    CHECK_INT(s->problem, MSG_NONE);
}

TEST(an_address_the_province_named_for_slips_stays)
{
    begin(true);
    (void)strcpy(app.setup.chosen.public_url, "HTTPS://HS.EXAMPLE");
    go_to(SETUP_ADDRESS);
    type("https://dvc.example");
    intend(INTENT_NEXT, 0);
    CHECK_STR(app.setup.chosen.public_url, "HTTPS://HS.EXAMPLE");
}

TEST(languages_come_and_go_and_the_first_stays)
{
    const struct setup *s = begin(true);
    go_to(SETUP_LANGUAGES);
    CHECK_STR(s->chosen.languages, "vi,jra,bdq,en");
    intend(INTENT_TOGGLE, 0);
    CHECK_STR(s->chosen.languages, "vi,jra,bdq,en");
    int english = 0;
    while (strcmp(language_at(english)->code, "en") != 0) {
        english++;
    }
    intend(INTENT_TOGGLE, english);
    CHECK_STR(s->chosen.languages, "vi,jra,bdq");
    intend(INTENT_TOGGLE, english);
    CHECK_STR(s->chosen.languages, "vi,jra,bdq,en");
    intend(INTENT_TOGGLE, 99);
    CHECK_STR(s->chosen.languages, "vi,jra,bdq,en");
}

static void type_pin(const char *digits)
{
    for (; *digits != '\0'; digits++) {
        intend(INTENT_KEY, *digits - '0');
    }
    intend(INTENT_NEXT, 0);
}

TEST(the_pin_is_typed_twice_and_wiped)
{
    const struct setup *s = begin(true);
    go_to(SETUP_PIN);
    type_pin("2805"); /* too short */
    CHECK(!s->again);
    type_pin("19");
    CHECK(s->again && s->digits[0] == '\0');
    type_pin("280518");
    CHECK_INT(s->problem, MSG_SETUP_PIN_OTHER);
    CHECK(!s->again && s->first_digits[0] == '\0');
    type_pin("123456");
    type_pin("123456");
    CHECK(did(FX_SETUP, SETUP_WISH_PIN));
    tell(SETUP_WISH_PIN, ERR(ERR_REFUSED, 0, "test"));
    CHECK_INT(s->problem, MSG_SETUP_PIN_EASY);
    CHECK_INT(s->step, SETUP_PIN);
    type_pin("280519");
    type_pin("280519");
    tell(SETUP_WISH_PIN, ERR_OK);
    CHECK_INT(s->step, SETUP_DONE);
    const struct setup none = {0};
    CHECK(memcmp(s->digits, none.digits, sizeof none.digits) == 0);
    CHECK(memcmp(s->first_digits, none.digits, sizeof none.digits) == 0);
}

TEST(the_first_one_asks_for_a_pin_and_a_later_one_may_keep_it)
{
    begin(true);
    go_to(SETUP_PIN);
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.setup.step, SETUP_PIN);
    begin(false);
    go_to(SETUP_PIN);
    intend(INTENT_NEXT, 0);
    CHECK_INT(app.setup.step, SETUP_DONE);
}

TEST(its_end_is_kept_before_the_program_starts_anew)
{
    const struct setup *s = begin(true);
    app.setup.chosen.first_setup = true;
    app.setup.step = SETUP_DONE;
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_SETUP, SETUP_WISH_KEEP) && !s->chosen.first_setup);
    CHECK(!did(FX_STAFF, STAFF_QUIT));
    tell(SETUP_WISH_KEEP, ERR(ERR_IO, 5, "test"));
    CHECK(!did(FX_STAFF, STAFF_QUIT));
    CHECK_INT(s->problem, MSG_SETUP_NOT_KEPT);
    intend(INTENT_NEXT, 0);
    tell(SETUP_WISH_KEEP, ERR_OK);
    CHECK(did(FX_STAFF, STAFF_QUIT));
}

TEST(a_later_one_keeps_what_staff_turned_since_the_start)
{
    (void)begin(false);
    step_home(&app, &fx);
    app.site_volume = settings.volume + 1;
    app.light = settings.light - 20;
    app.camera_dpi = 231;
    step_open_setup(&app, false, &fx);
    CHECK_INT(app.setup.chosen.volume, settings.volume + 1);
    CHECK_INT(app.setup.chosen.light, settings.light - 20);
    CHECK_INT(app.setup.chosen.camera_dpi, 231);
}

int main(void)
{
    RUN(the_first_one_begins_with_nothing_chosen_and_cannot_be_left);
    RUN(a_later_one_is_left_by_the_way_it_came);
    RUN(the_commune_is_found_by_what_is_typed);
    RUN(a_pixel_is_measured_or_known_by_the_panels_size);
    RUN(the_arrow_to_the_ceiling_turns_the_picture);
    RUN(devices_are_looked_for_and_taken);
    RUN(an_address_is_judged_kept_and_tried);
    RUN(an_address_comes_from_the_scanner_too);
    RUN(an_address_the_province_named_for_slips_stays);
    RUN(languages_come_and_go_and_the_first_stays);
    RUN(the_pin_is_typed_twice_and_wiped);
    RUN(the_first_one_asks_for_a_pin_and_a_later_one_may_keep_it);
    RUN(its_end_is_kept_before_the_program_starts_anew);
    RUN(a_later_one_keeps_what_staff_turned_since_the_start);
    return check_done();
}
