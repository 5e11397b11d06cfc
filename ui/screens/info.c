/* 33: a procedure that is handed in at the counter: where, when, how much, what to bring. What is
 * not sure says so. */
#include "app/citizen/terms_text.h"
#include "platform/base/utf8.h"
#include "ui/screens/all.h"
#include "ui/screens/find.h"

#define ROWS_MOST  4
#define FACT_MAX   96
#define FACT_LINE  14 /* letters of a fact in one line */
#define ROW_LINE   36 /* letters of a paper in one line */
#define TITLE_LONG 44 /* letters: three lines on the roof, so one for the hint */

/* dp: the papers have what facts, acts, a pager, their own heading and the gaps leave. */
#define ANSWERS_DP 972
#define FACTS_DP   214
#define FACTS2_DP  260
#define ACTS_DP    128
#define PAGER_DP   112
#define GAP_DP     16
#define CARD_DP    108 /* pads and heading of the card */
#define LINE_DP    48
#define RULE_DP    18

static const char *kept(struct builder *b, const char *text)
{
    return text_format(b, "%s", text);
}

struct fact {
    const char *name;
    enum message_id label;
    int icon;
    const char *value;
    struct say say[TERMS_SAY];
};

static void put_fact(struct builder *b, int row, const struct fact *f)
{
    struct view_node fact = {.name = f->name,
                             .role = ROLE_TEXT,
                             .look = b->shape.large ? LOOK_NEED : LOOK_FACT,
                             .icon = f->icon + 1,
                             .icon_dp = 68,
                             .grow = 1,
                             .value = b->shape.large ? NULL : f->value};
    fact.say[0] = say_message(f->label);
    for (int i = 0; i < TERMS_SAY; i++) {
        fact.say[i + 1] = f->say[i];
    }
    fact.label = b->shape.large ? text_format(b, "%s: %s", text_of(b, f->label), f->value)
                                : text_of(b, f->label);
    put(b, row, fact);
}

static int put_facts(struct builder *b, int column, const struct catalogue_entry *e)
{
    struct fact facts[] = {{.name = "where", .label = MSG_INFO_WHERE, .icon = ICON_COUNTER},
                           {.name = "days", .label = MSG_RESULT_WHEN, .icon = ICON_CLOCK},
                           {.name = "fee", .label = MSG_FEE, .icon = ICON_MONEY}};
    char text[FACT_MAX];
    struct buf out;
    bool two_lines = false;
    const bool large = b->shape.large; /* one below the other */
    const struct fee fee = terms_fee(e->fee);
    const struct term term = terms_days(e->days);
    facts[0].value = text_of(b, terms_place_message(e->place));
    facts[0].say[0] = say_message(terms_place_message(e->place));
    buf_init(&out, text, sizeof text);
    terms_days_text(b->language, &term, &out);
    facts[1].value = kept(b, text);
    (void)terms_days_message(&term, facts[1].say);
    buf_init(&out, text, sizeof text);
    terms_fee_text(b->language, &fee, &out);
    facts[2].value = kept(b, text);
    (void)terms_fee_message(&fee, facts[2].say);
    for (int i = 0; i < 3; i++) {
        two_lines = two_lines || utf8_count(facts[i].value) > FACT_LINE;
    }
    const int row = put_group(b, column,
                              (struct view_node){.look = LOOK_CARD,
                                                 .flow = large ? FLOW_COLUMN : FLOW_ROW,
                                                 .side = SIDE_LEFT,
                                                 .pad_x = b->shape.landscape ? 24 : 12,
                                                 .pad_y = two_lines ? 8 : 12,
                                                 .h = large       ? 0
                                                      : two_lines ? FACTS2_DP
                                                                  : FACTS_DP});
    for (int i = 0; i < 3; i++) {
        if (i > 0 && !large) {
            put_rule(b, row, true);
        }
        put_fact(b, row, &facts[i]);
    }
    return two_lines ? FACTS2_DP : FACTS_DP;
}

/* What is not sure, then what to bring, then what is good to know. */
struct rows {
    enum message_id doubt, notes[TERMS_NOTES];
    int lead, papers, count; /* lead: 1 with a doubt */
};

static struct rows rows_of(const struct builder *b, int entry)
{
    const struct catalogue_entry *e = &b->app->catalogue->entries[entry];
    struct rows rows = {.doubt = terms_doubt(e)};
    rows.lead = rows.doubt != MSG_NONE;
    rows.papers = catalogue_bring_count(b->app->catalogue, entry);
    rows.count = rows.lead + rows.papers + terms_notes(e, rows.notes);
    return rows;
}

/* The paper of a row; -1 when it is a note, whose message is given. */
static int paper_of(const struct rows *rows, int i, enum message_id *ret_note)
{
    const int after = i - rows->lead - rows->papers;
    *ret_note = i < rows->lead ? rows->doubt : after >= 0 ? rows->notes[after] : MSG_NONE;
    return *ret_note == MSG_NONE ? i - rows->lead : -1;
}

static const char *row_text(const struct builder *b, int entry, const struct rows *rows, int i,
                            bool *ret_fallback)
{
    enum message_id note = MSG_NONE;
    const int paper = paper_of(rows, i, &note);
    *ret_fallback = false;
    return paper < 0 ? text_of(b, note)
                     : catalogue_bring(b->app->catalogue, entry, paper, b->language, ret_fallback);
}

