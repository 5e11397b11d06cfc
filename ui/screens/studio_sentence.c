/* 17, 71: one sentence of the studio, to be read aloud or to be reviewed. While the microphone is
 * open nothing here is said: it would be heard. */
#include <string.h>

#include "platform/base/utf8.h"
#include "ui/screens/all.h"
#include "ui/screens/studio.h"

#define BUTTON_DP   126
#define PICTURE_W   270
#define PICTURE_H   460
#define PICTURE_LOW 330 /* where letters are larger, or the screen is low */
#define BRIEF       120 /* letters under which the picture has room on a low screen */

/* Places to fill in are shown as a pause. */
static const char *with_pauses(const struct builder *b, const char *text)
{
    const char *at = text;
    const char *out = "";
    for (const char *p = text; *p != '\0'; p++) {
        if (p[0] == '{' && p[1] >= '0' && p[1] <= '9' && p[2] == '}') {
            out = text_format(b, "%s%.*s…", out, (int)(p - at), at);
            at = p + 3;
        }
    }
    return text_format(b, "%s%s", out, at);
}

/* A heading and a sentence in a card. */
static int put_sentence(struct builder *b, int column, enum message_id heading,
                        struct view_node sentence)
{
    const int card = put_group(
        b, column, (struct view_node){.look = LOOK_CARD, .pad_x = 32, .pad_y = 14, .gap = 6});
    put_message(b, card, heading,
                (struct view_node){.role = ROLE_TEXT, .look = LOOK_MUTED, .fold = FOLD_NEXT});
    put(b, card, sentence);
    return card;
}

/* The screen it stands on, the sentence where the yellow is. */
static void put_picture(struct builder *b, int parent)
{
    const struct studio *s = &b->app->studio;
    if (s->picture != NULL && !b->shape.large) {
        put(b, parent,
            (struct view_node){.name = "studio.screen",
                               .role = ROLE_IMAGE,
                               .look = LOOK_PHOTO,
                               .bytes = s->picture,
                               .number = s->picture_width,
                               .total = s->picture_height,
                               .fold = FOLD_VOICE,
                               .side = SIDE_LEFT,
                               .w = PICTURE_W,
                               .h = b->shape.reference ? PICTURE_H : PICTURE_LOW});
    }
}

/* Under the title: where a citizen meets the sentence. */
static void put_stands(const struct builder *b, struct roof *roof)
{
    const char *place = b->app->studio.place;
    if (place != NULL && place[0] != '\0') {
        const enum message_id label = cover_label(place);
        roof->hint = text_filled(b, MSG_STUDIO_STANDS, text_screen(b, label, place), NULL);
        roof->hint_say[0] = say_message(MSG_STUDIO_STANDS);
        roof->hint_say[1] =
            label != MSG_NONE ? say_text(text_of(b, label), false) : say_screen(b, label, place);
    }
}

/* own: what is read, or reviewed; said: what is spoken in its place, or NULL. */
static void put_texts(struct builder *b, int parent, enum message_id message, const char *own,
                      const char *said)
{
    int column = parent;
    if (!b->shape.large && !b->shape.landscape) {
        const int row = put_group(
            b, parent, (struct view_node){.flow = FLOW_ROW, .gap = 20, .side = SIDE_LEFT});
        put_picture(b, row);
        column = put_group(b, row, (struct view_node){.gap = 18, .grow = 1});
    } else if (b->shape.landscape) {
        column = put_group(b, parent, (struct view_node){.gap = 18, .side = SIDE_LEFT});
    }
    struct view_node vietnamese = {.name = "studio.vietnamese",
                                   .role = ROLE_TEXT,
                                   .look = LOOK_BODY,
                                   .label = with_pauses(b, message_text("vi", message))};
    say_more(&vietnamese, say_message(message));
    (void)put_sentence(b, column, MSG_STUDIO_VIETNAMESE, vietnamese);
    const enum message_id heading =
        b->app->studio.reviews ? MSG_STUDIO_OWN_REVIEWED : MSG_STUDIO_OWN;
    struct view_node read = {.name = "studio.own",
                             .role = ROLE_TEXT,
                             .look = LOOK_LEAD,
                             .label = with_pauses(b, own),
                             .quiet = true};
    say_more(&read, say_message(heading)); /* no voice says it before somebody has read it */
    const int card = put_sentence(b, column, heading, read);
    if (said != NULL) {
        struct view_node spoken = {.name = "studio.spoken",
                                   .role = ROLE_TEXT,
                                   .look = LOOK_BODY_MUTED,
                                   .label = with_pauses(b, said),
                                   .quiet = true};
        say_more(&spoken, say_message(heading));
        put(b, card, spoken);
    }
    if (b->shape.landscape && utf8_count(own) + utf8_count(vietnamese.label) < BRIEF) {
        put_picture(b, parent);
    }
}

