/* 09: one still of the paper, or "I hand it in at the counter"; and notes, which only inform. */
#include "app/paper.h"
#include "app/papers.h"
#include "ui/screens/question.h"

static void put_verdict(struct builder *b, int parent, const struct visit_paper *paper)
{
    const bool taken = paper->size > 0, good = taken && paper->verdict == PHOTO_GOOD;
    const int card = put_group(
        b, parent, (struct view_node){.look = LOOK_CARD, .pad_x = 10, .gap = 10, .h = 270});
    put_space(b, card);
    const int row = put_group(b, card, (struct view_node){.flow = FLOW_ROW, .h = 76});
    put_space(b, row);
    put(b, row,
        (struct view_node){.role = ROLE_IMAGE,
                           .look = good ? LOOK_DONE : LOOK_ILLUSTRATION,
                           .icon = (taken ? ICON_WARNING : ICON_DOCUMENT) + 1,
                           .icon_dp = 76,
                           .w = 76,
                           .h = 76});
    put_space(b, row);
    struct view_node verdict = {
        .name = "verdict", .role = ROLE_STATUS, .look = LOOK_LABEL, .align = ALIGN_CENTER};
    if (taken && !good) { /* shown in two words, said with what to do */
        say_more(&verdict, say_message(paper_message((enum photo_verdict)paper->verdict)));
    }
    put_message(b, card, good ? MSG_PAPER_GOOD : taken ? MSG_PAPER_BAD : MSG_PAPER_NONE, verdict);
    put_space(b, card);
}

static void put_photo(struct builder *b, int parent, const struct visit_paper *paper,
                      struct view_node node)
{
    const struct visit *visit = b->app->visit;
    const bool shown = visit->photo_of == paper->question;
    node.name = "photo";
    node.role = ROLE_IMAGE;
    node.look = LOOK_PHOTO;
    node.bytes = shown ? visit->photo_rgb : NULL;
    node.number = shown ? visit->photo_width : 0;
    node.total = visit->photo_height;
    node.private_ = true;
    put(b, parent, node);
}

static void put_capture(struct builder *b, int parent, const struct visit_paper *paper,
                        struct view_node node)
{
    const bool capturing = b->app->visit->capturing;
    node.name = "capture";
    node.role = ROLE_BUTTON;
    node.look = LOOK_CAPTURE;
    node.icon = ICON_CAMERA + 1;
    node.icon_dp = 128;
    node.state = capturing ? STATE_DISABLED : STATE_CURRENT;
    if (capturing) {
        say_more(&node, say_message(MSG_CAPTURING));
    } else {
        node.intent.kind = INTENT_CAPTURE;
    }
    put_message(b, parent,
                capturing         ? MSG_CAPTURING
                : paper->size > 0 ? MSG_CAPTURE_AGAIN
                                  : MSG_CAPTURE,
                node);
}

/* Camera left; what is pressed right of it (drawings 09 and 89), or under it at 200 %. */
static void put_camera(struct builder *b, int column, const struct visit_paper *paper)
{
    if (b->shape.large) {
        put_photo(b, column, paper, (struct view_node){.h = 380});
        put_capture(b, column, paper, (struct view_node){.h = 200});
        put_verdict(b, column, paper);
        return;
    }
    if (b->shape.landscape) {
        b->view->nodes[column].split = 54;
        put_photo(b, column, paper, (struct view_node){.grow = 1, .h = 500, .side = SIDE_LEFT});
        const int row = put_group(
            b, column,
            (struct view_node){.flow = FLOW_ROW, .gap = 22, .h = 250, .side = SIDE_RIGHT});
        put_capture(b, row, paper, (struct view_node){.grow = 1});
        const int verdict = put_group(b, row, (struct view_node){.grow = 1});
        put_verdict(b, verdict, paper);
        return;
    }
    const int row = put_group(b, column, (struct view_node){.flow = FLOW_ROW, .gap = 24, .h = 596});
    put_photo(b, row, paper, (struct view_node){.w = 720});
    const int side = put_group(b, row, (struct view_node){.gap = 24, .grow = 1});
    put_capture(b, side, paper, (struct view_node){.grow = 1});
    put_verdict(b, side, paper);
}

void question_paper(struct builder *b, const struct asked *asked)
{
    const struct visit_paper *known = papers_find(b->app->visit, asked->question.node);
    const struct visit_paper none = {.question = asked->question.node};
    const struct visit_paper *paper = known != NULL ? known : &none;
    const int column = put_answers(b, 24);
    if (asked->wrong && b->shape.large) {
        (void)put_problem(b, column, 300);
    }
    put_camera(b, column, paper);
    put_two(b, column, MSG_HAND_IN, MSG_HAND_IN_DETAIL,
            (struct view_node){.name = "hand-in",
                               .role = ROLE_CHOICE,
                               .look = LOOK_BUTTON_LEFT,
                               .icon = ICON_COUNTER + 1,
                               .icon_dp = 92,
                               .h = 166,
                               .side = SIDE_RIGHT,
                               .state = paper->handed_in ? STATE_CHOSEN : 0,
                               .intent = {.kind = INTENT_HAND_IN}});
    if (asked->wrong && !b->shape.large) {
        put_aside(b, put_problem(b, column, 150), SIDE_RIGHT);
    } else if (!asked->wrong) {
        put_message(b, column, MSG_PAPER_NOTE,
                    (struct view_node){.name = "note",
                                       .role = ROLE_NOTE,
                                       .look = LOOK_NOTE,
                                       .icon = ICON_HELP + 1,
                                       .side = SIDE_RIGHT,
                                       .fold = FOLD_VOICE,
                                       .h = 150});
    }
}

void question_note(struct builder *b, const struct asked *asked)
{
    const struct form_question *q = &asked->question;
    const int column = put_answers(b, 24);
    const int card = put_group(
        b, column, (struct view_node){.look = LOOK_CARD, .pad_x = 56, .gap = 30, .grow = 1});
    put_space(b, card);
    put(b, card,
        (struct view_node){.role = ROLE_IMAGE,
                           .look = LOOK_ILLUSTRATION,
                           .icon = build_icon(q->image, ICON_SPEAKER),
                           .icon_dp = 200,
                           .fold = FOLD_VOICE,
                           .h = 200});
    const char *text = q->guidance != NULL ? q->guidance : q->label;
    struct view_node body = {.name = "note.text",
                             .role = ROLE_NOTE,
                             .look = LOOK_LEAD,
                             .label = text,
                             .quiet = q->guidance == NULL, /* the title has said it */
                             .align = ALIGN_CENTER};
    if (q->guidance != NULL) {
        say_more(&body, say_text(text, false));
    }
    put(b, card, body);
    put_space(b, card);
    if (asked->wrong) {
        put_problem(b, column, 156);
    }
}