static void put_row(struct builder *b, int card, int entry, const struct rows *rows, int i)
{
    bool fallback = false;
    enum message_id note = MSG_NONE;
    const int paper = paper_of(rows, i, &note);
    struct view_node row = {.name = paper < 0 ? text_format(b, "note.%d", i + 1)
                                              : text_format(b, "bring.%d", paper + 1),
                            .role = ROLE_TEXT,
                            .look = LOOK_NEED,
                            .icon =
                                b->shape.large ? 0 : (paper >= 0 ? ICON_DOCUMENT : ICON_HELP) + 1,
                            .icon_dp = 64,
                            .total = b->shape.large ? 2 : 1,
                            .grow = 1};
    row.label = row_text(b, entry, rows, i, &fallback);
    row.state = fallback ? STATE_FOREIGN : 0;
    say_more(&row, paper >= 0 ? say_catalogue(row.label, fallback) : say_message(note));
    put(b, card, row);
}

static int height_of(const struct builder *b, int entry, const struct rows *rows, int i)
{
    bool fallback = false;
    const int letters = (int)utf8_count(row_text(b, entry, rows, i, &fallback));
    return (letters + ROW_LINE - 1) / ROW_LINE * LINE_DP + RULE_DP;
}

/* The most rows of which every page has room. */
static int rows_a_page(const struct builder *b, int entry, const struct rows *rows, int facts_dp)
{
    for (int per_page = ROWS_MOST; per_page > 1; per_page--) {
        const int pager = rows->count > per_page ? PAGER_DP + GAP_DP : 0;
        const int room = ANSWERS_DP - facts_dp - ACTS_DP - pager - 2 * GAP_DP - CARD_DP;
        bool fits = true;
        for (int first = 0; first < rows->count && fits; first += per_page) {
            int highest = 0;
            const int shown = rows->count - first < per_page ? rows->count - first : per_page;
            for (int i = first; i < first + shown; i++) {
                const int height = height_of(b, entry, rows, i);
                highest = height > highest ? height : highest;
            }
            fits = highest * shown <= room; /* rows are equally high */
        }
        if (fits) {
            return per_page;
        }
    }
    return 1;
}

static int put_papers(struct builder *b, int column, int entry, int facts_dp)
{
    const struct finding *f = &b->app->visit->finding;
    const struct rows rows = rows_of(b, entry);
    /* of another shape layout deals the pages */
    const int per_page = !b->shape.reference ? rows.count : rows_a_page(b, entry, &rows, facts_dp);
    const int first = f->papers_page * per_page < rows.count ? f->papers_page * per_page : 0;
    const int card = put_group(
        b, column,
        (struct view_node){
            .look = LOOK_CARD, .pad_x = 40, .pad_y = 18, .gap = 6, .grow = 1, .side = SIDE_RIGHT});
    put_message(b, card, MSG_BRING,
                (struct view_node){
                    .name = "bring", .role = ROLE_TEXT, .look = LOOK_LEAD, .fold = FOLD_NEXT});
    for (int i = first; i < rows.count && i < first + per_page; i++) {
        if (i > first) {
            put_rule(b, card, false);
        }
        put_row(b, card, entry, &rows, i);
    }
    if (rows.count > per_page) {
        put_pager(b, column, first / per_page, per_page, rows.count);
    }
    return per_page;
}

static void put_acts(struct builder *b, int column, int per_page)
{
    const struct finding *f = &b->app->visit->finding;
    const int row =
        put_group(b, column,
                  (struct view_node){.flow = FLOW_ROW, .gap = 24, .h = ACTS_DP, .side = SIDE_LEFT});
    struct view_node print = {.name = "print",
                              .role = ROLE_BUTTON,
                              .look = LOOK_BUTTON,
                              .icon = ICON_PRINT + 1,
                              .icon_dp = 60,
                              .grow = 1};
    if (f->printing) {
        print.state = STATE_DISABLED;
        say_more(&print, say_message(MSG_PRINTING_LIST));
    } else {
        print.intent = (struct intent){.kind = INTENT_PRINT};
    }
    put_message(b, row,
                f->printing               ? MSG_PRINTING_LIST
                : f->printed || f->unsure ? MSG_PRINT_LIST_AGAIN
                                          : MSG_PRINT_LIST,
                print);
    put_half(b, row, "hear", MSG_HEAR_PAPERS, ICON_SPEAKER,
             (struct intent){.kind = INTENT_HEAR, .argument = per_page});
}

void screen_info_build(struct builder *b)
{
    const struct catalogue *catalogue = b->app->catalogue;
    if (catalogue == NULL) {
        return;
    }
    const int entry = b->app->visit->finding.entry;
    bool fallback = false;
    const char *title = catalogue_title(catalogue, entry, b->language, &fallback);
    const enum message_id hint = b->app->visit->finding.unsure    ? MSG_PAPER_UNSURE
                                 : b->app->visit->finding.printed ? MSG_LIST_PRINTED
                                 : utf8_count(title) > TITLE_LONG ? MSG_INFO_HINT_SHORT
                                                                  : MSG_INFO_HINT;
    struct roof roof = roof_of(b, hint, hint);
    roof.title = title;
    roof.title_say[0] = say_catalogue(roof.title, fallback);
    put_roof(b, &roof);
    const int column = put_answers(b, GAP_DP);
    const int facts_dp = put_facts(b, column, &catalogue->entries[entry]);
    const int per_page = put_papers(b, column, entry, facts_dp);
    put_acts(b, column, per_page);
    put_back(b);
    put_act(b, "go", MSG_TAKE_NUMBER, ICON_TICKET, (struct intent){.kind = INTENT_NUMBER}, true);
    put_tools(b);
}
