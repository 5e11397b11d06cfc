/* 15: staff's dashboard, what is wrong first; what staff can do; 66: what is not sent. */
#include <string.h>

#include "app/citizen/catalogue.h"
#include "app/clock_judge.h"
#include "app/staff/file_why.h"
#include "ui/screens/all.h"
#include "ui/screens/find.h"
#include "ui/screens/staff.h"
#include "ui/screens/studio.h"

#define ROW_DP   126
#define GRADE_DP 48
#define FILES    4
#define MINUTE_S 60
#define HOUR_S   3600
#define DAY_S    86400

static int grade_icon(enum health_grade grade)
{
    static const int icons[] = {[HEALTH_GOOD] = ICON_CHECK,
                                [HEALTH_ASKED] = ICON_WAIT,
                                [HEALTH_WARN] = ICON_WARNING,
                                [HEALTH_BAD] = ICON_STOP_SIGN};
    return icons[grade] + 1;
}

static int part_icon(enum health_part part)
{
    static const int icons[HEALTH_PARTS] = {
        [HEALTH_PRINTER] = ICON_PRINT,     [HEALTH_PAPER] = ICON_PAPER_ROLL,
        [HEALTH_SCANNER] = ICON_ID_CARD,   [HEALTH_CAMERA] = ICON_CAMERA,
        [HEALTH_SOUND] = ICON_SPEAKER,     [HEALTH_KEYPAD] = ICON_KEYPAD,
        [HEALTH_KEYBOARD] = ICON_KEYBOARD, [HEALTH_NETWORK] = ICON_NETWORK,
        [HEALTH_PORTAL] = ICON_PORTAL,     [HEALTH_UNSENT] = ICON_SEND,
        [HEALTH_DISK] = ICON_FOLDER,       [HEALTH_CLOCK] = ICON_CLOCK,
        [HEALTH_POWER] = ICON_BATTERY,     [HEALTH_HEAT] = ICON_HEAT,
        [HEALTH_VERSION] = ICON_UPDATE,    [HEALTH_BEACON] = ICON_STAFF,
        [HEALTH_TOUCH] = ICON_FINGER};
    return icons[part] + 1;
}

static const char *part_of(const struct builder *b, const struct health_row *r, int i)
{
    return r->text[i] != NULL ? text_format(b, "%s", r->text[i]) : text_number(b, r->number[i]);
}

/* The sentence, and how it is said: texts are codes, letter by letter. */
static void fill_words(const struct builder *b, const struct health_row *r, struct view_node *n)
{
    const char *text = text_of(b, r->words);
    n->sub = text_filled(b, r->words, part_of(b, r, 0), part_of(b, r, 1));
    say_more(n, say_message(r->words));
    for (int i = 0; i < 2; i++) {
        const char place[] = {'{', (char)('0' + i), '}', '\0'};
        if (strstr(text, place) != NULL && r->text[i] != NULL) {
            say_more(n, (struct say){.kind = SAY_LETTERS, .text = part_of(b, r, i)});
        } else if (strstr(text, place) != NULL) {
            say_more(n, (struct say){.kind = SAY_NUMBER, .number = r->number[i]});
        }
    }
}

/* One that nothing here helps: flat, its grade at the end. */
static void put_health_card(struct builder *b, int column, enum health_grade grade,
                            struct view_node node)
{
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .flow = FLOW_ROW,
                                                  .pad_x = 28,
                                                  .pad_y = 6,
                                                  .gap = 12,
                                                  .fold = FOLD_KEEP,
                                                  .state = grade == HEALTH_BAD ? STATE_ERROR : 0,
                                                  .align = ALIGN_CENTER});
    node.grow = 1;
    put(b, card, node);
    if (!b->shape.large) {
        put(b, card,
            (struct view_node){.role = ROLE_IMAGE,
                               .look = LOOK_NEED,
                               .icon = grade_icon(grade),
                               .icon_dp = GRADE_DP});
    }
}

