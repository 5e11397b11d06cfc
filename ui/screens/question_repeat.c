/* 38: several of the same, one row each with change and remove; one more; what was removed comes
 * back until the page is left. */
#include <stdlib.h>
#include <string.h>

#include "ui/screens/question.h"

#define ROWS_A_PAGE  4
#define ROWS_A_FRAME 24 /* where layout deals them: as many as a view has room for */

/* dp */
#define ROW_DP 152

static bool tells(const struct form_question *q)
{
    return q->relevant && q->value[0] != '\0' && q->kind != FORM_VALUE && q->kind != FORM_NOTE &&
           q->kind != FORM_PAPER && q->kind != FORM_SIGNATURE && q->kind != FORM_TRIGGER;
}

static bool lies_in(struct form *form, form_node instance, form_node n)
{
    while (n != FORM_NONE && n != instance) {
        n = form_instance_above(form, n);
    }
    return n != FORM_NONE;
}

/* Its first two answers in words; of those that lie deeper none. */
static void find_answers(struct builder *b, form_node instance, struct instance_words *words)
{
    struct form *form = b->app->visit->form;
    for (form_node n = form_next_node(form, instance);
         n != FORM_NONE && lies_in(form, instance, n) && words->second == NULL;
         n = form_next_node(form, n)) {
        struct form_question q;
        if (form_instance_above(form, n) != instance || failed(form_question(form, n, &q)) ||
            !tells(&q)) {
            continue;
        }
        const int at = words->first != NULL;
        const char *answer = answer_words(b, &q);
        words->secret = words->secret || q.private_;
        words->said[at] = answer_say(&q, answer, q.private_);
        *(at == 0 ? &words->first : &words->second) = answer;
    }
}

static int place_of(struct form *form, form_node instance)
{
    char ref[256];
    struct buf out;
    buf_init(&out, ref, sizeof ref);
    if (failed(form_ref(form, instance, &out))) {
        return 1;
    }
    const char *open = strrchr(ref, '[');
    return open != NULL ? (int)strtol(open + 1, NULL, 10) : 1;
}

void instance_words(struct builder *b, form_node instance, struct instance_words *ret_words)
{
    struct form *form = b->app->visit->form;
    struct form_question q;
    const form_node repeat = form_repeat_of(form, instance);
    *ret_words = (struct instance_words){.noun = text_of(b, MSG_REPEAT_NOUN),
                                         .place = place_of(form, instance)};
    if (!failed(form_question(form, repeat != FORM_NONE ? repeat : instance, &q)) &&
        q.kind == FORM_REPEAT && q.short_label[0] != '\0' && strchr(q.short_label, '?') == NULL) {
        ret_words->noun = text_format(b, "%s", q.short_label);
    }
    find_answers(b, instance, ret_words);
    ret_words->which =
        text_filled(b, MSG_REPEAT_WHICH, ret_words->noun, text_number(b, ret_words->place));
}

struct say *instance_say(const struct instance_words *words, struct say *at)
{
    *at++ = say_message(MSG_REPEAT_WHICH);
    *at++ = say_text(words->noun, false);
    *at++ = (struct say){.kind = SAY_NUMBER, .number = words->place};
    return at;
}

static bool is_removed(const struct visit *v, form_node instance)
{
    for (int i = 0; i < v->removed_count; i++) {
        if (v->removed[i] == instance) {
            return true;
        }
    }
    return false;
}

static void put_row_button(struct builder *b, int row, const struct instance_words *words,
                           enum message_id label, struct view_node node)
{
    node.role = ROLE_BUTTON;
    node.look = LOOK_BUTTON;
    node.quiet = true;
    node.icon_dp = 40;
    node.h = 112;
    say_more(&node, say_message(label));
    (void)instance_say(words, &node.say[1]);
    put_message(b, row, label, node);
}

/* The answers it goes by, its place beneath; or the place, and that nothing was answered. */
static struct view_node words_node(struct builder *b, const struct instance_words *words,
                                   bool removed)
{
    struct view_node node = {.name = text_format(b, "instance.%d", words->place),
                             .role = ROLE_TEXT,
                             .look = LOOK_NEED,
                             .private_ = true,
                             .aloud = !words->secret,
                             .grow = 1};
    if (removed) {
        node.label = text_of(b, MSG_REPEAT_REMOVED);
        node.sub = words->first != NULL ? words->first : words->which;
        node.say[0] = say_message(MSG_REPEAT_REMOVED);
        (void)instance_say(words, &node.say[1]);
    } else if (words->first == NULL) {
        node.label = words->which;
        node.sub = text_of(b, MSG_REPEAT_EMPTY);
        (void)instance_say(words, node.say);
        say_more(&node, say_message(MSG_REPEAT_EMPTY));
    } else {
        node.label = words->first;
        node.sub = words->second != NULL ? words->second : words->which;
        (void)instance_say(words, node.say);
    }
    if (words->first != NULL) {
        say_more(&node, words->said[0]);
    }
    if (words->second != NULL && !removed) {
        say_more(&node, words->said[1]);
    }
    return node;
}