static int put_buttons(struct builder *b, int column)
{
    return put_group(
        b, column,
        (struct view_node){
            .flow = FLOW_ROW, .gap = 24, .h = BUTTON_DP, .side = SIDE_RIGHT, .fold = FOLD_KEEP});
}

/* A button; with a reason it is closed, and says it. */
static void put_button(struct builder *b, int row, const char *name, enum message_id label,
                       int icon, enum studio_act act, enum message_id reason)
{
    struct view_node node = {.name = name,
                             .role = ROLE_BUTTON,
                             .look = LOOK_BUTTON,
                             .icon = icon + 1,
                             .icon_dp = 60,
                             .grow = 1,
                             .intent = {INTENT_STUDIO, (int)act, NULL}};
    if (reason != MSG_NONE) {
        node.intent = (struct intent){.kind = INTENT_NONE};
        node.state = STATE_DISABLED;
        say_more(&node, say_message(reason));
    }
    put_message(b, row, label, node);
}

static void put_nothing(struct builder *b, int column)
{
    const struct studio *s = &b->app->studio;
    if (!studio_is_readable(s)) {
        (void)put_studio_word(b, column, "studio.wait", MSG_STUDIO_WAIT, false);
    } else if (s->reviews) {
        put_studio_line(b, column, ICON_CHECK, MSG_STUDIO_NO_DRAFT, MSG_STUDIO_NO_DRAFT_DETAIL);
    } else {
        put_studio_line(b, column, ICON_MICROPHONE_OFF, MSG_STUDIO_NO_PROMPT,
                        MSG_STUDIO_NO_PROMPT_DETAIL);
    }
    put_space(b, column);
    put_back(b);
    put_tools(b);
}

/* --- reading aloud --------------------------------------------------------------------------- */

/* How loud it is while the microphone is open. */
static void put_meter(struct builder *b, int column)
{
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .pad_x = 40,
                                                  .pad_y = 14,
                                                  .gap = 10,
                                                  .side = SIDE_RIGHT,
                                                  .fold = FOLD_KEEP});
    put_message(
        b, card, MSG_STUDIO_LISTENING,
        (struct view_node){
            .name = "studio.listening", .role = ROLE_TEXT, .look = LOOK_STRONG, .quiet = true});
    put(b, card,
        (struct view_node){.name = "studio.level",
                           .role = ROLE_PROGRESS,
                           .look = LOOK_SHARE,
                           .number = b->app->studio.level,
                           .total = STUDIO_LEVELS,
                           .h = 36});
}

/* A sentence about how it went, beside what is pressed. */
static void put_word(struct builder *b, int column, const char *name, enum message_id words,
                     bool bad)
{
    put_aside(b, put_studio_word(b, column, name, words, bad), SIDE_RIGHT);
}

static void put_verdict(struct builder *b, int column, enum shelf_state state)
{
    const struct studio *s = &b->app->studio;
    if (s->listens || (s->waits && s->wish == STUDIO_START)) {
        put_meter(b, column);
    } else if (s->failed) {
        put_word(b, column, "studio.failed", MSG_STUDIO_FAILED, true);
    } else if (s->waits && s->wish == STUDIO_STOP) {
        put_word(b, column, "studio.verdict", MSG_STUDIO_WAIT, false);
    } else if (s->judged) {
        put_word(b, column, "studio.verdict", recording_sentence(s->fault),
                 s->fault != RECORDING_GOOD);
    } else {
        put_word(b, column, "studio.verdict",
                 state == SHELF_NONE    ? MSG_STUDIO_READY
                 : state == SHELF_TAKEN ? MSG_STUDIO_TAKEN
                                        : MSG_STUDIO_KEPT,
                 false);
    }
}

/* What the large act leaves: the sentence before it, or this one again; and on to the next. */
static void put_ways(struct builder *b, int column, enum studio_act main, enum message_id busy)
{
    const int row = put_buttons(b, column);
    if (main == ACT_KEEP) {
        put_button(b, row, "studio.take", MSG_STUDIO_AGAIN, ICON_RECORD, ACT_TAKE, busy);
    } else {
        put_button(b, row, "studio.previous", MSG_STUDIO_PREVIOUS, ICON_BACK, ACT_PREVIOUS, busy);
    }
    if (main == ACT_SKIP) {
        put_button(b, row, "studio.take", MSG_STUDIO_AGAIN, ICON_RECORD, ACT_TAKE, busy);
    } else {
        put_button(b, row, "studio.skip", MSG_STUDIO_SKIP, ICON_NEXT, ACT_SKIP, busy);
    }
}

