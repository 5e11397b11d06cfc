/* After layout: what only layout knows, how many pages the answers take, put into words. */
#include "ui/layout.h"
#include "ui/screens/build.h"
#include "ui/screens/screens.h"
#include "ui/widgets/natural.h"

/* "Xem tiếp, trang 2 / 3"; from the last page back to the first. */
static void name_more(struct builder *b, struct view_node *n)
{
    const struct view *v = b->view;
    const int next = v->page + 1 < v->pages ? v->page + 1 : 0;
    const enum message_id words = next > 0 ? MSG_MORE : MSG_MORE_FIRST;
    if (n->intent.kind == INTENT_NONE) {
        n->intent = (struct intent){.kind = INTENT_TURN, .argument = next};
    }
    if (n->label == NULL) {
        n->label = text_of(b, words);
        say_more(n, say_message(words));
    }
    const bool short_words = b->shape.large && v->pages > 9;
    if (b->shape.large && n->zone == ZONE_ANSWERS) {
        n->sub = NULL; /* no room under the word; said */
    } else {
        n->sub = text_filled(b, short_words ? MSG_PAGE_COUNT : MSG_MORE_PAGE,
                             text_number(b, v->page + 1), text_number(b, v->pages));
    }
    say_more(n, say_message(MSG_MORE_PAGE));
    say_more(n, (struct say){.kind = SAY_NUMBER, .number = v->page + 1});
    say_more(n, (struct say){.kind = SAY_NUMBER, .number = v->pages});
}

/* Where the words are higher than the button the page is told in figures, then by the voice alone,
 * then the icon stands for the words. */
static void fit_more(struct builder *b, const struct ui_env *env, struct view_node *n)
{
    const struct view *v = b->view;
    if (view_is_shown(n) && n->sub != NULL && !widget_holds(env, n)) {
        n->sub =
            text_filled(b, MSG_PAGE_COUNT, text_number(b, v->page + 1), text_number(b, v->pages));
    }
    if (view_is_shown(n) && n->sub != NULL && !widget_holds(env, n)) {
        n->sub = NULL;
    }
    if (view_is_shown(n) && n->icon != 0 && !widget_holds(env, n)) {
        n->icon_only = true;
    }
}

/* At 200 % the counter takes the place of the clock. */
static void count_on_roof(struct builder *b, struct view_node *brand)
{
    if (b->shape.large && brand->number == 0) {
        brand->value = text_filled(b, MSG_PAGE_COUNT, text_number(b, b->view->page + 1),
                                   text_number(b, b->view->pages));
        brand->number = 1;
    }
}

void screens_place(struct app *app, const struct ui_env *env, struct arena *frame, struct view *v,
                   struct layout_report *ret_report)
{
    struct builder b = builder_of(app, frame, v);
    layout_view(env, v, ret_report);
    for (int i = 0; i < v->count && v->pages > 1; i++) {
        if (v->nodes[i].more) {
            name_more(&b, &v->nodes[i]);
            fit_more(&b, env, &v->nodes[i]);
        } else if (v->nodes[i].look == LOOK_BRAND) {
            count_on_roof(&b, &v->nodes[i]);
        }
    }
    layout_counter(env, v);
}
