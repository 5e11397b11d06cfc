/* A number with the pad; with a comma; 35: money, in words beneath, and "none" as an answer. */
#include <stdio.h>
#include <string.h>

#include "app/amount.h"
#include "app/sound/grammar.h"
#include "app/typing/letter.h"
#include "platform/base/utf8.h"
#include "ui/screens/keyboard.h"
#include "ui/screens/question.h"

#define FIELD_DP  150
#define AMOUNT_DP 140
#define WORDS_MAX 256

static const char *shown(struct builder *b, const char *stored, bool grouped)
{
    char storage[WORDS_MAX];
    struct buf out;
    buf_init(&out, storage, sizeof storage);
    char trimmed[WORDS_MAX];
    (void)snprintf(trimmed, sizeof trimmed, "%s", stored);
    if (grouped) { /* a zero that was typed first */
        amount_store(trimmed);
    }
    amount_show(trimmed, b->language, grouped, &out);
    return text_format(b, "%s", storage);
}

/* "Một triệu năm trăm nghìn đồng", as the voice says it. */
static const char *money_words(struct builder *b, int64_t dong)
{
    char storage[WORDS_MAX];
    struct buf out;
    size_t bytes = 0;
    const struct grammar *own = grammar_find(b->language);
    buf_init(&out, storage, sizeof storage);
    (own != NULL ? own : &grammar_vi)->money(dong, &out);
    const uint32_t first = letter_upper(utf8_decode(storage, strlen(storage), &bytes));
    char upper[5] = "";
    const size_t len = utf8_encode(first, upper);
    return text_format(b, "%.*s%s", (int)len, upper, storage + bytes);
}

/* What an amount is called on the page of answers and under the field. */
const char *money_answer(struct builder *b, const char *stored)
{
    return amount_dong(stored) == 0
               ? text_of(b, MSG_NO_AMOUNT)
               : text_format(b, "%s %s", shown(b, stored, true), text_of(b, MSG_DONG));
}

static void put_amount(struct builder *b, int column, const char *typed, unsigned state)
{
    struct view_node field = {.name = "field",
                              .role = ROLE_FIELD,
                              .look = LOOK_FIELD,
                              .value = amount_dong(typed) == 0 ? "–" : shown(b, typed, true),
                              .sub = b->shape.large || (b->shape.landscape && b->shape.step > 0)
                                         ? NULL /* said, and in the words beneath */
                                         : text_of(b, MSG_DONG),
                              .align = ALIGN_END,
                              .state = STATE_CURRENT | state,
                              .private_ = true,
                              .aloud = !b->secret,
                              .side = SIDE_LEFT,
                              .fold = FOLD_EVERY,
                              .h = AMOUNT_DP};
    if (amount_dong(typed) >= 0) {
        say_more(
            &field,
            (struct say){.kind = SAY_MONEY, .number = amount_dong(typed), .private_ = b->secret});
    } else {
        say_more(&field, say_message(MSG_DONG));
    }
    put(b, column, field);
}

/* Room for the words; filled once there is an amount. */
static void put_words(struct builder *b, int column, const char *typed)
{
    const int64_t dong = amount_dong(typed);
    const int card = put_group(b, column,
                               (struct view_node){.look = dong >= 0 ? LOOK_CARD_SPOKEN : LOOK_NONE,
                                                  .pad_x = 32,
                                                  .side = SIDE_LEFT,
                                                  .fold = FOLD_VOICE,
                                                  .h = 124});
    if (dong < 0) {
        put_space(b, card);
        return;
    }
    struct view_node words = {.name = "amount.words",
                              .role = ROLE_STATUS,
                              .look = LOOK_NEED,
                              .icon = ICON_SPEAKER + 1,
                              .icon_dp = 64,
                              .total = 1,
                              .h = 124,
                              .private_ = true,
                              .aloud = !b->secret,
                              .label =
                                  dong == 0 ? text_of(b, MSG_NO_AMOUNT) : money_words(b, dong)};
    say_more(&words, dong == 0
                         ? say_message(MSG_NO_AMOUNT)
                         : (struct say){.kind = SAY_MONEY, .number = dong, .private_ = b->secret});
    put(b, card, words);
}

