/* 36-like: what is wrong? Rows with pictures, one question a page; not being sure calls an officer.
 */
#include "app/route.h"

#include "ui/screens/all.h"

#define ANSWERS_DP  972
#define WIDE_DP     700 /* of a wide screen */
#define GAP         18
#define ROW_MOST_DP 200

/* The question as it stands in the file, its words in her language, and whether these lack any. */
struct asking {
    const struct route_question *source, *words;
    bool lacks;
};

static const char *words_of(const struct builder *b, struct asking *asking, const char *source,
                            const char *words, unsigned *ret_state)
{
    bool fallback = false;
    const char *text = route_words(b->language, source, words, &fallback);
    *ret_state = fallback ? STATE_FOREIGN : 0;
    asking->lacks |= fallback && text[0] != '\0';
    return text;
}

static void put_row(struct builder *b, int column, int height, struct view_node row)
{
    row.role = ROLE_BUTTON;
    row.look = LOOK_ROW;
    row.icon_dp = height >= 130 ? 88 : 64;
    row.h = height;
    put(b, column, row);
}

/* One under another; on a wide screen two beside each other, which has more width than height. */
static void put_rows(struct builder *b, struct asking *asking)
{
    const struct route_question *q = asking->source;
    const bool two = b->shape.landscape && b->shape.step < 2;
    const int rows = two ? (q->answer_count + 2) / 2 : q->answer_count + 1;
    const int room = ((two ? WIDE_DP : ANSWERS_DP) - (rows - 1) * GAP) / rows;
    const int height = room < ROW_MOST_DP ? room : ROW_MOST_DP;
    const int column =
        put_group(b, put_answers(b, GAP),
                  (struct view_node){.flow = FLOW_GRID, .grid_columns = two ? 2 : 1, .gap = GAP});
    for (int i = 0; i < q->answer_count; i++) {
        const struct route_answer *answer = &q->answers[i];
        unsigned state = 0;
        const char *label =
            words_of(b, asking, answer->label, asking->words->answers[i].label, &state);
        put_row(b, column, height,
                (struct view_node){.name = text_format(b, "answer.%d", i + 1),
                                   .label = label,
                                   .icon = build_icon(answer->icon, ICON_DOCUMENT),
                                   .say = {say_text(label, false)},
                                   .state = state,
                                   .intent = {.kind = INTENT_CHOOSE, .argument = i}});
    }
    put_row(b, column, height,
            (struct view_node){.name = "answer.unsure",
                               .label = text_of(b, MSG_ROUTE_UNSURE),
                               .icon = ICON_VOLUNTEER + 1,
                               .say = {say_message(MSG_ROUTE_UNSURE)},
                               .intent = {.kind = INTENT_CALL_OFFICER}});
}

void screen_route_build(struct builder *b)
{
    const struct visit *visit = b->app->visit;
    if (visit->route == NULL) {
        return;
    }
    const int at = visit->route_asked[visit->route_depth - 1];
    struct asking asking = {.source = &visit->route->questions[at],
                            .words = &route_in(visit->route, b->language)->questions[at]};
    unsigned unused = 0;
    const char *title = words_of(b, &asking, asking.source->title, asking.words->title, &unused);
    const char *hint = words_of(b, &asking, asking.source->hint, asking.words->hint, &unused);
    const struct roof roof = {.title = title,
                              .title_say = {say_text(title, false)},
                              .hint = hint[0] != '\0' ? hint : NULL,
                              .hint_say = {say_text(hint, false)},
                              .cells = 9};
    put_roof(b, &roof);
    put_rows(b, &asking);
    if (asking.lacks && view_find(b->view, "fallback") == NULL) {
        put_fallback_mark(b);
    }
    put_back(b);
    put_tools(b);
}
