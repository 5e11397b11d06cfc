/* 43: pages of the asked paper from her own phone. First a square code, then what the phone sends,
 * each page with its small picture; whatever went wrong is said in one sentence with what to do. */
#include "app/paper.h"
#include "ui/screens/all.h"

#define COLUMNS       5
#define COLUMNS_LARGE 3

static bool is_connected(enum portal_upload_state state)
{
    return state == UPLOAD_JOINED || state == UPLOAD_FINISHED || state == UPLOAD_TAKING;
}

static void put_qr(struct builder *b, int parent, const struct upload_seen *u, int side)
{
    put_message(b, parent, MSG_UPLOAD_QR_ALT,
                (struct view_node){.name = "qr",
                                   .role = ROLE_QR,
                                   .look = LOOK_QR,
                                   .bytes = u->qr,
                                   .number = u->qr_side,
                                   .w = side,
                                   .h = side});
}

static void put_step(struct builder *b, int parent, const char *name, enum message_id message)
{
    put_message(b, parent, message,
                (struct view_node){.name = name, .role = ROLE_TEXT, .look = LOOK_STRONG});
}

/* The square code and the three steps beside it; at 200 % it stands alone above them. */
static void put_scan(struct builder *b, int column, const struct upload_seen *u)
{
    if (b->shape.large) {
        const int row = put_group(b, column, (struct view_node){.flow = FLOW_ROW});
        put_space(b, row);
        put_qr(b, row, u, 560);
        put_space(b, row);
        put_step(b, column, "step.1", MSG_UPLOAD_STEP_SCAN);
        put_step(b, column, "step.2", MSG_UPLOAD_STEP_TAKE);
        return;
    }
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .flow = FLOW_ROW,
                                                  .gap = 36,
                                                  .pad_x = 36,
                                                  .pad_y = 20,
                                                  .h = 480,
                                                  .side = SIDE_LEFT,
                                                  .align = ALIGN_CENTER,
                                                  .state = STATE_CURRENT});
    put_qr(b, card, u, 420);
    const int side = put_group(b, card, (struct view_node){.gap = 26, .grow = 1});
    put_step(b, side, "step.1", MSG_UPLOAD_STEP_SCAN);
    put_step(b, side, "step.2", MSG_UPLOAD_STEP_TAKE);
}

/* One line with a pictogram: how it stands. */
static void put_row(struct builder *b, int column, struct view_node node)
{
    const int card = put_group(b, column,
                               (struct view_node){.look = LOOK_CARD,
                                                  .flow = FLOW_ROW,
                                                  .pad_x = 36,
                                                  .pad_y = 8,
                                                  .h = 120,
                                                  .side = SIDE_RIGHT,
                                                  .align = ALIGN_CENTER});
    node.role = ROLE_STATUS;
    node.look = node.look == 0 ? LOOK_NEED : node.look;
    node.icon_dp = 76;
    node.total = 1;
    node.grow = 1;
    put(b, card, node);
}

/* "Còn 4 phút": a message with a number in it, shown and said. */
static void put_number_row(struct builder *b, int column, const char *name, enum message_id message,
                           int number, int icon, bool done)
{
    struct view_node node = {.name = name, .look = done ? LOOK_DONE : LOOK_NEED, .icon = icon + 1};
    node.label = text_filled(b, message, text_number(b, number), NULL);
    say_more(&node, say_message(message));
    say_more(&node, (struct say){.kind = SAY_NUMBER, .number = number});
    put_row(b, column, node);
}

/* The whole sentence of what is wrong is said of the first page that has it. */
static enum message_id words_of(const struct upload_seen *u, int at)
{
    const enum photo_verdict quality = u->pages[at].quality;
    for (int i = 0; i < at && quality != PHOTO_GOOD; i++) {
        if (paper_phone_message(u->pages[i].quality) == paper_phone_message(quality)) {
            return MSG_UPLOAD_SAME;
        }
    }
    return quality == PHOTO_GOOD ? MSG_UPLOAD_THERE : paper_phone_message(quality);
}

static void put_page(struct builder *b, int parent, const struct upload_seen *u, int number)
{
    const struct phone_page *page = &u->pages[number - 1];
    const bool good = page->quality == PHOTO_GOOD;
    struct view_node node = {.name = text_format(b, "page.%d", number),
                             .role = ROLE_IMAGE,
                             .look = LOOK_PAGE,
                             .label = text_number(b, number),
                             .icon = (good ? ICON_CHECK : ICON_WARNING) + 1,
                             .bytes = page->thumb,
                             .number = page->thumb_width,
                             .total = page->thumb_height,
                             .h = 150,
                             .grow = 1};
    say_more(&node, say_message(MSG_PAGE));
    say_more(&node, (struct say){.kind = SAY_NUMBER, .number = number});
    say_more(&node, say_message(words_of(u, number - 1)));
    put(b, parent, node);
}

