#include "ui/widgets/content.h"

#include "platform/base/utf8.h"
#include "ui/shape.h"

#define BADGE_DP      60
#define BADGE_ICON_DP 38
#define SPEAKER_DP    48
#define FACE_EDGES_DP 15  /* edge above, lip below */
#define FACE_ROOM_DP  6   /* least room above and below what stands on it */
#define TALL_ROW_DP   200 /* from here on a row's label is as large as a picture's */
#define ICON_LEAST    55  /* percent of its own size that an icon keeps where room is short */

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
    return n->icon == 0 ? 0 : ui_text_px(env, n->icon_dp > 0 ? n->icon_dp : c->icon_dp);
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
    if (c.label == TEXT_STRONG && !fits_in(env, c.label, n->label, w - icon - 2 * ui_px(env, 8))) {
        c.label = TEXT_LABEL;
    }
    return c;
}

/* A picture above its word; beside it where the face is much wider than high. */
static struct content picture(const struct ui_env *env, const struct view_node *n, int w, int h)
{
    const struct shape shape = ui_shape(env);
    const bool tile = n->look != LOOK_PICTURE;
    struct content c = {.label = tile ? TEXT_LABEL : TEXT_TITLE,
                        .sub = tile ? TEXT_SMALL : TEXT_DETAIL,
                        .icon_dp = tile ? 124 : 200,
                        .gap_dp = 10,
                        .pad_dp = tile ? 6 : 12,
                        .column = true};
    if (n->look == LOOK_CAPTURE) {
        c.label = TEXT_LEAD;
    }
    const int high = h > 0 ? h : ui_px(env, n->h > 0 ? n->h : 280);
    if (!shape.reference && w * 10 > high * 17) {
        c.column = false;
        c.left = true;
        c.gap_dp = shape.large ? 24 : 32;
        c.pad_dp = 40;
        c.label = tile && shape.large ? TEXT_TITLE : c.label;
    }
    return c;
}

static struct content row_of(const struct ui_env *env, const struct view_node *n, int w, int h)
{
    bool tall = h >= ui_px(env, TALL_ROW_DP);
    if (tall && !ui_shape(env).reference) {
        tall = fits_in(env, TEXT_TITLE, n->label, w - ui_px(env, 120) - ui_text_px(env, 190));
    }
    return (struct content){.label = tall ? TEXT_TITLE : TEXT_LEAD,
                            .sub = TEXT_DETAIL,
                            .icon_dp = 64,
                            .gap_dp = tall ? 48 : 24,
                            .pad_dp = tall ? 48 : 28,
                            .left = true,
                            .badge = true};
}

static struct content key(const struct view_node *n)
{
    const bool digit = n->look == LOOK_DIGIT;
    const bool word = n->label != NULL && (digit || n->look == LOOK_KEY) &&
                      utf8_count(n->label) > (digit ? 3U : 2U);
    return (struct content){.label = word ? TEXT_LABEL : (digit ? TEXT_DIGIT : TEXT_LEAD),
                            .sub = TEXT_MARK,
                            .icon_dp = digit ? 68 : 60,
                            .gap_dp = 8};
}

/* Tools: two lines under their icon; beside it in one row of a wide screen. */
static struct content tool(const struct ui_env *env)
{
    const bool wide = ui_shape(env).landscape;
    return (struct content){.label = TEXT_TOOL,
                            .sub = TEXT_TOOL,
                            .icon_dp = wide ? 62 : 76,
                            .gap_dp = wide ? 14 : 6,
                            .column = !wide};
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
        *ret_content = key(n);
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
    if (c->badge && n->role == ROLE_CHOICE) {
        px += ui_text_px(env, BADGE_DP + 24);
        px += n->value != NULL ? text_width(env, TEXT_DETAIL, n->value) + ui_text_px(env, 24) : 0;
    }
    return px;
}

static int least_icon(const struct ui_env *env, const struct view_node *n, const struct content *c)
{
    const int whole = icon_px(env, n, c);
    const bool big = n->look == LOOK_PICTURE || n->look == LOOK_TILE || n->look == LOOK_CAPTURE;
    return big ? whole * ICON_LEAST / 100 : whole;
}

int content_min_width(const struct ui_env *env, const struct view_node *n)
{
    struct content c;
    if (!content_of(env, n, env->width, 0, &c)) {
        return 0;
    }
    const int icon = least_icon(env, n, &c);
    if (n->icon_only) {
        return icon + ui_px(env, 20);
    }
    const int label = text_widest_word(env, c.label, n->label);
    const int sub = text_widest_word(env, c.sub, n->sub);
    int words = label > sub ? label : sub;
    if (n->look == LOOK_KEY_TONE && n->sub != NULL) {
        words = label + sub + ui_text_px(env, 12);
    }
    words = c.column && icon > words ? icon : words;
    return words + beside(env, n, &c, icon);
}

int content_min_height(const struct ui_env *env, const struct view_node *n, int w)
{
    struct content c;
    if (!content_of(env, n, w - 2 * ui_px(env, 3), 0, &c)) {
        return 0;
    }
    const int icon = least_icon(env, n, &c);
    struct text_block label, sub;
    const int room = w - beside(env, n, &c, icon);
    text_block(env, c.label, n->icon_only ? NULL : n->label, room > 1 ? room : 1, &label);
    text_block(env, c.sub, n->icon_only ? NULL : n->sub, room > 1 ? room : 1, &sub);
    const int words = label.height + sub.height;
    const int inner = c.column ? words + icon + (icon > 0 ? ui_text_px(env, c.gap_dp) : 0)
                               : (words > icon ? words : icon);
    return inner + ui_px(env, FACE_EDGES_DP) + 2 * ui_px(env, FACE_ROOM_DP);
}

struct measured {
    struct text_block label, sub;
    int width, height;
};

static void measure(const struct pen *p, const struct content *c, int width, struct measured *m)
{
    const bool words = !p->node->icon_only;
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
    const int icon = icon_side(p, c, face.h - m.height - gap);
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
    const unsigned state = p->node->state;
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
    const int pad = pen_px(p, c->pad_dp), icon = icon_side(p, c, face.h - pen_px(p, 8));
    const bool words = p->node->label != NULL && !p->node->icon_only;
    const int gap = icon > 0 && words ? pen_grown(p, c->gap_dp) : 0;
    const int marks = c->left ? trailing(p, face, skin, c) : 0;
    struct measured m;
    measure(p, c, face.w - 2 * pad - icon - gap - marks, &m);
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
