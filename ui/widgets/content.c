#include "ui/widgets/content.h"

#include "platform/base/utf8.h"
#include "ui/shape.h"

#define BADGE_DP         60
#define BADGE_ICON_DP    38
#define SPEAKER_DP       48
#define FACE_EDGES_DP    15 /* edge above, lip below */
#define FACE_ROOM_DP     7  /* least room above and below what stands on it */
#define FACE_CLOSE_DP    1  /* of keys, and at 200 % */
#define TOOL_PAD_DP      4
#define TOOL_WIDE_PAD_DP 12
#define PICTURE_MARK_DP  76 /* tick of a picture, inset from its edges */
#define PICTURE_INSET_DP 20
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

static int icon_px(const struct ui_env *env, const struct view_node *n, const struct content *c)
{
    const int own = n->icon_dp > 0 ? n->icon_dp : c->icon_dp;
    const struct shape shape = ui_shape(env);
    const bool row = n->look == LOOK_ROW && !shape.reference && own > c->icon_dp;
    const int most = own >= 120 ? ROW_PICTURE_DP : c->icon_dp;
    const int dp =
        n->role == ROLE_KEY && shape.large ? c->icon_dp : (row ? smaller(own, most) : own);
    return n->icon == 0 ? 0 : ui_text_px(env, dp);
}

/* The label in one line: a step smaller when it does not fit. */
static struct content button(const struct ui_env *env, const struct view_node *n, int w)
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
    return c;
}