void put_health(struct builder *b, int column, const struct health_row *r)
{
    struct view_node node = {.name = text_format(b, "health.%d", (int)r->part),
                             .role = ROLE_STATUS,
                             .look = LOOK_NEED,
                             .label = text_of(b, health_name(r->part)),
                             .icon = b->shape.large ? 0 : part_icon(r->part),
                             .icon_dp = 64,
                             .fold = FOLD_KEEP};
    say_more(&node, say_message(health_name(r->part)));
    fill_words(b, r, &node);
    if (r->act == ACT_NOTHING) {
        put_health_card(b, column, r->grade, node);
        return;
    }
    node.role = ROLE_BUTTON;
    node.look = LOOK_ROW;
    node.mark = grade_icon(r->grade);
    node.h = ROW_DP;
    node.intent = (struct intent){INTENT_STAFF_ACT, (int)r->act, NULL};
    put(b, column, node);
}

/* How much is wrong, under the title. */
static void put_summary(const struct builder *b, const struct health_row *rows, struct roof *roof)
{
    const int wrong = health_count(rows, HEALTH_BAD) + health_count(rows, HEALTH_WARN);
    if (!b->app->staff.told || wrong == 0) {
        return;
    }
    roof->hint = text_filled(b, MSG_STAFF_WRONG, text_number(b, wrong), NULL);
    roof->hint_say[0] = say_message(MSG_STAFF_WRONG);
    roof->hint_say[1] = (struct say){.kind = SAY_NUMBER, .number = wrong};
}

void sheet_staff_build(struct builder *b)
{
    struct health_row rows[HEALTH_PARTS];
    health_rows(&b->app->staff.facts, rows);
    struct roof roof =
        staff_roof(b, MSG_STAFF_TITLE, b->app->staff.told ? MSG_STAFF_ALL_WELL : MSG_STAFF_LOOKING);
    put_summary(b, rows, &roof);
    put_roof(b, &roof);
    const int column = put_answers(b, 14);
    if (b->app->visit != NULL) {
        put_message(b, column, MSG_STAFF_PARKED,
                    (struct view_node){.name = "staff.parked",
                                       .role = ROLE_NOTE,
                                       .look = LOOK_ASIDE,
                                       .icon = ICON_PERSON + 1,
                                       .icon_dp = 56,
                                       .fold = FOLD_VOICE});
    }
    if (b->app->care.lock.now != 0) {
        put_message(b, column, MSG_AFAR_LOCKED,
                    (struct view_node){.name = "staff.locked",
                                       .role = ROLE_NOTE,
                                       .look = LOOK_ASIDE,
                                       .icon = ICON_KEY + 1,
                                       .icon_dp = 56,
                                       .fold = FOLD_VOICE});
    }
    for (int i = 0; i < HEALTH_PARTS; i++) {
        put_health(b, column, &rows[i]);
    }
    put_first_act(b, "back", MSG_STAFF_LEAVE, ICON_BACK, (struct intent){.kind = INTENT_BACK});
    put_next(b, MSG_STAFF_MENU, ICON_LIST, MSG_NONE);
    put_tools(b);
}

/* --- what can be done ------------------------------------------------------------------------ */

struct act_row {
    const char *name;
    enum message_id label, detail;
    int icon;
    enum staff_act act;
};

/* closed: why it cannot be done now, MSG_NONE = it can. */
static void put_act_row(struct builder *b, int grid, const struct act_row *row,
                        enum message_id closed)
{
    struct view_node node = {.name = row->name,
                             .role = ROLE_BUTTON,
                             .look = LOOK_ROW,
                             .icon = row->icon + 1,
                             .icon_dp = 64,
                             .total = 1,
                             .h = b->app->visit != NULL ? 125 : 144, /* seven or six on a page */
                             .intent = {INTENT_STAFF_ACT, (int)row->act, NULL}};
    if (closed != MSG_NONE) {
        node.intent = (struct intent){.kind = INTENT_NONE};
        node.state = STATE_DISABLED;
    }
    put_two(b, grid, row->label, closed != MSG_NONE ? closed : row->detail, node);
    b->view->nodes[b->view->count - 1].sub = NULL; /* said: rows of two lines have no room */
}

