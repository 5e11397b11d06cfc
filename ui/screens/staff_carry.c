/* Applications to another kiosk on a stick: the key, what goes out, what comes in, and how it went.
 */
#include "ui/screens/all.h"
#include "ui/screens/staff.h"
#include "ui/screens/studio.h"

static enum message_id words_of(enum carry_word word)
{
    static const enum message_id words[] = {
        [CARRY_NOTHING] = MSG_CARRY_BEGIN,   [CARRY_NO_STICK] = MSG_CARRY_NO_STICK,
        [CARRY_NO_KEY] = MSG_CARRY_NO_KEY,   [CARRY_OWN_KEY] = MSG_CARRY_OWN_KEY,
        [CARRY_FULL] = MSG_CARRY_FULL,       [CARRY_KEY_OUT] = MSG_CARRY_KEY_DONE,
        [CARRY_SEALING] = MSG_CARRY_SEALING, [CARRY_WRITTEN] = MSG_CARRY_WRITTEN,
        [CARRY_TAKEN] = MSG_CARRY_TAKEN,     [CARRY_FAILED] = MSG_CARRY_FAILED};
    return words[word];
}

static bool is_counted(enum carry_word word)
{
    return word == CARRY_SEALING || word == CARRY_WRITTEN || word == CARRY_TAKEN;
}

static bool is_wrong(enum carry_word word)
{
    return word == CARRY_NO_STICK || word == CARRY_NO_KEY || word == CARRY_OWN_KEY ||
           word == CARRY_FULL || word == CARRY_FAILED;
}

/* How it went, how much of it, and the key for two people to compare. */
static void put_how(struct builder *b, int column, const struct carry *c)
{
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .pad_x = 36,
                                                  .pad_y = 18,
                                                  .gap = 10,
                                                  .side = SIDE_LEFT,
                                                  .state = is_wrong(c->word) ? STATE_ERROR : 0});
    if (is_counted(c->word)) {
        put_counted(b, card, "carry.how", words_of(c->word), c->done, c->waiting);
    } else {
        put_message(
            b, card, words_of(c->word),
            (struct view_node){.name = "carry.how", .role = ROLE_STATUS, .look = LOOK_STRONG});
    }
    if (c->stays > 0) {
        put_counted(b, card, "carry.stays", MSG_CARRY_STAYS, c->stays, 0);
    }
    if (c->fingerprint[0] != '\0') {
        struct view_node key = {
            .name = "carry.key",
            .role = ROLE_TEXT,
            .look = LOOK_BODY_MUTED,
            .label = text_filled(b, MSG_CARRY_COMPARE, text_format(b, "%s", c->fingerprint), NULL)};
        say_more(&key, say_message(MSG_CARRY_COMPARE));
        say_more(&key,
                 (struct say){.kind = SAY_LETTERS, .text = text_format(b, "%s", c->fingerprint)});
        put(b, card, key);
    }
}

static void put_way(struct builder *b, int column, const char *name, enum message_id label,
                    enum message_id detail, int icon, enum staff_act act)
{
    put_two(b, column, label, detail,
            (struct view_node){.name = name,
                               .role = ROLE_BUTTON,
                               .look = LOOK_ROW,
                               .icon = icon + 1,
                               .icon_dp = 76,
                               .h = 150,
                               .side = SIDE_RIGHT,
                               .intent = {INTENT_STAFF_ACT, (int)act, NULL}});
}

void sheet_staff_carry_build(struct builder *b)
{
    const struct carry *c = &b->app->staff.carried;
    const struct roof roof = staff_roof(b, MSG_CARRY_TITLE, MSG_CARRY_HINT);
    put_roof(b, &roof);
    const int column = put_answers(b, 18);
    put_how(b, column, c);
    put_way(b, column, "carry.key.out", MSG_CARRY_KEY, MSG_CARRY_KEY_DETAIL, ICON_KEY, ACT_KEY_OUT);
    put_way(b, column, "carry.out", MSG_CARRY_OUT, MSG_CARRY_OUT_DETAIL, ICON_SEND, ACT_EXPORT);
    put_way(b, column, "carry.in", MSG_CARRY_IN, MSG_CARRY_IN_DETAIL, ICON_SAVED, ACT_IMPORT);
    put_back(b);
    put_tools(b);
}
