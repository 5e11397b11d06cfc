/* 05: text with the keyboard; 35-like: a number with the pad. */
#include "ui/screens/keyboard.h"
#include "ui/screens/question.h"

#define FIELD_DP 150

static void put_typing_hint(struct builder *b, int column, const struct composer *composer)
{
    const enum message_id hint = layout_of(composer->layer)->hint;
    if (hint != MSG_NONE) {
        put_message(b, column, hint,
                    (struct view_node){.name = "typing-hint",
                                       .role = ROLE_TEXT,
                                       .look = LOOK_MUTED,
                                       .align = ALIGN_CENTER,
                                       .h = 44});
    }
}

void question_text(struct builder *b, const struct asked *asked)
{
    const struct composer *composer = b->app->visit->composer;
    if (composer == NULL) {
        return;
    }
    if (asked->wrong) {
        const bool open = asked->question.may_leave_open;
        const int column = put_answers(b, open ? 8 : 10);
        put_typed(b, column, composer, open ? 92 : 104, STATE_ERROR);
        put_problem(b, column, open ? 107 : 112);
        put_open_row(b, column, &asked->question, 72);
        put_keyboard(b, column, composer, open ? 9 : 10);
        return;
    }
    if (asked->question.may_leave_open) {
        const int column = put_answers(b, 12);
        put_typed(b, column, composer, 122, 0);
        put_open_row(b, column, &asked->question, 82);
        put_keyboard(b, column, composer, 12);
        return;
    }
    const int column = put_answers(b, 16);
    put_typed(b, column, composer, FIELD_DP, 0);
    put_typing_hint(b, column, composer);
    put_keyboard(b, column, composer, 12);
}

void question_number(struct builder *b, const struct asked *asked)
{
    const struct composer *composer = b->app->visit->composer;
    if (composer == NULL) {
        return;
    }
    const int column = put_answers(b, 18);
    put_typed(b, column, composer, FIELD_DP, asked->wrong ? STATE_ERROR : 0);
    if (asked->wrong) {
        put_problem(b, column, 156);
    }
    put_pad(b, column, asked->wrong ? 108 : 140, true);
    put_open_row(b, column, &asked->question, 112);
}
