/* 03: fee, time and what to bring, before anything is asked. */
#include "app/form/procedure.h"
#include "platform/base/utf8.h"
#include "ui/screens/all.h"

#define BRING_SHOWN   4
#define FEE_ONE_LINE  16 /* letters */
#define DAYS_ONE_LINE 12
#define FEE_TWO_LINES 26

static void put_fact(struct builder *b, int row, enum message_id label, int icon,
                     struct view_node fact)
{
    fact.role = ROLE_TEXT;
    fact.look = LOOK_FACT;
    fact.icon = icon + 1;
    fact.icon_dp = 80;
    fact.grow = label == MSG_FEE ? 5 : 4;
    fact.say[0] = say_message(label);
    put_message(b, row, label, fact);
}

static struct view_node words(const char *value)
{
    return (struct view_node){.value = value, .say = {[1] = say_text(value, false)}};
}

static struct view_node how_many(const struct builder *b, int questions)
{
    if (questions == 0) {
        return words(text_of(b, MSG_KIOSK_ASKS_ONE_BY_ONE));
    }
    return (struct view_node){
        .value = text_filled(b, MSG_QUESTIONS, text_number(b, questions), NULL),
        .say = {[1] = say_message(MSG_QUESTIONS), [2] = {.kind = SAY_NUMBER, .number = questions}}};
}

/* Icons in one line; a long value has room for two. */
static void put_facts(struct builder *b, int column, const struct procedure *p)
{
    const bool two_lines = utf8_count(p->fee) > FEE_ONE_LINE || utf8_count(p->days) > DAYS_ONE_LINE;
    const bool three = utf8_count(p->fee) > FEE_TWO_LINES || utf8_count(p->days) > FEE_TWO_LINES;
    const int row = put_group(b, column,
                              (struct view_node){.look = LOOK_CARD,
                                                 .flow = FLOW_ROW,
                                                 .pad_x = 12,
                                                 .side = SIDE_LEFT,
                                                 .pad_y = two_lines ? 8 : 22,
                                                 .h = three ? 0 : (two_lines ? 264 : 240)});
    put_fact(b, row, MSG_FEE, ICON_MONEY, words(p->fee));
    put_rule(b, row, true);
    put_fact(b, row, MSG_RESULT_WHEN, ICON_CLOCK, words(p->days));
    put_rule(b, row, true);
    put_fact(b, row, p->questions > 0 ? MSG_KIOSK_ASKS_ABOUT : MSG_KIOSK_ASKS, ICON_UNKNOWN,
             how_many(b, p->questions));
}

static void put_bring(struct builder *b, int column, const struct procedure *p)
{
    const int card = put_group(
        b, column,
        (struct view_node){
            .look = LOOK_CARD, .pad_x = 40, .pad_y = 14, .gap = 8, .grow = 1, .side = SIDE_RIGHT});
    put_message(b, card, MSG_BRING,
                (struct view_node){.name = "bring", .role = ROLE_TITLE, .look = LOOK_LEAD});
    const int shown = p->bring_count < BRING_SHOWN ? p->bring_count : BRING_SHOWN;
    for (int i = 0; i < shown; i++) {
        struct view_node need = {.name = text_format(b, "bring.%d", i + 1),
                                 .role = ROLE_TEXT,
                                 .look = LOOK_NEED,
                                 .label = p->bring[i].title,
                                 .sub = p->bring[i].detail,
                                 .icon = build_icon(p->bring[i].icon, ICON_DOCUMENT),
                                 .icon_dp = shown > 2 ? 80 : 104,
                                 .total = shown > 2 ? 1 : 0,
                                 .grow = 1};
        say_more(&need, say_text(need.label, false));
        say_more(&need, say_text(need.sub, false));
        put(b, card, need);
    }
}

static bool paper_is_fine(const struct printer_status *printer)
{
    return printer->online && !printer->cover_open && !printer->jam && printer->paper != PAPER_OUT;
}

static void put_pills(struct builder *b, int column)
{
    const struct app *a = b->app;
    const bool paper = paper_is_fine(&a->printer);
    const int row = put_group(
        b, column, (struct view_node){.flow = FLOW_ROW, .gap = 24, .h = 76, .side = SIDE_LEFT});
    put_message(b, row, paper ? MSG_PAPER_ENOUGH : MSG_PAPER_NOT_SURE,
                (struct view_node){.name = "printer",
                                   .role = ROLE_STATUS,
                                   .look = paper ? LOOK_PILL_OK : LOOK_PILL_WARN,
                                   .icon = ICON_PRINT + 1,
                                   .grow = 1});
    put_message(b, row, a->online ? MSG_NETWORK_GOOD : MSG_NETWORK_WAITING,
                (struct view_node){.name = "network",
                                   .role = ROLE_STATUS,
                                   .look = a->online ? LOOK_PILL_OK : LOOK_PILL_WARN,
                                   .icon = (a->online ? ICON_NETWORK : ICON_OFFLINE) + 1,
                                   .grow = 1});
}

void screen_summary_build(struct builder *b)
{
    const struct procedure *p = procedure_in(b->app->visit->procedure, b->language);
    if (p == NULL) {
        return;
    }
    const struct roof roof = {.title = p->title,
                              .title_say = {say_text(p->title, false)},
                              .hint = p->summary[0] != '\0' ? p->summary : NULL,
                              .hint_say = {say_text(p->summary, false)},
                              .cells = 9};
    put_roof(b, &roof);
    const int column = put_answers(b, 24);
    b->view->nodes[column].split = 42;
    put_facts(b, column, p);
    put_bring(b, column, p);
    put_pills(b, column);
    put_message(b, column, MSG_MISSING_PAPERS_FINE,
                (struct view_node){.name = "note",
                                   .role = ROLE_NOTE,
                                   .look = LOOK_NOTE,
                                   .icon = ICON_HELP + 1,
                                   .side = SIDE_RIGHT,
                                   .fold = FOLD_VOICE});
    put_back(b);
    put_next(b, MSG_START, ICON_NEXT, MSG_NONE);
    put_tools(b);
}
