#include "ui/widgets/content.h"

#include "platform/base/utf8.h"
#include "ui/shape.h"
#include "ui/widgets/content_inside.h"

#define FACE_EDGES_DP    15 /* edge above, lip below */
#define EDGE_KEY_DP      3  /* the same of a key */
#define EDGE_X_DP        6  /* least from a word to the side of its face */
#define FACE_EDGE_DP     3
#define FACE_BESIDE_DP   12 /* edges left and right, and a little */
#define FACE_CLOSE_DP    1  /* of keys, and at 200 % */
#define TOOL_PAD_DP      4
#define TOOL_WIDE_PAD_DP 12
#define ROW_PICTURE_DP   110 /* most that a row gives a picture outside the reference drawing */
#define TWO_LEADS_DP     140 /* a face lower than this holds no two lines of the row's own size */
#define TALL_ROW_DP      200 /* from here on a row's label is as large as a picture's */
#define PICTURE_LEAST_DP 125
#define ICON_LEAST       55 /* percent of its own size that an icon keeps where room is short */

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

/* Arrows and the like stand after the word they push on. */
static bool points_on(int icon)
{
    return icon == ICON_NEXT + 1 || icon == ICON_SEND + 1;
}

static bool fits_in(const struct ui_env *env, enum text_style style, const char *text, int room)
{
    return text_width(env, style, text) <= room;
}

int content_icon(const struct ui_env *env, const struct view_node *n, const struct content *c)
{
    const int own = n->icon_dp > 0 ? n->icon_dp : c->icon_dp;
    const struct shape shape = ui_shape(env);
    const bool row = n->look == LOOK_ROW && !shape.reference && own > c->icon_dp;
    const int most = own >= 120 ? ROW_PICTURE_DP : c->icon_dp;
    const int dp =
        n->role == ROLE_KEY && shape.large ? c->icon_dp : (row ? smaller(own, most) : own);
    return n->icon == 0 ? 0 : ui_text_px(env, dp);
}

static int beside(const struct ui_env *env, const struct view_node *n, const struct content *c,
                  int icon);

/* Of the words on a face w px wide: an icon yields to them. Above the first line's ink and below
 * the last one's a line box is empty. */
static int ink_height(const struct ui_env *env, const struct view_node *n, const struct content *c,
                      int w)
{
    struct text_block top, sub;
    int room = w - beside(env, n, c, content_icon(env, n, c)) + ui_px(env, FACE_BESIDE_DP);
    if (n->look == LOOK_ROW && n->role == ROLE_BUTTON && n->mark == 0 && ui_shape(env).reference) {
        room += ui_text_px(env, SPEAKER_DP + 24); /* the drawing has no voice there */
    }
    room = content_in_one_line(n) ? 0 : room;
    text_block(env, c->label, n->label, room, &top);
    text_block(env, c->sub, n->sub, room, &sub);
    const int higher = top.height > sub.height ? top.height : sub.height;
    return (n->look == LOOK_KEY_TONE ? higher : top.height + sub.height) - (top.line - top.px);
}

/* Lines that are together higher than their face: smaller, down to the least text. */
static void fit_height(const struct ui_env *env, const struct view_node *n, int w, int h,
                       struct content *c)
{
    static const enum text_style smaller_ones[] = {TEXT_STRONG, TEXT_LABEL, TEXT_MARK};
    const bool whole = n->label != NULL && !n->icon_only;
    for (int i = 0; i < 3 && whole && ink_height(env, n, c, w) > h; i++) {
        c->label = smaller_ones[i] > c->label ? smaller_ones[i] : c->label;
    }
    if (whole && ink_height(env, n, c, w) > h) {
        c->sub = TEXT_SMALL;
    }
}

