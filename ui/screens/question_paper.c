/* 09, 42: stills of the paper's pages, or "I hand it in at the counter". */
#include "app/paper.h"
#include "app/papers.h"
#include "app/settings.h"
#include "ui/screens/question.h"

#define COLUMNS     5 /* of many tiles; three stand wider, with the word */
#define COLUMNS_FEW 3
#define TILES_MAX   10 /* at once; of more pages those around the shown one */

/* The paper of the question that is asked, and which of its pages is shown. */
struct shown {
    struct visit_paper *paper;
    const struct paper_page *page; /* NULL: the one still to be taken, also anew */
    int number;                    /* of the page, from 1 */
    int anew;                      /* the page that is taken anew; 0 = one more */
    int tiles;                     /* pages and the one to add; 0 before the first */
    int first, shown;              /* of the tiles that are pages: the first, and how many */
    bool may_add, wrong;           /* wrong: the sentence about it is shown */
    bool doubtful;                 /* the page shown cannot be read well */
};

static bool is_good(const struct paper_page *page)
{
    return page->verdict == PHOTO_GOOD;
}

static struct shown shown_of(struct builder *b, struct visit_paper *paper, bool wrong)
{
    struct visit *v = b->app->visit;
    struct shown s = {.paper = paper, .number = paper->page_count + 1, .wrong = wrong};
    s.may_add = papers_may_add(v, paper->question);
    for (int i = 0; i < paper->page_count; i++) {
        const struct paper_page *page = &paper->pages[i];
        if (page->id == paper->chosen) {
            s.anew = page->id == v->aimed_page ? page->id : 0;
            s.page = s.anew != 0 ? NULL : page;
            s.number = i + 1;
        }
    }
    s.doubtful = s.page != NULL && !s.page->removed && !is_good(s.page);
    s.tiles = paper->page_count > 0 ? paper->page_count + s.may_add : 0;
    s.shown = paper->page_count;
    if (s.tiles > TILES_MAX) {
        s.tiles = TILES_MAX;
        s.shown = TILES_MAX - s.may_add;
        const int last = paper->page_count - s.shown, wanted = s.number - 1 - s.shown / 2;
        s.first = wanted < 0 ? 0 : wanted > last ? last : wanted;
    }
    return s;
}

/* Beside the pages of a wide screen there is room for one line, where no page is shown; so it is
 * where she is told what to do about a paper of the portal's. */
static bool is_brief(const struct builder *b, const struct shown *s)
{
    return b->shape.landscape && !b->shape.large && (s->tiles > 0 || is_held_lost(b, s->wrong));
}

/* What is wrong with the page stands under it in words, where there is one column: the camera has
 * less room. */
static bool is_low(const struct builder *b, const struct shown *s)
{
    return s->doubtful && !s->wrong && !b->shape.large && !b->shape.landscape;
}

/* "Trang 2", as it is said. */
static void say_page(struct view_node *node, int number)
{
    say_more(node, say_message(MSG_PAGE));
    say_more(node, (struct say){.kind = SAY_NUMBER, .number = number});
}

static enum message_id state_label(const struct paper_page *page)
{
    return page->removed      ? MSG_PAGE_REMOVED
           : !is_good(page)   ? MSG_PAPER_BAD
           : page->from_phone ? MSG_UPLOAD_FROM_PHONE
                              : MSG_PAPER_GOOD;
}

static enum message_id verdict_label(const struct shown *s)
{
    const struct paper_page *page = s->page;
    if (page == NULL) {
        return s->tiles > 0 ? MSG_PAGE_PUT : s->paper->held > 0 ? MSG_REUSE_THERE : MSG_PAPER_NONE;
    }
    return state_label(page);
}

