/* Setting an application aside: what that means, then the code that alone opens it again. And 57,
 * taking it up: which procedure and how much of it, no answer; then one thing only she knows. */
#include <string.h>

#include "app/citizen/catalogue.h"
#include "app/form/procedure.h"
#include "ui/screens/all.h"

static void put_line(struct builder *b, int column, enum message_id label, enum message_id detail,
                     int icon)
{
    const int card = put_group(
        b, column,
        (struct view_node){
            .look = LOOK_CARD, .pad_x = 36, .pad_y = 12, .side = SIDE_RIGHT, .fold = FOLD_KEEP});
    put_two(
        b, card, label, detail,
        (struct view_node){.role = ROLE_TEXT, .look = LOOK_NEED, .icon = icon + 1, .icon_dp = 84});
}

static void put_qr(struct builder *b, int parent, const struct later *l, int side)
{
    put_message(b, parent, MSG_LATER_QR_ALT,
                (struct view_node){.name = "qr",
                                   .role = ROLE_QR,
                                   .look = LOOK_QR,
                                   .bytes = l->qr,
                                   .number = l->qr_side,
                                   .private_ = true,
                                   .w = side,
                                   .h = side});
}

static enum message_id paper_words(const struct later *l)
{
    return l->printing  ? MSG_LATER_PRINTING
           : l->unsure  ? MSG_LATER_UNSURE
           : l->printed ? MSG_LATER_PRINTED
                        : MSG_LATER_UNPRINTED;
}

static void put_code(struct builder *b, int column, const struct later *l)
{
    if (b->shape.large) {
        const int row = put_group(b, column, (struct view_node){.flow = FLOW_ROW});
        put_space(b, row);
        put_qr(b, row, l, 560);
        put_space(b, row);
        put_message(b, column, paper_words(l),
                    (struct view_node){.name = "paper", .role = ROLE_STATUS, .look = LOOK_STRONG});
        return;
    }
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .flow = FLOW_ROW,
                                                  .gap = 36,
                                                  .pad_x = 36,
                                                  .pad_y = 20,
                                                  .h = 400,
                                                  .side = SIDE_LEFT,
                                                  .align = ALIGN_CENTER,
                                                  .state = STATE_CURRENT});
    put_qr(b, card, l, 350);
    put_message(
        b, card, paper_words(l),
        (struct view_node){.name = "paper", .role = ROLE_STATUS, .look = LOOK_STRONG, .grow = 1});
}

static void put_kept(struct builder *b, const struct later *l)
{
    const struct roof roof = roof_of(b, MSG_LATER_KEPT_TITLE, MSG_LATER_KEPT_HINT);
    b->view->uncut = true;
    put_roof(b, &roof);
    const int column = put_answers(b, 22);
    put_code(b, column, l);
    put_line(b, column, MSG_LATER_ALONE, MSG_LATER_ALONE_DETAIL, ICON_KEY);
    if (l->print_failed || l->unsure) {
        const int row = put_group(
            b, column, (struct view_node){.flow = FLOW_ROW, .h = 122, .side = SIDE_RIGHT});
        put_half(b, row, "print", MSG_LATER_PRINT_AGAIN, ICON_PRINT,
                 (struct intent){.kind = INTENT_PRINT});
    } else {
        put_line(b, column, MSG_LATER_DAYS, MSG_LATER_DAYS_DETAIL, ICON_CALENDAR);
    }
    put_back(b);
    put_next(b, MSG_LATER_DONE, ICON_CHECK, l->printing ? MSG_LATER_PRINTING : MSG_NONE);
}

void screen_later_build(struct builder *b)
{
    const struct later *l = &b->app->visit->later;
    if (l->kept) {
        put_kept(b, l);
        put_tools(b);
        return;
    }
    const struct roof roof = roof_of(b, MSG_LATER_TITLE, MSG_LATER_HINT);
    put_roof(b, &roof);
    const int column = put_answers(b, 22);
    put_line(b, column, MSG_LATER_ALONE, MSG_LATER_ALONE_DETAIL, ICON_KEY);
    put_line(b, column, MSG_LATER_DAYS, MSG_LATER_DAYS_DETAIL, ICON_CALENDAR);
    put_line(b, column, MSG_LATER_HERE, MSG_LATER_HERE_DETAIL, ICON_HOME_PAGE);
    put_back(b);
    put_next(b, l->keeping ? MSG_LATER_KEEPING : MSG_LATER_KEEP, ICON_SAVED,
             l->keeping ? MSG_LATER_KEEPING : MSG_NONE);
    put_tools(b);
}

