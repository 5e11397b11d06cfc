#include "ui/screens/build.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "app/citizen/date.h"
#include "app/settings.h"
#include "app/sound/languages.h"
#include "platform/base/buf.h"

#define TEXT_MAX 512

/* Keeps, once each, what is shown in Vietnamese for want of her language. */
static void note_words(const struct builder *b, enum message_id id)
{
    struct view *v = b->view;
    if (message_has(b->language, id)) {
        v->has_own = true;
        return;
    }
    for (int i = 0; i < v->lacking_count; i++) {
        if (v->lacking[i] == id) {
            return;
        }
    }
    if (v->lacking_count < VIEW_LACKING_MAX) {
        v->lacking[v->lacking_count++] = id;
    }
}

const char *text_of(const struct builder *b, enum message_id id)
{
    note_words(b, id);
    return message_text(b->language, id);
}

static const char *kept(const struct builder *b, const struct buf *text)
{
    const char *copy = arena_copy(b->frame, text->data, text->len);
    return copy != NULL ? copy : "";
}

const char *text_filled(const struct builder *b, enum message_id id, const char *zero,
                        const char *one)
{
    char storage[TEXT_MAX];
    struct buf out;
    buf_init(&out, storage, sizeof storage);
    const char *text = text_of(b, id);
    while (*text != '\0') {
        const char *open = strchr(text, '{');
        if (open == NULL || (open[1] != '0' && open[1] != '1') || open[2] != '}') {
            buf_puts(&out, text);
            break;
        }
        buf_add(&out, text, (size_t)(open - text));
        const char *value = open[1] == '0' ? zero : one;
        buf_puts(&out, value != NULL ? value : "");
        text = open + 3;
    }
    return kept(b, &out);
}

