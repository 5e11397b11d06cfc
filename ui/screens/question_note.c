/* Notes, which only inform, and what is confirmed. */
#include "ui/screens/question.h"

#define CONFIRM_DP 184

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
    if (q->kind == FORM_TRIGGER) {
        put_message(b, column, MSG_CONFIRM,
                    (struct view_node){.name = "confirm",
                                       .role = ROLE_CHECK,
                                       .look = LOOK_CONSENT,
                                       .h = CONFIRM_DP,
                                       .state = q->value[0] != '\0' ? STATE_CHOSEN : 0,
                                       .intent = {.kind = INTENT_TOGGLE}});
    }
    if (asked->wrong) {
        put_problem(b, column, 156);
    }
}
