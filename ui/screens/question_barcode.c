/* A code that the scanner reads; typed by hand where there is none to read. */
#include "ui/screens/keyboard.h"
#include "ui/screens/question.h"

static void put_code(struct builder *b, int column, const struct composer *composer)
{
    const bool there = composer->text[0] != '\0';
    const int card = put_group(
        b, column,
        (struct view_node){
            .look = LOOK_CARD, .pad_x = 40, .gap = 24, .grow = 1, .h = 420, .side = SIDE_LEFT});
    put_space(b, card);
    put(b, card,
        (struct view_node){.role = ROLE_IMAGE,
                           .look = LOOK_ILLUSTRATION,
                           .icon = (there ? ICON_CHECK : ICON_SCAN) + 1,
                           .icon_dp = 180,
                           .fold = FOLD_VOICE,
                           .h = 180});
    put_message(
        b, card, there ? MSG_CODE_READ : MSG_CODE_NONE,
        (struct view_node){
            .name = "code.state", .role = ROLE_STATUS, .look = LOOK_LEAD, .align = ALIGN_CENTER});
    if (there) {
        put_typed(b, card, composer, 130, 0);
    }
    put_space(b, card);
}

void question_barcode(struct builder *b, const struct asked *asked)
{
    const struct composer *composer = b->app->visit->composer;
    if (composer == NULL) {
        return;
    }
    if (b->app->visit->typing) {
        question_text(b, asked);
        return;
    }
    const int column = put_answers(b, 24);
    if (asked->wrong) {
        put_aside(b, put_problem(b, column, 156), SIDE_RIGHT);
    }
    put_code(b, column, composer);
    put_message(b, column, MSG_CODE_TYPE,
                (struct view_node){.name = "code.type",
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_BUTTON,
                                   .icon = ICON_KEYBOARD + 1,
                                   .icon_dp = 72,
                                   .h = 126,
                                   .side = SIDE_RIGHT,
                                   .intent = {.kind = INTENT_TYPING}});
    put_aside(b, put_open_row(b, column, &asked->question, 124), SIDE_RIGHT);
}
