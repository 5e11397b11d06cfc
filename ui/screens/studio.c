/* Staff: the studio's languages, what is to be done in one, and who does it. */
#include "ui/screens/studio.h"

#include <string.h>

#include "app/sound/languages.h"
#include "ui/screens/all.h"

static const char *kept(const struct builder *b, const char *text)
{
    return text_format(b, "%s", text); /* the desk's own may change while the picture stands */
}

struct roof staff_roof(const struct builder *b, enum message_id title, enum message_id hint)
{
    struct roof roof = roof_of(b, title, hint);
    roof.flat = true;
    return roof;
}

/* An icon and two lines in a card. */
void put_studio_line(struct builder *b, int column, int icon, enum message_id label,
                     enum message_id detail)
{
    const int card = put_group(
        b, column,
        (struct view_node){
            .look = LOOK_CARD, .flow = FLOW_ROW, .pad_x = 40, .pad_y = 12, .align = ALIGN_CENTER});
    put_two(b, card, label, detail,
            (struct view_node){.name = "said",
                               .role = ROLE_STATUS,
                               .look = LOOK_NEED,
                               .icon = icon + 1,
                               .icon_dp = 96,
                               .grow = 1});
}

int put_studio_word(struct builder *b, int column, const char *name, enum message_id words,
                    bool bad)
{
    const int card = put_group(b, column,
                               (struct view_node){.look = bad ? LOOK_CARD_SPOKEN : LOOK_CARD,
                                                  .flow = FLOW_ROW,
                                                  .pad_x = 32,
                                                  .pad_y = 8,
                                                  .align = ALIGN_CENTER});
    put_message(b, card, words,
                (struct view_node){.name = name,
                                   .role = ROLE_STATUS,
                                   .look = LOOK_NEED,
                                   .icon = b->shape.large ? 0
                                           : bad          ? ICON_STOP_SIGN + 1
                                                          : ICON_MICROPHONE + 1,
                                   .icon_dp = 64,
                                   .total = 1,
                                   .state = bad ? STATE_ERROR : 0,
                                   .grow = 1});
    return card;
}

/* Its own name, or in a Vietnamese sentence the word for it. */
static const char *name_of(const struct builder *b, const char *code)
{
    const struct language *language = language_find(code);
    const bool vietnamese = app_text_language(b->app) == language_at(0)->code;
    return language == NULL ? kept(b, code) : vietnamese ? language->vietnamese : language->name;
}

static void put_row(struct builder *b, int column, struct view_node node)
{
    node.role = ROLE_BUTTON;
    node.look = LOOK_ROW;
    node.icon_dp = 92;
    node.h = 156;
    put(b, column, node);
}

static void put_codes(struct builder *b, int column, const struct desk *d)
{
    for (int i = 0; i < d->codes.count; i++) {
        const char *name = name_of(b, d->codes.list[i]);
        struct view_node node = {.name = text_format(b, "studio.%s", d->codes.list[i]),
                                 .label = text_filled(b, MSG_STUDIO_LANGUAGE, name, NULL),
                                 .icon = ICON_LANGUAGE + 1,
                                 .intent = {INTENT_PICK, i, NULL}};
        say_more(&node, say_message(MSG_STUDIO_LANGUAGE));
        say_more(&node, say_text(name, false));
        put_row(b, column, node);
    }
    if (d->codes.count == 0) {
        put_studio_line(b, column, ICON_LANGUAGE, MSG_STUDIO_NONE, MSG_STUDIO_NONE_DETAIL);
    }
}

/* Packs that lie there, after the languages in what is picked. */
static void put_offers(struct builder *b, int column, const struct desk *d)
{
    for (int i = 0; i < d->offered.count; i++) {
        const char *file = d->offered.names[i];
        const char *name = text_format(b, "%.*s", (int)strcspn(file, "."), file);
        struct view_node node = {.name = text_format(b, "studio.in.%d", i + 1),
                                 .label = text_filled(b, MSG_STUDIO_BRING, name, NULL),
                                 .sub = b->shape.landscape ? NULL /* no room; said */
                                                           : text_of(b, MSG_STUDIO_BRING_DETAIL),
                                 .icon = ICON_USB + 1,
                                 .intent = {INTENT_PICK, d->codes.count + i, NULL}};
        say_more(&node, say_message(MSG_STUDIO_BRING));
        say_more(&node, (struct say){.kind = SAY_NAME, .text = name});
        say_more(&node, say_message(MSG_STUDIO_BRING_DETAIL));
        put_row(b, column, node);
    }
}