const char *text_format(const struct builder *b, const char *format, ...)
{
    char storage[TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    const int len = vsnprintf(storage, sizeof storage, format, arguments);
    va_end(arguments);
    if (len < 0 || (size_t)len >= sizeof storage) {
        return "";
    }
    const char *copy = arena_copy(b->frame, storage, (size_t)len);
    return copy != NULL ? copy : "";
}

const char *text_number(const struct builder *b, int number)
{
    return text_format(b, "%d", number);
}

int build_icon(const char *image, int fallback)
{
    enum icon icon;
    if (image != NULL && icon_find(image, strcspn(image, "."), &icon)) {
        return (int)icon + 1;
    }
    return fallback + 1;
}

void say_more(struct view_node *n, struct say item)
{
    for (int i = 0; i < SAY_MAX; i++) {
        if (n->say[i].kind == SAY_END) {
            n->say[i] = item;
            return;
        }
    }
}

struct say say_message(enum message_id id)
{
    return (struct say){.kind = SAY_MESSAGE, .message = id};
}

struct say say_text(const char *text, bool private_)
{
    return (struct say){.kind = SAY_TEXT, .text = text, .private_ = private_};
}

int put(struct builder *b, int parent, struct view_node node)
{
    node.parent = parent;
    if (parent >= 0) {
        node.zone = b->view->nodes[parent].zone;
    }
    return view_add(b->view, &node);
}

int put_message(struct builder *b, int parent, enum message_id label, struct view_node node)
{
    node.label = text_of(b, label);
    node.state |= message_has(b->language, label) ? 0 : STATE_FOREIGN;
    if (node.say[0].kind == SAY_END) {
        say_more(&node, say_message(label));
    }
    return put(b, parent, node);
}

int put_two(struct builder *b, int parent, enum message_id label, enum message_id sub,
            struct view_node node)
{
    node.sub = text_of(b, sub);
    say_more(&node, say_message(label));
    say_more(&node, say_message(sub));
    return put_message(b, parent, label, node);
}

int put_group(struct builder *b, int parent, struct view_node group)
{
    group.role = ROLE_GROUP;
    return put(b, parent, group);
}

void put_space(struct builder *b, int parent)
{
    put(b, parent, (struct view_node){.role = ROLE_GROUP, .grow = 1});
}

void put_rule(struct builder *b, int parent, bool upright)
{
    put(b, parent,
        (struct view_node){
            .role = ROLE_IMAGE, .look = LOOK_RULE, .w = upright ? 3 : 0, .h = upright ? 150 : 3});
}

const char *text_place(const struct builder *b)
{
    return b->app->settings != NULL ? b->app->settings->place : "";
}

static int offset_of(const struct builder *b)
{
    return b->app->settings != NULL ? b->app->settings->offset_minutes : 420;
}

const char *text_clock(const struct builder *b)
{
    const int64_t local = b->app->now_s + (int64_t)offset_of(b) * 60;
    const int minute = (int)((local / 60) % (24 * 60));
    return text_format(b, "%02d:%02d", minute / 60, minute % 60);
}

static const enum message_id weekdays[] = {MSG_MONDAY, MSG_TUESDAY,  MSG_WEDNESDAY, MSG_THURSDAY,
                                           MSG_FRIDAY, MSG_SATURDAY, MSG_SUNDAY};

const char *text_day(const struct builder *b)
{
    const struct date today = date_today(b->app->now_s, offset_of(b));
    return text_format(b, "%s, %d/%d", text_of(b, weekdays[date_weekday(today)]), today.day,
                       today.month);
}

void say_now(const struct builder *b, struct view_node *n)
{
    const struct date today = date_today(b->app->now_s, offset_of(b));
    say_more(n, say_text(text_clock(b), false));
    say_more(n, say_message(weekdays[date_weekday(today)]));
    say_more(n, (struct say){.kind = SAY_DATE,
                             .number = today.year * 10000 + today.month * 100 + today.day});
}

void put_practice(struct builder *b)
{
    if (b->app->practice) {
        put_message(
            b, -1, MSG_PRACTICE_MARK,
            (struct view_node){
                .name = "practice", .role = ROLE_STATUS, .look = LOOK_PRACTICE, .zone = ZONE_ROOF});
    }
}

struct roof roof_of(const struct builder *b, enum message_id title, enum message_id hint)
{
    struct roof roof = {.title = text_of(b, title), .title_say = {say_message(title)}};
    if (hint != MSG_NONE) {
        roof.hint = text_of(b, hint);
        roof.hint_say[0] = say_message(hint);
    }
    return roof;
}

void put_fallback_mark(struct builder *b)
{
    put_message(b, -1, MSG_FALLBACK_MARK,
                (struct view_node){.name = "fallback",
                                   .role = ROLE_STATUS,
                                   .look = LOOK_FALLBACK,
                                   .zone = ZONE_ROOF,
                                   .quiet = true});
}

static void put_band(struct builder *b, const struct roof *roof)
{
    put(b, -1,
        (struct view_node){.name = "band",
                           .role = ROLE_PROGRESS,
                           .look = LOOK_BAND,
                           .zone = ZONE_ROOF,
                           .number = roof->done,
                           .total = roof->cells,
                           .state = roof->now ? STATE_CURRENT : 0});
}

/* Where she is and how far: seen always, heard when she asks for the page once more. */
static void put_brand(struct builder *b, const struct roof *roof)
{
    const bool whole = roof->which == NULL && !b->shape.landscape && b->shape.step == 0;
    struct view_node brand = {.name = "brand",
                              .role = ROLE_STATUS,
                              .look = LOOK_BRAND,
                              .zone = ZONE_ROOF,
                              .label = roof->which != NULL ? roof->which
                                       : whole ? text_filled(b, MSG_BRAND, text_place(b), NULL)
                                               : text_place(b),
                              .value = roof->right != NULL ? roof->right : text_clock(b),
                              .number = roof->right != NULL,
                              .total = roof->flat};
    for (size_t i = 0; i < sizeof roof->right_say / sizeof roof->right_say[0]; i++) {
        say_more(&brand, roof->right_say[i]);
    }
    if (whole) {
        say_more(&brand, say_message(MSG_BRAND));
    }
    say_more(&brand, say_text(whole ? text_place(b) : brand.label, false));
    if (roof->right == NULL) {
        say_more(&brand, say_text(brand.value, false));
    }
    put(b, -1, brand);
}

void put_roof(struct builder *b, const struct roof *roof)
{
    put_brand(b, roof);
    put_practice(b);
    put(b, -1,
        (struct view_node){.name = "gong",
                           .role = ROLE_STATUS,
                           .look = LOOK_GONG,
                           .zone = ZONE_ROOF,
                           .number = b->app->speaking});
    if (!language_find(b->language)->ready) {
        put_fallback_mark(b);
    }
    b->has_roof = true;
    struct view_node title = {.name = "title",
                              .role = ROLE_TITLE,
                              .look = LOOK_TITLE,
                              .zone = ZONE_ROOF,
                              .label = roof->title,
                              .sub = roof->which};
    memcpy(title.say, roof->title_say, sizeof title.say);
    put(b, -1, title);
    if (roof->hint != NULL) {
        struct view_node hint = {.name = "hint",
                                 .role = ROLE_HINT,
                                 .look = LOOK_HINT,
                                 .zone = ZONE_ROOF,
                                 .label = roof->hint};
        memcpy(hint.say, roof->hint_say, sizeof hint.say);
        put(b, -1, hint);
    }
    put_band(b, roof);
}

int put_answers(struct builder *b, int gap)
{
    return put_group(
        b, -1, (struct view_node){.name = "answers", .zone = ZONE_ANSWERS, .gap = gap, .grow = 1});
}

void put_more(struct builder *b, int parent, struct view_node node)
{
    node.name = "more";
    node.more = true;
    node.role = ROLE_BUTTON;
    node.look = LOOK_BUTTON;
    if (parent < 0) {
        node.zone = ZONE_ACTIONS;
        node.grow = 1;
    } else {
        node.fold = FOLD_EVERY;
    }
    b->has_more = true;
    put(b, parent, node);
}

void put_first_act(struct builder *b, const char *name, enum message_id label, int icon,
                   struct intent intent)
{
    put_message(b, -1, label,
                (struct view_node){.name = name,
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_BUTTON,
                                   .zone = ZONE_ACTIONS,
                                   .icon = icon + 1,
                                   .w = b->shape.landscape ? 330 : 312,
                                   .intent = intent});
    if (!b->has_more) {
        put_more(b, -1, b->more);
    }
}

void put_back(struct builder *b)
{
    put_first_act(b, "back", MSG_BACK, ICON_BACK, (struct intent){.kind = INTENT_BACK});
}

/* Whether the page says this sentence already. */
static bool is_said(const struct view *v, enum message_id id)
{
    for (int i = 0; i < v->count; i++) {
        for (int k = 0; k < SAY_MAX && v->nodes[i].say[k].kind != SAY_END; k++) {
            if (v->nodes[i].say[k].kind == SAY_MESSAGE && v->nodes[i].say[k].message == id &&
                !v->nodes[i].quiet) {
                return true;
            }
        }
    }
    return false;
}

void put_next(struct builder *b, enum message_id label, int icon, enum message_id reason)
{
    struct view_node node = {.name = "go",
                             .role = ROLE_BUTTON,
                             .look = LOOK_MAIN,
                             .zone = ZONE_ACTIONS,
                             .icon = icon + 1,
                             .icon_dp = 64,
                             .grow = 1};
    if (reason != MSG_NONE) {
        node.state = STATE_DISABLED;
        node.quiet = is_said(b->view, reason); /* not twice when the page is read */
        say_more(&node, say_message(reason));
    } else {
        node.intent.kind = INTENT_NEXT;
    }
    put_message(b, -1, label, node);
}

void put_act(struct builder *b, const char *name, enum message_id label, int icon,
             struct intent intent, bool main)
{
    const bool first = !b->has_more;
    if (first && main) {
        put_more(b, -1, b->more);
    }
    put_message(b, -1, label,
                (struct view_node){.name = name,
                                   .role = ROLE_BUTTON,
                                   .look = main ? LOOK_MAIN : LOOK_BUTTON,
                                   .zone = ZONE_ACTIONS,
                                   .icon = icon + 1,
                                   .icon_dp = 72,
                                   .grow = 1,
                                   .intent = intent});
    if (first && !main) {
        put_more(b, -1, b->more);
    }
}

static const struct tool {
    const char *name;
    enum message_id label;
    int icon;
    struct intent intent;
} tools[] = {
    {"tool.replay", MSG_TOOL_REPLAY, ICON_REPLAY, {.kind = INTENT_REPLAY}},
    {"tool.slower", MSG_TOOL_SLOWER, ICON_SLOWER, {.kind = INTENT_SLOWER}},
    {"tool.louder", MSG_TOOL_LOUDER, ICON_LOUDER, {.kind = INTENT_LOUDER}},
    {"tool.display", MSG_TOOL_DISPLAY, ICON_DISPLAY, {.kind = INTENT_DISPLAY}},
    {"tool.language", MSG_TOOL_LANGUAGE, ICON_LANGUAGE, {.kind = INTENT_CHANGE_LANGUAGE}},
    {"tool.call", MSG_TOOL_CALL, ICON_HELP, {.kind = INTENT_CALL_OFFICER}},
};
#define TOOLS     ((int)(sizeof tools / sizeof tools[0]))
#define TOOL_CALL (TOOLS - 1)

/* In one row of a wide screen its words follow one another; they break only where they must. */
static const char *in_a_line(const struct builder *b, const char *label)
{
    const char *at = strchr(label, '\n');
    return at == NULL ? label : text_format(b, "%.*s %s", (int)(at - label), label, at + 1);
}

static void put_tool(struct builder *b, int parent, const struct tool *tool, bool call)
{
    const char *label = text_of(b, tool->label);
    put(b, parent,
        (struct view_node){.name = tool->name,
                           .role = ROLE_BUTTON,
                           .look = call ? LOOK_TOOL_CALL : LOOK_TOOL,
                           .zone = ZONE_TOOLS,
                           .label = b->shape.landscape ? in_a_line(b, label) : label,
                           .say = {say_message(tool->label)},
                           .icon = tool->icon + 1,
                           .grow = 1,
                           .intent = tool->intent});
}

/* Six tools; three where their words are large, the rest behind the second. */
void put_tools(struct builder *b)
{
    static const struct tool more = {
        "tool.more", MSG_TOOL_MORE, ICON_MORE, {.kind = INTENT_MORE_TOOLS}};
    if (b->shape.few_tools) {
        put_tool(b, -1, &tools[0], false);
        put_tool(b, -1, &more, false);
        put_tool(b, -1, &tools[TOOL_CALL], true);
        return;
    }
    for (int i = 0; i < TOOLS; i++) {
        put_tool(b, -1, &tools[i], i == TOOL_CALL);
    }
}

void put_more_tools(struct builder *b, int parent)
{
    for (int i = 1; i < TOOL_CALL; i++) {
        put_tool(b, parent, &tools[i], false);
        b->view->nodes[b->view->count - 1].h = 200;
    }
}
