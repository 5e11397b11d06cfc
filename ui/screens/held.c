/* 41: what the portal holds of her from earlier applications. Each answer and each paper stands on
 * its card with where it is from and the same two buttons, neither preset. */
#include "app/citizen/catalogue.h"
#include "app/citizen/date.h"
#include "app/steps.h"
#include "ui/screens/all.h"
#include "ui/screens/question.h"

/* Two cards side by side, the buttons of each one under the other. */
static bool is_wide(const struct builder *b)
{
    return b->shape.landscape && b->shape.step <= 1;
}

/* The day something was given, as it is read and as it is said. */
static const char *day_words(struct builder *b, const struct portal_held_item *item,
                             struct say *ret_say)
{
    struct date day;
    if (!date_parse(item->date, &day)) {
        return "";
    }
    *ret_say =
        (struct say){.kind = SAY_DATE, .number = day.year * 10000 + day.month * 100 + day.day};
    return text_format(b, "%02d/%02d/%d", day.day, day.month, day.year);
}

void held_message(struct builder *b, enum message_id message, const struct portal_held_item *item,
                  const char **ret_words, struct say ret_say[2])
{
    ret_say[1] = (struct say){.kind = SAY_END};
    const char *day = day_words(b, item, &ret_say[1]);
    ret_say[0] = say_message(message);
    *ret_words = text_filled(b, message, day, NULL);
}

/* "Đăng ký khai sinh, ngày 23/11/2026", or the day alone where the procedure is not known here. */
static void put_origin(struct builder *b, struct view_node *node, const struct portal_held_item *i)
{
    const struct catalogue *c = b->app->catalogue;
    const int entry = c != NULL ? catalogue_find(c, i->procedure) : -1;
    bool fallback = false;
    struct say say[2];
    if (entry < 0 || b->shape.large) { /* the day alone has room there */
        held_message(b, MSG_REUSE_FROM_DAY, i, &node->sub, say);
        node->sub = b->shape.large ? day_words(b, i, &say[1]) : node->sub;
        say_more(node, say[0]);
        say_more(node, say[1]);
        return;
    }
    const char *title = catalogue_title(c, entry, b->language, &fallback);
    const char *day = day_words(b, i, &say[1]);
    node->sub = text_filled(b, MSG_REUSE_FROM, title, day);
    say_more(node, say_message(MSG_REUSE_FROM));
    say_more(node, say_text(title, false));
    say_more(node, say[1]);
}

/* Which question it answers, with the answer, and where it is from. */
static void put_what(struct builder *b, int card, const struct offer *offer,
                     const struct form_question *q, int number)
{
    struct view_node node = {.name = text_format(b, "held.%d", number),
                             .role = ROLE_TEXT,
                             .look = LOOK_NEED,
                             .icon = (offer->item.paper ? ICON_DOCUMENT : ICON_PERSON) + 1,
                             .icon_dp = 84,
                             .label = q->short_label,
                             .private_ = true,
                             .total = 3};
    say_more(&node, say_text(q->short_label, false));
    if (!offer->item.paper) {
        node.label = text_format(b, "%s: %s", q->short_label, offer->words);
        node.aloud = !q->private_;
        say_more(&node, answer_say(q, offer->words, q->private_));
    } else {
        node.aloud = true;
    }
    put_origin(b, &node, &offer->item);
    put(b, card, node);
}

static void put_button(struct builder *b, int row, int i, bool take, const struct offer *offer,
                       const struct form_question *q)
{
    const bool paper = offer->item.paper;
    const bool chosen = offer->choice == (take ? OFFER_TAKEN : OFFER_DECLINED);
    const enum message_id label = take    ? paper ? MSG_REUSE_PAPER : MSG_REUSE_ANSWER
                                  : paper ? MSG_REUSE_PAPER_NOT
                                          : MSG_REUSE_ANSWER_NOT;
    const int icon = chosen              ? ICON_CHECK
                     : take              ? ICON_SAVED
                     : offer->item.paper ? ICON_CAMERA
                                         : ICON_EDIT;
    struct view_node node = {.name = text_format(b, take ? "take.%d" : "decline.%d", i + 1),
                             .role = ROLE_CHOICE,
                             .look = LOOK_BUTTON,
                             .icon = icon + 1,
                             .icon_dp = 60,
                             .h = is_wide(b) ? 96 : 0,
                             .grow = 1,
                             .quiet = i > 0, /* what can be done is said once */
                             .state = chosen ? STATE_CHOSEN : 0,
                             .intent = {INTENT_HELD, HELD_ARGUMENT(i, take), NULL}};
    say_more(&node, say_text(q->short_label, false)); /* of which the button is */
    say_more(&node, say_message(label));
    put_message(b, row, label, node);
}