/* The procedure as the catalogue has it; NULL when it is gone. */
static const struct procedure *procedure_of(const struct builder *b, const struct later *l)
{
    const struct catalogue *c = b->app->catalogue;
    const int i = c == NULL ? -1 : catalogue_find(c, l->procedure);
    return i < 0 || c->entries[i].form == NULL ? NULL
                                               : procedure_in(c->entries[i].form, b->language);
}

void screen_resume_build(struct builder *b)
{
    const struct later *l = &b->app->visit->later;
    const struct procedure *p = procedure_of(b, l);
    const struct roof roof = roof_of(b, MSG_RESUME_TITLE, MSG_RESUME_HINT);
    put_roof(b, &roof);
    const int column = put_answers(b, 22);
    const int card = put_group(
        b, column, (struct view_node){.look = LOOK_CARD, .pad_x = 40, .pad_y = 24, .gap = 12});
    struct view_node what = {
        .name = "procedure",
        .role = ROLE_TEXT,
        .look = LOOK_NEED,
        .icon = build_icon(p == NULL ? NULL : p->icon, ICON_DOCUMENT),
        .icon_dp = 104,
        .label = p == NULL ? text_of(b, MSG_RESUME_FILE) : p->title,
        .sub = text_filled(b, MSG_RESUME_ANSWERS, text_number(b, l->answers), NULL)};
    say_more(&what, p == NULL ? say_message(MSG_RESUME_FILE) : say_text(p->title, false));
    say_more(&what, say_message(MSG_RESUME_ANSWERS));
    say_more(&what, (struct say){.kind = SAY_NUMBER, .number = l->answers});
    put(b, card, what);
    put_line(b, column, MSG_RESUME_PRIVATE, MSG_RESUME_PRIVATE_DETAIL, ICON_PRIVACY);
    put_first_act(b, "back", MSG_RESUME_NOT_ME, ICON_CLOSE, (struct intent){.kind = INTENT_BACK});
    put_next(b, l->taking ? MSG_RESUME_OPENING : MSG_RESUME_GO_ON, ICON_NEXT,
             l->taking ? MSG_RESUME_OPENING : MSG_NONE);
    put_tools(b);
}

/* The four digits, and how many are missing or what is wrong. */
static void put_year(struct builder *b, int column, const struct later *l)
{
    const int rest = (int)(sizeof l->year - 1 - strlen(l->year));
    struct view_node cells = {.name = "year",
                              .role = ROLE_FIELD,
                              .look = LOOK_CELLS,
                              .value = l->year,
                              .total = (int)sizeof l->year - 1,
                              .fold = FOLD_EVERY,
                              .h = 122,
                              .private_ = true};
    say_more(&cells, (struct say){.kind = SAY_DIGITS, .text = l->year, .private_ = true});
    put(b, column, cells);
    if (b->app->visit->has_problem) {
        put_problem(b, column, 172);
        return;
    }
    struct view_node node = {.name = "rest",
                             .role = ROLE_STATUS,
                             .look = LOOK_LABEL,
                             .align = ALIGN_CENTER,
                             .fold = FOLD_VOICE};
    if (rest == 0 || l->taking) {
        put_message(b, column, l->taking ? MSG_RESUME_OPENING : MSG_YEAR_TYPED, node);
        return;
    }
    node.label = text_filled(b, MSG_TYPE_ID_REST, text_number(b, rest), NULL);
    say_more(&node, say_message(MSG_TYPE_ID_REST));
    say_more(&node, (struct say){.kind = SAY_NUMBER, .number = rest});
    put(b, column, node);
}

void screen_year_build(struct builder *b)
{
    const struct later *l = &b->app->visit->later;
    const bool whole = strlen(l->year) == sizeof l->year - 1;
    b->secret = true;
    const struct roof roof = roof_of(b, MSG_YEAR_TITLE, MSG_YEAR_HINT);
    put_roof(b, &roof);
    const int column = put_answers(b, 24);
    put_year(b, column, l);
    (void)put_pad(b, column, b->app->visit->has_problem ? 122 : 150);
    put_back(b);
    put_next(b, MSG_RESUME_GO_ON, ICON_NEXT,
             l->taking ? MSG_RESUME_OPENING
             : whole   ? MSG_NONE
                       : MSG_YEAR_FIRST);
    put_tools(b);
}
