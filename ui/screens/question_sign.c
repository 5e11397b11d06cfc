/* 39: a signature by finger; not signing is a choice of full size. */
#include "app/ink.h"
#include "app/papers.h"
#include "ui/screens/question.h"

#define SHEET_DP 524

static void put_sheet(struct builder *b, int column, bool signed_)
{
    const struct visit *v = b->app->visit;
    const bool drawn = v->ink != NULL && v->ink_of == v->page && v->ink_there;
    struct view_node sheet = {.name = "sign",
                              .role = ROLE_STATUS,
                              .look = LOOK_SIGN,
                              .bytes = drawn ? v->ink : NULL,
                              .number = INK_WIDTH,
                              .total = INK_HEIGHT,
                              .private_ = true,
                              .aloud = true,
                              .label =
                                  drawn ? "" : text_of(b, signed_ ? MSG_SIGNED : MSG_SIGN_NONE),
                              .side = SIDE_LEFT,
                              .fold = FOLD_KEEP,
                              .h = SHEET_DP};
    say_more(&sheet, say_message(signed_ ? MSG_SIGNED : MSG_SIGN_NONE));
    put(b, column, sheet);
}

void question_sign(struct builder *b, const struct asked *asked)
{
    const struct form_question *q = &asked->question;
    const bool signed_ = papers_taken(b->app->visit, q->node);
    const int column = put_answers(b, 24);
    b->view->nodes[column].split = 60;
    if (asked->wrong) {
        put_aside(b, put_problem(b, column, 156), SIDE_RIGHT);
    }
    put_sheet(b, column, signed_);
    struct view_node clear = {.name = "sign.clear",
                              .role = ROLE_BUTTON,
                              .look = LOOK_BUTTON,
                              .icon = ICON_UNDO + 1,
                              .icon_dp = 56,
                              .h = 126,
                              .side = SIDE_RIGHT,
                              .intent = {.kind = INTENT_WIPE_INK}};
    if (!signed_) {
        clear.intent.kind = INTENT_NONE;
        clear.state = STATE_DISABLED;
        say_more(&clear, say_message(MSG_SIGN_NONE));
    }
    put_message(b, column, MSG_SIGN_CLEAR, clear);
    if (!q->required || q->may_leave_open) {
        put_message(
            b, column, MSG_SIGN_OFFICER,
            (struct view_node){.name = "sign.officer",
                               .role = ROLE_CHOICE,
                               .look = LOOK_BUTTON,
                               .icon = ICON_COUNTER + 1,
                               .icon_dp = 72,
                               .h = 126,
                               .side = SIDE_RIGHT,
                               .state = papers_handed_in(b->app->visit, q->node) ? STATE_CHOSEN : 0,
                               .intent = {.kind = INTENT_HAND_IN}});
    }
    if (!asked->wrong) {
        put_message(b, column, MSG_SIGN_NOTE,
                    (struct view_node){.name = "sign.note",
                                       .role = ROLE_NOTE,
                                       .look = LOOK_ASIDE,
                                       .icon = ICON_PRIVACY + 1,
                                       .icon_dp = 56,
                                       .side = SIDE_RIGHT,
                                       .fold = FOLD_VOICE});
    }
}
