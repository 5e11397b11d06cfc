#include "ui/widgets/field.h"

#include <string.h>

#include "platform/base/utf8.h"
#include "ui/shape.h"

#define CARET_DP    6
#define UNIT_GAP_DP 24

static void caret(const struct pen *p, int x, const struct rect *box, int height_dp)
{
    const int h = pen_grown(p, height_dp);
    const bool wrong = (p->node->state & STATE_ERROR) != 0;
    pen_fill(p, (struct rect){x, box->y + (box->h - h) / 2, pen_px(p, CARET_DP), h},
             wrong ? COLOR_DANGER : COLOR_PRIMARY);
}

static void field_box(const struct pen *p, struct rect r, int edge_dp)
{
    const bool wrong = (p->node->state & STATE_ERROR) != 0;
    const bool now = (p->node->state & STATE_CURRENT) != 0;
    const int edge = wrong ? 8 : edge_dp;
    pen_box(p, r,
            &(struct box_style){.fill = wrong ? COLOR_DANGER_FILL : COLOR_SURFACE,
                                .edge = wrong ? COLOR_DANGER : (now ? COLOR_PRIMARY : COLOR_LINE),
                                .edge_dp = edge,
                                .bottom_dp = edge,
                                .radius_dp = 24});
}

/* The underline of the syllable being typed: the last `number` bytes of the value. */
static void composing(const struct pen *p, const struct text_block *block,
                      const struct text_place *at)
{
    const struct text_span *last = &block->lines[block->count - 1];
    const size_t part = (size_t)p->node->number;
    if (part == 0 || part > last->len) {
        return;
    }
    const int before = p->env->text->ops->measure(p->env->text, block->face, block->px, last->text,
                                                  last->len - part);
    const int y = at->y + (block->count - 1) * block->line;
    pen_fill(p,
             (struct rect){at->x + before, y + block->line - pen_px(p, 2), last->width - before,
                           pen_px(p, 6)},
             COLOR_SPOKEN_LINE);
}

/* At 200 % one line, smaller if that shows all; of a longer value its end. Returns the width of the
 * mark before it. */
static int fit_end(const struct pen *p, const char *value, int width, struct text_block *block)
{
    const size_t len = strlen(value);
    const int mark = text_width(p->env, TEXT_DIGIT, "…");
    const enum text_style sizes[] = {TEXT_DIGIT, TEXT_STRONG};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        text_block(p->env, sizes[i], value, 0, block);
        if (block->width <= width) {
            return 0;
        }
    }
    text_block(p->env, TEXT_DIGIT, value, 0, block);
    size_t from = 0;
    while (block->width > width - mark && from < len) {
        from += utf8_cluster(value + from, len - from);
        text_block(p->env, TEXT_DIGIT, value + from, 0, block);
    }
    return from > 0 ? mark : 0;
}

/* Large when it fits in one line, else two smaller lines, of a long value the last two; a mark is
 * before a value whose beginning is not shown. */
static int fit_value(const struct pen *p, int width, struct text_block *block)
{
    const char *value = p->node->value != NULL ? p->node->value : "";
    const bool low = p->node->rect.h < pen_px(p, 120);
    text_block(p->env, low ? TEXT_DIGIT : TEXT_FIELD, value, 0, block);
    const bool high = block->height <= p->node->rect.h - pen_px(p, 12);
    if (block->width <= width && (high || ui_shape(p->env).reference)) {
        return 0;
    }
    if (ui_shape(p->env).large) {
        return fit_end(p, value, width, block);
    }
    text_block(p->env, TEXT_STRONG, value, width, block);
    const int most = 2 * block->line > p->node->rect.h ? 1 : 2;
    const int keep = ui_shape(p->env).reference ? 2 : most;
    if (block->count > keep) {
        memmove(block->lines, block->lines + block->count - keep, keep * sizeof block->lines[0]);
        block->count = keep;
        block->height = keep * block->line;
    }
    return 0;
}

