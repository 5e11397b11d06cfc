#define _GNU_SOURCE /* memmem */
/* The pages of Wi-Fi: chosen, typed, joined, forgotten, and what stays of a passphrase. */
#include "app/staff/wifi.h"

#include "tests/unit/staff_world.h"

#define PASSPHRASE "Hoa-Mai26"

static struct wifi_facts air;

static void wifi_told(enum wifi_wish wish, struct err error)
{
    const struct wifi_news told = {.wish = wish, .error = error, .facts = &air};
    happen((struct event){.kind = HAPPENED_WIFI, .wifi = &told, .error = error});
}

static void put_air(void)
{
    static const struct wifi_network rows[] = {
        {.name = "Xa", .bars = 4, .kind = WIFI_PROTECTED},
        {.name = "Khach", .bars = 3, .kind = WIFI_OPEN},
        {.name = "So", .bars = 2, .kind = WIFI_UNFIT},
        {.name = "Nha", .bars = 1, .kind = WIFI_PROTECTED, .known = true}};
    air = (struct wifi_facts){.state = WIFI_IDLE, .count = 4};
    memcpy(air.rows, rows, sizeof rows);
}

/* On the list, which was told. */
static void open_list(void)
{
    put_air();
    begin_well();
    let_in(STAFF_TECHNICIAN);
    tell();
    intend(INTENT_NEXT, 0);
    act(ACT_LINES);
    act(ACT_WIFI);
    CHECK_INT(app_sheet(&app), SHEET_WIFI);
    CHECK(did(FX_WIFI, WIFI_WISH_SCAN));
    wifi_told(WIFI_WISH_SCAN, ERR_OK);
    CHECK(app.wifi.told && !app.wifi.looks && did(FX_SAY_SHOWN, MSG_WIFI_CHOOSE));
}

static void type(const char *text)
{
    const char *name = NULL;
    while (composer_next_tap(&app.wifi.composer, text, &name)) {
        intend(INTENT_KEY, layout_find_name(app.wifi.composer.layer, name));
    }
    CHECK_STR(app.wifi.typed, text);
}

/* Nowhere in what the app knows. */
static bool is_kept(const char *text)
{
    return memmem(&app, sizeof app, text, strlen(text)) != NULL;
}

TEST(an_officer_may_not_choose_the_network)
{
    begin_well();
    let_in(STAFF_OFFICER);
    tell();
    intend(INTENT_NEXT, 0);
    act(ACT_LINES);
    act(ACT_WIFI);
    CHECK_INT(app_sheet(&app), SHEET_STAFF_LINES);
}

TEST(a_protected_one_is_typed_and_joined_once)
{
    open_list();
    intend(INTENT_WIFI, WIFI_CHOOSE);
    CHECK(app_sheet(&app) == SHEET_WIFI_ONE && app.wifi.types);
    type("ngan");
    intend(INTENT_NEXT, 0);
    CHECK(!did(FX_WIFI, WIFI_WISH_JOIN)); /* too short */
    intend(INTENT_KEY, layout_find_name(app.wifi.composer.layer, "key-clear"));
    type(PASSPHRASE);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_WIFI, WIFI_WISH_JOIN) && app.wifi.joins);
    intend(INTENT_NEXT, 0);
    CHECK(!did(FX_WIFI, WIFI_WISH_JOIN));
    wifi_told(WIFI_WISH_JOIN, ERR_OK);
    CHECK(app.wifi.word == MSG_WIFI_JOINED && app.wifi.well && app.wifi.chosen.connected);
    CHECK(did(FX_WIFI, WIFI_WISH_LOOK));
    CHECK(!app.wifi.types && !is_kept(PASSPHRASE));
}

TEST(a_wrong_one_is_typed_anew_and_nothing_of_it_stays)
{
    open_list();
    intend(INTENT_WIFI, WIFI_CHOOSE);
    type(PASSPHRASE);
    intend(INTENT_WIFI, WIFI_SHOW);
    CHECK(app.wifi.shown);
    intend(INTENT_NEXT, 0);
    wifi_told(WIFI_WISH_JOIN, ERR(ERR_REFUSED, 0, "test"));
    CHECK(app.wifi.types && !app.wifi.shown);
    CHECK_INT(app.wifi.word, MSG_WIFI_WRONG);
    CHECK_STR(app.wifi.typed, "");
    CHECK(!is_kept(PASSPHRASE));
    type("P");
    CHECK_INT(app.wifi.word, MSG_NONE);
}

