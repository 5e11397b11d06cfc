/* 05: text with the keyboard. */
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
                                       .fold = FOLD_VOICE,
                                       .h = 44});
    }
}

/* At 200 %, and at larger text on a wide screen: what is wrong, the letters, the ways out, each on
 * pages of their own under the field. */
static void put_large_text(struct builder *b, const struct asked *asked,
                           const struct composer *composer)
{
    const int before = asked->wrong, keys = keyboard_pages(composer->layer, false);
    const int pages = before + keys + asked->question.may_leave_open;
    const int page = b->view->page < pages ? b->view->page : pages - 1;
    const int next = page + 1 < pages ? page + 1 : 0, first = next - before;
    const bool names_keys = first >= 0 && first < keys;
    deal_own_pages(b, page, pages,
                   names_keys ? keyboard_page_name(b, composer->layer, false, first) : NULL,
                   (struct intent){.kind = INTENT_NONE});
    const int column = put_answers(b, 16);
    put_typed(b, column, composer, FIELD_DP, asked->wrong ? STATE_ERROR : 0);
    if (page < before) {
        (void)put_problem(b, column, 300);
    } else if (page - before < keys) {
        put_keyboard_page(b, column, composer, composer->layer, false, page - before);
    } else {
        (void)put_open_row(b, column, &asked->question, 150);
    }
}

/* On a wide screen what stands above the keyboard stands beside the field. */
static void put_wide_text(struct builder *b, const struct asked *asked,
                          const struct composer *composer)
{
    const int column = put_answers(b, 10);
    const int row = put_group(b, column, (struct view_node){.flow = FLOW_ROW, .gap = 16, .h = 116});
    put_typed(b, row, composer, 0, asked->wrong ? STATE_ERROR : 0);
    b->view->nodes[b->view->count - 1].grow = 1;
    if (asked->wrong) {
        const int card = put_problem(b, row, 0);
        b->view->nodes[card].grow = 1;
    } else {
        const int ways = put_open_row(b, row, &asked->question, 0);
        if (ways >= 0) {
            b->view->nodes[ways].grow = 2;
        }
    }
    put_keyboard(b, column, composer, 8);
    if (asked->wrong) {
        (void)put_open_row(b, column, &asked->question, 82);
    }
}

/* At larger text the ways out go after the letters, so that these stand on the first page. */
static void put_grown_text(struct builder *b, const struct asked *asked,
                           const struct composer *composer)
{
    const int column = put_answers(b, 8);
    put_typed(b, column, composer, 92, asked->wrong ? STATE_ERROR : 0);
    b->view->nodes[b->view->count - 1].fold = FOLD_EVERY;
    if (asked->wrong) {
        (void)put_problem(b, column, 107);
    }
    put_keyboard(b, column, composer, 9);
    (void)put_open_row(b, column, &asked->question, 82);
}

void question_text(struct builder *b, const struct asked *asked)
{
    const struct composer *composer = b->app->visit->composer;
    if (composer == NULL) {
        return;
    }
    if (b->shape.large || (b->shape.landscape && b->shape.step > 0)) {
        put_large_text(b, asked, composer);
        return;
    }
    if (b->shape.landscape) {
        put_wide_text(b, asked, composer);
        return;
    }
    if (b->shape.step > 0 && asked->question.may_leave_open) {
        put_grown_text(b, asked, composer);
        return;
    }
    if (asked->wrong) {
        const bool open = asked->question.may_leave_open;
        const int column = put_answers(b, open ? 8 : 10);
        put_typed(b, column, composer, open ? 92 : 104, STATE_ERROR);
        (void)put_problem(b, column, open ? 107 : 112);
        (void)put_open_row(b, column, &asked->question, 72);
        put_keyboard(b, column, composer, open ? 9 : 10);
        return;
    }
    if (asked->question.may_leave_open) {
        const int column = put_answers(b, 12);
        put_typed(b, column, composer, 122, 0);
        (void)put_open_row(b, column, &asked->question, 82);
        put_keyboard(b, column, composer, 12);
        return;
    }
    const int column = put_answers(b, 16);
    put_typed(b, column, composer, FIELD_DP, 0);
    put_typing_hint(b, column, composer);
    put_keyboard(b, column, composer, 12);
}