/* Shown in two words, said with which page it is and what to do. */
static void put_verdict_words(struct builder *b, int card, const struct shown *s,
                              struct view_node node)
{
    node.name = "verdict";
    node.role = ROLE_STATUS;
    node.quiet = b->app->visit->capturing; /* so that the next one is said, also the same again */
    const enum message_id label = verdict_label(s);
    if (label == MSG_PAGE_PUT) {
        say_more(&node, say_message(label));
        say_more(&node, (struct say){.kind = SAY_NUMBER, .number = s->number});
        node.label = text_filled(b, label, text_number(b, s->number), NULL);
        put(b, card, node);
        return;
    }
    if (s->tiles > 0 && s->paper->page_count > 1) {
        say_page(&node, s->number);
    }
    say_more(&node, say_message(label == MSG_PAPER_BAD && s->page != NULL ? papers_message(s->page)
                                                                          : label));
    put_message(b, card, label, node);
}

static void put_verdict(struct builder *b, int parent, const struct shown *s)
{
    const bool there = s->page != NULL && !s->page->removed;
    const bool good = there && is_good(s->page);
    const bool low = is_low(b, s);
    const int icon_dp = low ? 56 : 76;
    const int icon = (there ? ICON_WARNING : s->page != NULL ? ICON_BIN : ICON_DOCUMENT) + 1;
    const int card = put_group(b, parent,
                               (struct view_node){.look = LOOK_CARD,
                                                  .pad_x = b->shape.large ? 30 : 10,
                                                  .gap = 10,
                                                  .h = is_held_lost(b, s->wrong) ? 200
                                                       : low                     ? 184
                                                       : s->tiles > 0            ? 204
                                                                                 : 270,
                                                  .fold = FOLD_KEEP});
    if (b->shape.large) {
        put_verdict_words(
            b, card, s,
            (struct view_node){
                .look = good ? LOOK_DONE : LOOK_NEED, .icon = icon, .icon_dp = 76, .grow = 1});
        return;
    }
    put_space(b, card);
    const int row = put_group(b, card, (struct view_node){.flow = FLOW_ROW, .h = icon_dp});
    put_space(b, row);
    put(b, row,
        (struct view_node){.role = ROLE_IMAGE,
                           .look = good ? LOOK_DONE : LOOK_ILLUSTRATION,
                           .icon = icon,
                           .icon_dp = icon_dp,
                           .w = icon_dp,
                           .h = icon_dp});
    put_space(b, row);
    put_verdict_words(b, card, s, (struct view_node){.look = LOOK_LABEL, .align = ALIGN_CENTER});
    put_space(b, card);
}

static void put_photo(struct builder *b, int parent, const struct shown *s, struct view_node node)
{
    const struct visit *visit = b->app->visit;
    const bool there = s->page != NULL && !s->page->removed && visit->photo_page == s->page->id;
    const bool live = s->page == NULL && visit->live_width > 0;
    const bool phone = s->page != NULL && !s->page->removed && s->page->from_phone &&
                       s->page->thumb_width > 0; /* of it only the small picture is here */
    node.name = "photo";
    node.role = ROLE_IMAGE;
    node.look = LOOK_PHOTO;
    node.bytes = there ? visit->photo_rgb : live ? visit->live_rgb[visit->live_shown] : NULL;
    node.number = there ? visit->photo_width : live ? visit->live_width : 0;
    node.total = there ? visit->photo_height : visit->live_height;
    node.state = s->page == NULL ? STATE_CURRENT : 0; /* the frame to put the page in */
    if (phone) {
        node.bytes = s->page->thumb;
        node.number = s->page->thumb_width;
        node.total = s->page->thumb_height;
    }
    node.private_ = true;
    put(b, parent, node);
}

/* A page is taken at once; anew only after she saw how it lies, where the camera shows it. */
static void put_capture(struct builder *b, int parent, const struct shown *s, struct view_node node)
{
    const bool capturing = b->app->visit->capturing;
    node.name = s->page != NULL && b->app->camera_shows ? "again" : "capture";
    node.role = ROLE_BUTTON;
    /* Beside what else is done with a page it is one button of several. */
    const bool beside = s->page != NULL && !s->wrong && !b->shape.large && !b->shape.landscape;
    node.look = beside ? LOOK_BUTTON : LOOK_CAPTURE;
    node.icon = ICON_CAMERA + 1;
    node.icon_dp = beside ? 60 : s->tiles > 0 ? 72 : 128;
    node.state = capturing ? STATE_DISABLED : STATE_CURRENT;
    if (capturing) {
        say_more(&node, say_message(MSG_CAPTURING));
    } else {
        node.intent =
            (struct intent){INTENT_CAPTURE, s->page != NULL ? s->page->id : s->anew, NULL};
    }
    put_message(b, parent,
                capturing         ? MSG_CAPTURING
                : s->page != NULL ? MSG_CAPTURE_AGAIN
                                  : MSG_CAPTURE,
                node);
}

