/* 16, 69: a new roll, one step a page: what to do in a picture and in words, what the printer says
 * of itself, and at the end what a person says of the test print. */
#include "ui/screens/all.h"
#include "ui/screens/staff.h"
#include "ui/screens/studio.h"

static const struct paper_words {
    enum message_id title, detail, go;
    int picture;
    int wide, high; /* of the picture */
} steps[PAPER_STEPS] = {
    [PAPER_STEP_OPEN] = {MSG_ROLL_OPEN, MSG_ROLL_OPEN_DETAIL, MSG_ROLL_OPENED,
                         PICTURE_PRINTER_OPEN + 1, 420, 330},
    [PAPER_STEP_ROLL] = {MSG_ROLL_PUT, MSG_ROLL_PUT_DETAIL, MSG_ROLL_IN, PICTURE_PRINTER_ROLL + 1,
                         420, 330},
    [PAPER_STEP_CLOSE] = {MSG_ROLL_CLOSE, MSG_ROLL_CLOSE_DETAIL, MSG_ROLL_CLOSED,
                          PICTURE_PRINTER_CLOSE + 1, 420, 330},
    [PAPER_STEP_TEST] = {MSG_ROLL_TEST, MSG_ROLL_TEST_DETAIL, MSG_ROLL_PRINT, PICTURE_SLIP_OUT + 1,
                         300, 210},
};

static void put_pill(struct builder *b, int row, const char *name, enum message_id words, bool good)
{
    put_message(b, row, words,
                (struct view_node){.name = name,
                                   .role = ROLE_STATUS,
                                   .look = good ? LOOK_PILL_OK : LOOK_PILL_WARN,
                                   .icon = (good ? ICON_CHECK : ICON_WARNING) + 1,
                                   .icon_dp = 44,
                                   .h = 76,
                                   .grow = 1});
}

/* Cover and paper, as the printer tells them now. */
static void put_printer(struct builder *b, int column)
{
    const struct printer_status *s = &b->app->printer;
    if (!s->answers) {
        put_message(b, column, MSG_ROLL_MUTE,
                    (struct view_node){.name = "roll.mute",
                                       .role = ROLE_NOTE,
                                       .look = LOOK_ASIDE,
                                       .icon = ICON_PRINT + 1,
                                       .icon_dp = 56,
                                       .side = SIDE_RIGHT,
                                       .fold = FOLD_VOICE});
        return;
    }
    const bool paper = s->paper == PAPER_OK || s->paper == PAPER_NEAR_END;
    const int row = put_group(
        b, column,
        (struct view_node){.flow = FLOW_ROW, .gap = 20, .side = SIDE_RIGHT, .fold = FOLD_VOICE});
    put_pill(b, row, "roll.cover", s->cover_open ? MSG_ROLL_COVER_OPEN : MSG_ROLL_COVER_SHUT,
             s->cover_open == (b->app->staff.paper <= PAPER_STEP_CLOSE));
    put_pill(b, row, "roll.paper", paper ? MSG_HEALTH_PAPER_WELL : MSG_ROLL_NO_PAPER, paper);
}

static void put_picture(struct builder *b, int column, const struct paper_words *words)
{
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .pad_x = 40,
                                                  .pad_y = 20,
                                                  .gap = 12,
                                                  .side = SIDE_LEFT,
                                                  .fold = FOLD_KEEP});
    const int row = put_group(b, card, (struct view_node){.flow = FLOW_ROW, .fold = FOLD_VOICE});
    put_space(b, row);
    put(b, row,
        (struct view_node){.role = ROLE_IMAGE,
                           .look = LOOK_ILLUSTRATION,
                           .picture = words->picture,
                           .w = b->shape.reference ? 600 : 360,
                           .h = (b->shape.reference ? 600 : 360) * words->high / words->wide});
    put_space(b, row);
    put_message(b, card, words->title,
                (struct view_node){.name = "roll.title",
                                   .role = words->go == MSG_NONE
                                               ? ROLE_TITLE
                                               : ROLE_TEXT, /* a question: it is said */
                                   .look = LOOK_HEADING,
                                   .align = ALIGN_CENTER});
    put_message(b, card, words->detail,
                (struct view_node){.name = "roll.detail",
                                   .role = ROLE_TEXT,
                                   .look = LOOK_BODY_MUTED,
                                   .align = ALIGN_CENTER,
                                   .fold = FOLD_VOICE});
}

