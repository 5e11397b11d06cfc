/* 78: networks without a cable; 79: one of them, its passphrase typed. */
#include <string.h>

#include "ui/screens/all.h"
#include "ui/screens/keyboard.h"
#include "ui/screens/studio.h"

#define ROWS         5
#define ROW_DP       140
#define FIELD_DP     120
#define FIELD_LOW_DP 104
#define LARGE_DP     150
#define SHOW_DP      240

static const enum message_id kind_words[] = {[WIFI_OPEN] = MSG_WIFI_OPEN,
                                             [WIFI_PROTECTED] = MSG_WIFI_LOCKED,
                                             [WIFI_UNFIT] = MSG_WIFI_UNFIT_ROW};

static enum message_id words_of(const struct wifi_network *n)
{
    return n->connected ? MSG_WIFI_IN : n->known ? MSG_WIFI_KNOWN : kind_words[n->kind];
}

static enum message_id busy_words(const struct wifi_desk *d)
{
    return d->joins ? MSG_WIFI_JOINING : MSG_WIFI_FORGETTING;
}

static int bars_icon(int bars)
{
    static const int icons[WIFI_BARS + 1] = {ICON_SIGNAL_0, ICON_SIGNAL_1, ICON_SIGNAL_2,
                                             ICON_SIGNAL_3, ICON_SIGNAL_4};
    return icons[bars < 0 ? 0 : bars > WIFI_BARS ? WIFI_BARS : bars] + 1;
}

/* --- the list -------------------------------------------------------------------------------- */

static void put_network(struct builder *b, int column, int row)
{
    const struct wifi_network *n = &b->app->wifi.facts.rows[row];
    const enum message_id words = words_of(n);
    struct view_node node = {
        .name = text_format(b, "wifi.%d", row + 1),
        .role = ROLE_BUTTON,
        .look = LOOK_ROW,
        .label = text_format(b, "%s", n->name),
        .sub = text_of(b, words),
        .icon = b->shape.large && n->connected ? 0 : bars_icon(n->bars),
        .icon_dp = 76,
        .mark = n->kind == WIFI_PROTECTED && !n->connected && !b->shape.large ? ICON_KEY + 1 : 0,
        .h = ROW_DP,
        .state = n->connected ? STATE_CHOSEN : 0,
        .intent = {INTENT_WIFI, WIFI_CHOOSE + row, NULL}};
    say_more(&node, (struct say){.kind = SAY_NAME, .text = node.label});
    say_more(&node, say_message(words));
    say_more(&node, say_message(MSG_WIFI_BARS));
    say_more(&node, (struct say){.kind = SAY_NUMBER, .number = n->bars});
    put(b, column, node);
}

/* Why there is nothing to choose from, and what helps. */
static void put_nothing(struct builder *b, int column)
{
    const struct wifi_desk *d = &b->app->wifi;
    if (d->trouble != MSG_NONE) {
        (void)put_studio_word(b, column, "wifi.trouble", d->trouble, true);
    } else if (d->facts.state == WIFI_NO_ADAPTER) {
        put_studio_line(b, column, ICON_NETWORK, MSG_WIFI_NO_ADAPTER, MSG_WIFI_NO_ADAPTER_DETAIL);
    } else if (d->facts.state == WIFI_OFF) {
        put_studio_line(b, column, ICON_NETWORK, MSG_WIFI_OFF, MSG_WIFI_OFF_DETAIL);
    } else if (d->facts.count == 0) {
        put_studio_line(b, column, ICON_NETWORK, MSG_WIFI_NONE, MSG_WIFI_NONE_DETAIL);
    }
}

void sheet_wifi_build(struct builder *b)
{
    const struct wifi_desk *d = &b->app->wifi;
    const bool searches = !d->told || d->scans;
    const int rows = list_rows(b, ROWS, 4);
    const int count = d->facts.count;
    const int pages = count > 0 ? (count + rows - 1) / rows : 1;
    const int page = d->page < pages ? d->page : pages - 1;
    const struct roof roof = staff_roof(b, MSG_WIFI_TITLE,
                                        searches    ? MSG_WIFI_SEARCHING
                                        : count > 0 ? MSG_WIFI_CHOOSE
                                                    : MSG_NONE);
    put_roof(b, &roof);
    const int column = put_answers(b, 16);
    for (int i = page * rows; i < count && i < (page + 1) * rows; i++) {
        put_network(b, column, i);
    }
    if (d->told) {
        put_nothing(b, column);
    }
    put_space(b, column);
    put_list_pager(b, column, page, rows, count);
    put_back(b);
    put_next(b, MSG_WIFI_AGAIN, ICON_SEARCH,
             wifi_is_busy(d) ? busy_words(d)
             : searches      ? MSG_WIFI_SEARCHING
                             : MSG_NONE);
    put_tools(b);
}

/* --- one of them ------------------------------------------------------------------------------ */

static const char *dots(const struct builder *b, size_t count)
{
    char text[WIFI_PASSPHRASE_MAX * 3 + 1];
    size_t used = 0;
    for (size_t i = 0; i < count && i < WIFI_PASSPHRASE_MAX; i++) {
        memcpy(text + used, "\u2022", 3);
        used += 3;
    }
    text[used] = '\0';
    return text_format(b, "%s", text);
}

/* What is typed, as dots until somebody wants to read it; the voice only says how much it is. */
static void put_secret(struct builder *b, int parent, int height_dp)
{
    const struct wifi_desk *d = &b->app->wifi;
    const size_t typed = strlen(d->typed);
    struct view_node field = {.name = "field",
                              .role = ROLE_FIELD,
                              .look = LOOK_FIELD,
                              .value = d->shown ? d->typed : dots(b, typed),
                              .state = STATE_CURRENT,
                              .private_ = true,
                              .grow = 1,
                              .h = height_dp};
    say_more(&field, say_message(MSG_WIFI_TYPED));
    say_more(&field, (struct say){.kind = SAY_NUMBER, .number = (int)typed});
    put(b, parent, field);
}