static void put_pages(struct builder *b, int column, const struct upload_seen *u)
{
    const int columns = b->shape.large ? COLUMNS_LARGE : COLUMNS;
    int parent = column;
    for (int i = 0; i < u->count; i++) {
        if (i % columns == 0) {
            parent = put_group(
                b, column,
                (struct view_node){
                    .flow = FLOW_ROW, .gap = 16, .h = 150, .side = SIDE_LEFT, .fold = FOLD_KEEP});
        }
        put_page(b, parent, u, i + 1);
    }
}

static void put_choice(struct builder *b, int column, const char *name, enum message_id label,
                       int icon, struct intent intent)
{
    put_message(b, column, label,
                (struct view_node){.name = name,
                                   .role = ROLE_BUTTON,
                                   .look = LOOK_BUTTON_LEFT,
                                   .icon = icon + 1,
                                   .icon_dp = 76,
                                   .h = 126,
                                   .side = SIDE_RIGHT,
                                   .intent = intent});
}

static void put_here(struct builder *b, int column)
{
    put_choice(b, column, "here", MSG_UPLOAD_HERE, ICON_CAMERA,
               (struct intent){.kind = INTENT_BACK});
}

static void put_once(struct builder *b, int column)
{
    put_message(b, column, MSG_UPLOAD_ONCE,
                (struct view_node){.name = "once",
                                   .role = ROLE_NOTE,
                                   .look = LOOK_NOTE,
                                   .icon = ICON_PRIVACY + 1,
                                   .side = SIDE_RIGHT,
                                   .fold = FOLD_VOICE,
                                   .h = 150});
}

static void put_waiting(struct builder *b, const struct upload_seen *u)
{
    const int column = put_answers(b, 22);
    if (u->state == UPLOAD_WAITING) {
        put_scan(b, column, u);
        put_number_row(b, column, "left", MSG_UPLOAD_LEFT, u->minutes, ICON_WAIT, false);
    } else {
        struct view_node node = {.name = "state", .icon = ICON_WAIT + 1};
        node.label = message_text(b->language, MSG_UPLOAD_ASKING);
        say_more(&node, say_message(MSG_UPLOAD_ASKING));
        put_row(b, column, node);
    }
    put_here(b, column);
    put_once(b, column);
    put_back(b);
    put_next(b, MSG_UPLOAD_WAITS, ICON_WAIT, MSG_UPLOAD_WAITS);
}

/* The first page that cannot be read well; NULL: there is none. */
static const struct phone_page *bad_page(const struct upload_seen *u)
{
    for (int i = 0; i < u->count; i++) {
        if (u->pages[i].quality != PHOTO_GOOD) {
            return &u->pages[i];
        }
    }
    return NULL;
}

static bool is_told_of_all(const struct upload_seen *u)
{
    bool told = bad_page(u) != NULL;
    for (int i = 0; i < u->count; i++) {
        told = told && (u->pages[i].doubted || u->pages[i].quality == PHOTO_GOOD);
    }
    return told;
}

/* What is wrong with it and what to do; its small picture bears the mark. */
static void put_bad(struct builder *b, int column, const struct phone_page *page)
{
    put_message(b, column, paper_phone_message(page->quality),
                (struct view_node){.name = "bad",
                                   .role = ROLE_NOTE,
                                   .look = LOOK_NOTE,
                                   .icon = ICON_WARNING + 1,
                                   .side = SIDE_RIGHT,
                                   .quiet = true, /* the page itself says it */
                                   .h = 150});
}

/* The last row: what is under way, or how many are there. */
static void put_progress(struct builder *b, int column, const struct upload_seen *u)
{
    if (u->coming >= 0) {
        put_number_row(b, column, "coming", MSG_UPLOAD_COMING, u->coming, ICON_WAIT, false);
    } else if (u->count > 0) {
        put_number_row(b, column, "count", MSG_UPLOAD_COUNT, u->count, ICON_DOCUMENT, false);
    } else {
        struct view_node node = {.name = "count", .icon = ICON_DOCUMENT + 1};
        node.label = message_text(b->language, MSG_UPLOAD_NO_PAGE);
        say_more(&node, say_message(MSG_UPLOAD_NO_PAGE));
        put_row(b, column, node);
    }
}