static const struct act_row paper_row = {"staff.paper", MSG_STAFF_PAPER, MSG_STAFF_PAPER_DETAIL,
                                         ICON_PAPER_ROLL, ACT_PAPER};
static const struct act_row tests_row = {"staff.tests", MSG_STAFF_TESTS, MSG_STAFF_TESTS_DETAIL,
                                         ICON_SPEAKER, ACT_TESTS};
static const struct act_row lines_row = {"staff.lines", MSG_STAFF_LINES, MSG_STAFF_LINES_DETAIL,
                                         ICON_NETWORK, ACT_LINES};
static const struct act_row carry_row = {"staff.carry", MSG_CARRY_TITLE, MSG_CARRY_DETAIL, ICON_USB,
                                         ACT_CARRY};
static const struct act_row files_row = {"staff.files", MSG_STAFF_FILES, MSG_STAFF_FILES_DETAIL,
                                         ICON_OFFLINE, ACT_FILES};
static const struct act_row day_row = {"staff.day", MSG_DAY_PAGE_TITLE, MSG_DAY_MENU_DETAIL,
                                       ICON_RECEIPT, ACT_DAY};
static const struct act_row badges_row = {"staff.badges", MSG_BADGES_TITLE, MSG_BADGES_DETAIL,
                                          ICON_KEY, ACT_BADGES};
static const struct act_row log_row = {"staff.log", MSG_LOG_TITLE, MSG_LOG_DETAIL, ICON_LOG,
                                       ACT_LOG};
static const struct act_row reset_row = {"staff.reset", MSG_STAFF_RESET, MSG_STAFF_RESET_DETAIL,
                                         ICON_RESET, ACT_RESET};
static const struct act_row serve_row = {"staff.serve", MSG_STAFF_SERVE, MSG_STAFF_SERVE_DETAIL,
                                         ICON_PLAY, ACT_SERVE};
static const struct act_row rest_row = {"staff.rest", MSG_STAFF_REST, MSG_STAFF_REST_DETAIL,
                                        ICON_PAUSE, ACT_REST};
static const struct act_row voices_row = {"staff.voices", MSG_STUDIO_TITLE, MSG_STAFF_VOICES_DETAIL,
                                          ICON_MICROPHONE, ACT_VOICES};
static const struct act_row setup_row = {"staff.setup", MSG_STAFF_SETUP, MSG_STAFF_SETUP_DETAIL,
                                         ICON_CONSTRUCTION, ACT_SETUP};
static const struct act_row restart_row = {"staff.restart", MSG_STAFF_RESTART,
                                           MSG_STAFF_RESTART_DETAIL, ICON_POWER, ACT_RESTART};

static const struct act_row assist_row = {"staff.assist", MSG_STAFF_ASSIST, MSG_STAFF_ASSIST_DETAIL,
                                          ICON_HELP, ACT_ASSIST};
static const struct act_row take_over_row = {"staff.take-over", MSG_STAFF_TAKE_OVER,
                                             MSG_STAFF_TAKE_OVER_DETAIL, ICON_STAFF, ACT_TAKE_OVER};

/* Why somebody of this role may not do it. */
static enum message_id may_not(const struct app *a, enum staff_act act)
{
    return staff_may(a->staff.who.role, act) ? MSG_NONE : MSG_STAFF_NOT_ROLE;
}