/* "None" where the form takes it, and what she may leave to others. */
static void put_money_ways(struct builder *b, int column, const struct form_question *q,
                           const char *typed)
{
    const bool none = form_would_take(b->app->visit->form, q->node, "0");
    if (none && !q->may_leave_open) {
        put_message(b, column, MSG_NO_AMOUNT,
                    (struct view_node){.name = "no-amount",
                                       .role = ROLE_BUTTON,
                                       .look = LOOK_BUTTON,
                                       .icon = ICON_MINUS + 1,
                                       .icon_dp = 52,
                                       .h = 116,
                                       .side = SIDE_LEFT,
                                       .state = amount_dong(typed) == 0 ? STATE_CHOSEN : 0,
                                       .intent = {.kind = INTENT_NO_AMOUNT}});
        return;
    }
    const int row = put_open_row(b, column, q, 116);
    put_aside(b, row, SIDE_LEFT);
    if (none && row >= 0) {
        put_message(b, row, MSG_NO_AMOUNT,
                    (struct view_node){.name = "no-amount",
                                       .role = ROLE_BUTTON,
                                       .look = LOOK_BUTTON,
                                       .grow = 1,
                                       .state = amount_dong(typed) == 0 ? STATE_CHOSEN : 0,
                                       .intent = {.kind = INTENT_NO_AMOUNT}});
    }
}

static void question_money(struct builder *b, const struct asked *asked, const char *typed)
{
    const int column = put_answers(b, 18);
    put_amount(b, column, typed, asked->wrong ? STATE_ERROR : 0);
    if (asked->wrong) {
        put_aside(b, put_problem(b, column, 150), SIDE_LEFT);
    } else {
        put_words(b, column, typed);
    }
    put_aside(b, put_pad_of(b, column, asked->wrong ? 102 : 108, LAYER_PAD_MONEY), SIDE_RIGHT);
    put_money_ways(b, column, &asked->question, typed);
}

static void put_decimal(struct builder *b, int column, const char *typed, unsigned state)
{
    struct view_node field = {.name = "field",
                              .role = ROLE_FIELD,
                              .look = LOOK_FIELD,
                              .value = shown(b, typed, false),
                              .state = STATE_CURRENT | state,
                              .private_ = true,
                              .aloud = !b->secret,
                              .h = FIELD_DP};
    say_more(&field, say_text(field.value, b->secret));
    put(b, column, field);
}

void question_number(struct builder *b, const struct asked *asked)
{
    const struct composer *composer = b->app->visit->composer;
    if (composer == NULL) {
        return;
    }
    if (amount_is_money(&asked->question)) {
        question_money(b, asked, composer->text);
        return;
    }
    const bool decimal = amount_is_decimal(&asked->question);
    const int column = put_answers(b, 18);
    if (decimal) {
        put_decimal(b, column, composer->text, asked->wrong ? STATE_ERROR : 0);
    } else {
        put_typed(b, column, composer, FIELD_DP, asked->wrong ? STATE_ERROR : 0);
    }
    put_aside(b, b->view->count - 1, SIDE_LEFT);
    b->view->nodes[b->view->count - 1].fold = FOLD_EVERY;
    if (asked->wrong) {
        put_aside(b, put_problem(b, column, 156), SIDE_LEFT);
    }
    put_aside(
        b, put_pad_of(b, column, asked->wrong ? 108 : 140, decimal ? LAYER_PAD_DECIMAL : LAYER_PAD),
        SIDE_RIGHT);
    put_aside(b, put_open_row(b, column, &asked->question, 112), SIDE_LEFT);
}
