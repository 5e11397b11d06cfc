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

static void put_camera(struct builder *b, int column, const struct visit_paper *paper)
{
    const struct visit *visit = b->app->visit;
    const bool shown = visit->photo_of == paper->question;
    const int row = put_group(b, column, (struct view_node){.flow = FLOW_ROW, .gap = 24, .h = 596});
    put(b, row,
        (struct view_node){.name = "photo",
                           .role = ROLE_IMAGE,
                           .look = LOOK_PHOTO,
                           .bytes = shown ? visit->photo_rgb : NULL,
                           .number = shown ? visit->photo_width : 0,
                           .total = visit->photo_height,
                           .private_ = true,
                           .w = 720});
    const int side = put_group(b, row, (struct view_node){.gap = 24, .grow = 1});
    struct view_node capture = {.name = "capture",
                                .role = ROLE_BUTTON,
                                .look = LOOK_CAPTURE,
                                .icon = ICON_CAMERA + 1,
                                .icon_dp = 128,
                                .state = visit->capturing ? STATE_DISABLED : STATE_CURRENT,
                                .grow = 1};
    if (visit->capturing) {
        say_more(&capture, say_message(MSG_CAPTURING));
    } else {
        capture.intent.kind = INTENT_CAPTURE;
    }
    put_message(b, side,
                visit->capturing  ? MSG_CAPTURING
                : paper->size > 0 ? MSG_CAPTURE_AGAIN
                                  : MSG_CAPTURE,
                capture);
    put_verdict(b, side, paper);
}

void question_paper(struct builder *b, const struct asked *asked)
{
    const struct visit_paper *known = papers_find(b->app->visit, asked->question.node);
    const struct visit_paper none = {.question = asked->question.node};
    const struct visit_paper *paper = known != NULL ? known : &none;
    const int column = put_answers(b, 24);
    put_camera(b, column, paper);
    put_two(b, column, MSG_HAND_IN, MSG_HAND_IN_DETAIL,
            (struct view_node){.name = "hand-in",
                               .role = ROLE_CHOICE,
                               .look = LOOK_BUTTON_LEFT,
                               .icon = ICON_COUNTER + 1,
                               .icon_dp = 92,
                               .h = 166,
                               .state = paper->handed_in ? STATE_CHOSEN : 0,
                               .intent = {.kind = INTENT_HAND_IN}});
    if (asked->wrong) {
        put_problem(b, column, 150);
    } else {
        put_message(b, column, MSG_PAPER_NOTE,
                    (struct view_node){.name = "note",
                                       .role = ROLE_NOTE,
                                       .look = LOOK_NOTE,
                                       .icon = ICON_HELP + 1,
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