void sheet_staff_menu_build(struct builder *b)
{
    const struct app *a = b->app;
    const bool rests = a->screen == SCREEN_OUT_OF_SERVICE;
    const bool busy = a->visit != NULL;
    const struct roof roof = staff_roof(b, MSG_STAFF_MENU, MSG_STAFF_MENU_HINT);
    put_roof(b, &roof);
    const int column = put_answers(b, 18);
    const int grid = put_group(b, column,
                               (struct view_node){.flow = FLOW_GRID,
                                                  .grid_columns = 2,
                                                  .wide_columns = b->shape.step < 2 ? 2 : 1,
                                                  .gap = 14});
    if (busy) {
        put_act_row(b, grid, &assist_row, may_not(a, ACT_ASSIST));
        put_act_row(b, grid, &take_over_row, may_not(a, ACT_TAKE_OVER));
    }
    put_act_row(b, grid, &paper_row, MSG_NONE);
    put_act_row(b, grid, &files_row, MSG_NONE);
    put_act_row(b, grid, &carry_row, may_not(a, ACT_CARRY));
    put_act_row(b, grid, &day_row, busy ? MSG_STAFF_BUSY_DAY : may_not(a, ACT_DAY));
    put_act_row(b, grid, &lines_row, MSG_NONE);
    put_act_row(b, grid, &tests_row, MSG_NONE);
    put_act_row(b, grid, &log_row, MSG_NONE);
    put_act_row(b, grid, &reset_row, busy ? MSG_NONE : MSG_STAFF_NOBODY);
    put_act_row(b, grid, rests ? &serve_row : &rest_row, MSG_NONE);
    put_act_row(b, grid, &voices_row,
                busy    ? MSG_STAFF_BUSY
                : rests ? MSG_STAFF_RESTS
                        : may_not(a, ACT_VOICES));
    put_act_row(b, grid, &badges_row, busy ? MSG_BADGES_BUSY : may_not(a, ACT_BADGES));
    put_act_row(b, grid, &setup_row, busy ? MSG_STAFF_BUSY_SETUP : may_not(a, ACT_SETUP));
    put_act_row(b, grid, &restart_row, may_not(a, ACT_RESTART));
    put_back(b);
    put_tools(b);
}

const enum message_id *staff_question(const struct builder *b)
{
    static const enum message_id reset[] = {MSG_SURE_RESET, MSG_SURE_RESET_TEXT, MSG_SURE_NO,
                                            MSG_STAFF_RESET};
    static const enum message_id rest[] = {MSG_SURE_REST, MSG_SURE_REST_TEXT, MSG_SURE_NO,
                                           MSG_STAFF_REST};
    static const enum message_id restart[] = {MSG_SURE_RESTART, MSG_SURE_RESTART_TEXT, MSG_SURE_NO,
                                              MSG_STAFF_RESTART};
    static const enum message_id carry[] = {MSG_SURE_CARRY, MSG_SURE_CARRY_TEXT, MSG_SURE_NO,
                                            MSG_CARRY_OUT};
    static const enum message_id back[] = {MSG_SURE_BACK, MSG_SURE_BACK_TEXT, MSG_SURE_NO,
                                           MSG_UNSENT_BACK};
    static const enum message_id done[] = {MSG_SURE_DONE, MSG_SURE_DONE_TEXT, MSG_SURE_NO,
                                           MSG_UNSENT_DONE};
    static const enum message_id drop[] = {MSG_SURE_DROP, MSG_SURE_DROP_TEXT, MSG_SURE_NO,
                                           MSG_UNSENT_DROP};
    static const enum message_id badge[] = {MSG_SURE_BADGE, MSG_SURE_BADGE_TEXT, MSG_SURE_NO,
                                            MSG_BADGE_LOSE};
    const enum staff_act asks = b->app->staff.asks;
    if (asks >= ACT_FILE_BACK && asks <= ACT_FILE_DROP) {
        return asks == ACT_FILE_BACK ? back : asks == ACT_FILE_DONE ? done : drop;
    }
    if (asks == ACT_EXPORT || asks == ACT_BADGE_LOST) {
        return asks == ACT_EXPORT ? carry : badge;
    }
    return asks == ACT_RESET ? reset : asks == ACT_REST ? rest : restart;
}

/* --- what is not sent ------------------------------------------------------------------------ */

