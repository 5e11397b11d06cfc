#include "ui/widgets/plain.h"

#include <string.h>

#include "ui/shape.h"
#include "ui/widgets/natural.h"

#define VEIL_OPACITY 224 /* 88 % */

void look_plain(const struct pen *p)
{
    const struct view_node *n = p->node;
    enum text_style style = TEXT_BODY;
    (void)widget_text_style(n, &style);
    const bool muted = n->look == LOOK_MUTED || n->look == LOOK_SMALL || n->look == LOOK_BODY_MUTED;
    enum theme_color ink = muted ? COLOR_INK2 : COLOR_INK;
    if ((n->state & STATE_SPOKEN) != 0) {
        ink = COLOR_ON_SPOKEN;
    } else if ((n->state & STATE_ERROR) != 0) {
        ink = COLOR_DANGER;
    }
    pen_text(p, style, n->label, n->rect, &(struct text_place){.align = n->align, .ink = ink});
}

static void lit_card(const struct pen *p, struct rect r)
{
    pen_box(p, r,
            &(struct box_style){.fill = COLOR_SPOKEN,
                                .edge = COLOR_SPOKEN_LINE,
                                .edge_dp = 6,
                                .bottom_dp = 6,
                                .radius_dp = 28});
}

void look_card(const struct pen *p)
{
    const bool spoken = p->node->look == LOOK_CARD_SPOKEN || (p->node->state & STATE_SPOKEN) != 0;
    const bool live = spoken || (p->node->state & STATE_CURRENT) != 0;
    const bool gone = !live && (p->node->state & STATE_DISABLED) != 0; /* what was removed, 38 */
    pen_box(p, p->node->rect,
            &(struct box_style){.fill = spoken ? COLOR_SPOKEN : COLOR_SURFACE,
                                .edge = live   ? COLOR_SPOKEN_LINE
                                        : gone ? COLOR_LINE
                                               : COLOR_CARD_EDGE,
                                .edge_dp = live ? 6 : 3,
                                .bottom_dp = live ? 6 : 3,
                                .radius_dp = 28,
                                .dashed = gone,
                                .no_fill = gone});
}

void look_rule(const struct pen *p)
{
    pen_fill(p, p->node->rect, COLOR_RULE);
}

void look_veil(const struct pen *p)
{
    draw_add(p->draw,
             &(struct draw_cmd){
                 .kind = DRAW_VEIL, .rect = p->node->rect, .fill = COLOR_ROOF, .id = VEIL_OPACITY});
}

bool fact_is_wide(const struct ui_env *env, const struct view_node *n, int width)
{
    const int icon = ui_text_px(env, (n->icon_dp > 0 ? n->icon_dp : 88) + NEED_GAP_DP);
    return !ui_shape(env).reference && width >= ui_px(env, FACT_WIDE_DP) &&
           width - icon >= text_widest_word(env, TEXT_STRONG, n->value) &&
           width - icon >= text_widest_word(env, TEXT_DETAIL, n->label);
}

/* The same with the icon at the left, where facts stand under one another. */
static void wide_fact(const struct pen *p)
{
    const struct view_node *n = p->node;
    const int icon = pen_grown(p, n->icon_dp > 0 ? n->icon_dp : 88);
    const int step = icon + pen_grown(p, NEED_GAP_DP), room = n->rect.w - step;
    struct text_block label, value;
    text_block(p->env, TEXT_DETAIL, n->label, room, &label);
    text_block(p->env, TEXT_STRONG, n->value, room, &value);
    pen_icon(p, (struct rect){n->rect.x, n->rect.y + (n->rect.h - icon) / 2, icon, icon}, n->icon,
             &pen_plain_icon);
    const bool spoken = (n->state & STATE_SPOKEN) != 0;
    struct text_place at = {n->rect.x + step,
                            n->rect.y + (n->rect.h - label.height - value.height) / 2, room,
                            ALIGN_START, spoken ? COLOR_ON_SPOKEN : COLOR_INK2};
    pen_block(p, &label, &at);
    at.y += label.height;
    at.ink = spoken ? COLOR_ON_SPOKEN : COLOR_INK;
    pen_block(p, &value, &at);
}