static void put_instance(struct builder *b, int column, const struct form_question *q,
                         form_node instance)
{
    struct instance_words words;
    const bool removed = is_removed(b->app->visit, instance);
    instance_words(b, instance, &words);
    const int row = put_group(b, column,
                              (struct view_node){.look = LOOK_CARD,
                                                 .flow = FLOW_ROW,
                                                 .gap = 24,
                                                 .pad_x = b->shape.reference ? 28 : 14,
                                                 .pad_y = b->shape.reference ? 0 : 12,
                                                 .h = ROW_DP,
                                                 .state = removed ? STATE_DISABLED : 0U,
                                                 .align = ALIGN_CENTER,
                                                 .fold = FOLD_KEEP});
    struct view_node node = words_node(b, &words, removed);
    node.icon = !b->shape.reference ? 0
                : removed           ? ICON_BIN + 1
                                    : build_icon(q->image, ICON_PERSON);
    node.icon_dp = 84;
    node.h = 112;
    const int aside = b->shape.reference ? 0 : 14; /* the lit ground keeps off the buttons */
    put(b, put_group(b, row, (struct view_node){.flow = FLOW_ROW, .pad_x = aside, .grow = 1}),
        node);
    const int acts = put_group(b, row, (struct view_node){.flow = FLOW_ROW, .gap = 24, .w = 436});
    if (removed) {
        put_row_button(b, acts, &words, MSG_TAKE_BACK,
                       (struct view_node){.name = text_format(b, "back.%d", words.place),
                                          .icon = ICON_UNDO + 1,
                                          .grow = 1,
                                          .intent = {INTENT_REMOVE, instance, NULL}});
        return;
    }
    put_row_button(b, acts, &words, MSG_CHANGE,
                   (struct view_node){.name = text_format(b, "change.%d", words.place),
                                      .icon = ICON_EDIT + 1,
                                      .w = b->shape.reference ? 176 : 0,
                                      .grow = !b->shape.reference,
                                      .intent = {INTENT_CHANGE, instance, NULL}});
    put_row_button(b, acts, &words, MSG_REMOVE,
                   (struct view_node){.name = text_format(b, "remove.%d", words.place),
                                      .icon = ICON_BIN + 1,
                                      .grow = 1,
                                      .intent = {INTENT_REMOVE, instance, NULL}});
}

static void put_add(struct builder *b, int column, const char *noun)
{
    struct view_node node = {.name = "add",
                             .role = ROLE_BUTTON,
                             .look = LOOK_BUTTON_LEFT,
                             .label = text_filled(b, MSG_REPEAT_ADD, noun, NULL),
                             .icon = ICON_PLUS + 1,
                             .icon_dp = 92,
                             .h = 150,
                             .state = STATE_CURRENT,
                             .intent = {.kind = INTENT_ADD}};
    say_more(&node, say_message(MSG_REPEAT_ADD));
    say_more(&node, say_text(noun, false));
    put(b, column, node);
}

static void put_count(struct builder *b, int column, const char *noun, int count)
{
    const enum message_id words = count == 0 ? MSG_REPEAT_NONE : MSG_REPEAT_COUNT;
    struct view_node node = {.name = "count",
                             .role = ROLE_STATUS,
                             .look = LOOK_NEED,
                             .label = text_filled(b, words, noun, text_number(b, count)),
                             .sub = text_of(b, MSG_REPEAT_KEPT),
                             .icon = ICON_SAVED + 1,
                             .state = STATE_CURRENT, /* also said when she comes back */
                             .icon_dp = 92,
                             .fold = FOLD_VOICE,
                             .h = 120};
    say_more(&node, say_message(words));
    say_more(&node, say_text(noun, false));
    if (count > 0) {
        say_more(&node, (struct say){.kind = SAY_NUMBER, .number = count});
    }
    say_more(&node, say_message(MSG_REPEAT_KEPT));
    put(b, column, node);
}

void question_repeat(struct builder *b, const struct asked *asked)
{
    struct form *form = b->app->visit->form;
    const struct form_question *q = &asked->question;
    const int count = form_instance_count(form, q->node);
    const int per_page = b->shape.reference ? ROWS_A_PAGE : ROWS_A_FRAME;
    const int first = count > per_page ? b->app->visit->list_page * per_page : 0;
    const bool named = q->short_label[0] != '\0' && strchr(q->short_label, '?') == NULL;
    const char *noun = named ? q->short_label : text_of(b, MSG_REPEAT_NOUN);
    const int column = put_answers(b, 20);
    int kept = 0;
    for (int i = 0; i < count; i++) {
        const form_node instance = form_instance(form, q->node, i);
        kept += !is_removed(b->app->visit, instance);
        if (i >= first && i - first < per_page) {
            put_instance(b, column, q, instance);
        }
    }
    if (count > per_page) {
        put_pager(b, column, b->app->visit->list_page, per_page, count);
    }
    put_add(b, column, noun);
    put_count(b, column, noun, kept);
}
