#include "ui/widgets/widgets.h"

#include <stddef.h>

#include "ui/shape.h"
#include "ui/widgets/control.h"
#include "ui/widgets/field.h"
#include "ui/widgets/media.h"
#include "ui/widgets/page_tile.h"
#include "ui/widgets/plain.h"
#include "ui/widgets/roof.h"
#include "ui/widgets/sample.h"

#define ARMED_DP    30 /* the badge of what was touched once */
#define ARMED_UP_DP 6  /* above its target: words may stand close over it */

typedef void paint_fn(const struct pen *);

static paint_fn *const painters[LOOK_COUNT] = {
    [LOOK_CARD] = look_card,
    [LOOK_CARD_SPOKEN] = look_card,
    [LOOK_BRAND] = look_brand,
    [LOOK_GONG] = look_gong,
    [LOOK_TITLE] = look_title,
    [LOOK_HINT] = look_hint,
    [LOOK_BAND] = look_band,
    [LOOK_WELCOME] = look_welcome,
    [LOOK_BUTTON] = look_button,
    [LOOK_BUTTON_LEFT] = look_button,
    [LOOK_MAIN] = look_button,
    [LOOK_TOOL] = look_tool,
    [LOOK_TOOL_CALL] = look_tool,
    [LOOK_TILE] = look_button,
    [LOOK_PICTURE] = look_picture,
    [LOOK_ROW] = look_button,
    [LOOK_LANGUAGE] = look_language,
    [LOOK_KEY] = look_key,
    [LOOK_KEY_ALT] = look_key,
    [LOOK_KEY_TONE] = look_key,
    [LOOK_FIELD] = look_field,
    [LOOK_BODY] = look_plain,
    [LOOK_LEAD] = look_plain,
    [LOOK_HEADING] = look_plain,
    [LOOK_SMALL] = look_plain,
    [LOOK_LABEL] = look_plain,
    [LOOK_MUTED] = look_plain,
    [LOOK_FACT] = look_fact,
    [LOOK_NEED] = look_need,
    [LOOK_PILL_OK] = look_pill,
    [LOOK_PILL_WARN] = look_pill,
    [LOOK_PILL_BAD] = look_pill,
    [LOOK_NOTE] = look_note,
    [LOOK_NOTE_OK] = look_note,
    [LOOK_NOTE_BAD] = look_note,
    [LOOK_TRAIL] = look_trail,
    [LOOK_ANSWER] = look_answer,
    [LOOK_CODE] = look_code,
    [LOOK_QR] = look_qr,
    [LOOK_PHOTO] = look_photo,
    [LOOK_SIGN] = look_sign,
    [LOOK_ILLUSTRATION] = look_illustration,
    [LOOK_COUNTDOWN] = look_countdown,
    [LOOK_METER] = look_meter,
    [LOOK_VEIL] = look_veil,
    [LOOK_PRACTICE] = look_practice,
    [LOOK_DIGIT] = look_button,
    [LOOK_DATE_PART] = look_date_part,
    [LOOK_SEARCH] = look_search,
    [LOOK_CONSENT] = look_consent,
    [LOOK_RULE] = look_rule,
    [LOOK_DONE] = look_done,
    [LOOK_CELLS] = look_cells,
    [LOOK_CORNER] = look_corner,
    [LOOK_ASIDE] = look_aside,
    [LOOK_DIALOG] = look_dialog,
    [LOOK_BODY_MUTED] = look_plain,
    [LOOK_STEP] = look_step,
    [LOOK_STRIP] = look_strip,
    [LOOK_SHARE] = look_share,
    [LOOK_FALLBACK] = look_fallback,
    [LOOK_LETTER] = look_letter,
    [LOOK_THEME] = look_theme,
    [LOOK_STRONG] = look_plain,
    [LOOK_CAPTURE] = look_button,
    [LOOK_PAGE] = look_page,
};

/* Flat things that are read now lie on the colour of the voice; controls and cards have their own
 * way to show it. */
static bool is_flat(enum view_look look)
{
    static const enum view_look flat[] = {
        LOOK_BODY,   LOOK_LEAD, LOOK_HEADING, LOOK_SMALL, LOOK_LABEL, LOOK_MUTED, LOOK_BODY_MUTED,
        LOOK_STRONG, LOOK_FACT, LOOK_NEED,    LOOK_ASIDE, LOOK_STEP,  LOOK_DONE,  LOOK_CODE};
    for (size_t i = 0; i < sizeof flat / sizeof flat[0]; i++) {
        if (flat[i] == look) {
            return true;
        }
    }
    return false;
}

