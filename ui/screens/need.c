/* 02: what the citizen came for. A tile leads to its short list (assets/data/needs.tsv); everything
 * else is found by typing. */
#include "ui/screens/need.h"

#include <string.h>

#include "ui/screens/all.h"

static const struct {
    const char *name, *tile;
    enum message_id label;
    int icon;
} needs[] = {
    {"need.birth", "birth", MSG_NEED_BIRTH, ICON_BIRTH},
    {"need.marriage", "marriage", MSG_NEED_MARRIAGE, ICON_MARRIAGE},
    {"need.death", "death", MSG_NEED_DEATH, ICON_DEATH},
    {"need.land", "land", MSG_NEED_LAND, ICON_LAND},
    {"need.residence", "residence", MSG_NEED_RESIDENCE, ICON_HOME},
    {"need.support", "support", MSG_NEED_SUPPORT, ICON_SUPPORT},
    {"need.certify", "certify", MSG_NEED_CERTIFY, ICON_COPY},
    {"need.business", "business", MSG_NEED_BUSINESS, ICON_BUSINESS},
    {"need.disability", "disability", MSG_NEED_DISABILITY, ICON_DISABILITY},
    {"need.veteran", "veteran", MSG_NEED_VETERAN, ICON_VETERAN},
    {"need.build", "build", MSG_NEED_BUILD, ICON_CONSTRUCTION},
    {"need.id-card", "id-card", MSG_NEED_ID_CARD, ICON_ID_CARD},
};

enum message_id need_label(const char *tile)
{
    for (size_t i = 0; i < sizeof needs / sizeof needs[0]; i++) {
        if (strcmp(needs[i].tile, tile) == 0) {
            return needs[i].label;
        }
    }
    return MSG_NONE;
}

static void put_tiles(struct builder *b, int column)
{
    const int grid = put_group(
        b, column,
        (struct view_node){.flow = FLOW_GRID, .grid_columns = 3, .wide_columns = 4, .gap = 22});
    for (int i = 0; i < (int)(sizeof needs / sizeof needs[0]); i++) {
        put_message(b, grid, needs[i].label,
                    (struct view_node){.name = needs[i].name,
                                       .role = ROLE_BUTTON,
                                       .look = LOOK_TILE,
                                       .icon = needs[i].icon + 1,
                                       .icon_dp = 90,
                                       .h = 198,
                                       .intent = {INTENT_TILE, 0, needs[i].tile}});
    }
}

void screen_need_build(struct builder *b)
{
    const struct roof roof = roof_of(b, MSG_NEED_TITLE, MSG_NEED_HINT);
    put_roof(b, &roof);
    const int column = put_answers(b, 22);
    put_tiles(b, column);
    const int row = put_group(b, column, (struct view_node){.flow = FLOW_ROW, .h = 110});
    put_half(b, row, "take-number", MSG_TAKE_NUMBER, ICON_TICKET,
             (struct intent){.kind = INTENT_NUMBER});
    put_act(b, "scan-slip", MSG_SCAN_SLIP, ICON_SCAN, (struct intent){.kind = INTENT_SLIP}, false);
    put_act(b, "find", MSG_FIND_OTHER, ICON_SEARCH, (struct intent){.kind = INTENT_FIND}, false);
    put_tools(b);
}
