/* 07: digits fill day, month, year; the weekday line reads them back. 52: what is wrong. */
#include <stdlib.h>
#include <string.h>

#include "app/citizen/date.h"
#include "app/draft.h"
#include "ui/screens/question.h"

static int digits_value(const char *digits)
{
    return (int)strtol(digits, NULL, 10);
}

/* The date typed so far; false while a part is missing or it is not in the calendar. */
static bool typed_date(const struct date_draft *draft, struct date *ret_date)
{
    if (strlen(draft->digits[2]) != 4) {
        return false;
    }
    *ret_date = (struct date){.year = digits_value(draft->digits[2])};
    if (!draft->year_only) {
        ret_date->month = digits_value(draft->digits[1]);
        ret_date->day = digits_value(draft->digits[0]);
        if (ret_date->month == 0 || ret_date->day == 0) {
            return false;
        }
    }
    return date_valid(*ret_date);
}

/* Parts first .. last side by side. */
static void put_parts(struct builder *b, int column, const struct date_draft *draft, bool wrong,
                      int first, int last)
{
    static const struct {
        const char *name;
        enum message_id label;
        int grow;
    } parts[DATE_PARTS] = {{"date.day", MSG_DAY, 100},
                           {"date.month", MSG_MONTH, 100},
                           {"date.year", MSG_YEAR, 135},
                           {"time.hour", MSG_HOUR, 100},
                           {"time.minute", MSG_MINUTE, 100}};
    const int gap = last - first > 2 ? 14 : 24;
    const int row =
        put_group(b, column,
                  (struct view_node){
                      .flow = FLOW_ROW,
                      .gap = gap,
                      .h = 196,
                      .side = SIDE_LEFT,
                      .fold = b->shape.step > 0 && !b->shape.landscape ? FOLD_EVERY : FOLD_PARTS});
    for (int i = first; i <= last; i++) {
        const bool now = draft->part == i;
        struct view_node part = {.name = parts[i].name,
                                 .role = ROLE_FIELD,
                                 .look = LOOK_DATE_PART,
                                 .value = draft->digits[i],
                                 .grow = parts[i].grow,
                                 .private_ = true,
                                 .aloud = !b->secret,
                                 .state =
                                     (now ? STATE_CURRENT : 0U) |
                                     (wrong && (draft->wrong & 1u << i) != 0 ? STATE_ERROR : 0U)};
        say_more(&part, say_message(parts[i].label));
        say_more(&part,
                 (struct say){.kind = SAY_DIGITS, .text = draft->digits[i], .private_ = b->secret});
        put_message(b, row, parts[i].label, part);
    }
}

static const char *date_words(struct builder *b, struct date date)
{
    static const enum message_id days[] = {MSG_MONDAY, MSG_TUESDAY,  MSG_WEDNESDAY, MSG_THURSDAY,
                                           MSG_FRIDAY, MSG_SATURDAY, MSG_SUNDAY};
    static const enum message_id months[13] = {
        MSG_NONE, MSG_JANUARY, MSG_FEBRUARY,  MSG_MARCH,   MSG_APRIL,    MSG_MAY,     MSG_JUNE,
        MSG_JULY, MSG_AUGUST,  MSG_SEPTEMBER, MSG_OCTOBER, MSG_NOVEMBER, MSG_DECEMBER};
    if (!date_is_whole(date)) {
        return text_filled(b, MSG_YEAR_WORDS, text_number(b, date.year), NULL);
    }
    const char *day =
        text_filled(b, MSG_DAY_MONTH, text_number(b, date.day), text_of(b, months[date.month]));
    return text_format(b, "%s, %s %s", text_of(b, days[date_weekday(date)]), day,
                       text_filled(b, MSG_OF_YEAR, text_number(b, date.year), NULL));
}

static bool typed_time(const struct date_draft *draft)
{
    return draft->digits[3][0] != '\0' && strlen(draft->digits[4]) == 2 &&
           digits_value(draft->digits[3]) < 24 && digits_value(draft->digits[4]) < 60;
}

/* What was typed, in words, once it is whole. */
static bool read_back(struct builder *b, const struct date_draft *draft,
                      struct view_node *ret_words)
{
    struct date date = {0};
    const int hour = digits_value(draft->digits[3]), minute = digits_value(draft->digits[4]);
    struct view_node words = {.name = "date.words",
                              .role = ROLE_STATUS,
                              .look = LOOK_STRONG,
                              .private_ = true,
                              .aloud = !b->secret,
                              .label = ""};
    if ((!draft->no_date && !typed_date(draft, &date)) || (draft->has_time && !typed_time(draft))) {
        return false;
    }
    if (draft->has_time) {
        words.label = text_filled(b, MSG_TIME_WORDS, text_number(b, hour), text_number(b, minute));
        say_more(&words, say_message(MSG_TIME_WORDS));
        say_more(&words, (struct say){.kind = SAY_NUMBER, .number = hour, .private_ = b->secret});
        say_more(&words, (struct say){.kind = SAY_NUMBER, .number = minute, .private_ = b->secret});
    }
    if (!draft->no_date) {
        const char *day = date_words(b, date);
        words.label = draft->has_time ? text_format(b, "%s, %d/%d/%d", words.label, date.day,
                                                    date.month, date.year)
                                      : day;
        say_more(&words, (struct say){.kind = SAY_DATE,
                                      .number = date.year * 10000 + date.month * 100 + date.day,
                                      .private_ = b->secret});
    }
    *ret_words = words;
    return true;
}

