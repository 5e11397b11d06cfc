/* Askers are heard in a turn, in order, and each is told what the app decided. */
#include "ui/holders.h"

#include "platform/base/log.h"
#include "platform/sim/display_memory.h"
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

static void ask_picture(int who)
{
    holders.pictured_who = 0;
    holders_script_say(&holders, who, HOLDERS_PICTURE, -1);
    holders_hear(&shell);
}

/* Answered at the end of the turn, by what the panel shows by then. */
static int seen_lines(void)
{
    static struct log_entry entries[LOG_RING];
    const size_t count = log_recent(entries, LOG_RING);
    int lines = 0;
    for (size_t i = 0; i < count; i++) {
        lines += entries[i].id == EV_SEEN_AFAR;
    }
    return lines;
}

TEST(a_picture_is_of_what_is_shown_and_only_where_it_may_be_seen)
{
    begin();
    const int before = seen_lines();
    CHECK(!failed(display_memory_open(4, 3, &shell.ports.display)));
    shell.presented = true;
    shell.shown_revision = app.revision;
    ask_picture(3);
    CHECK(holders.pictured_who == 0 && app.hold.who == 0);
    holders_picture(&shell);
    CHECK(holders.pictured_who == 3 && holders.pictured != NULL && holders.pictured->width == 4);
    holders.pictured_who = 0;
    holders_picture(&shell); /* once */
    CHECK_INT(holders.pictured_who, 0);
    ask_picture(3); /* a visit began in the same turn */
    app.revision++;
    holders_picture(&shell);
    CHECK(holders.pictured_who == 3 && holders.pictured == NULL);
    shell.shown_revision = app.revision;
    shell.presented = false; /* it never reached the panel */
    ask_picture(3);
    holders_picture(&shell);
    CHECK(holders.pictured_who == 3 && holders.pictured == NULL);
    shell.presented = true;
    app.screen = SCREEN_QUESTION;
    ask_picture(3);
    holders_picture(&shell);
    CHECK(holders.pictured_who == 3 && holders.pictured == NULL);
    app.screen = SCREEN_WELCOME;
    ask_picture(3);
    ask_picture(4);
    CHECK(holders.pictured_who == 3 && holders.pictured == NULL);
    holders_script_say(&holders, 4, HOLDERS_GONE, -1);
    holders_hear(&shell);
    holders.pictured_who = 0;
    holders_picture(&shell);
    CHECK_INT(holders.pictured_who, 0);
    CHECK_INT(seen_lines(), before + 1);
    shell.ports.display->ops->close(shell.ports.display);
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
    RUN(a_picture_is_of_what_is_shown_and_only_where_it_may_be_seen);
    RUN(where_nobody_can_ask_nothing_is_heard);
    return check_done();
}