TEST(a_known_one_is_joined_without_typing_unless_it_has_another_by_now)
{
    open_list();
    intend(INTENT_WIFI, WIFI_CHOOSE + 3);
    CHECK(!app.wifi.types);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_WIFI, WIFI_WISH_JOIN));
    wifi_told(WIFI_WISH_JOIN, ERR(ERR_REFUSED, 0, "test"));
    CHECK(app.wifi.types);
    intend(INTENT_BACK, 0);
    wifi_told(WIFI_WISH_LOOK, ERR_OK);
    intend(INTENT_WIFI, WIFI_CHOOSE + 3);
    intend(INTENT_WIFI, WIFI_RETYPE);
    CHECK(app.wifi.types);
}

TEST(forgetting_asks_the_shell_and_is_told)
{
    open_list();
    intend(INTENT_WIFI, WIFI_CHOOSE);
    intend(INTENT_WIFI, WIFI_FORGET);
    CHECK(!did(FX_WIFI, WIFI_WISH_FORGET)); /* it is not known */
    intend(INTENT_BACK, 0);
    intend(INTENT_WIFI, WIFI_CHOOSE + 3);
    intend(INTENT_WIFI, WIFI_FORGET);
    CHECK(did(FX_WIFI, WIFI_WISH_FORGET));
    wifi_told(WIFI_WISH_FORGET, ERR_OK);
    CHECK(app.wifi.word == MSG_WIFI_FORGOTTEN && !app.wifi.chosen.known);
}

TEST(one_that_cannot_be_joined_says_so_and_an_open_one_is_not_typed)
{
    open_list();
    intend(INTENT_WIFI, WIFI_CHOOSE + 2);
    CHECK_INT(app.wifi.word, MSG_WIFI_UNFIT);
    intend(INTENT_NEXT, 0);
    CHECK(!did(FX_WIFI, WIFI_WISH_JOIN));
    intend(INTENT_BACK, 0);
    intend(INTENT_WIFI, WIFI_CHOOSE + 1);
    CHECK(!app.wifi.types);
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_WIFI, WIFI_WISH_JOIN));
}

TEST(each_error_has_its_sentence)
{
    static const struct {
        enum err_code code;
        enum message_id message;
    } rows[] = {{ERR_NONE, MSG_NONE},
                {ERR_REFUSED, MSG_WIFI_WRONG},
                {ERR_BAD_INPUT, MSG_WIFI_LENGTH},
                {ERR_NOT_FOUND, MSG_WIFI_FAR},
                {ERR_UNSUPPORTED, MSG_WIFI_UNFIT},
                {ERR_TIMEOUT, MSG_WIFI_SLOW},
                {ERR_OFFLINE, MSG_WIFI_GONE},
                {ERR_IO, MSG_WIFI_FAILED}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        CHECK_INT(wifi_why((struct err){rows[i].code, 0, ""}), rows[i].message);
    }
}

/* Nobody asked for a network yet: that one could not be joined would be wrong. */
TEST(a_look_that_fails_speaks_of_the_kiosk)
{
    static const enum err_code codes[] = {ERR_REFUSED, ERR_IO, ERR_OFFLINE, ERR_NOT_FOUND};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        open_list();
        intend(INTENT_NEXT, 0);
        wifi_told(WIFI_WISH_SCAN, (struct err){codes[i], 0, ""});
        CHECK(did(FX_SAY_SHOWN, MSG_WIFI_GONE) && app.wifi.trouble == MSG_WIFI_GONE);
    }
    open_list();
    intend(INTENT_NEXT, 0);
    wifi_told(WIFI_WISH_SCAN, ERR(ERR_TIMEOUT, 0, "test"));
    CHECK(did(FX_SAY_SHOWN, MSG_WIFI_SLOW));
}

TEST(the_list_is_looked_at_anew_while_it_stands_there)
{
    open_list();
    CHECK_INT(step_wifi_deadline_ms(&app, now), 5000);
    now += 5000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK(did(FX_WIFI, WIFI_WISH_LOOK));
    CHECK_INT(step_wifi_deadline_ms(&app, now), -1);
    air.count = 0;
    wifi_told(WIFI_WISH_LOOK, ERR(ERR_OFFLINE, 0, "test"));
    CHECK(app.wifi.facts.count == 0 && app.wifi.trouble == MSG_WIFI_GONE);
    CHECK(!did(FX_SAY_SHOWN, MSG_WIFI_GONE)); /* nobody touched anything */
    intend(INTENT_NEXT, 0);
    CHECK(did(FX_WIFI, WIFI_WISH_SCAN));
}