/* Out with the shown page, or in again; it is gone once she leaves the question. */
static void put_remove(struct builder *b, int parent, const struct shown *s, struct view_node node)
{
    const bool room = !s->wrong || s->page == NULL || s->page->removed;
    if (s->page == NULL || !room || b->app->visit->capturing) {
        return;
    }
    const enum message_id label = s->page->removed ? MSG_TAKE_BACK : MSG_PAGE_REMOVE;
    node.name = s->page->removed ? "take-back" : "remove";
    node.role = ROLE_BUTTON;
    node.look = LOOK_BUTTON;
    node.quiet = true;
    node.icon = (s->page->removed ? ICON_UNDO : ICON_BIN) + 1;
    node.icon_dp = 52;
    node.intent = (struct intent){INTENT_REMOVE, s->page->id, NULL};
    say_more(&node, say_message(label));
    say_page(&node, s->number);
    put_message(b, parent, label, node);
}

/* A quarter clockwise, should the machine not have seen which way up it is. */
static void put_turn_page(struct builder *b, int parent, const struct shown *s,
                          struct view_node node)
{
    if (s->page == NULL || s->page->removed || s->wrong || is_low(b, s) ||
        b->app->visit->capturing) {
        return;
    }
    node.name = "turn";
    node.role = ROLE_BUTTON;
    node.look = LOOK_BUTTON;
    node.quiet = true;
    node.icon = ICON_ROTATE + 1;
    node.icon_dp = 52;
    node.intent = (struct intent){INTENT_TURN_PAGE, s->page->id, NULL};
    say_more(&node, say_message(MSG_PAGE_TURN));
    say_page(&node, s->number);
    put_message(b, parent, MSG_PAGE_TURN, node);
}

/* Whether her own phone is offered: for the first page, and for one more. */
static bool has_phone(const struct builder *b, const struct shown *s)
{
    const bool more = s->page == NULL && s->anew == 0;
    return !s->wrong && is_phone_offered(b, s->paper, more, is_brief(b, s));
}

static void put_beside_photo(struct builder *b, int parent, const struct shown *s)
{
    const int gap = s->page != NULL ? 16 : 24;
    const int side = put_group(b, parent, (struct view_node){.gap = gap, .grow = 1});
    if (s->page == NULL || !s->page->removed) {
        put_capture(b, side, s, (struct view_node){.grow = 1});
    }
    put_verdict(b, side, s);
    put_turn_page(b, side, s, (struct view_node){.h = 96});
    put_remove(b, side, s,
               (struct view_node){.h = 96, .grow = s->page != NULL && s->page->removed});
}

/* Camera left; what is pressed right of it (drawings 09, 42 and 89), or under it at 200 %. */
static void put_camera(struct builder *b, int column, const struct shown *s)
{
    if (b->shape.large) {
        put_photo(b, column, s, (struct view_node){.h = 380});
        if (s->page == NULL || !s->page->removed) {
            put_capture(b, column, s, (struct view_node){.h = 200});
        }
        put_verdict(b, column, s);
        put_turn_page(b, column, s, (struct view_node){.h = 150});
        put_remove(b, column, s, (struct view_node){.h = 150});
        return;
    }
    if (b->shape.landscape) {
        b->view->nodes[column].split = 54;
        put_photo(b, column, s, (struct view_node){.grow = 1, .h = 500, .side = SIDE_LEFT});
        const int height = is_held_lost(b, s->wrong) ? 210 : 250;
        const int row = put_group(
            b, column,
            (struct view_node){.flow = FLOW_ROW, .gap = 22, .h = height, .side = SIDE_RIGHT});
        if (s->page == NULL || !s->page->removed) {
            put_capture(b, row, s, (struct view_node){.grow = 1});
        }
        const int verdict = put_group(b, row, (struct view_node){.grow = 1});
        put_verdict(b, verdict, s);
        const int below = put_group(
            b, column,
            (struct view_node){.flow = FLOW_ROW, .gap = 22, .h = 120, .side = SIDE_RIGHT});
        if (is_held_lost(b, s->wrong)) {
            put_held_sign_in(b, below);
        }
        if (is_brief(b, s) && has_phone(b, s)) {
            put_phone_row(b, below, s->paper, true);
        }
        put_turn_page(b, below, s, (struct view_node){.grow = 1});
        put_remove(b, below, s, (struct view_node){.grow = 1});
        return;
    }
    const bool low = (s->wrong || s->doubtful) && s->tiles > 0; /* the sentence has the rest */
    const int row = put_group(b, column,
                              (struct view_node){.flow = FLOW_ROW,
                                                 .gap = 24,
                                                 .h = !low       ? 596
                                                      : s->wrong ? 422
                                                                 : 444});
    put_photo(b, row, s, (struct view_node){.w = s->page != NULL ? 640 : 720});
    put_beside_photo(b, row, s);
}