static void put_acts(struct builder *b, int column, enum shelf_state state, enum studio_act main)
{
    const struct studio *s = &b->app->studio;
    const enum message_id busy = s->listens ? MSG_STUDIO_LISTENING : MSG_NONE;
    const enum message_id hear = busy == MSG_NONE && state == SHELF_NONE ? MSG_STUDIO_FIRST : busy;
    const int row = put_buttons(b, column);
    put_button(b, row, "studio.sample", MSG_STUDIO_SAMPLE, ICON_SPEAKER, ACT_SAMPLE, busy);
    put_button(b, row, "studio.hear", MSG_STUDIO_HEAR, ICON_REPLAY, ACT_HEAR, hear);
    put_ways(b, column, main, busy);
}

static void put_main(struct builder *b, enum studio_act main)
{
    const bool listens = b->app->studio.listens;
    if (main == ACT_TAKE) {
        put_next(b, listens ? MSG_STUDIO_STOP : MSG_STUDIO_START, listens ? ICON_STOP : ICON_RECORD,
                 MSG_NONE);
    } else if (main == ACT_KEEP) {
        put_next(b, MSG_STUDIO_KEEP, ICON_CHECK, MSG_NONE);
    } else {
        put_next(b, MSG_STUDIO_SKIP, ICON_NEXT, MSG_NONE);
    }
}

void sheet_studio_record_build(struct builder *b)
{
    const struct studio *s = &b->app->studio;
    const struct desk *d = studio_is_readable(s) ? s->desk : NULL;
    const int total = d != NULL ? d->prompts.count : 0;
    struct roof roof = staff_roof(b, MSG_STUDIO_RECORD, MSG_NONE);
    if (total > 0) {
        roof = staff_roof(b, MSG_STUDIO_PROMPT, MSG_NONE);
        roof.title =
            text_filled(b, MSG_STUDIO_PROMPT, text_number(b, s->prompt + 1), text_number(b, total));
        roof.title_say[1] = (struct say){.kind = SAY_NUMBER, .number = s->prompt + 1};
        roof.title_say[2] = (struct say){.kind = SAY_NUMBER, .number = total};
        put_stands(b, &roof);
    }
    put_roof(b, &roof);
    const int column = put_answers(b, 18);
    if (total == 0) {
        put_nothing(b, column);
        return;
    }
    const struct prompt *p = &d->prompts.list[s->prompt];
    const enum studio_act main = studio_next_act(s);
    put_texts(b, column, p->message, p->text, NULL);
    put_verdict(b, column, d->states[s->prompt]);
    put_acts(b, column, d->states[s->prompt], main);
    put_back(b);
    put_main(b, main);
    put_tools(b);
}

/* --- reviewing ------------------------------------------------------------------------------- */

void sheet_studio_review_build(struct builder *b)
{
    const struct studio *s = &b->app->studio;
    const struct desk *d = studio_is_readable(s) ? s->desk : NULL;
    const bool any = d != NULL && s->message != MSG_NONE;
    struct roof roof = staff_roof(b, MSG_STUDIO_REVIEW, MSG_NONE);
    if (any) {
        const int left = studio_unreviewed(d);
        roof = staff_roof(b, MSG_STUDIO_UNREVIEWED, MSG_NONE);
        roof.title = text_filled(b, MSG_STUDIO_UNREVIEWED, text_number(b, left), NULL);
        roof.title_say[1] = (struct say){.kind = SAY_NUMBER, .number = left};
        put_stands(b, &roof);
    }
    put_roof(b, &roof);
    const int column = put_answers(b, 18);
    if (!any) {
        put_nothing(b, column);
        return;
    }
    const struct folder_message *m = &d->folder.messages[s->message];
    put_texts(b, column, s->message, m->text, m->say);
    const bool fine = desk_may_approve(d, s->message);
    if (s->failed) {
        put_word(b, column, "studio.failed", MSG_STUDIO_FAILED, true);
    } else if (!fine) {
        put_word(b, column, "studio.letters", MSG_STUDIO_WRONG_LETTERS, true);
    }
    const int first = put_buttons(b, column);
    put_button(b, first, "studio.sample", MSG_STUDIO_SAMPLE, ICON_SPEAKER, ACT_SAMPLE, MSG_NONE);
    const int second = put_buttons(b, column);
    put_button(b, second, "studio.refuse", MSG_STUDIO_REFUSE, ICON_UNDO, ACT_REFUSE, MSG_NONE);
    put_button(b, second, "studio.approve", MSG_STUDIO_APPROVE, ICON_CHECK, ACT_APPROVE,
               fine ? MSG_NONE : MSG_STUDIO_WRONG_LETTERS);
    put_back(b);
    put_next(b, MSG_STUDIO_SKIP, ICON_NEXT, MSG_NONE);
    put_tools(b);
}