static void put_connected(struct builder *b, const struct upload_seen *u)
{
    const int column = put_answers(b, 22);
    const struct phone_page *bad = u->coming < 0 ? bad_page(u) : NULL;
    if (bad != NULL && b->shape.large) { /* there only what comes first is seen at once */
        put_bad(b, column, bad);
    }
    put_number_row(b, column, "number", MSG_UPLOAD_NUMBER, u->check, ICON_PHONE, false);
    if (bad == NULL) {
        put_progress(b, column, u);
    } else if (!b->shape.large) {
        put_bad(b, column, bad);
    }
    put_pages(b, column, u);
    if (u->state != UPLOAD_TAKING && !u->using) {
        put_choice(b, column, "other", MSG_UPLOAD_OTHER, ICON_WARNING,
                   (struct intent){.kind = INTENT_UPLOAD, .argument = UPLOAD_ACT_OPEN});
        put_here(b, column);
    }
    put_once(b, column);
    put_back(b);
    if (u->using || u->state == UPLOAD_TAKING) {
        put_next(b, MSG_UPLOAD_TAKING, ICON_WAIT, MSG_UPLOAD_TAKING);
    } else if (u->count > 0) {
        put_act(b, "go", is_told_of_all(u) ? MSG_UPLOAD_USE_ANYWAY : MSG_UPLOAD_USE, ICON_NEXT,
                (struct intent){.kind = INTENT_UPLOAD, .argument = UPLOAD_ACT_USE}, true);
    } else {
        put_next(b, MSG_UPLOAD_WAITS_PAGE, ICON_WAIT, MSG_UPLOAD_WAITS_PAGE);
    }
}

/* What went wrong stands on the roof; beneath are the ways on. */
static void put_refused(struct builder *b, const struct upload_seen *u)
{
    const int column = put_answers(b, 22);
    put_emblem(b, column,
               u->state == UPLOAD_OVER      ? ICON_CLOCK
               : u->state == UPLOAD_REFUSED ? ICON_PHONE_OFF
                                            : ICON_OFFLINE);
    if (u->state == UPLOAD_REFUSED && b->shape.large) {
        put(b, column,
            (struct view_node){.role = ROLE_IMAGE,
                               .look = LOOK_ILLUSTRATION,
                               .icon = ICON_PHONE_OFF + 1,
                               .icon_dp = 150,
                               .h = 320});
    }
    if (u->state != UPLOAD_REFUSED) { /* there it is the act below */
        put_here(b, column);
    }
    put_space(b, column);
    put_back(b);
    if (u->state == UPLOAD_REFUSED) {
        put_act(b, "go", MSG_UPLOAD_HERE_SHORT, ICON_CAMERA, (struct intent){.kind = INTENT_BACK},
                true);
    } else {
        put_act(b, "go", MSG_UPLOAD_NEW_CODE, ICON_PHONE,
                (struct intent){.kind = INTENT_UPLOAD, .argument = UPLOAD_ACT_OPEN}, true);
    }
}

static struct roof roof_for(const struct builder *b, const struct upload_seen *u)
{
    switch (u->state) {
    case UPLOAD_NONE:
    case UPLOAD_ASKING:
        return roof_of(b, MSG_UPLOAD_ASKING_TITLE, MSG_UPLOAD_HINT);
    case UPLOAD_JOINED:
    case UPLOAD_TAKEN:
        return roof_of(b, MSG_UPLOAD_JOINED_TITLE, MSG_UPLOAD_JOINED_HINT);
    case UPLOAD_FINISHED:
    case UPLOAD_TAKING:
        return roof_of(b, MSG_UPLOAD_FINISHED_TITLE,
                       u->using || u->state == UPLOAD_TAKING ? MSG_UPLOAD_ASKING
                                                             : MSG_UPLOAD_FINISHED_HINT);
    case UPLOAD_OVER:
        return roof_of(b, MSG_UPLOAD_OVER_TITLE, MSG_UPLOAD_OVER_HINT);
    case UPLOAD_OFFLINE:
        return roof_of(b, MSG_UPLOAD_OFFLINE_TITLE, MSG_UPLOAD_OFFLINE_HINT);
    case UPLOAD_REFUSED:
        return roof_of(b, MSG_UPLOAD_REFUSED_TITLE, MSG_UPLOAD_REFUSED_HINT);
    case UPLOAD_WAITING:
        break;
    }
    return roof_of(b, MSG_UPLOAD_TITLE, MSG_UPLOAD_HINT);
}

void screen_upload_build(struct builder *b)
{
    const struct upload_seen *u = &b->app->visit->upload;
    struct roof roof = roof_for(b, u);
    roof.cells = 9;
    put_roof(b, &roof);
    if (is_connected(u->state)) {
        put_connected(b, u);
    } else if (u->state == UPLOAD_ASKING || u->state == UPLOAD_WAITING || u->state == UPLOAD_NONE) {
        put_waiting(b, u);
    } else {
        put_refused(b, u);
    }
    put_tools(b);
}