static const char *tile_words(struct builder *b, const struct shown *s, int number)
{
    const bool few = s->tiles <= COLUMNS_FEW && b->shape.reference;
    const char *digits = text_number(b, number);
    return few ? text_filled(b, MSG_PAGE, digits, NULL) : digits;
}

static void put_page(struct builder *b, int grid, const struct shown *s, int i)
{
    const struct paper_page *page = &s->paper->pages[i];
    const bool chosen = i + 1 == s->number;
    struct view_node node = {.name = text_format(b, "page.%d", i + 1),
                             .role = ROLE_CHOICE,
                             .look = LOOK_PAGE,
                             .label = tile_words(b, s, i + 1),
                             .quiet = chosen, /* the verdict says it */
                             .icon = (page->removed   ? ICON_BIN
                                      : is_good(page) ? ICON_CHECK
                                                      : ICON_WARNING) +
                                     1,
                             .bytes = page->removed || page->thumb_width == 0 ? NULL : page->thumb,
                             .number = page->thumb_width,
                             .total = page->thumb_height,
                             .h = b->shape.landscape ? 112
                                  : is_low(b, s)     ? 130
                                                     : 150,
                             .grow = 1,
                             .state = chosen ? STATE_CHOSEN : 0,
                             .intent = {INTENT_SHOW_PAGE, page->id, NULL}};
    say_page(&node, i + 1);
    say_more(&node, say_message(state_label(page)));
    put(b, grid, node);
}

static void put_add(struct builder *b, int grid, const struct shown *s)
{
    const int number = s->paper->page_count + 1;
    const bool chosen = s->page == NULL && s->anew == 0;
    struct view_node node = {.name = "add",
                             .role = ROLE_BUTTON,
                             .look = LOOK_PAGE,
                             .label = tile_words(b, s, number),
                             .quiet = chosen,
                             .icon = ICON_PLUS + 1,
                             .h = b->shape.landscape ? 112
                                  : is_low(b, s)     ? 130
                                                     : 150,
                             .grow = 1,
                             .state = chosen ? STATE_CHOSEN : 0,
                             .intent = {INTENT_SHOW_PAGE, 0, NULL}};
    say_more(&node, say_message(MSG_PAGE_ADD));
    say_more(&node, (struct say){.kind = SAY_NUMBER, .number = number});
    put(b, grid, node);
}

/* Every page of the paper, and one more (drawing 42). */
static void put_pages(struct builder *b, int column, const struct shown *s)
{
    const bool rows = b->shape.large && !b->shape.landscape; /* a grid has one column there */
    const int columns = b->shape.large || s->tiles <= COLUMNS_FEW ? COLUMNS_FEW : COLUMNS;
    const struct view_node row = {.flow = FLOW_ROW, .gap = 16, .h = 150, .fold = FOLD_KEEP};
    const struct view_node grid = {.flow = FLOW_GRID,
                                   .grid_columns = columns,
                                   .wide_columns = b->shape.large ? COLUMNS_FEW : COLUMNS,
                                   .gap = 16};
    int parent = s->tiles > 0 && !rows ? put_group(b, column, grid) : column;
    for (int i = 0; i < s->tiles; i++) {
        if (rows && i % COLUMNS_FEW == 0) {
            parent = put_group(b, column, row);
        }
        if (i < s->shown) {
            put_page(b, parent, s, s->first + i);
        } else {
            put_add(b, parent, s);
        }
    }
}

