/* Askers are heard in a turn, in order, and each is told what the app decided. */
#include "ui/holders.h"

#include "platform/sim/holders_script.h"
#include "tests/unit/app_world.h"
#include "ui/shell.h"

static struct shell shell;
static struct holders_script holders;
static struct port_clock hands_of;

static void begin(void)
{
    app_begin((struct app_world){0});
    memset(&shell, 0, sizeof shell);
    hands_of = clock_manual(1795400640);
    holders_script_open(&holders);
    shell.app = &app;
    shell.ports.clock = &hands_of;
    shell.ports.holders = &holders.port;
}

TEST(each_is_told_what_was_decided)
{
    begin();
    holders_script_say(&holders, 4, HOLDERS_RELEASE, -1);
    holders_hear(&shell);
    CHECK_INT(holders.told_who, 0); /* nobody asked */
    app.screen = SCREEN_OUT_OF_SERVICE;
    holders_script_say(&holders, 4, HOLDERS_ASK, -1);
    holders_hear(&shell);
    CHECK(holders.told_who == 4 && !holders.told.granted && holders.told.why == HOLD_CLOSED);
    holders_script_say(&holders, 5, HOLDERS_ASK, -1);
    holders_script_say(&holders, 6, HOLDERS_ASK, -1);
    holders_hear(&shell);
    CHECK(holders.told_who == 6 && holders.count == 0);
}

TEST(where_nobody_can_ask_nothing_is_heard)
{
    begin();
    shell.ports.holders = NULL;
    holders_hear(&shell);
    CHECK_INT(app.screen, SCREEN_WELCOME);
}

int main(void)
{
    RUN(each_is_told_what_was_decided);
    RUN(where_nobody_can_ask_nothing_is_heard);
    return check_done();
}