/* The weekday when the date is whole; empty room of the same height before. */
static int put_read_back(struct builder *b, int column, const struct date_draft *draft)
{
    struct view_node words;
    const int row = put_group(
        b, column,
        (struct view_node){
            .flow = FLOW_ROW, .gap = 18, .h = 60, .align = ALIGN_CENTER, .fold = FOLD_VOICE});
    if (!read_back(b, draft, &words)) {
        put_space(b, row);
        return row;
    }
    put_space(b, row);
    put(b, row,
        (struct view_node){.role = ROLE_IMAGE,
                           .look = LOOK_ILLUSTRATION,
                           .icon = ICON_CHECK + 1,
                           .w = 46,
                           .h = 46});
    put(b, row, words);
    put_space(b, row);
    return row;
}

static void put_way(struct builder *b, int row, enum message_id label, struct view_node way)
{
    way.role = ROLE_BUTTON;
    way.look = LOOK_BUTTON;
    way.grow = 1;
    put_message(b, row, label, way);
}

/* Ways to answer without all digits: what the law allows, and what she may leave to others. A date
 * that must be whole and hers is often today's or yesterday's. */
static int put_ways(struct builder *b, int column, const struct form_question *q, int h)
{
    const struct date_draft *draft = &b->app->visit->date;
    const int row = put_group(b, column, (struct view_node){.flow = FLOW_ROW, .gap = 24, .h = h});
    if (draft->may_be_partial) {
        put_way(b, row, MSG_YEAR_ONLY,
                (struct view_node){.name = "year-only",
                                   .state = draft->year_only ? STATE_CHOSEN : 0,
                                   .intent = {.kind = INTENT_YEAR_ONLY}});
    }
    if (q->may_leave_open) {
        put_way(b, row, draft->may_be_partial ? MSG_OPEN_OFFICER_SHORT : MSG_OPEN_OFFICER,
                (struct view_node){.name = "open.officer",
                                   .state = q->open == OPEN_OFFICER ? STATE_CHOSEN : 0,
                                   .intent = {INTENT_OPEN, OPEN_OFFICER, NULL}});
        put_way(b, row, MSG_OPEN_PAPER,
                (struct view_node){.name = "open.paper",
                                   .state = q->open == OPEN_PAPER ? STATE_CHOSEN : 0,
                                   .intent = {INTENT_OPEN, OPEN_PAPER, NULL}});
    }
    if (b->app->visit->has_problem && !(draft->may_be_partial && q->may_leave_open)) {
        put_way(b, row, MSG_OFFICER_LOOK,
                (struct view_node){.name = "officer.look",
                                   .icon = ICON_HELP + 1,
                                   .icon_dp = 72,
                                   .intent = {.kind = INTENT_CALL_OFFICER}});
    } else if (!draft->may_be_partial && !q->may_leave_open && !draft->no_date) {
        put_way(b, row, MSG_TODAY,
                (struct view_node){.name = "date.today", .intent = {INTENT_DAYS_AGO, 0, NULL}});
        put_way(b, row, MSG_YESTERDAY,
                (struct view_node){.name = "date.yesterday", .intent = {INTENT_DAYS_AGO, 1, NULL}});
    }
    return row;
}

/* Stands between two parts, once the second was begun. */
static const char *parted(const struct date_draft *draft, int second, const char *sign)
{
    return draft->part >= second || draft->digits[second][0] != '\0' ? sign : "";
}

/* At 200 %, and where larger parts leave too little room, all in one line, which
 * stays above the digits (drawing 81). */
static void put_line(struct builder *b, int column, const struct date_draft *draft, bool wrong)
{
    const char *all = draft->digits[2];
    if (!draft->year_only && !draft->no_date) {
        all = text_format(b, "%s%s%s%s%s", draft->digits[0], parted(draft, 1, "/"),
                          draft->digits[1], parted(draft, 2, "/"), draft->digits[2]);
    }
    if (draft->has_time) {
        all = text_format(b, "%s%s%s%s%s", draft->no_date ? "" : all,
                          draft->no_date ? "" : parted(draft, 3, " "), draft->digits[3],
                          parted(draft, 4, ":"), draft->digits[4]);
    }
    struct view_node line = {.name = "date",
                             .role = ROLE_FIELD,
                             .look = LOOK_FIELD,
                             .value = all,
                             .private_ = true,
                             .aloud = !b->secret,
                             .fold = FOLD_EVERY,
                             .state = STATE_CURRENT | (wrong ? STATE_ERROR : 0U)};
    say_more(&line, (struct say){.kind = SAY_DIGITS, .text = all, .private_ = b->secret});
    put(b, column, line);
}

void question_date(struct builder *b, const struct asked *asked)
{
    const struct date_draft *draft = &b->app->visit->date;
    const int column = put_answers(b, asked->wrong ? 16 : 18);
    b->view->nodes[column].split = 53;
    const bool both = draft->has_time && !draft->no_date && !b->shape.reference;
    const bool low = b->shape.step > 0 && (b->shape.landscape ? asked->wrong : both);
    if (b->shape.large || low) {
        put_line(b, column, draft, asked->wrong);
    } else if (both) {
        put_parts(b, column, draft, asked->wrong, 0, 2);
        put_parts(b, column, draft, asked->wrong, 3, 4);
    } else {
        put_parts(b, column, draft, asked->wrong, date_first_part(draft), date_last_part(draft));
    }
    put_aside(b, asked->wrong ? put_problem(b, column, 154) : put_read_back(b, column, draft),
              SIDE_LEFT);
    put_aside(b, put_pad(b, column, asked->wrong ? 98 : 122), SIDE_RIGHT);
    if (!draft->no_date || asked->wrong || asked->question.may_leave_open) {
        put_aside(b,
                  put_ways(b, column, &asked->question,
                           both           ? 96
                           : asked->wrong ? 112
                                          : 116),
                  SIDE_LEFT);
    }
}