/* Icon above, what it is, what it is worth. */
void look_fact(const struct pen *p)
{
    const struct view_node *n = p->node;
    if (fact_is_wide(p->env, n, n->rect.w)) {
        wide_fact(p);
        return;
    }
    struct text_block label, value;
    text_block(p->env, TEXT_DETAIL, n->label, n->rect.w, &label);
    text_block(p->env, TEXT_STRONG, n->value, n->rect.w, &value);
    const int icon = pen_grown(p, n->icon_dp > 0 ? n->icon_dp : 88), gap = pen_grown(p, 6);
    int y = n->rect.y;
    pen_icon(p, (struct rect){n->rect.x + (n->rect.w - icon) / 2, y, icon, icon}, n->icon,
             &pen_plain_icon);
    struct text_place at = {n->rect.x, y + icon + gap, n->rect.w, ALIGN_CENTER, COLOR_INK2};
    pen_block(p, &label, &at);
    at.y += label.height + gap;
    at.ink = COLOR_INK;
    pen_block(p, &value, &at);
}

static void two_lines(const struct pen *p, struct rect r, enum text_style top, bool spoken)
{
    struct text_block label, sub;
    const bool small = p->node->look == LOOK_NEED && p->node->total == 1;
    text_block(p->env, top, p->node->label, r.w, &label);
    text_block(p->env, small ? TEXT_SMALL : TEXT_DETAIL, p->node->sub, r.w, &sub);
    const int y = r.y + (r.h - label.height - sub.height) / 2, width = label.width;
    const int under = pen_under_mark(p, (struct rect){r.x, y, width, label.height});
    if (under > 0) {
        text_block(p->env, text_smaller_style(top, 1), p->node->label, width - under, &label);
        if (label.height > r.h) {
            text_block(p->env, text_smaller_style(top, 2), p->node->label, width - under, &label);
        }
    }
    struct text_place at = {r.x, r.y + (r.h - label.height - sub.height) / 2, r.w, p->node->align,
                            spoken ? COLOR_ON_SPOKEN : COLOR_INK};
    pen_block(p, &label, &at);
    at.y += label.height;
    at.ink = spoken ? COLOR_ON_SPOKEN : COLOR_INK2;
    pen_block(p, &sub, &at);
}

/* Number: 1 = title; total: 1 = strong with a small sub-line, 2 = label size. */
enum text_style widget_need_style(const struct view_node *n)
{
    enum text_style style = n->total == 0 ? TEXT_LEAD : (n->total == 1 ? TEXT_STRONG : TEXT_LABEL);
    style = n->number != 0 ? TEXT_TITLE : style;
    style = n->look == LOOK_DONE ? TEXT_STRONG : style;
    return text_smaller_style(style, n->small);
}

enum text_style widget_note_style(const struct view_node *n)
{
    return text_smaller_style(TEXT_DETAIL, n->small);
}

static bool on_spoken_card(const struct pen *p)
{
    return p->node->parent >= 0 && p->view->nodes[p->node->parent].look == LOOK_CARD_SPOKEN;
}

/* Icon left of two lines; lit when it is read or lies on a lit card. */
void look_need(const struct pen *p)
{
    const struct view_node *n = p->node;
    const int icon = n->icon > 0 ? pen_grown(p, n->icon_dp > 0 ? n->icon_dp : 104) : 0;
    const int step = icon > 0 ? icon + pen_grown(p, NEED_GAP_DP) : 0;
    const bool spoken = (n->state & STATE_SPOKEN) != 0 || on_spoken_card(p);
    struct icon_colors colors = pen_plain_icon;
    if (spoken) {
        colors = (struct icon_colors){
            {COLOR_ON_SPOKEN, COLOR_SPOKEN_ACCENT, COLOR_SPOKEN_RED, COLOR_SPOKEN_PAPER}};
    }
    pen_icon(p, (struct rect){n->rect.x, n->rect.y + (n->rect.h - icon) / 2, icon, icon}, n->icon,
             &colors);
    two_lines(p, (struct rect){n->rect.x + step, n->rect.y, n->rect.w - step, n->rect.h},
              widget_need_style(n), spoken);
}

static void tick_disc(const struct pen *p, struct rect r)
{
    struct icon_colors colors = pen_plain_icon;
    colors.of[0] = COLOR_SURFACE;
    pen_disc(p, r, COLOR_OK);
    const int side = r.w * 58 / 100;
    pen_icon(p, (struct rect){r.x + (r.w - side) / 2, r.y + (r.h - side) / 2, side, side},
             ICON_CHECK + 1, &colors);
}