/* What came of a pack. */
static void put_brought(struct builder *b, int column, const struct bring_result *result)
{
    static const enum message_id words[] = {[BRING_UNREADABLE] = MSG_STUDIO_BRING_UNREADABLE,
                                            [BRING_NOT_SIGNED] = MSG_STUDIO_BRING_UNSIGNED,
                                            [BRING_UNSOUND] = MSG_STUDIO_BRING_UNSOUND,
                                            [BRING_NEWER] = MSG_STUDIO_BRING_NEWER,
                                            [BRING_EMPTY] = MSG_STUDIO_BRING_EMPTY,
                                            [BRING_NOT_KEPT] = MSG_STUDIO_FAILED};
    if (result->refusal == BRING_TAKEN) {
        const int card =
            put_group(b, column, (struct view_node){.look = LOOK_CARD, .pad_x = 40, .pad_y = 16});
        put_counted(b, card, "studio.brought", MSG_STUDIO_BROUGHT, result->languages,
                    result->clips);
        b->view->nodes[b->view->count - 1].state = STATE_CURRENT; /* said again to who comes back */
    } else {
        (void)put_studio_word(b, column, "studio.refused", words[result->refusal], true);
    }
}

void sheet_studio_build(struct builder *b)
{
    const struct studio *s = &b->app->studio;
    const struct roof roof = staff_roof(b, MSG_STUDIO_TITLE, MSG_STUDIO_HINT);
    put_roof(b, &roof);
    const int column = put_answers(b, 20);
    if (s->failed) {
        (void)put_studio_word(b, column, "studio.failed", MSG_STUDIO_FAILED, true);
    }
    if (s->brings) {
        put_brought(b, column, &s->brought);
    }
    if (studio_is_readable(s)) {
        put_offers(b, column, s->desk);
        put_codes(b, column, s->desk);
    } else if (!s->failed) {
        (void)put_studio_word(b, column, "studio.wait", MSG_STUDIO_WAIT, false);
    }
    put_space(b, column);
    put_back(b);
    put_tools(b);
}

/* --- one language ---------------------------------------------------------------------------- */

int studio_unreviewed(const struct desk *d)
{
    int count = 0;
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        count += !d->refused[id] && folder_state(&d->folder, (enum message_id)id) == STATE_DRAFT;
    }
    return count;
}

void put_counted(struct builder *b, int card, const char *name, enum message_id words, int zero,
                 int one)
{
    struct view_node node = {.name = name,
                             .role = ROLE_STATUS,
                             .look = LOOK_STRONG,
                             .label =
                                 text_filled(b, words, text_number(b, zero), text_number(b, one))};
    say_more(&node, say_message(words));
    say_more(&node, (struct say){.kind = SAY_NUMBER, .number = zero});
    if (strstr(text_of(b, words), "{1}") != NULL) {
        say_more(&node, (struct say){.kind = SAY_NUMBER, .number = one});
    }
    put(b, card, node);
}

static void put_progress(struct builder *b, int column, const struct desk *d)
{
    const int card =
        put_group(b, column,
                  (struct view_node){
                      .look = LOOK_CARD, .pad_x = 40, .pad_y = 20, .gap = 14, .side = SIDE_LEFT});
    put_counted(b, card, "studio.recorded", MSG_STUDIO_RECORDED, d->done, d->prompts.count);
    put(b, card,
        (struct view_node){.name = "studio.bar",
                           .role = ROLE_PROGRESS,
                           .look = LOOK_SHARE,
                           .number = d->done,
                           .total = d->prompts.count > 0 ? d->prompts.count : 1,
                           .h = 36});
    put_counted(b, card, "studio.unreviewed", MSG_STUDIO_UNREVIEWED, studio_unreviewed(d), 0);
}

static void put_work(struct builder *b, int column, const char *name, int icon,
                     enum message_id label, enum message_id detail, enum studio_act act)
{
    const int row = put_two(b, column, label, detail,
                            (struct view_node){.name = name,
                                               .role = ROLE_BUTTON,
                                               .look = LOOK_ROW,
                                               .icon = icon + 1,
                                               .icon_dp = 92,
                                               .h = b->shape.landscape ? 140 : 160,
                                               .side = SIDE_RIGHT,
                                               .intent = {INTENT_STUDIO, (int)act, NULL}});
    if (b->shape.landscape && row >= 0) {
        b->view->nodes[row].sub = NULL; /* no room; said */
    }
}

