/* A new person of the studio: three questions with the keyboard, then whether she agreed. */
#include "ui/screens/all.h"
#include "ui/screens/keyboard.h"
#include "ui/screens/studio.h"

#define FIELD_DP 150

static const struct {
    enum message_id title, hint;
} asks[] = {
    [PART_NAME] = {MSG_STUDIO_NAME, MSG_STUDIO_NAME_HINT},
    [PART_DIALECT] = {MSG_STUDIO_DIALECT, MSG_STUDIO_DIALECT_HINT},
    [PART_PLACE] = {MSG_STUDIO_PLACE, MSG_STUDIO_PLACE_HINT},
    [PART_AGREED] = {MSG_STUDIO_AGREED, MSG_STUDIO_AGREED_HINT},
};

/* Where letters are large: under the field, some of them a page. */
static void put_large_keys(struct builder *b, const struct composer *c)
{
    const int keys = keyboard_pages(c->layer, false);
    const int page = b->view->page < keys ? b->view->page : keys - 1;
    const int next = page + 1 < keys ? page + 1 : 0;
    deal_own_pages(b, page, keys, keyboard_page_name(b, c->layer, false, next),
                   (struct intent){.kind = INTENT_NONE});
    const int column = put_answers(b, 16);
    put_typed(b, column, c, FIELD_DP, 0);
    put_keyboard_page(b, column, c, c->layer, false, page);
}

void put_typing_page(struct builder *b, const struct composer *c)
{
    if (b->shape.large || (b->shape.landscape && b->shape.step > 0)) {
        put_large_keys(b, c);
        return;
    }
    const int column = put_answers(b, b->shape.reference ? 16 : 8);
    put_typed(b, column, c, b->shape.reference ? FIELD_DP : 104, 0);
    put_keyboard(b, column, c, b->shape.reference ? 12 : 8);
}

static void put_answer(struct builder *b, int column, const char *name, int icon, const char *text)
{
    struct view_node node = {.name = name,
                             .role = ROLE_TEXT,
                             .look = LOOK_NEED,
                             .icon = icon + 1,
                             .icon_dp = 72,
                             .total = 1,
                             .label = text_format(b, "%s", text),
                             .grow = 1};
    const int card = put_group(
        b, column,
        (struct view_node){
            .look = LOOK_CARD, .flow = FLOW_ROW, .pad_x = 40, .pad_y = 12, .align = ALIGN_CENTER});
    say_more(&node, (struct say){.kind = SAY_NAME, .text = node.label});
    put(b, card, node);
}

static void put_agreed(struct builder *b)
{
    const struct studio *s = &b->app->studio;
    const int column = put_answers(b, 20);
    if (s->failed) {
        (void)put_studio_word(b, column, "studio.failed", MSG_STUDIO_FAILED, true);
    }
    put_answer(b, column, "person.name", ICON_VOLUNTEER, s->entered.name);
    put_answer(b, column, "person.dialect", ICON_LANGUAGE, s->entered.dialect);
    put_answer(b, column, "person.place", ICON_PIN, s->entered.place);
    put_space(b, column);
}

void sheet_studio_person_build(struct builder *b)
{
    const struct studio *s = &b->app->studio;
    const bool agreed = s->part == PART_AGREED;
    const struct roof roof = staff_roof(b, asks[s->part].title, asks[s->part].hint);
    put_roof(b, &roof);
    if (agreed) {
        put_agreed(b);
    } else {
        put_typing_page(b, &s->composer);
    }
    put_back(b);
    if (agreed) {
        put_next(b, MSG_STUDIO_SIGNED, ICON_CHECK, s->waits ? MSG_STUDIO_WAIT : MSG_NONE);
    } else {
        put_next(b, MSG_NEXT, ICON_NEXT, s->typed[0] == '\0' ? MSG_STUDIO_TYPE_FIRST : MSG_NONE);
    }
    put_tools(b);
}
