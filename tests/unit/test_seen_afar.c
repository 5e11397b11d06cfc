/* Of every screen and every page that can lie over it: whether a picture of it may be taken from
 * afar. */
#include "app/seen_afar.h"

#include <string.h>

#include "tests/check.h"

static struct app app;
static struct visit *somebody = (struct visit *)&app; /* never looked into */

static void begin(void)
{
    memset(&app, 0, sizeof app);
    app.screen = SCREEN_WELCOME;
}

static void lay(enum sheet sheet)
{
    app.sheets.open[app.sheets.count++] = sheet;
}

static bool is_one_of(int one, const int *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i] == one) {
            return true;
        }
    }
    return false;
}

TEST(of_all_screens_the_welcome_page_alone)
{
    static const int seen[] = {SCREEN_WELCOME, SCREEN_OUT_OF_SERVICE, SCREEN_LOOKED_AFTER};
    int count = 0;
    for (int i = 0; i < SCREEN_COUNT; i++) {
        begin();
        app.screen = (enum screen)i;
        CHECK_INT(seen_afar(&app), is_one_of(i, seen, sizeof seen / sizeof seen[0]));
        count += seen_afar(&app);
        app.visit = somebody;
        CHECK(!seen_afar(&app));
    }
    CHECK_INT(count, 3);
}

TEST(of_all_pages_those_of_staff_that_hold_no_person_and_no_secret)
{
    static const int seen[] = {SHEET_STUDIO,      SHEET_STUDIO_COVER, SHEET_STAFF,
                               SHEET_STAFF_MENU,  SHEET_STAFF_PAPER,  SHEET_STAFF_LINES,
                               SHEET_STAFF_TESTS, SHEET_STAFF_TOUCH,  SHEET_WIFI};
    for (int i = 0; i < SHEET_COUNT; i++) {
        begin();
        lay((enum sheet)i);
        const bool may = is_one_of(i, seen, sizeof seen / sizeof seen[0]);
        CHECK_INT(seen_afar(&app), may);
        lay(SHEET_STAFF); /* whatever lies underneath counts as well */
        CHECK_INT(seen_afar(&app), may);
        app.visit = somebody; /* parked under staff's pages */
        CHECK(!seen_afar(&app));
    }
}

TEST(no_dialog_but_staff_s_own)
{
    for (int i = OVERLAY_NONE; i <= OVERLAY_STAFF; i++) {
        begin();
        app.overlay = (enum overlay)i;
        CHECK_INT(seen_afar(&app), i == OVERLAY_NONE);
        lay(SHEET_STAFF);
        CHECK_INT(seen_afar(&app), i == OVERLAY_NONE || i == OVERLAY_STAFF);
    }
    begin();
    app.dark = true;
    CHECK(!seen_afar(&app));
}

int main(void)
{
    RUN(of_all_screens_the_welcome_page_alone);
    RUN(of_all_pages_those_of_staff_that_hold_no_person_and_no_secret);
    RUN(no_dialog_but_staff_s_own);
    return check_done();
}