static void put_words(struct builder *b, int column)
{
    const enum test_print print = b->app->staff.print;
    if (print == TEST_PRINT_RUNS) {
        put_aside(b, put_studio_word(b, column, "roll.runs", MSG_ROLL_RUNS, false), SIDE_RIGHT);
    } else if (print == TEST_PRINT_FAILED) {
        put_aside(b, put_studio_word(b, column, "roll.failed", MSG_ROLL_FAILED, true), SIDE_RIGHT);
    }
}

static void put_verdict(struct builder *b, int column, const char *name, enum message_id label,
                        enum message_id detail, int icon, enum staff_act act)
{
    put_two(b, column, label, detail,
            (struct view_node){.name = name,
                               .role = ROLE_BUTTON,
                               .look = LOOK_ROW,
                               .icon = icon + 1,
                               .icon_dp = 92,
                               .h = 150,
                               .side = SIDE_RIGHT,
                               .intent = {INTENT_STAFF_ACT, (int)act, NULL}});
}

/* 69: the test print is out: is it as it should be? */
static void put_question(struct builder *b)
{
    const bool unsure = b->app->staff.print_unsure;
    const struct paper_words look = {MSG_ROLL_LOOK, unsure ? MSG_ROLL_UNSURE : MSG_ROLL_LOOK_DETAIL,
                                     MSG_NONE,      PICTURE_SLIP_OUT + 1,
                                     300,           210};
    const int column = put_answers(b, 20);
    put_picture(b, column, &look);
    put_verdict(b, column, "roll.clean", MSG_ROLL_CLEAN, MSG_ROLL_CLEAN_DETAIL, ICON_CHECK,
                ACT_CLEAN);
    put_verdict(b, column, "roll.blurred", MSG_ROLL_BLURRED, MSG_ROLL_BLURRED_DETAIL, ICON_UNDO,
                ACT_BLURRED);
    if (b->app->staff.print_unsure) {
        put_verdict(b, column, "roll.nothing", MSG_ROLL_NOTHING, MSG_ROLL_NOTHING_DETAIL,
                    ICON_CLOSE, ACT_NO_PAGE);
    }
    put_back(b);
}

void sheet_staff_paper_build(struct builder *b)
{
    const struct staff *s = &b->app->staff;
    const struct paper_words *words = &steps[s->paper];
    struct roof roof = staff_roof(b, MSG_STAFF_PAPER, MSG_ROLL_STEP);
    const char *step = text_number(b, (int)s->paper + 1);
    roof.hint = text_filled(b, MSG_ROLL_STEP, step, text_number(b, PAPER_STEPS));
    roof.hint_say[1] = (struct say){.kind = SAY_NUMBER, .number = (int)s->paper + 1};
    roof.hint_say[2] = (struct say){.kind = SAY_NUMBER, .number = PAPER_STEPS};
    roof.cells = PAPER_STEPS;
    roof.done = (int)s->paper;
    roof.now = true;
    put_roof(b, &roof);
    if (s->paper == PAPER_STEP_TEST && s->print == TEST_PRINT_OUT) {
        put_question(b);
        put_tools(b);
        return;
    }
    const int column = put_answers(b, 20);
    put_picture(b, column, words);
    put_printer(b, column);
    put_words(b, column);
    put_back(b);
    put_next(b, words->go, s->paper == PAPER_STEP_TEST ? ICON_PRINT : ICON_NEXT,
             s->print == TEST_PRINT_RUNS ? MSG_ROLL_RUNS : MSG_NONE);
    put_tools(b);
}