void look_done(const struct pen *p)
{
    const struct view_node *n = p->node;
    const int side = pen_grown(p, n->icon_dp > 0 ? n->icon_dp : 80);
    const int step = side + pen_grown(p, NEED_GAP_DP);
    tick_disc(p, (struct rect){n->rect.x, n->rect.y + (n->rect.h - side) / 2, side, side});
    two_lines(p, (struct rect){n->rect.x + step, n->rect.y, n->rect.w - step, n->rect.h},
              TEXT_STRONG, false);
}

static void fills_of(const struct view_node *n, struct box_style *box)
{
    const enum view_look look = n->look;
    box->fill = COLOR_WARN_FILL;
    box->edge = COLOR_SPOKEN_LINE;
    if (look == LOOK_PILL_OK || look == LOOK_NOTE_OK) {
        box->fill = COLOR_OK_FILL;
        box->edge = COLOR_OK;
    } else if (look == LOOK_PILL_BAD || look == LOOK_NOTE_BAD) {
        box->fill = COLOR_DANGER_FILL;
        box->edge = COLOR_DANGER;
    }
    if ((n->state & STATE_SPOKEN) != 0) {
        box->fill = COLOR_SPOKEN;
        box->edge = COLOR_SPOKEN_LINE;
    }
}

void look_pill(const struct pen *p)
{
    const struct view_node *n = p->node;
    struct box_style box = {.edge_dp = 3, .bottom_dp = 3, .radius_dp = 38};
    fills_of(n, &box);
    pen_box(p, n->rect, &box);
    struct text_block label;
    const int icon = n->icon > 0 ? pen_grown(p, n->icon_dp > 0 ? n->icon_dp : PILL_ICON_DP) : 0;
    const int gap = icon > 0 ? pen_grown(p, PILL_GAP_DP) : 0;
    const int pads = ui_shape(p->env).reference ? 0 : 2 * pen_px(p, PILL_PAD_DP / 2);
    text_block(p->env, TEXT_MARK, n->label, n->rect.w - icon - gap - pads, &label);
    const int x = n->rect.x + (n->rect.w - icon - gap - label.width) / 2;
    pen_icon(p, (struct rect){x, n->rect.y + (n->rect.h - icon) / 2, icon, icon}, n->icon,
             &pen_plain_icon);
    pen_block(p, &label,
              &(struct text_place){x + icon + gap, n->rect.y + (n->rect.h - label.height) / 2,
                                   label.width, ALIGN_START, COLOR_ON_FILL});
}

void look_note(const struct pen *p)
{
    const struct view_node *n = p->node;
    struct box_style box = {.radius_dp = 24};
    fills_of(n, &box);
    pen_box(p, n->rect, &box);
    const int pad = pen_px(p, NOTE_PAD_X_DP);
    const int icon = n->icon > 0 ? pen_grown(p, n->icon_dp > 0 ? n->icon_dp : NOTE_ICON_DP) : 0;
    const int step = icon > 0 ? icon + pen_grown(p, NOTE_GAP_DP) : 0;
    pen_icon(p, (struct rect){n->rect.x + pad, n->rect.y + (n->rect.h - icon) / 2, icon, icon},
             n->icon, &pen_plain_icon);
    pen_text(
        p, widget_note_style(n), n->label,
        (struct rect){n->rect.x + pad + step, n->rect.y, n->rect.w - 2 * pad - step, n->rect.h},
        &(struct text_place){.ink = COLOR_ON_FILL});
}

/* What was asked, and the answer, in a row of the check page. Total: dp at its right that light up
 * with it while it is read. */
