/* Other ways to use the kiosk: by listening before choosing, by ear alone, by keys. Over any
 * screen, from the page of letters and colours; Done returns there. */
#include "ui/screens/all.h"

#define ROW_DP 190

static struct view_node row_of(const char *name, int icon, struct intent intent)
{
    return (struct view_node){.name = name,
                              .role = ROLE_BUTTON,
                              .look = LOOK_ROW,
                              .icon = icon + 1,
                              .icon_dp = 88,
                              .h = ROW_DP,
                              .intent = intent};
}

static void put_listen(struct builder *b, int column)
{
    const bool on = b->app->listen;
    struct view_node row =
        row_of("reach.listen", ICON_FINGER, (struct intent){INTENT_LISTEN, !on, NULL});
    row.role = ROLE_CHECK;
    row.state = on ? STATE_CHOSEN : 0;
    put_two(b, column, MSG_REACH_LISTEN, MSG_REACH_LISTEN_DETAIL, row);
}

static void put_dark(struct builder *b, int column)
{
    const bool on = b->app->dark; /* found by ear: the same row brings it back */
    struct view_node row =
        row_of("reach.dark", ICON_HEADPHONES, (struct intent){INTENT_DARK, !on, NULL});
    row.state = on ? STATE_CHOSEN : 0;
    put_two(b, column, MSG_REACH_DARK, MSG_REACH_DARK_DETAIL, row);
}

void sheet_reach_build(struct builder *b)
{
    const struct roof roof = roof_of(b, MSG_REACH_TITLE, MSG_REACH_HINT);
    put_roof(b, &roof);
    const int column = put_answers(b, 22);
    put_listen(b, column);
    put_dark(b, column);
    put_two(b, column, MSG_REACH_SWITCHES, MSG_REACH_SWITCHES_DETAIL,
            row_of("reach.switches", ICON_NEXT, (struct intent){.kind = INTENT_SWITCHES}));
    put_two(b, column, MSG_REACH_PRACTICE, MSG_REACH_PRACTICE_DETAIL,
            row_of("reach.practice", ICON_KEYPAD, (struct intent){.kind = INTENT_TRY_KEYS}));
    put_back(b);
    put_done(b, (struct intent){.kind = INTENT_BACK});
    put_tools(b);
}