TEST(staff_who_leave_leave_no_passphrase)
{
    open_list();
    intend(INTENT_WIFI, WIFI_CHOOSE);
    type(PASSPHRASE);
    now += 180000;
    happen((struct event){.kind = HAPPENED_TICK});
    CHECK_INT(app_sheet(&app), SHEET_NONE);
    CHECK(!is_kept(PASSPHRASE));
    wifi_told(WIFI_WISH_LOOK, ERR_OK); /* of before */
    CHECK(!app.wifi.told);
}

TEST(who_goes_back_while_it_is_joined_finds_it_joined)
{
    open_list();
    intend(INTENT_WIFI, WIFI_CHOOSE);
    type(PASSPHRASE);
    intend(INTENT_NEXT, 0);
    intend(INTENT_BACK, 0);
    CHECK_INT(app_sheet(&app), SHEET_WIFI);
    CHECK_STR(app.wifi.typed, PASSPHRASE); /* the shell may not have read it yet */
    intend(INTENT_WIFI, WIFI_CHOOSE + 1);
    CHECK_INT(app_sheet(&app), SHEET_WIFI); /* one after the other */
    intend(INTENT_BACK, 0);
    CHECK_INT(app_sheet(&app), SHEET_WIFI);
    wifi_told(WIFI_WISH_JOIN, ERR_OK);
    CHECK(!is_kept(PASSPHRASE) && !app.wifi.joins);
    wifi_told(WIFI_WISH_JOIN, ERR(ERR_REFUSED, 0, "test")); /* of somebody who left */
    CHECK_INT(app.wifi.word, MSG_WIFI_JOINED);
}

/* On the list meanwhile: a search in between would take the answer away, and leave what was typed.
 */
TEST(nothing_comes_between_joining_and_its_answer)
{
    open_list();
    intend(INTENT_WIFI, WIFI_CHOOSE);
    type(PASSPHRASE);
    intend(INTENT_NEXT, 0);
    CHECK(app.wifi.joins);
    intend(INTENT_BACK, 0);
    CHECK_INT(app_sheet(&app), SHEET_WIFI);
    intend(INTENT_NEXT, 0);
    CHECK(!did(FX_WIFI, WIFI_WISH_SCAN) && app.wifi.joins);
    intend(INTENT_WIFI, WIFI_AGAIN);
    CHECK(!did(FX_WIFI, WIFI_WISH_SCAN) && app.wifi.joins);
    intend(INTENT_WIFI, WIFI_CHOOSE + 1);
    CHECK_INT(app_sheet(&app), SHEET_WIFI);
    intend(INTENT_BACK, 0);
    CHECK(app_sheet(&app) == SHEET_WIFI && did(FX_SAY, MSG_WIFI_JOINING));
    wifi_told(WIFI_WISH_JOIN, ERR(ERR_REFUSED, 0, "test"));
    CHECK(!app.wifi.joins && !is_kept(PASSPHRASE));
}

TEST(the_first_set_up_offers_it_where_no_cable_is_in)
{
    for (int up = 0; up < 2; up++) {
        const struct machine_facts machine = {.lines = 2, .lines_up = up, .celsius = -1};
        put_air();
        begin_well();
        fx.count = 0;
        app_first_setup(&app, &fx);
        happen((struct event){.kind = HAPPENED_MACHINE, .machine = &machine});
        app.setup.step = SETUP_DEVICES;
        intend(INTENT_NEXT, 0);
        CHECK_INT(app.setup.step, SETUP_ADDRESS);
        CHECK_INT(app_sheet(&app), up == 0 ? SHEET_WIFI : SHEET_SETUP);
        if (up == 0) {
            intend(INTENT_BACK, 0);
            CHECK_INT(app_sheet(&app), SHEET_SETUP);
        }
    }
}

int main(void)
{
    RUN(an_officer_may_not_choose_the_network);
    RUN(a_protected_one_is_typed_and_joined_once);
    RUN(a_wrong_one_is_typed_anew_and_nothing_of_it_stays);
    RUN(a_known_one_is_joined_without_typing_unless_it_has_another_by_now);
    RUN(forgetting_asks_the_shell_and_is_told);
    RUN(one_that_cannot_be_joined_says_so_and_an_open_one_is_not_typed);
    RUN(each_error_has_its_sentence);
    RUN(a_look_that_fails_speaks_of_the_kiosk);
    RUN(the_list_is_looked_at_anew_while_it_stands_there);
    RUN(staff_who_leave_leave_no_passphrase);
    RUN(who_goes_back_while_it_is_joined_finds_it_joined);
    RUN(nothing_comes_between_joining_and_its_answer);
    RUN(the_first_set_up_offers_it_where_no_cable_is_in);
    return check_done();
}