/* The label in one line: a step smaller when it does not fit. h 0: as high as it needs. */
static struct content button(const struct ui_env *env, const struct view_node *n, int w, int h)
{
    const bool left = n->look == LOOK_BUTTON_LEFT;
    const bool act = n->zone == ZONE_ACTIONS;
    const bool lead =
        act || (left && n->sub != NULL) || (n->look == LOOK_MAIN && n->zone == ZONE_OVERLAY);
    struct content c = {.label = lead ? TEXT_LEAD : TEXT_STRONG,
                        .sub = TEXT_DETAIL,
                        .icon_dp = 60,
                        .gap_dp = left ? 30 : 20,
                        .pad_dp = left ? 32 : 8,
                        .left = left,
                        .icon_after = act && points_on(n->icon)};
    const int icon = n->icon > 0 ? ui_text_px(env, n->icon_dp + 20) : 0;
    const int one = w - icon - 2 * ui_px(env, c.pad_dp);
    c.sub = act ? TEXT_SMALL : c.sub; /* which page: under the word, above the lip */
    if (act && !ui_shape(env).reference && !fits_in(env, c.label, n->label, one)) {
        c.label = TEXT_STRONG;
    }
    if (c.label == TEXT_STRONG && !fits_in(env, c.label, n->label, w - icon - 2 * ui_px(env, 8))) {
        c.label = TEXT_LABEL;
    }
    if (h > 0 && !ui_shape(env).reference) {
        fit_height(env, n, w, h, &c);
    }
    return c;
}

static struct content row_of(const struct ui_env *env, const struct view_node *n, int w, int h)
{
    const bool even = n->total == 1; /* beside others whose names are long: all of one size */
    bool tall = h >= ui_px(env, TALL_ROW_DP) && !even;
    if (tall && !ui_shape(env).reference) {
        const int room = w - ui_px(env, 130) -
                         content_icon(env, n, &(struct content){.icon_dp = 64}) -
                         ui_text_px(env, 48 + BADGE_DP + 24);
        tall = fits_in(env, TEXT_TITLE, n->label, room) && fits_in(env, TEXT_DETAIL, n->sub, room);
    }
    enum text_style label = tall ? TEXT_TITLE : (even ? TEXT_LABEL : TEXT_LEAD);
    if (!ui_shape(env).reference && !tall) { /* a long name in smaller letters */
        struct text_block lines;
        text_block(env, label, n->label, w - ui_px(env, 100) - ui_text_px(env, 150), &lines);
        label = lines.count > 2 ? TEXT_MARK : label;
    } else if (!tall && !even && n->sub == NULL && h < ui_px(env, TWO_LEADS_DP)) {
        label = fits_in(env, label, n->label, w - ui_px(env, 156)) ? label : TEXT_STRONG;
    }
    return (struct content){.label = text_smaller_style(label, n->small),
                            .sub = text_smaller_style(TEXT_DETAIL, n->small),
                            .icon_dp = ui_shape(env).large ? 60 : 64,
                            .gap_dp = tall ? 48 : 24,
                            .pad_dp = tall ? 48 : 28,
                            .left = true};
}

static struct content key(const struct ui_env *env, const struct view_node *n, int w)
{
    const bool large = ui_shape(env).large; /* drawing 80: as large as the key is high */
    const bool digit = n->look == LOOK_DIGIT;
    const bool word = n->label != NULL &&
                      (digit || n->look == LOOK_KEY || (large && n->look == LOOK_KEY_ALT)) &&
                      utf8_count(n->label) > (digit ? 3U : 2U);
    const enum text_style sign = large ? TEXT_STRONG : (digit ? TEXT_DIGIT : TEXT_LEAD);
    const bool narrow = word && !fits_in(env, TEXT_LABEL, n->label, w - 2 * ui_px(env, 8));
    return (struct content){.label = word ? (large || narrow ? TEXT_MARK : TEXT_LABEL) : sign,
                            .sub = TEXT_MARK,
                            .icon_dp = large ? 50 : (digit ? 68 : 60),
                            .gap_dp = 8};
}

/* Tools: two lines under their icon; beside it in one row of a wide screen. */
static struct content tool(const struct ui_env *env)
{
    const bool wide = ui_shape(env).landscape;
    return (struct content){
        .label = TEXT_TOOL,
        .sub = TEXT_TOOL,
        .icon_dp = wide ? 62 : 76,
        .gap_dp = wide ? 14 : 6,
        .pad_dp = ui_shape(env).reference ? 0 : (wide ? TOOL_WIDE_PAD_DP : TOOL_PAD_DP),
        .column = !wide};
}

