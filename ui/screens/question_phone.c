/* 09, 42: her own phone instead of the camera, for the first page of a paper or for one more. */
#include "app/settings.h"
#include "ui/screens/question.h"

/* How many pages of the paper came from it. */
static int from_phone(const struct visit_paper *paper)
{
    int pages = 0;
    for (int i = 0; i < paper->page_count; i++) {
        pages += paper->pages[i].from_phone && !paper->pages[i].removed;
    }
    return pages;
}

bool is_phone_offered(const struct builder *b, const struct visit_paper *paper, bool more,
                      bool brief)
{
    const bool got = !brief && from_phone(paper) > 0;
    return b->app->settings->papers_phone && (more || got) && !b->app->visit->capturing;
}

void put_phone_row(struct builder *b, int parent, const struct visit_paper *paper, bool brief)
{
    const int got = brief ? 0 : from_phone(paper);
    struct view_node node = {.name = "phone",
                             .role = ROLE_BUTTON,
                             .look = LOOK_BUTTON_LEFT,
                             .icon = ICON_PHONE + 1,
                             .icon_dp = brief ? 76 : 92,
                             .h = brief ? 120 : 150,
                             .grow = brief,
                             .side = SIDE_RIGHT,
                             .state = got > 0 ? STATE_CHOSEN : 0,
                             .intent = {INTENT_UPLOAD, UPLOAD_ACT_OPEN, NULL}};
    if (brief) {
        say_more(&node, say_message(MSG_UPLOAD_OPEN));
        say_more(&node, say_message(MSG_UPLOAD_OPEN_DETAIL));
        put_message(b, parent, MSG_UPLOAD_OPEN, node);
        return;
    }
    if (got == 0) {
        const int i = put_two(b, parent, MSG_UPLOAD_OPEN, MSG_UPLOAD_OPEN_DETAIL, node);
        if (i >= 0 && b->shape.landscape) {
            b->view->nodes[i].sub = NULL; /* said: the picture of the paper needs the room */
        }
        return;
    }
    node.look = b->shape.large ? LOOK_ROW : node.look; /* its words take two lines */
    node.label = text_filled(b, MSG_UPLOAD_GOT, text_number(b, got), NULL);
    node.sub = b->shape.large ? NULL : message_text(b->language, MSG_UPLOAD_GOT_DETAIL); /* said */
    say_more(&node, say_message(MSG_UPLOAD_GOT));
    say_more(&node, (struct say){.kind = SAY_NUMBER, .number = got});
    say_more(&node, say_message(MSG_UPLOAD_GOT_DETAIL));
    put(b, parent, node);
}