/* Since when, in the words that fit. */
void fill_file_age(const struct builder *b, int64_t saved_at, struct view_node *n)
{
    const int64_t seconds = b->app->now_s - saved_at;
    if (saved_at < CLOCK_LEAST) { /* by a clock in doubt */
        n->value = text_of(b, MSG_FILES_UNDATED);
        say_more(n, say_message(MSG_FILES_UNDATED));
        return;
    }
    const enum message_id words = seconds < HOUR_S  ? MSG_FILES_MINUTES
                                  : seconds < DAY_S ? MSG_FILES_HOURS
                                                    : MSG_FILES_DAYS;
    const int64_t unit = seconds < HOUR_S ? MINUTE_S : seconds < DAY_S ? HOUR_S : DAY_S;
    const int number = seconds > 0 ? (int)(seconds / unit) : 0;
    n->value = text_filled(b, words, text_number(b, number), NULL);
    say_more(n, say_message(words));
    say_more(n, (struct say){.kind = SAY_NUMBER, .number = number});
}

/* Its title; of one that this kiosk no longer knows, that. */
void fill_file_title(const struct builder *b, const char *procedure, struct view_node *n)
{
    const struct catalogue *c = b->app->catalogue;
    const int entry = c == NULL ? -1 : catalogue_find(c, procedure);
    bool fallback = false;
    if (entry >= 0) {
        n->label = catalogue_title(c, entry, b->language, &fallback);
        n->state = fallback ? STATE_FOREIGN : 0;
        say_more(n, say_catalogue(n->label, fallback));
    } else {
        n->label = text_of(b, MSG_FILES_UNKNOWN);
        say_more(n, say_message(MSG_FILES_UNKNOWN));
    }
}

int file_icon(const struct outbox_row *r)
{
    return r->state == OUTBOX_HELD ? ICON_HELD : r->state == OUTBOX_EXPORTED ? ICON_USB : ICON_WAIT;
}

static void put_file(struct builder *b, int column, int number, const struct outbox_row *r)
{
    struct view_node age = {.value = NULL};
    struct view_node node = {.name = text_format(b, "file.%d", number),
                             .role = ROLE_BUTTON,
                             .look = LOOK_ROW,
                             .h = 150,
                             .icon = file_icon(r) + 1,
                             .icon_dp = 76,
                             .intent = {INTENT_STAFF_ACT, ACT_FILE + number - 1, NULL}};
    fill_file_title(b, r->procedure, &node);
    fill_file_age(b, r->saved_at, &age);
    node.sub = text_format(b, "%s %s", age.value, text_of(b, file_state(r)));
    say_more(&node, age.say[0]);
    say_more(&node, age.say[1]);
    say_more(&node, say_message(file_state(r)));
    put(b, column, node);
}

void sheet_staff_files_build(struct builder *b)
{
    static const struct staff_files none = {.count = 0};
    const struct staff *s = &b->app->staff;
    const struct staff_files *files = s->files != NULL ? s->files : &none;
    const int count = files->count;
    struct roof roof = staff_roof(b, MSG_STAFF_FILES, count > 0 ? MSG_FILES_HINT : MSG_NONE);
    if (count > 0) {
        roof.hint = text_filled(b, MSG_FILES_HINT, text_number(b, files->total), NULL);
        roof.hint_say[1] = (struct say){.kind = SAY_NUMBER, .number = files->total};
    }
    put_roof(b, &roof);
    const int column = put_answers(b, 16);
    const int rows = list_rows(b, FILES, FILES);
    const int pages = count > 0 ? (count + rows - 1) / rows : 1;
    const int page = s->file_page < pages ? s->file_page : pages - 1;
    for (int i = page * rows; i < count && i < (page + 1) * rows; i++) {
        put_file(b, column, i + 1, &files->rows[i]);
    }
    if (count == 0) {
        put_studio_line(b, column, ICON_CHECK, MSG_HEALTH_UNSENT_NONE, MSG_FILES_NONE_DETAIL);
    }
    put_space(b, column);
    put_list_pager(b, column, page, rows, count);
    put_back(b);
    put_next(b, MSG_FILES_RETRY, ICON_SEND, count > 0 ? MSG_NONE : MSG_HEALTH_UNSENT_NONE);
    put_tools(b);
}