/* px beside the words: pads, the box of a consent, icon and gap of a row, marks at its end. */
static int beside(const struct ui_env *env, const struct view_node *n, const struct content *c,
                  int icon)
{
    int px = 2 * ui_px(env, c->pad_dp) + ui_px(env, FACE_BESIDE_DP);
    if (n->look == LOOK_CONSENT) {
        px += ui_text_px(env, 84) + ui_px(env, 30);
    }
    if (!c->column && n->icon > 0) {
        px += icon + (n->label != NULL ? ui_text_px(env, c->gap_dp) : 0);
    }
    if (c->left && n->look == LOOK_PICTURE) {
        px += ui_text_px(env, PICTURE_MARK_DP);
    } else if (c->left) { /* a tick, or the voice */
        const bool ticks =
            (n->role == ROLE_CHOICE || n->role == ROLE_CHECK) && n->look != LOOK_CONSENT;
        px += ui_text_px(env, (ticks ? BADGE_DP : SPEAKER_DP) + 24);
        px += n->value != NULL ? text_width(env, TEXT_DETAIL, n->value) + ui_text_px(env, 24) : 0;
    }
    return px;
}

int content_least_icon(const struct ui_env *env, const struct view_node *n, const struct content *c)
{
    const int whole = content_icon(env, n, c);
    const bool big = n->look == LOOK_PICTURE || n->look == LOOK_TILE || n->look == LOOK_CAPTURE;
    return big ? smaller(whole * ICON_LEAST / 100, ui_text_px(env, PICTURE_LEAST_DP)) : whole;
}

bool content_in_one_line(const struct view_node *n)
{
    return n->look == LOOK_KEY || n->look == LOOK_KEY_ALT;
}

/* Height of what stands on a face w px wide, its icon as small as it may be. */
static int needs(const struct ui_env *env, const struct view_node *n, const struct content *c,
                 int w)
{
    const int icon = content_least_icon(env, n, c);
    const bool unnamed = n->more && n->label == NULL; /* its words come later */
    const bool lone = n->zone == ZONE_ANSWERS && ui_shape(env).large;
    const char *label = unnamed ? "0" : n->label;
    const char *second = unnamed && !lone ? "0" : n->sub;
    struct text_block top, sub;
    int room = w - beside(env, n, c, icon) + 2 * ui_px(env, FACE_EDGE_DP);
    room = content_in_one_line(n) ? 0 : (room > 1 ? room : 1);
    text_block(env, c->label, n->icon_only ? NULL : label, room, &top);
    text_block(env, c->sub, n->icon_only ? NULL : second, room, &sub);
    int words = top.height + sub.height;
    if (n->look == LOOK_KEY_TONE) { /* sign and name stand in one line */
        words = top.height > sub.height ? top.height : sub.height;
    }
    if (c->column) {
        return words + icon + (icon > 0 ? ui_text_px(env, c->gap_dp) : 0);
    }
    return words > icon ? words : icon;
}

/* A picture above its word; beside it where the face is much wider than high, or where only that
 * fits. h 0: whichever needs less. */
static struct content picture(const struct ui_env *env, const struct view_node *n, int w, int h)
{
    const struct shape shape = ui_shape(env);
    const bool tile = n->look != LOOK_PICTURE;
    struct content above = {.label = tile ? TEXT_LABEL : TEXT_TITLE,
                            .sub = tile ? TEXT_SMALL : TEXT_DETAIL,
                            .icon_dp = tile ? 124 : 200,
                            .gap_dp = 10,
                            .pad_dp = tile ? 6 : 12,
                            .column = true};
    if (n->look == LOOK_CAPTURE) {
        above.label = TEXT_LEAD;
    }
    if (shape.reference) {
        return above;
    }
    struct content aside = above;
    aside.column = false;
    aside.left = true;
    aside.gap_dp = shape.large ? 24 : 32;
    aside.pad_dp = n->look == LOOK_CAPTURE ? 16 : 40;
    aside.label = n->look == LOOK_TILE && shape.large ? TEXT_TITLE : aside.label;
    const int word = text_widest_word(env, aside.label, n->label);
    const bool whole = word + beside(env, n, &aside, content_least_icon(env, n, &aside)) <= w;
    const int high = needs(env, n, &above, w), low = needs(env, n, &aside, w);
    if (!whole) {
        return above;
    }
    if (h == 0) {
        return low < high ? aside : above;
    }
    const bool wide = w * 10 > h * 17;
    return (wide && low <= h) || high > h ? aside : above;
}