/* What is counted, after the value; smaller beside a long one. Returns the px it leaves to a value
 * that has no room beside it, 0 where both have it. */
static int fit_unit(const struct pen *p, int width, int value, struct text_block *unit)
{
    const int gap = pen_px(p, UNIT_GAP_DP);
    const bool beside = p->node->align == ALIGN_END;
    text_block(p->env, TEXT_BODY, p->node->sub, 0, unit);
    if (beside && value + gap + unit->width > width) {
        text_block(p->env, TEXT_SMALL, p->node->sub, 0, unit);
    }
    return beside && value + gap + unit->width > width ? width - gap - unit->width : 0;
}

void look_field(const struct pen *p)
{
    const struct view_node *n = p->node;
    const bool wrong = (n->state & STATE_ERROR) != 0;
    field_box(p, n->rect, 6);
    const int pad = pen_px(p, 42);
    struct text_block block, unit;
    int mark = fit_value(p, n->rect.w - 2 * pad - pen_px(p, 12), &block);
    const int rest = fit_unit(p, n->rect.w - 2 * pad, block.width, &unit);
    mark = rest > 0 ? fit_value(p, rest, &block) : mark;
    struct text_place at = {n->rect.x + pad + mark, n->rect.y + (n->rect.h - block.height) / 2,
                            n->rect.w - 2 * pad, ALIGN_START, wrong ? COLOR_ON_FILL : COLOR_INK};
    if (n->align == ALIGN_END) {
        at.x = n->rect.x + n->rect.w - pad - unit.width - pen_px(p, UNIT_GAP_DP) - block.width;
        pen_block(p, &unit,
                  &(struct text_place){n->rect.x + n->rect.w - pad - unit.width,
                                       n->rect.y + (n->rect.h - unit.height) / 2, unit.width,
                                       ALIGN_START, at.ink});
    }
    if (mark > 0) {
        pen_text(p, TEXT_DIGIT, "…", (struct rect){at.x - mark, n->rect.y, mark, n->rect.h},
                 &(struct text_place){.ink = at.ink});
    }
    pen_block(p, &block, &at);
    int end = at.x;
    struct rect line = n->rect;
    if (block.count > 0) {
        composing(p, &block, &at);
        end += block.lines[block.count - 1].width;
        line = (struct rect){0, at.y + (block.count - 1) * block.line, 0, block.line};
    }
    caret(p, end + pen_px(p, 6), &line, block.count > 1 || n->rect.h < pen_px(p, 120) ? 56 : 76);
}

void look_search(const struct pen *p)
{
    const struct view_node *n = p->node;
    field_box(p, n->rect, 3);
    const int pad = pen_px(p, 30), icon = pen_grown(p, 60);
    pen_icon(p, (struct rect){n->rect.x + pad, n->rect.y + (n->rect.h - icon) / 2, icon, icon},
             n->icon, &pen_plain_icon);
    const int step = pad + icon + pen_px(p, 24);
    struct text_block value, note;
    text_block(p->env, TEXT_TITLE, n->value, 0, &value);
    text_block(p->env, TEXT_DETAIL, n->sub, 0, &note);
    pen_block(p, &value,
              &(struct text_place){n->rect.x + step, n->rect.y + (n->rect.h - value.height) / 2,
                                   value.width, ALIGN_START, COLOR_INK});
    caret(p, n->rect.x + step + value.width + pen_px(p, 6), &n->rect, 64);
    const int used = step + value.width + note.width + pad + pen_px(p, 24);
    if (used > n->rect.w && !ui_shape(p->env).reference) {
        return; /* how many there are is said, and stands below */
    }
    pen_block(p, &note,
              &(struct text_place){n->rect.x + n->rect.w - pad - note.width,
                                   n->rect.y + (n->rect.h - note.height) / 2, note.width,
                                   ALIGN_START, COLOR_INK2});
}