static void put_show(struct builder *b, int parent, int width_dp, int height_dp)
{
    const bool shown = b->app->wifi.shown;
    put_message(b, parent, shown ? MSG_WIFI_HIDE : MSG_WIFI_SHOW,
                (struct view_node){.name = "wifi.show",
                                   .role = ROLE_CHECK,
                                   .look = LOOK_BUTTON,
                                   .w = width_dp,
                                   .h = height_dp,
                                   .state = shown ? STATE_CHOSEN : 0,
                                   .intent = {INTENT_WIFI, WIFI_SHOW, NULL}});
}

/* Where letters are large: some of them a page under the field, at last what shows it. */
static void put_large_typing(struct builder *b)
{
    const struct composer *c = &b->app->wifi.composer;
    const int keys = keyboard_pages(c->layer, false);
    const int page = b->view->page <= keys ? b->view->page : keys;
    const int next = page < keys ? page + 1 : 0;
    deal_own_pages(b, page, keys + 1,
                   next < keys ? keyboard_page_name(b, c->layer, false, next)
                               : text_of(b, MSG_WIFI_SHOW),
                   (struct intent){.kind = INTENT_NONE});
    const int column = put_answers(b, 16);
    put_secret(b, column, LARGE_DP);
    b->view->nodes[b->view->count - 1].grow = 0;
    if (page < keys) {
        put_keyboard_page(b, column, c, c->layer, false, page);
    } else {
        put_show(b, column, 0, LARGE_DP);
        put_space(b, column);
    }
}

static void put_typing(struct builder *b)
{
    const struct composer *c = &b->app->wifi.composer;
    const bool reference = b->shape.reference;
    const int height = reference ? FIELD_DP : FIELD_LOW_DP;
    b->mute = true;
    if (b->shape.large || (b->shape.landscape && b->shape.step > 0)) {
        put_large_typing(b);
        return;
    }
    const int column = put_answers(b, reference ? 16 : 8);
    const int row =
        put_group(b, column,
                  (struct view_node){.flow = FLOW_ROW, .gap = 16, .h = height, .fold = FOLD_EVERY});
    put_secret(b, row, height);
    put_show(b, row, SHOW_DP, height);
    put_keyboard(b, column, c, reference ? 12 : 8);
}

static void put_wifi_act(struct builder *b, int column, const char *name, enum message_id words,
                         int icon, enum wifi_act act)
{
    put_message(b, column, words,
                (struct view_node){.name = name,
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_BUTTON,
                                   .icon = icon + 1,
                                   .icon_dp = 60,
                                   .h = 126,
                                   .intent = {INTENT_WIFI, (int)act, NULL}});
}

static void put_one(struct builder *b)
{
    const struct wifi_desk *d = &b->app->wifi;
    const struct wifi_network *n = &d->chosen;
    const int column = put_answers(b, 20);
    if (wifi_is_busy(d)) {
        put_studio_line(b, column, ICON_WAIT, busy_words(d), MSG_WIFI_BUSY_DETAIL);
    } else if (d->word != MSG_NONE) {
        put_message(b, column, d->word,
                    (struct view_node){.name = "wifi.word",
                                       .role = ROLE_STATUS,
                                       .look = d->well ? LOOK_NOTE_OK : LOOK_NOTE_BAD,
                                       .icon = (d->well ? ICON_CHECK : ICON_WARNING) + 1});
    } else {
        put_message(b, column, words_of(n),
                    (struct view_node){.name = "wifi.kind",
                                       .role = ROLE_STATUS,
                                       .look = LOOK_NOTE,
                                       .icon = ICON_NETWORK + 1});
    }
    if (!wifi_is_busy(d) && n->known) {
        if (n->kind == WIFI_PROTECTED && !n->connected) {
            put_wifi_act(b, column, "wifi.retype", MSG_WIFI_RETYPE, ICON_KEYBOARD, WIFI_RETYPE);
        }
        put_wifi_act(b, column, "wifi.forget", MSG_WIFI_FORGET, ICON_BIN, WIFI_FORGET);
    }
    put_space(b, column);
}

/* Why it cannot be joined now. */
static enum message_id closed(const struct wifi_desk *d)
{
    if (wifi_is_busy(d)) {
        return busy_words(d);
    }
    if (d->chosen.connected) {
        return MSG_WIFI_IN;
    }
    if (d->chosen.kind == WIFI_UNFIT) {
        return MSG_WIFI_UNFIT;
    }
    return d->types && !wifi_is_passphrase(d->typed) ? MSG_WIFI_LENGTH : MSG_NONE;
}

void sheet_wifi_one_build(struct builder *b)
{
    const struct wifi_desk *d = &b->app->wifi;
    const bool types = d->types && !wifi_is_busy(d);
    struct roof roof = staff_roof(b, MSG_WIFI_TITLE,
                                  !types                ? MSG_NONE
                                  : d->word != MSG_NONE ? d->word
                                                        : MSG_WIFI_TYPE);
    roof.title = text_format(b, "%s", d->chosen.name);
    roof.title_say[0] = (struct say){.kind = SAY_NAME, .text = roof.title};
    put_roof(b, &roof);
    if (types) {
        put_typing(b);
    } else {
        put_one(b);
    }
    put_back(b);
    put_next(b, MSG_WIFI_JOIN, ICON_NETWORK, closed(d));
    put_tools(b);
}