/* Beside the picture of a wide screen only its first line has room; the voice says both. */
static void put_hand_in(struct builder *b, int column, const struct shown *s)
{
    const bool brief = b->shape.landscape && !b->shape.large;
    struct view_node node = {.name = "hand-in",
                             .role = ROLE_CHOICE,
                             .look = LOOK_BUTTON_LEFT,
                             .icon = ICON_COUNTER + 1,
                             .icon_dp = 92,
                             .h = brief ? 140 : 166,
                             .side = SIDE_RIGHT,
                             .state = s->paper->handed_in ? STATE_CHOSEN : 0,
                             .intent = {.kind = INTENT_HAND_IN}};
    if (brief) {
        say_more(&node, say_message(MSG_HAND_IN));
        say_more(&node, say_message(MSG_HAND_IN_DETAIL));
        put_message(b, column, MSG_HAND_IN, node);
    } else {
        put_two(b, column, MSG_HAND_IN, MSG_HAND_IN_DETAIL, node);
    }
}

/* What is wrong with the page and what to do, in words: the verdict has said it. */
static void put_reason(struct builder *b, int column, const struct shown *s)
{
    put_message(b, column, papers_message(s->page),
                (struct view_node){.name = "reason",
                                   .role = ROLE_NOTE,
                                   .look = LOOK_NOTE,
                                   .icon = ICON_WARNING + 1,
                                   .quiet = true,
                                   .side = SIDE_RIGHT,
                                   .fold = FOLD_VOICE,
                                   .h = 128});
}

/* What is wrong stands above everything where not all has room below it. */
static bool is_told_first(const struct builder *b, bool wrong)
{
    return wrong && (b->shape.large || (b->shape.landscape && is_held_lost(b, wrong)));
}

/* What may be done without the camera, and what is wrong. */
static void put_below(struct builder *b, int column, const struct shown *s)
{
    const bool many = s->tiles > COLUMNS; /* of so many she takes none to the counter instead */
    if (!many) {
        put_hand_in(b, column, s);
    }
    if (s->doubtful && !s->wrong) {
        put_reason(b, column, s);
    }
    const bool held = !s->wrong && put_held_row(b, column, s->paper, s->tiles > 0);
    const bool phone = !held && has_phone(b, s);
    if (phone && !is_brief(b, s)) {
        put_phone_row(b, column, s->paper, false);
    }
    if (is_held_lost(b, s->wrong) && !is_brief(b, s)) {
        put_held_sign_in(b, column);
    }
    if (s->wrong && !is_told_first(b, s->wrong)) {
        put_aside(b, put_problem(b, column, 150), SIDE_RIGHT);
    } else if (!s->wrong && s->tiles == 0 && !held && !phone) {
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

bool question_paper_doubted(struct app *a)
{
    const struct visit *v = a->visit;
    struct form_question q;
    if (!v->has_problem || v->problem_message == MSG_PAPER_NEEDED || !app_question(a, &q) ||
        q.kind != FORM_PAPER) {
        return false;
    }
    return papers_taken(a->visit, q.node);
}

void question_paper(struct builder *b, const struct asked *asked)
{
    struct visit_paper none = {.question = asked->question.node};
    struct visit_paper *known = papers_find(b->app->visit, asked->question.node);
    const struct shown s = shown_of(b, known != NULL ? known : &none, asked->wrong);
    const bool sides = b->shape.landscape && !b->shape.large; /* whose parts stand together */
    const int column = put_answers(b, 24);
    if (is_told_first(b, asked->wrong)) {
        (void)put_problem(b, column, b->shape.large ? 300 : 130);
    }
    put_camera(b, column, &s);
    if (!sides) {
        put_pages(b, column, &s);
    }
    put_below(b, column, &s);
    if (sides) {
        put_pages(b, column, &s);
    }
}