void look_answer(const struct pen *p)
{
    const struct view_node *n = p->node;
    const bool spoken = (n->state & STATE_SPOKEN) != 0;
    struct text_block label, value;
    text_block(p->env, TEXT_DETAIL, n->label, n->rect.w, &label);
    const char *shown = (n->state & STATE_HIDDEN_VALUE) != 0 ? "•••••" : n->value;
    text_block(p->env, TEXT_LEAD, shown, n->rect.w, &value);
    if (value.count > 1 || (value.width > n->rect.w && !ui_shape(p->env).reference)) {
        text_block(p->env, TEXT_LABEL, shown, n->rect.w, &value);
    }
    if (spoken) {
        const int left = pen_px(p, 34), bar = pen_px(p, 12), edge = pen_px(p, 3);
        struct rect r = {n->rect.x - left, n->rect.y, n->rect.w + left + pen_px(p, n->total),
                         n->rect.h};
        const bool row = !ui_shape(p->env).reference && n->parent >= 0;
        if (row) { /* the whole row it stands in */
            r = p->view->nodes[n->parent].rect;
        }
        if (row && p->view->nodes[n->parent].look == LOOK_CARD) {
            lit_card(p, r);
        } else {
            r = row ? (struct rect){r.x + edge, r.y + edge, r.w - 2 * edge, r.h - 2 * edge} : r;
            pen_fill(p, r, COLOR_SPOKEN);
            pen_fill(p, (struct rect){r.x, r.y, bar, r.h}, COLOR_SPOKEN_LINE);
        }
    }
    struct text_place at = {n->rect.x, n->rect.y + (n->rect.h - label.height - value.height) / 2,
                            n->rect.w, ALIGN_START, spoken ? COLOR_ON_SPOKEN : COLOR_INK2};
    pen_block(p, &label, &at);
    at.y += label.height;
    at.ink = spoken ? COLOR_ON_SPOKEN : COLOR_INK;
    pen_block(p, &value, &at);
}

int trail_rows(const struct view_node *n)
{
    int rows = 1;
    for (const char *at = n->label; at != NULL && *at != '\0'; at++) {
        rows += *at == '\n';
    }
    return rows;
}

static int trail_pad(const struct ui_env *env, const struct view_node *n)
{
    return ui_px(env, n->pad_x > 0 ? n->pad_x : 40);
}

/* px that the lines between the stages have together, lying. */
static int trail_room(const struct ui_env *env, const struct view_node *n, int width)
{
    struct text_block stages;
    text_block(env, TEXT_STRONG, n->label, 0, &stages);
    int words = 0;
    for (int i = 0; i < stages.count; i++) {
        words += stages.lines[i].width;
    }
    return width - 2 * trail_pad(env, n) - words -
           stages.count * (ui_text_px(env, 72) + ui_text_px(env, 14));
}

bool trail_stands(const struct ui_env *env, const struct view_node *n, int width)
{
    return trail_room(env, n, width) < (trail_rows(n) - 1) * ui_px(env, 40);
}

static void trail_disc(const struct pen *p, struct rect dot, int stage)
{
    const struct view_node *n = p->node;
    if (n->number >= stage) {
        tick_disc(p, dot);
        return;
    }
    pen_ring(p, dot, COLOR_LINE, 5);
    if (n->number + 1 == stage) {
        const int side = dot.w * 50 / 72;
        pen_icon(p,
                 (struct rect){dot.x + (dot.w - side) / 2, dot.y + (dot.h - side) / 2, side, side},
                 ICON_CLOCK + 1, &pen_plain_icon);
    }
}

static void trail_word(const struct pen *p, const struct text_block *stages, int stage, int x,
                       int middle)
{
    struct text_block one = *stages;
    one.lines[0] = stages->lines[stage];
    one.count = 1;
    pen_block(p, &one,
              &(struct text_place){x, middle - stages->line / 2, one.lines[0].width, ALIGN_START,
                                   p->node->number >= stage ? COLOR_OK : COLOR_INK});
}

/* Above one another where the words are too large to stand in a line. */
static void standing_trail(const struct pen *p, const struct text_block *stages)
{
    const struct rect r = p->node->rect;
    const int row = r.h / stages->count, gap = pen_grown(p, 17);
    int disc = pen_grown(p, 72);
    disc = disc > row - pen_px(p, 8) ? row - pen_px(p, 8) : disc;
    for (int i = 0; i < stages->count; i++) {
        const int x = r.x + trail_pad(p->env, p->node), middle = r.y + i * row + row / 2;
        trail_disc(p, (struct rect){x, middle - disc / 2, disc, disc}, i);
        trail_word(p, stages, i, x + disc + gap, middle);
    }
}