static void put_offer(struct builder *b, int column, int i)
{
    const struct offer *offer = &b->app->visit->offers.list[i];
    struct form_question q;
    if (failed(form_question(b->app->visit->form, offer->node, &q))) {
        return;
    }
    q.short_label = text_format(b, "%s", q.short_label);
    const int card =
        put_group(b, column,
                  (struct view_node){
                      .look = LOOK_CARD, .pad_x = 32, .pad_y = 20, .gap = 16, .fold = FOLD_KEEP});
    put_what(b, card, offer, &q, i + 1);
    const int row =
        put_group(b, card,
                  is_wide(b) ? (struct view_node){.gap = 12}
                             : (struct view_node){.flow = FLOW_ROW, .gap = 24, .h = 118});
    put_button(b, row, i, true, offer, &q);
    put_button(b, row, i, false, offer, &q);
}

static void put_offers(struct builder *b, const struct offers *o)
{
    bool rest = false;
    const int column = put_answers(b, 22);
    const int grid =
        !is_wide(b)
            ? column
            : put_group(b, column,
                        (struct view_node){
                            .flow = FLOW_GRID, .grid_columns = 2, .wide_columns = 2, .gap = 16});
    for (int i = 0; i < o->count; i++) {
        put_offer(b, grid, i);
        rest = rest || o->list[i].choice == OFFER_OPEN;
    }
    put_back(b);
    put_next(b, rest ? MSG_REUSE_REST : MSG_NEXT, ICON_NEXT, rest ? MSG_REUSE_REST : MSG_NONE);
}

bool put_held_row(struct builder *b, int column, const struct visit_paper *paper, bool own)
{
    const struct offers *o = &b->app->visit->offers;
    const bool used = paper->held > 0;
    int i = 0;
    while (i < o->count && o->list[i].node != paper->question) {
        i++;
    }
    if (i == o->count || (!used && own) || b->app->visit->capturing) {
        return false;
    }
    put_two(b, column, MSG_REUSE_ROW, used ? MSG_REUSE_ROW_DETAIL : MSG_REUSE_ROW_AGAIN_DETAIL,
            (struct view_node){.name = "held",
                               .role = ROLE_CHOICE,
                               .look = LOOK_BUTTON_LEFT,
                               .icon = ICON_SAVED + 1,
                               .icon_dp = b->shape.landscape ? 64 : 92,
                               .h = 150,
                               .side = SIDE_RIGHT,
                               .state = used ? STATE_CHOSEN : 0,
                               .intent = {INTENT_HELD, HELD_ARGUMENT(i, !used), NULL}});
    if (b->shape.landscape) { /* beside the camera there is room for its name; the rest is heard */
        b->view->nodes[b->view->count - 1].sub = NULL;
    }
    return true;
}

bool is_held_lost(const struct builder *b, bool wrong)
{
    return wrong && b->app->visit->problem_message == MSG_REUSE_LOST;
}

void put_held_sign_in(struct builder *b, int column)
{
    put_message(b, column, MSG_REUSE_SIGN_IN,
                (struct view_node){.name = "sign-in",
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_BUTTON_LEFT,
                                   .icon = ICON_PHONE + 1,
                                   .icon_dp = 76,
                                   .h = 120,
                                   .grow = b->shape.landscape && !b->shape.large,
                                   .side = SIDE_RIGHT,
                                   .intent = {.kind = INTENT_SIGN_IN}});
}

static void put_asking(struct builder *b)
{
    const int column = put_answers(b, 22);
    const int card =
        put_group(b, column, (struct view_node){.look = LOOK_CARD, .pad_x = 36, .pad_y = 16});
    put_two(b, card, MSG_REUSE_ASKING, MSG_REUSE_ASKING_DETAIL,
            (struct view_node){.name = "state",
                               .role = ROLE_STATUS,
                               .look = LOOK_NEED,
                               .icon = ICON_WAIT + 1,
                               .icon_dp = 84});
    put_back(b);
    put_next(b, MSG_NEXT, ICON_NEXT, MSG_NONE);
}

void screen_held_build(struct builder *b)
{
    const struct offers *o = &b->app->visit->offers;
    const bool there = o->count > 0;
    struct roof roof = roof_of(b, there ? MSG_REUSE_TITLE : MSG_REUSE_ASKING_TITLE,
                               there ? MSG_REUSE_HINT : MSG_REUSE_ASKING_HINT);
    roof.cells = 9;
    put_roof(b, &roof);
    if (there) {
        put_offers(b, o);
    } else {
        put_asking(b);
    }
    put_tools(b);
}
