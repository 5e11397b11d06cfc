/* 04: the card on the tray, or another way; and typing the number. */
#include <string.h>

#include "app/citizen/card.h"
#include "app/settings.h"
#include "ui/screens/all.h"

static void put_tray(struct builder *b, int column)
{
    const struct visit *visit = b->app->visit;
    const bool read = visit != NULL && visit->card != NULL;
    const bool refused = visit != NULL && !read && visit->card_verdict == CARD_REJECT;
    const bool again = visit != NULL && !read && !refused && visit->card_again;
    const int card = put_group(
        b, column,
        (struct view_node){.look = LOOK_CARD,
                           .flow = b->shape.landscape && !b->shape.large ? FLOW_COLUMN : FLOW_ROW,
                           .gap = 36,
                           .pad_x = 44,
                           .h = 390,
                           .align = ALIGN_CENTER,
                           .side = SIDE_LEFT,
                           .state = STATE_CURRENT});
    put(b, card,
        (struct view_node){.role = ROLE_IMAGE,
                           .look = LOOK_ILLUSTRATION,
                           .picture = PICTURE_IDENTITY_TRAY + 1,
                           .fold = b->shape.large ? FOLD_VOICE : FOLD_PARTS,
                           .w = 400,
                           .h = 330});
    const int side = put_group(b, card, (struct view_node){.gap = 20, .grow = 1});
    put(b, side,
        (struct view_node){.role = ROLE_IMAGE,
                           .look = LOOK_ILLUSTRATION,
                           .picture = PICTURE_ARROW_DOWN + 1,
                           .w = 70,
                           .h = 90});
    put_message(b, side, again ? MSG_CARD_AGAIN : MSG_CARD_ON_TRAY,
                (struct view_node){.name = "tray",
                                   .role = again ? ROLE_STATUS : ROLE_TEXT,
                                   .look = again ? LOOK_LABEL : LOOK_HEADING});
    if (again) { /* that it waits for one is said in it */
        return;
    }
    const int pill = put_group(b, side, (struct view_node){.flow = FLOW_ROW});
    put_message(b, pill,
                read ? MSG_CARD_READ : (refused ? MSG_CARD_UNREADABLE : MSG_WAITING_FOR_CARD),
                (struct view_node){.name = "card-state",
                                   .role = ROLE_STATUS,
                                   .look = read      ? LOOK_PILL_OK
                                           : refused ? LOOK_PILL_BAD
                                                     : LOOK_PILL_WARN});
}

static void put_way(struct builder *b, int column, const char *name, enum message_id label,
                    int icon, struct intent intent)
{
    put_message(b, column, label,
                (struct view_node){.name = name,
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_BUTTON_LEFT,
                                   .icon = icon + 1,
                                   .icon_dp = 84,
                                   .h = 134,
                                   .side = SIDE_RIGHT,
                                   .intent = intent});
}

void screen_identity_build(struct builder *b)
{
    struct roof roof = roof_of(b, MSG_IDENTITY_TITLE, MSG_IDENTITY_HINT);
    roof.cells = 9;
    put_roof(b, &roof);
    const int column = put_answers(b, 21);
    put_tray(b, column);
    put_way(b, column, "type-id", MSG_TYPE_ID, ICON_KEYPAD,
            (struct intent){.kind = INTENT_TYPE_ID});
    const struct settings *settings = b->app->settings;
    const bool never = settings != NULL && strcmp(settings->signin, "never") == 0;
    put_way(b, column, "vneid", MSG_USE_VNEID, ICON_PHONE,
            never ? (struct intent){INTENT_NOTICE, MSG_VNEID_LATER, NULL}
                  : (struct intent){.kind = INTENT_SIGN_IN});
    put_way(b, column, "no-papers", MSG_NO_PAPERS, ICON_HELP,
            (struct intent){.kind = INTENT_NO_PAPERS});
    put_message(b, column, MSG_IDENTITY_PRIVACY,
                (struct view_node){.name = "privacy",
                                   .role = ROLE_NOTE,
                                   .look = LOOK_ASIDE,
                                   .icon = ICON_PRIVACY + 1,
                                   .icon_dp = 64});
    put_back(b);
    const struct visit *visit = b->app->visit;
    const bool known =
        visit != NULL && (visit->card != NULL || visit->typed_id || visit->no_papers ||
                          visit->phone.state == PHONE_SIGNED || visit->phone.counter);
    put_next(b, MSG_NEXT, ICON_NEXT, known ? MSG_NONE : MSG_IDENTITY_FIRST);
    put_tools(b);
}

void screen_type_id_build(struct builder *b)
{
    const struct visit *visit = b->app->visit;
    const char *digits = visit != NULL ? visit->id_digits : "";
    const int typed = (int)strlen(digits);
    b->secret = true;
    struct roof roof = roof_of(b, MSG_TYPE_ID_TITLE, MSG_TYPE_ID_HINT);
    roof.cells = 9;
    put_roof(b, &roof);
    const int column = put_answers(b, 24);
    struct view_node cells = {.name = "id",
                              .role = ROLE_FIELD,
                              .look = LOOK_CELLS,
                              .value = digits,
                              .total = DRAFT_DIGITS,
                              .fold = FOLD_EVERY,
                              .h = 122,
                              .private_ = true};
    say_more(&cells, (struct say){.kind = SAY_DIGITS, .text = digits, .private_ = true});
    put(b, column, cells);
    struct view_node rest = {.name = "rest",
                             .role = ROLE_STATUS,
                             .look = LOOK_LABEL,
                             .align = ALIGN_CENTER,
                             .fold = FOLD_VOICE};
    if (typed < DRAFT_DIGITS) {
        rest.label = text_filled(b, MSG_TYPE_ID_REST, text_number(b, DRAFT_DIGITS - typed), NULL);
        say_more(&rest, say_message(MSG_TYPE_ID_REST));
        say_more(&rest, (struct say){.kind = SAY_NUMBER, .number = DRAFT_DIGITS - typed});
        put(b, column, rest);
    } else {
        put_message(b, column, MSG_TYPE_ID_DONE, rest);
    }
    put_pad(b, column, 160);
    put_back(b);
    put_next(b, MSG_NEXT, ICON_NEXT, typed == DRAFT_DIGITS ? MSG_NONE : MSG_TYPE_ID_FIRST);
    put_tools(b);
}