void look_date_part(const struct pen *p)
{
    const struct view_node *n = p->node;
    const bool wrong = (n->state & STATE_ERROR) != 0, now = (n->state & STATE_CURRENT) != 0;
    struct text_block label, value;
    text_block(p->env, wrong ? TEXT_LABEL : TEXT_DETAIL, n->label, 0, &label);
    if (label.width > n->rect.w) {
        text_block(p->env, wrong ? TEXT_MARK : TEXT_SMALL, n->label, 0, &label);
    }
    text_block(p->env, TEXT_QUESTION, n->value, 0, &value);
    const int head = pen_grown(p, 60);
    pen_block(p, &label,
              &(struct text_place){n->rect.x, n->rect.y + (head - label.height) / 2, n->rect.w,
                                   ALIGN_CENTER, wrong ? COLOR_DANGER : COLOR_INK2});
    const struct rect box = {n->rect.x, n->rect.y + head, n->rect.w, n->rect.h - head};
    field_box(p, box, now ? 6 : 3);
    const int x = box.x + (box.w - value.width) / 2;
    pen_block(p, &value,
              &(struct text_place){x, box.y + (box.h - value.height) / 2, value.width, ALIGN_START,
                                   wrong ? COLOR_ON_FILL : COLOR_INK});
    if (now) {
        caret(p, x + value.width + pen_px(p, 6), &box, 76);
    }
}

/* One disc a digit that nobody may read: full once it is typed. */
static void look_dots(const struct pen *p)
{
    const struct view_node *n = p->node;
    const int step_most = n->rect.w / n->total;
    const int disc = n->rect.h < step_most * 3 / 4 ? n->rect.h : step_most * 3 / 4;
    const int step = disc * 3 / 2 < step_most ? disc * 3 / 2 : step_most;
    int x = n->rect.x + (n->rect.w - step * (n->total - 1) - disc) / 2;
    for (int i = 0; i < n->total; i++, x += step) {
        const bool typed = i < n->number;
        const struct rect box = {x, n->rect.y + (n->rect.h - disc) / 2, disc, disc};
        pen_box(p, box,
                &(struct box_style){.fill = typed ? COLOR_PRIMARY : COLOR_SURFACE,
                                    .edge = typed ? COLOR_PRIMARY : COLOR_LINE,
                                    .edge_dp = 5,
                                    .bottom_dp = 5,
                                    .radius_dp = 200});
    }
}

/* One box a digit; the next one to fill has the strong edge. A gap every four. */
void look_cells(const struct pen *p)
{
    const struct view_node *n = p->node;
    if ((n->state & STATE_HIDDEN_VALUE) != 0) {
        look_dots(p);
        return;
    }
    const int gap = pen_px(p, 10), group = pen_px(p, 20);
    const int groups = (n->total - 1) / 4;
    const int side = (n->rect.w - (n->total - 1) * gap - groups * group) / n->total;
    const int typed = n->value != NULL ? (int)strlen(n->value) : 0;
    int x = n->rect.x;
    for (int i = 0; i < n->total; i++) {
        const struct rect box = {x, n->rect.y, side, n->rect.h};
        const bool now = i == typed;
        pen_box(p, box,
                &(struct box_style){.fill = COLOR_SURFACE,
                                    .edge = now ? COLOR_PRIMARY : COLOR_LINE,
                                    .edge_dp = now ? 6 : 3,
                                    .bottom_dp = now ? 6 : 3,
                                    .radius_dp = 14});
        if (i < typed) {
            struct text_block digit;
            text_block(p->env, TEXT_TITLE, "0", 0, &digit);
            digit.lines[0].text = n->value + i;
            pen_block(p, &digit,
                      &(struct text_place){box.x, box.y + (box.h - digit.height) / 2, box.w,
                                           ALIGN_CENTER, COLOR_INK});
        }
        x += side + gap + (i % 4 == 3 ? group : 0);
    }
}