static struct content row_of(const struct ui_env *env, const struct view_node *n, int w, int h)
{
    bool tall = h >= ui_px(env, TALL_ROW_DP);
    if (tall && !ui_shape(env).reference) {
        const int room = w - ui_px(env, 130) - icon_px(env, n, &(struct content){.icon_dp = 64}) -
                         ui_text_px(env, 48 + BADGE_DP + 24);
        tall = fits_in(env, TEXT_TITLE, n->label, room) && fits_in(env, TEXT_DETAIL, n->sub, room);
    }
    enum text_style label = tall ? TEXT_TITLE : TEXT_LEAD;
    if (!ui_shape(env).reference && !tall) { /* a long name in smaller letters */
        struct text_block lines;
        text_block(env, label, n->label, w - ui_px(env, 100) - ui_text_px(env, 150), &lines);
        label = lines.count > 2 ? TEXT_MARK : label;
    } else if (!tall && n->sub == NULL && h < ui_px(env, TWO_LEADS_DP)) {
        label = fits_in(env, label, n->label, w - ui_px(env, 156)) ? label : TEXT_STRONG;
    }
    return (struct content){.label = label,
                            .sub = TEXT_DETAIL,
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
    int px = 2 * ui_px(env, c->pad_dp) + ui_px(env, 12);
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

static int least_icon(const struct ui_env *env, const struct view_node *n, const struct content *c)
{
    const int whole = icon_px(env, n, c);
    const bool big = n->look == LOOK_PICTURE || n->look == LOOK_TILE || n->look == LOOK_CAPTURE;
    return big ? smaller(whole * ICON_LEAST / 100, ui_text_px(env, PICTURE_LEAST_DP)) : whole;
}

/* A key's few letters never break. */
static bool in_one_line(const struct view_node *n)
{
    return n->look == LOOK_KEY || n->look == LOOK_KEY_ALT;
}

/* Height of what stands on a face w px wide, its icon as small as it may be. */
static int needs(const struct ui_env *env, const struct view_node *n, const struct content *c,
                 int w)
{
    const int icon = least_icon(env, n, c);
    const bool unnamed = n->more && n->label == NULL; /* its words come later */
    const bool lone = n->zone == ZONE_ANSWERS && ui_shape(env).large;
    const char *label = unnamed ? "0" : n->label;
    const char *second = unnamed && !lone ? "0" : n->sub;
    struct text_block top, sub;
    int room = w - beside(env, n, c, icon) + 2 * ui_px(env, 3);
    room = in_one_line(n) ? 0 : (room > 1 ? room : 1);
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
    const bool whole = word + beside(env, n, &aside, least_icon(env, n, &aside)) <= w;
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
        *ret_content = button(env, n, w);
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
        *ret_content = (struct content){.label = TEXT_STRONG,
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
    const int icon = least_icon(env, n, &c);
    if (n->icon_only) {
        return icon + ui_px(env, 20);
    }
    const struct shape shape = ui_shape(env);
    const bool tool = n->look == LOOK_TOOL || n->look == LOOK_TOOL_CALL;
    const bool whole = tool && (!shape.landscape || shape.few_tools); /* in its own lines */
    const int label =
        whole ? text_width(env, c.label, n->label) : text_widest_word(env, c.label, n->label);
    const int sub = text_widest_word(env, c.sub, n->sub);
    int words = label > sub ? label : sub;
    if (n->look == LOOK_KEY_TONE && n->sub != NULL) {
        words = label + sub + ui_text_px(env, 12);
    }
    words = c.column && icon > words ? icon : words;
    return words + beside(env, n, &c, icon);
}

int content_line_width(const struct ui_env *env, const struct view_node *n)
{
    struct content c;
    if (!content_of(env, n, env->width, 0, &c)) {
        return 0;
    }
    return text_width(env, c.label, n->label) + beside(env, n, &c, icon_px(env, n, &c));
}

int content_min_height(const struct ui_env *env, const struct view_node *n, int w)
{
    struct content c;
    if (!content_of(env, n, w - 2 * ui_px(env, 3), 0, &c)) {
        return 0;
    }
    const bool close = n->role == ROLE_KEY || ui_shape(env).large;
    const int room = 2 * (close ? FACE_CLOSE_DP : FACE_ROOM_DP);
    return needs(env, n, &c, w - 2 * ui_px(env, 3)) + ui_px(env, FACE_EDGES_DP + room);
}

struct measured {
    struct text_block label, sub;
    int width, height;
};

static void measure(const struct pen *p, const struct content *c, int width, struct measured *m)
{
    const bool words = !p->node->icon_only;
    width = in_one_line(p->node) ? 0 : width;
    text_block(p->env, c->label, words ? p->node->label : NULL, width, &m->label);
    text_block(p->env, c->sub, words ? p->node->sub : NULL, width, &m->sub);
    m->width = m->label.width > m->sub.width ? m->label.width : m->sub.width;
    m->height = m->label.height + m->sub.height;
}

static void draw_text(const struct pen *p, const struct measured *m, struct text_place at,
                      const struct skin *skin)
{
    at.ink = skin->ink;
    pen_block(p, &m->label, &at);
    at.y += m->label.height;
    at.ink = skin->ink2;
    pen_block(p, &m->sub, &at);
}

/* The icon's own size, or as much as there is room for. */
static int icon_side(const struct pen *p, const struct content *c, int room)
{
    const int side = icon_px(p->env, p->node, c);
    return side > room && room > 0 ? room : side;
}

static void column(const struct pen *p, struct rect face, const struct skin *skin,
                   const struct content *c)
{
    struct measured m;
    measure(p, c, face.w - 2 * pen_px(p, c->pad_dp), &m);
    const int gap = p->node->icon > 0 ? pen_grown(p, c->gap_dp) : 0;
    const int edges = ui_shape(p->env).reference ? 0 : 2 * pen_px(p, FACE_ROOM_DP);
    const int icon = icon_side(p, c, face.h - m.height - gap - edges);
    int y = face.y + (face.h - icon - gap - m.height) / 2;
    pen_icon(p, (struct rect){face.x + (face.w - icon) / 2, y, icon, icon}, p->node->icon,
             &skin->icon);
    y += icon + gap;
    draw_text(p, &m, (struct text_place){face.x, y, face.w, ALIGN_CENTER, skin->ink}, skin);
}

/* A white disc with a tick, in the chosen colours. */
static void badge(const struct pen *p, struct rect r, int icon_dp)
{
    struct icon_colors colors = pen_plain_icon;
    colors.of[0] = COLOR_SELECTED;
    pen_disc(p, r, COLOR_ON_SELECTED);
    pen_icon(p, pen_square(p, r, icon_dp), ICON_CHECK + 1, &colors);
}

/* Marks at the right end of a row; returns the width they take, gap included. */
static int trailing(const struct pen *p, struct rect face, const struct skin *skin,
                    const struct content *c)
{
    const unsigned state = p->node->look == LOOK_PICTURE ? 0 : p->node->state; /* draws its own */
    const int pad = pen_px(p, c->pad_dp), gap = pen_grown(p, 24);
    int right = face.x + face.w - pad, used = 0;
    if ((state & STATE_CHOSEN) != 0 && p->node->role != ROLE_KEY) {
        const int side = pen_grown(p, BADGE_DP);
        badge(p, (struct rect){right - side, face.y + (face.h - side) / 2, side, side},
              BADGE_ICON_DP);
        used += side + gap;
    } else if ((state & STATE_SPOKEN) != 0) {
        const int side = pen_grown(p, SPEAKER_DP);
        pen_icon(p, (struct rect){right - side, face.y + (face.h - side) / 2, side, side},
                 ICON_SPEAKER + 1, &skin->icon);
        used += side + gap;
    }
    if (p->node->value != NULL) {
        struct text_block block;
        text_block(p->env, TEXT_DETAIL, p->node->value, 0, &block);
        right -= used;
        pen_block(p, &block,
                  &(struct text_place){right - block.width, face.y + (face.h - block.height) / 2,
                                       block.width, ALIGN_END, skin->ink});
        used += block.width + gap;
    }
    return used;
}

static void row(const struct pen *p, struct rect face, const struct skin *skin,
                const struct content *c)
{
    const bool beside = p->node->look == LOOK_PICTURE || p->node->look == LOOK_TILE;
    const int high = face.h - pen_px(p, 8), third = face.w * 32 / 100;
    const int pad = pen_px(p, c->pad_dp);
    int icon = icon_side(p, c, beside && third < high ? third : high);
    const bool words = p->node->label != NULL && !p->node->icon_only;
    const int gap = icon > 0 && words ? pen_grown(p, c->gap_dp) : 0;
    const int marks = !c->left                        ? 0
                      : p->node->look == LOOK_PICTURE ? pen_grown(p, PICTURE_MARK_DP)
                                                      : trailing(p, face, skin, c);
    struct measured m;
    measure(p, c, face.w - 2 * pad - icon - gap - marks, &m);
    if (beside && m.height > face.h && !ui_shape(p->env).reference) { /* the words come first */
        icon = smaller(icon, least_icon(p->env, p->node, c));
        measure(p, c, face.w - 2 * pad - icon - gap - marks, &m);
    }
    int x = face.x + pad;
    if (!c->left) {
        x = face.x + (face.w - icon - gap - m.width) / 2;
    }
    const int icon_x = c->icon_after ? x + m.width + gap : x;
    pen_icon(p, (struct rect){icon_x, face.y + (face.h - icon) / 2, icon, icon}, p->node->icon,
             &skin->icon);
    const struct text_place at = {c->icon_after ? x : x + icon + gap,
                                  face.y + (face.h - m.height) / 2, m.width,
                                  c->left ? ALIGN_START : ALIGN_CENTER, skin->ink};
    draw_text(p, &m, at, skin);
}

void paint_content(const struct pen *p, struct rect face, const struct skin *skin,
                   const struct content *c)
{
    if (c->column) {
        column(p, face, skin, c);
    } else {
        row(p, face, skin, c);
    }
}