bool content_of(const struct ui_env *env, const struct view_node *n, int w, int h,
                struct content *ret_content)
{
    switch ((int)n->look) {
    case LOOK_BUTTON:
    case LOOK_BUTTON_LEFT:
    case LOOK_MAIN:
        *ret_content = button(env, n, w, h);
        return true;
    case LOOK_TILE:
    case LOOK_CAPTURE:
    case LOOK_PICTURE:
        *ret_content = picture(env, n, w, h);
        return true;
    case LOOK_ROW:
        *ret_content = row_of(env, n, w, h);
        return true;
    case LOOK_KEY:
    case LOOK_KEY_ALT:
    case LOOK_KEY_TONE:
    case LOOK_DIGIT:
        *ret_content = key(env, n, w);
        return true;
    case LOOK_TOOL:
    case LOOK_TOOL_CALL:
        *ret_content = tool(env);
        return true;
    case LOOK_CONSENT:
        *ret_content = (struct content){.label = text_smaller_style(TEXT_STRONG, n->small),
                                        .sub = TEXT_SMALL,
                                        .icon_dp = 64,
                                        .gap_dp = 24,
                                        .pad_dp = 30,
                                        .left = true};
        return true;
    default:
        return false;
    }
}

int content_min_width(const struct ui_env *env, const struct view_node *n)
{
    struct content c;
    const bool picture = n->look == LOOK_PICTURE || n->look == LOOK_TILE || n->look == LOOK_CAPTURE;
    if (!content_of(env, n, picture ? 1 : env->width, 0, &c)) { /* a picture is narrowest above */
        return 0;
    }
    const int icon = content_least_icon(env, n, &c);
    if (n->icon_only) {
        return icon + ui_px(env, 20);
    }
    const struct shape shape = ui_shape(env);
    const bool tool = n->look == LOOK_TOOL || n->look == LOOK_TOOL_CALL;
    const bool whole = (tool && (!shape.landscape || shape.few_tools)) || /* in its own lines */
                       content_in_one_line(n);
    const int label =
        whole ? text_width(env, c.label, n->label) : text_widest_word(env, c.label, n->label);
    const int sub = text_widest_word(env, c.sub, n->sub);
    int words = label > sub ? label : sub;
    if (n->look == LOOK_KEY_TONE && n->sub != NULL) {
        words = label + sub + ui_text_px(env, 12);
    }
    words = c.column && icon > words ? icon : words;
    const bool lit = n->role == ROLE_KEY && (n->state & STATE_CHOSEN) != 0; /* a thicker edge */
    return words + beside(env, n, &c, icon) + (lit ? 2 * ui_px(env, FACE_EDGE_DP) : 0);
}

int content_line_width(const struct ui_env *env, const struct view_node *n)
{
    struct content c;
    if (!content_of(env, n, env->width, 0, &c)) {
        return 0;
    }
    return text_width(env, c.label, n->label) + beside(env, n, &c, content_icon(env, n, &c));
}

int content_min_height(const struct ui_env *env, const struct view_node *n, int w)
{
    struct content c;
    if (!content_of(env, n, w - 2 * ui_px(env, FACE_EDGE_DP), 0, &c)) {
        return 0;
    }
    const bool close = n->role == ROLE_KEY || ui_shape(env).large;
    const int room = 2 * (close ? FACE_CLOSE_DP : FACE_ROOM_DP);
    return needs(env, n, &c, w - 2 * ui_px(env, FACE_EDGE_DP)) + ui_px(env, FACE_EDGES_DP + room);
}

static int rest_width(const struct ui_env *env, const struct view_node *n)
{
    return n->rect.w - 2 * ui_px(env, FACE_EDGE_DP);
}

static int rest_height(const struct ui_env *env, const struct view_node *n)
{
    return n->rect.h - ui_px(env, FACE_EDGES_DP);
}

bool content_at_rest(const struct ui_env *env, const struct view_node *n,
                     struct content *ret_content)
{
    return content_of(env, n, rest_width(env, n), rest_height(env, n), ret_content);
}

bool content_holds(const struct ui_env *env, const struct view_node *n)
{
    struct content c;
    const int w = rest_width(env, n), h = rest_height(env, n);
    if (!content_at_rest(env, n, &c) || n->icon_only) {
        return true;
    }
    const int pads = 2 * ui_px(env, c.pad_dp > EDGE_X_DP ? c.pad_dp - EDGE_X_DP : 0);
    const int room =
        w - beside(env, n, &c, content_least_icon(env, n, &c)) + ui_px(env, FACE_BESIDE_DP) + pads;
    const int word = content_in_one_line(n) ? text_width(env, c.label, n->label)
                                            : text_widest_word(env, c.label, n->label);
    const int edges = n->role == ROLE_KEY ? 2 * ui_px(env, EDGE_KEY_DP) : 0;
    return ink_height(env, n, &c, w) <= h && word + edges <= room + 1;
}