static void lit_ground(const struct pen *p)
{
    const struct rect r = p->node->rect;
    const int around = pen_px(p, 8);
    if ((p->node->state & STATE_SPOKEN) != 0 && is_flat(p->node->look)) {
        pen_box(p, (struct rect){r.x - around, r.y, r.w + 2 * around, r.h},
                &(struct box_style){.fill = COLOR_SPOKEN, .edge = COLOR_SPOKEN, .radius_dp = 16});
    }
}

/* This is in another language than hers: written so, or, lit, being said so. */
static void fallback_badge(const struct pen *p, bool heard)
{
    const struct rect badge = pen_language_mark(p);
    pen_box(p, badge,
            &(struct box_style){.fill = heard ? COLOR_SPOKEN : COLOR_SUNK,
                                .edge = heard ? COLOR_SPOKEN_LINE : COLOR_LINE,
                                .edge_dp = 3,
                                .bottom_dp = 3,
                                .radius_dp = 30});
    pen_icon(p, pen_square(p, badge, LANGUAGE_ICON_DP), ICON_LANGUAGE + 1, &pen_plain_icon);
}

struct rect widgets_badge(const struct ui_env *env, const struct view_node *n)
{
    const int side = ui_px(env, ARMED_DP);
    struct rect r = {n->rect.x + n->rect.w - side / 2, n->rect.y - ui_px(env, ARMED_UP_DP), side,
                     side};
    r.x = r.x + side > env->width ? env->width - side : r.x;
    r.y = r.y < 0 ? 0 : r.y;
    return r;
}

/* Touched once: touch again. */
static void armed_badge(const struct pen *p)
{
    static const struct icon_colors colors = {
        {COLOR_ON_SPOKEN, COLOR_SPOKEN_ACCENT, COLOR_SPOKEN_RED, COLOR_SPOKEN_PAPER}};
    const struct rect r = widgets_badge(p->env, p->node);
    const int inset = pen_px(p, 5);
    pen_box(p, r,
            &(struct box_style){.fill = COLOR_SPOKEN,
                                .edge = COLOR_SPOKEN_LINE,
                                .edge_dp = 4,
                                .bottom_dp = 4,
                                .radius_dp = ARMED_DP / 2});
    pen_icon(p, (struct rect){r.x + inset, r.y + inset, r.w - 2 * inset, r.h - 2 * inset},
             ICON_FINGER + 1, &colors);
}

void widgets_draw_node(const struct ui_env *env, const struct view *v, int index,
                       struct draw_list *d)
{
    const struct pen pen = {env, v, &v->nodes[index], d};
    if (!view_is_shown(pen.node)) {
        return;
    }
    lit_ground(&pen);
    if (painters[pen.node->look] != NULL) {
        painters[pen.node->look](&pen);
    }
    if ((pen.node->state & (STATE_FALLBACK | STATE_FOREIGN)) != 0) {
        fallback_badge(&pen, (pen.node->state & STATE_FALLBACK) != 0);
    }
}

/* Ground of the whole screen and of the tool bar. */
static void ground(const struct ui_env *env, const struct view *v, struct draw_list *d)
{
    const struct pen pen = {env, v, NULL, d};
    pen_fill(&pen, (struct rect){0, 0, env->width, env->height}, COLOR_BG);
    for (int i = 0; i < v->count; i++) {
        if (v->nodes[i].zone == ZONE_TOOLS) {
            const struct rect r = shape_tool_ground(env);
            pen_fill(&pen, r, COLOR_SUNK);
            pen_fill(&pen, (struct rect){0, r.y, r.w, ui_px(env, 3)}, COLOR_LINE);
            return;
        }
    }
}

void widgets_draw(const struct ui_env *env, const struct view *v, struct draw_list *d)
{
    draw_clear(d);
    ground(env, v, d);
    for (int i = 0; i < v->count; i++) {
        widgets_draw_node(env, v, i, d);
    }
    for (int i = 0; i < v->count; i++) {
        if ((v->nodes[i].state & STATE_FOCUSED) != 0) {
            pen_focus(&(struct pen){env, v, &v->nodes[i], d});
        }
        if ((v->nodes[i].state & STATE_ARMED) != 0) {
            armed_badge(&(struct pen){env, v, &v->nodes[i], d});
        }
    }
}