static void lying_trail(const struct pen *p, const struct text_block *stages)
{
    const struct view_node *n = p->node;
    const int disc = pen_grown(p, 72), gap = pen_grown(p, 14), links = stages->count - 1;
    const int line = links > 0 ? trail_room(p->env, n, n->rect.w) / links : 0;
    int x = n->rect.x + trail_pad(p->env, n);
    for (int i = 0; i < stages->count; i++) {
        trail_disc(p, (struct rect){x, n->rect.y + (n->rect.h - disc) / 2, disc, disc}, i);
        x += disc + gap;
        trail_word(p, stages, i, x, n->rect.y + (n->rect.h - stages->line) / 2 + stages->line / 2);
        x += stages->lines[i].width;
        if (i < links) {
            const int margin = pen_px(p, 16), thick = pen_px(p, 6);
            pen_fill(p,
                     (struct rect){x + margin, n->rect.y + (n->rect.h - thick) / 2,
                                   line - 2 * margin, thick},
                     n->number > i ? COLOR_OK : COLOR_LINE);
            x += line;
        }
    }
}

/* Label: the three stages, one a line; number: how many lines are reached, minus one. */
void look_trail(const struct pen *p)
{
    struct text_block stages;
    text_block(p->env, TEXT_STRONG, p->node->label, 0, &stages);
    const int beside = 2 * trail_pad(p->env, p->node) + pen_grown(p, 72 + 17);
    if (stages.width > p->node->rect.w - beside) {
        text_block(p->env, TEXT_MARK, p->node->label, 0, &stages);
    }
    pen_box(p, p->node->rect,
            &(struct box_style){.fill = COLOR_SURFACE,
                                .edge = COLOR_CARD_EDGE,
                                .edge_dp = 3,
                                .bottom_dp = 3,
                                .radius_dp = 28});
    if (trail_stands(p->env, p->node, p->node->rect.w)) {
        standing_trail(p, &stages);
    } else {
        lying_trail(p, &stages);
    }
}

void look_aside(const struct pen *p)
{
    const struct view_node *n = p->node;
    const int icon = pen_grown(p, n->icon_dp > 0 ? n->icon_dp : 64), step = icon + pen_grown(p, 22);
    pen_icon(p, (struct rect){n->rect.x, n->rect.y + (n->rect.h - icon) / 2, icon, icon}, n->icon,
             &pen_plain_icon);
    pen_text(p, TEXT_DETAIL, n->label,
             (struct rect){n->rect.x + step, n->rect.y, n->rect.w - step, n->rect.h},
             &(struct text_place){.ink = COLOR_INK2});
}

void look_dialog(const struct pen *p)
{
    const struct rect r = p->node->rect;
    pen_box(p, r,
            &(struct box_style){.fill = COLOR_SURFACE,
                                .edge = COLOR_CARD_EDGE,
                                .edge_dp = 3,
                                .bottom_dp = 3,
                                .radius_dp = 28});
    const int edge = pen_px(p, 3);
    draw_add(p->draw, &(struct draw_cmd){.kind = DRAW_BAND,
                                         .rect = {r.x + edge, r.y, r.w - 2 * edge, pen_px(p, 68)},
                                         .px = (int16_t)pen_px(p, 4),
                                         .radius = (int16_t)pen_px(p, 25)});
}

bool step_in_two(const struct ui_env *env, const struct view_node *n, int width)
{
    return n->sub != NULL && text_width(env, TEXT_STRONG, n->label) +
                                     text_width(env, TEXT_DETAIL, n->sub) +
                                     ui_text_px(env, 60 + 28 + 20) >
                                 width;
}

/* A disc (ticked, clock or empty), what it is, and how far at the right. */
void look_step(const struct pen *p)
{
    const struct view_node *n = p->node;
    const int side = pen_grown(p, 60), step = side + pen_grown(p, 28);
    const struct rect disc = {n->rect.x, n->rect.y + (n->rect.h - side) / 2, side, side};
    if (n->number == 2) {
        tick_disc(p, disc);
    } else {
        pen_ring(p, disc, n->number == 1 ? COLOR_PRIMARY : COLOR_LINE, 5);
        pen_icon(p, pen_square(p, disc, 38), n->number == 1 ? n->icon : 0, &pen_plain_icon);
    }
    const struct rect text = {n->rect.x + step, n->rect.y, n->rect.w - step, n->rect.h};
    if (step_in_two(p->env, n, n->rect.w)) {
        two_lines(p, text, TEXT_STRONG, (n->state & STATE_SPOKEN) != 0);
        return;
    }
    pen_text(p, TEXT_STRONG, n->label, text, &(struct text_place){.ink = COLOR_INK});
    pen_text(p, TEXT_DETAIL, n->sub, text,
             &(struct text_place){.align = ALIGN_END, .ink = COLOR_INK2});
}