void sheet_studio_work_build(struct builder *b)
{
    const struct studio *s = &b->app->studio;
    const char *name = name_of(b, s->language);
    struct roof roof = staff_roof(b, MSG_STUDIO_LANGUAGE, MSG_STUDIO_WORK_HINT);
    roof.title = text_filled(b, MSG_STUDIO_LANGUAGE, name, NULL);
    roof.title_say[1] = say_text(name, false);
    put_roof(b, &roof);
    const int column = put_answers(b, 20);
    if (s->failed) {
        put_aside(b, put_studio_word(b, column, "studio.failed", MSG_STUDIO_FAILED, true),
                  SIDE_LEFT);
    }
    if (studio_is_readable(s)) {
        put_progress(b, column, s->desk);
        if (s->issued.version > 0) {
            const int card = put_group(
                b, column,
                (struct view_node){.look = LOOK_CARD, .pad_x = 40, .pad_y = 16, .side = SIDE_LEFT});
            put_counted(b, card, "studio.issued", MSG_STUDIO_ISSUED, s->issued.version,
                        (int)s->issued.clips);
        }
        put_work(b, column, "studio.record", ICON_MICROPHONE, MSG_STUDIO_RECORD,
                 MSG_STUDIO_RECORD_DETAIL, ACT_RECORD);
        put_work(b, column, "studio.review", ICON_EDIT, MSG_STUDIO_REVIEW, MSG_STUDIO_REVIEW_DETAIL,
                 ACT_REVIEW);
        put_work(b, column, "studio.cover", ICON_LIST, MSG_STUDIO_COVER, MSG_STUDIO_COVER_DETAIL,
                 ACT_COVER);
        put_work(b, column, "studio.issue", ICON_USB, MSG_STUDIO_ISSUE, MSG_STUDIO_ISSUE_DETAIL,
                 ACT_ISSUE);
    } else {
        (void)put_studio_word(b, column, "studio.wait", MSG_STUDIO_WAIT, false);
    }
    put_back(b);
    put_tools(b);
}

/* --- who ------------------------------------------------------------------------------------- */

static int put_names(struct builder *b, int column)
{
    const struct studio *s = &b->app->studio;
    const enum person_role role = s->reviews ? PERSON_REVIEWER : PERSON_VOICE;
    const struct person *p = NULL;
    int count = 0;
    while ((p = people_at(&s->desk->people, s->language, role, count)) != NULL) {
        struct view_node node = {.name = text_format(b, "person.%d", count + 1),
                                 .label = kept(b, p->name),
                                 .icon = ICON_VOLUNTEER + 1,
                                 .intent = {INTENT_PICK, count, NULL}};
        say_more(&node, (struct say){.kind = SAY_NAME, .text = node.label});
        put_row(b, column, node);
        count++;
    }
    return count;
}

static void put_add(struct builder *b, int column)
{
    const bool full = b->app->studio.desk->people.count == PEOPLE_MAX;
    struct view_node node = {.name = "studio.add",
                             .role = ROLE_BUTTON,
                             .look = LOOK_ROW,
                             .icon = ICON_PLUS + 1,
                             .icon_dp = 92,
                             .h = 156,
                             .intent = {INTENT_STUDIO, ACT_ADD, NULL}};
    if (full) {
        node.intent = (struct intent){.kind = INTENT_NONE};
        node.state = STATE_DISABLED;
        say_more(&node, say_message(MSG_STUDIO_MANY));
    }
    put_two(b, column, MSG_STUDIO_ADD, full ? MSG_STUDIO_MANY : MSG_STUDIO_ADD_DETAIL, node);
}

void sheet_studio_people_build(struct builder *b)
{
    const struct studio *s = &b->app->studio;
    const struct roof roof = staff_roof(
        b, s->reviews ? MSG_STUDIO_WHO_REVIEWS : MSG_STUDIO_WHO_READS, MSG_STUDIO_WHO_HINT);
    put_roof(b, &roof);
    const int column = put_answers(b, 20);
    if (studio_is_readable(s)) {
        if (put_names(b, column) == 0) {
            put_studio_line(b, column, ICON_PERSON, MSG_STUDIO_NOBODY, MSG_STUDIO_NOBODY_DETAIL);
        }
        put_add(b, column);
    }
    put_space(b, column);
    put_back(b);
    put_tools(b);
}
