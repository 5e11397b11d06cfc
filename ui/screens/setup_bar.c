/* 64j: how wide the printer's paper is. A bar is printed; a person says which picture it is like.
 */
#include "ui/screens/setup.h"
#include "ui/screens/studio.h"

enum message_id setup_bar_blocked(const struct setup *s)
{
    return s->bar == BAR_RUNS  ? MSG_SETUP_BAR_RUNS
           : s->bar == BAR_OUT ? MSG_SETUP_BAR_CHOOSE
                               : MSG_NONE;
}

enum message_id setup_bar_act_words(const struct setup *s)
{
    return s->bar == BAR_KEPT || s->bar == BAR_OUT ? MSG_NEXT : MSG_SETUP_BAR_PRINT;
}

static void put_pictures(struct builder *b, int column)
{
    static const struct setup_answer pictures[] = {
        {"setup.full", MSG_SETUP_BAR_FULL, ICON_BAR_FULL, 110, 170, SETUP_FULL},
        {"setup.cut", MSG_SETUP_BAR_CUT, ICON_BAR_CUT, 110, 170, SETUP_CUT},
        {"setup.mess", MSG_SETUP_BAR_MESS, ICON_BAR_MESS, 110, 170, SETUP_MESS}};
    put_message(b, column, MSG_SETUP_BAR_WHICH,
                (struct view_node){.role = ROLE_TITLE, .look = LOOK_STRONG, .fold = FOLD_NEXT});
    for (size_t i = 0; i < sizeof pictures / sizeof pictures[0]; i++) {
        put_setup_answer(b, column, &pictures[i]);
    }
}

/* How many dots the bar has, or the paper. */
static void put_dots(struct builder *b, int column, enum message_id words)
{
    const int card = put_group(
        b, column,
        (struct view_node){
            .look = LOOK_CARD, .flow = FLOW_ROW, .pad_x = 40, .pad_y = 12, .align = ALIGN_CENTER});
    put_counted(b, card, "setup.dots", words, b->app->setup.dots, 0);
}

static void put_trouble(struct builder *b, int column, enum message_id words)
{
    (void)put_studio_word(b, column, "setup.trouble", words, true);
    put_message(b, column, MSG_SETUP_BAR_SKIP,
                (struct view_node){.name = "setup.skip",
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_BUTTON,
                                   .icon = ICON_NEXT + 1,
                                   .icon_dp = 60,
                                   .h = 126,
                                   .intent = {INTENT_SETUP, SETUP_SKIP, NULL}});
}

void put_setup_bar(struct builder *b)
{
    const struct setup *s = &b->app->setup;
    const int column = put_answers(b, 20);
    switch (s->bar) {
    case BAR_NOT_YET:
    case BAR_RUNS:
        put_emblem(b, column, ICON_BAR_FULL); /* what is to come out */
        put_dots(b, column, MSG_SETUP_BAR_DOTS);
        break;
    case BAR_OUT:
        put_pictures(b, column);
        break;
    case BAR_KEPT:
        put_dots(b, column, MSG_SETUP_BAR_KEPT);
        b->view->nodes[b->view->count - 1].state = STATE_CURRENT; /* said though the page stays */
        break;
    case BAR_FAILED:
        put_trouble(b, column, MSG_SETUP_BAR_FAILED);
        break;
    case BAR_NONE:
        put_trouble(b, column, MSG_SETUP_BAR_NONE);
        break;
    }
    put_space(b, column);
}
