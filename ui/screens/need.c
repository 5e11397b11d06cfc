/* 02: what the citizen came for. Tiles lead to a procedure or a route; every other one says
 * that it comes later and where to go instead. */
#include "ui/screens/all.h"

#define BIRTH "1.001193"

static const struct {
    const char *name;
    enum message_id label, later;
    int icon;
    const char *to; /* procedure code or route, or NULL */
} needs[] = {
    {"need.birth", MSG_NEED_BIRTH, MSG_NONE, ICON_BIRTH, BIRTH},
    {"need.marriage", MSG_NEED_MARRIAGE, MSG_NONE, ICON_MARRIAGE, "route:marriage"},
    {"need.death", MSG_NEED_DEATH, MSG_DEATH_LATER, ICON_DEATH, NULL},
    {"need.land", MSG_NEED_LAND, MSG_NONE, ICON_LAND, "route:land"},
    {"need.residence", MSG_NEED_RESIDENCE, MSG_RESIDENCE_LATER, ICON_HOME, NULL},
    {"need.support", MSG_NEED_SUPPORT, MSG_SUPPORT_LATER, ICON_SUPPORT, NULL},
    {"need.certify", MSG_NEED_CERTIFY, MSG_CERTIFY_LATER, ICON_COPY, NULL},
    {"need.business", MSG_NEED_BUSINESS, MSG_BUSINESS_LATER, ICON_BUSINESS, NULL},
    {"need.disability", MSG_NEED_DISABILITY, MSG_DISABILITY_LATER, ICON_DISABILITY, NULL},
    {"need.veteran", MSG_NEED_VETERAN, MSG_VETERAN_LATER, ICON_VETERAN, NULL},
    {"need.build", MSG_NEED_BUILD, MSG_BUILD_LATER, ICON_CONSTRUCTION, NULL},
    {"need.id-card", MSG_NEED_ID_CARD, MSG_ID_CARD_LATER, ICON_ID_CARD, NULL},
};

static void put_tiles(struct builder *b, int column)
{
    const int grid =
        put_group(b, column, (struct view_node){.flow = FLOW_GRID, .grid_columns = 3, .gap = 22});
    for (int i = 0; i < (int)(sizeof needs / sizeof needs[0]); i++) {
        struct view_node tile = {.name = needs[i].name,
                                 .role = ROLE_BUTTON,
                                 .look = LOOK_TILE,
                                 .icon = needs[i].icon + 1,
                                 .h = 226,
                                 .intent = {INTENT_NEED, 0, needs[i].to}};
        if (needs[i].later != MSG_NONE) {
            tile.intent = (struct intent){INTENT_NOTICE, (int)needs[i].later, NULL};
        }
        put_message(b, grid, needs[i].label, tile);
    }
}

void screen_need_build(struct builder *b)
{
    const struct roof roof = roof_of(b, MSG_NEED_TITLE, MSG_NEED_HINT);
    put_roof(b, &roof);
    put_tiles(b, put_answers(b, 22));
    put_act(b, "scan-slip", MSG_SCAN_SLIP, ICON_SCAN,
            (struct intent){INTENT_NOTICE, MSG_SCAN_SLIP_LATER, NULL}, false);
    put_act(b, "find", MSG_FIND_OTHER, ICON_SEARCH,
            (struct intent){INTENT_NOTICE, MSG_FIND_OTHER_LATER, NULL}, false);
    put_tools(b);
}
