/* 54: was it easy? Three faces of one colour, and a way past them. */
#include "ui/screens/all.h"

#define FACES   3
#define ROW_DP  220
#define WIDE_DP 460
#define HIGH_DP 600 /* of columns whose words are larger */

/* One size for the three, also where the words of one of them need more room. */
static int face_dp(const struct builder *b)
{
    if (!b->shape.landscape) {
        return b->shape.large ? 110 : 150;
    }
    return b->shape.step == 0 ? 200 : b->shape.step == 1 ? 140 : 95;
}

static int height_dp(const struct builder *b)
{
    return !b->shape.landscape ? ROW_DP : b->shape.step == 0 ? WIDE_DP : HIGH_DP;
}

static void put_face(struct builder *b, int grid, int which)
{
    static const struct {
        const char *name;
        int icon;
        enum message_id label, detail;
    } faces[FACES] = {
        {"rate.easy", ICON_FACE_GOOD, MSG_RATING_EASY, MSG_RATING_EASY_DETAIL},
        {"rate.fair", ICON_FACE_OK, MSG_RATING_FAIR, MSG_RATING_FAIR_DETAIL},
        {"rate.hard", ICON_FACE_HARD, MSG_RATING_HARD, MSG_RATING_HARD_DETAIL},
    };
    const bool row = !b->shape.landscape && !b->shape.large;
    put_two(b, grid, faces[which].label, faces[which].detail,
            (struct view_node){.name = faces[which].name,
                               .role = ROLE_BUTTON,
                               .look = row ? LOOK_ROW : LOOK_PICTURE,
                               .icon = faces[which].icon + 1,
                               .icon_dp = face_dp(b),
                               .h = height_dp(b),
                               .intent = {.kind = INTENT_RATE, .argument = which}});
}

void screen_rating_build(struct builder *b)
{
    const struct roof roof = roof_of(b, MSG_RATING_TITLE, MSG_RATING_HINT);
    put_roof(b, &roof);
    const int column = put_answers(b, 26);
    const int grid = put_group(
        b, column,
        (struct view_node){.flow = FLOW_GRID, .grid_columns = 1, .wide_columns = FACES, .gap = 26});
    for (int i = 0; i < FACES; i++) {
        put_face(b, grid, i);
    }
    put_space(b, column);
    put_message(b, column, MSG_RATING_NOBODY,
                (struct view_node){.name = "nobody",
                                   .role = ROLE_NOTE,
                                   .look = LOOK_ASIDE,
                                   .icon = ICON_PRIVACY + 1,
                                   .icon_dp = 76,
                                   .fold = FOLD_VOICE});
    put_space(b, column);
    put_act(b, "skip", MSG_RATING_SKIP, ICON_NEXT, (struct intent){.kind = INTENT_NEXT}, false);
    put_tools(b);
}
