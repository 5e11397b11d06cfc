/* 73: what the kiosk did, the newest first; all of it, or what went wrong. */
#include "app/citizen/date.h"
#include "app/settings.h"
#include "ui/screens/all.h"
#include "ui/screens/staff.h"
#include "ui/screens/studio.h"

#define ROWS     6
#define MINUTE_S 60
#define DAY_MIN  1440

static int icon_of(enum health_grade grade)
{
    return grade == HEALTH_BAD ? ICON_STOP_SIGN : grade == HEALTH_WARN ? ICON_WARNING : ICON_CHECK;
}

static void put_filter(struct builder *b, int row, const char *name, enum message_id label,
                       bool chosen, enum staff_act act)
{
    put_message(b, row, label,
                (struct view_node){.name = name,
                                   .role = ROLE_CHOICE,
                                   .look = LOOK_BUTTON,
                                   .h = b->shape.large ? 84 : 112,
                                   .grow = 1,
                                   .state = chosen ? STATE_CHOSEN : 0,
                                   .intent = {INTENT_STAFF_ACT, (int)act, NULL}});
}

/* "09:41", and the day before it where it is not today, by the kiosk's clock; said as a date and a
 * time of day. */
static const char *moment(const struct builder *b, const struct log_entry *e,
                          struct view_node *said)
{
    const int offset = b->app->settings->offset_minutes;
    const struct date day = date_today((int64_t)e->seconds, offset);
    const struct date today = date_today(b->app->now_s, offset);
    const int minute = (int)(((int64_t)e->seconds / MINUTE_S + offset) % DAY_MIN);
    const char *clock = text_format(b, "%02d:%02d", minute / 60, minute % 60);
    const bool now = day.day == today.day && day.month == today.month && day.year == today.year;
    if (!now) {
        say_more(said, (struct say){.kind = SAY_DATE,
                                    .number = day.year * 10000 + day.month * 100 + day.day});
    }
    say_more(said, say_text(clock, false));
    return now ? clock : text_format(b, "%d/%d, %s", day.day, day.month, clock);
}

static void put_event(struct builder *b, int column, int number, const struct log_entry *e)
{
    const struct log_line line = log_line_of(e);
    const char *what = line.what == MSG_NONE ? NULL : text_of(b, line.what);
    struct view_node node = {.name = text_format(b, "log.%d", number),
                             .role = ROLE_STATUS,
                             .look = LOOK_NEED,
                             .icon = b->shape.large ? 0 : icon_of(line.grade) + 1,
                             .icon_dp = 56,
                             .total = 1,
                             .grow = 1};
    const char *when = moment(b, e, &node);
    node.label = text_format(b, "%s · %s", when, text_filled(b, line.words, what, NULL));
    say_more(&node, say_message(line.words));
    if (line.what != MSG_NONE) {
        say_more(&node, say_message(line.what));
    }
    const int card =
        put_group(b, column,
                  (struct view_node){.look = LOOK_CARD,
                                     .flow = FLOW_ROW,
                                     .pad_x = 28,
                                     .pad_y = b->shape.large ? 0 : 6,
                                     .gap = b->shape.large ? 0 : 16,
                                     .fold = FOLD_KEEP,
                                     .state = line.grade == HEALTH_BAD ? STATE_ERROR : 0,
                                     .align = ALIGN_CENTER});
    put(b, card, node);
    struct view_node code = {.name = text_format(b, "log.%d.code", number),
                             .role = ROLE_TEXT,
                             .look = LOOK_MUTED,
                             .label = line.code,
                             .quiet = true}; /* said when it is touched, not with every row */
    say_more(&code, (struct say){.kind = SAY_LETTERS, .text = line.code});
    put(b, card, code);
}

/* That nobody changed it; the roof says so when somebody did. */
static void put_chain(struct builder *b, int column, const struct staff_log *log)
{
    if (log->checked && log->whole) {
        put_message(b, column, MSG_LOG_WHOLE,
                    (struct view_node){.name = "log.chain",
                                       .role = ROLE_NOTE,
                                       .look = LOOK_ASIDE,
                                       .icon = ICON_PRIVACY + 1,
                                       .icon_dp = 56,
                                       .fold = FOLD_VOICE});
    }
}

static void put_list(struct builder *b, int column, const struct staff_log *log)
{
    const struct staff *s = &b->app->staff;
    const int count = log_view_count(log, s->log_trouble);
    const bool tall = b->shape.large && !b->shape.landscape; /* a row may take half of the page */
    const int rows = tall ? 1 : list_rows(b, ROWS, b->shape.step > 1 ? 4 : 5);
    const int pages = count > 0 ? (count + rows - 1) / rows : 1;
    const int page = s->log_page < pages ? s->log_page : pages - 1;
    for (int i = page * rows; i < count && i < (page + 1) * rows; i++) {
        put_event(b, column, i + 1, log_view_at(log, s->log_trouble, i));
    }
    if (count == 0) {
        put_studio_line(b, column, ICON_CHECK, MSG_LOG_NONE, MSG_LOG_NONE_DETAIL);
    }
    put_space(b, column);
    put_list_pager(b, column, page, rows, count);
}

void sheet_staff_log_build(struct builder *b)
{
    static const struct staff_log none = {.count = 0};
    const struct staff *s = &b->app->staff;
    const struct staff_log *log = s->log != NULL ? s->log : &none;
    const int count = log_view_count(log, s->log_trouble);
    const bool changed = log->checked && !log->whole;
    const enum message_id hint = s->log == NULL ? MSG_STAFF_LOOKING
                                 : changed      ? MSG_LOG_CHANGED
                                                : MSG_LOG_HINT;
    struct roof roof = staff_roof(b, MSG_LOG_TITLE, hint);
    if (hint == MSG_LOG_HINT) {
        roof.hint = text_filled(b, MSG_LOG_HINT, text_number(b, count), NULL);
        roof.hint_say[1] = (struct say){.kind = SAY_NUMBER, .number = count};
    }
    put_roof(b, &roof);
    const int column = put_answers(b, b->shape.large ? 4 : 12);
    const int filters = put_group(
        b, column,
        (struct view_node){
            .flow = FLOW_ROW, .gap = 18, .h = b->shape.large ? 84 : 112, .fold = FOLD_EVERY});
    put_filter(b, filters, "log.all", MSG_LOG_ALL, !s->log_trouble, ACT_LOG_ALL);
    put_filter(b, filters, "log.trouble", MSG_LOG_TROUBLE, s->log_trouble, ACT_TROUBLE);
    put_chain(b, column, log);
    if (s->log != NULL) {
        put_list(b, column, log);
    }
    put_message(
        b, column, MSG_LOG_NOBODY,
        (struct view_node){
            .name = "log.nobody", .role = ROLE_NOTE, .look = LOOK_MUTED, .fold = FOLD_VOICE});
    put_back(b);
    put_next(b, MSG_LOG_OUT, ICON_USB, s->stick_busy ? MSG_STICK_WRITING : MSG_NONE);
    put_tools(b);
}
