#include "ui/widgets/roof.h"

#include <stddef.h>

#include "ui/shape.h"

#define GONG_DP       150
#define GONG_WALL_DP  170
#define GONG_GAP_DP   30
#define GONG_BELOW_DP 40
#define HINT_GAP_DP   10
#define MARK_PAD_DP   8 /* above and below the mark of practice of two lines */
#define ABOVE_DP      34 /* the drawing's words may be higher than their box, not on what is beside */

/* dp of the scene in portrait */
static const struct rect scene_dp = {0, 0, 1080, 834};
static const struct rect mark_scene_dp = {242, 690, 596, 60};
#define FALLBACK_H_DP 56
#define FALLBACK_W_DP 194

static struct rect scaled(const struct ui_env *env, struct rect dp)
{
    return (struct rect){ui_px(env, dp.x), ui_px(env, dp.y), ui_px(env, dp.w), ui_px(env, dp.h)};
}

static struct view_node *of_look(struct view *v, enum view_look look)
{
    for (int i = 0; i < v->count; i++) {
        if (v->nodes[i].look == look && v->nodes[i].parent < 0) {
            return &v->nodes[i];
        }
    }
    return NULL;
}

/* Two lines at 64 px, more at 52 px (design/DESIGN.md 6), smaller still where they are higher than
 * the room: never smaller than the small text. */
static enum text_style title_style(const struct ui_env *env, const struct view_node *n, int width,
                                   int room)
{
    static const enum text_style styles[] = {TEXT_QUESTION, TEXT_TITLE, TEXT_LEAD,
                                             TEXT_STRONG,   TEXT_LABEL, TEXT_MARK};
    const struct shape shape = ui_shape(env);
    const int count = (int)(sizeof styles / sizeof styles[0]);
    for (int i = shape.large; i < count - 1; i++) {
        struct text_block block;
        text_block(env, styles[i], n->label, width, &block);
        const bool lines = i > 0 || shape.landscape || block.count <= 2;
        if (lines && block.width <= width && block.height <= room) {
            return styles[i];
        }
        if (shape.reference && i == 1 && block.height <= room + ui_px(env, ABOVE_DP)) {
            return styles[i];
        }
    }
    return styles[count - 1];
}

static int block_height(const struct ui_env *env, enum text_style style, const char *text,
                        int width)
{
    struct text_block block;
    text_block(env, style, text, width, &block);
    return block.height;
}

/* Under the gong, which makes room for it when the two are higher than the roof; beside a gong that
 * stands in the corner. Returns its right edge, 0 when the words beside need not mind it. */
static int place_fallback(const struct ui_env *env, struct view *v, struct rect *gong, bool corner)
{
    struct view_node *mark = of_look(v, LOOK_FALLBACK);
    if (mark == NULL) {
        return 0;
    }
    struct ui_env small = *env; /* as large as there is room beside the counter */
    small.text_percent = corner ? 100 : env->text_percent;
    const int words = text_width(&small, TEXT_MARK, mark->label) + ui_px(env, 24);
    const int h = ui_text_px(&small, FALLBACK_H_DP), own = ui_px(env, FALLBACK_W_DP);
    const int w = words > own ? words : own;
    const int gap = ui_px(env, HINT_GAP_DP);
    if (corner && ui_shape(env).landscape) { /* the counter leaves no room beside it */
        mark->rect = (struct rect){gong->x, gong->y + gong->h + gap, w, h};
        return mark->rect.y + h;
    }
    if (corner) {
        mark->rect = (struct rect){gong->x + gong->w + gap, gong->y + (gong->h - h) / 2, w, h};
        return mark->rect.x + w;
    }
    gong->y -= (h + gap) / 2;
    mark->rect = (struct rect){gong->x + (gong->w - w) / 2, gong->y + gong->h + gap, w, h};
    mark->rect.x = mark->rect.x < gap ? gap : mark->rect.x;
    return ui_shape(env).reference && w == own ? 0 : mark->rect.x + w;
}

/* The hint gives way where both do not fit; the voice still says it. */
static bool hint_fits(const struct ui_env *env, const struct view_node *title,
                      const struct view_node *hint, struct rect box)
{
    const struct shape shape = ui_shape(env);
    if (hint == NULL || shape.large) {
        return false;
    }
    const int gap = ui_text_px(env, HINT_GAP_DP);
    const int hint_h = block_height(env, TEXT_HINT, hint->label, box.w);
    const enum text_style style = title_style(env, title, box.w, box.h - gap - hint_h);
    const int most = box.h + (shape.reference ? ui_px(env, ABOVE_DP) : 0);
    return style <= TEXT_TITLE &&
           block_height(env, style, title->label, box.w) + gap + hint_h <= most;
}

/* Title and hint from y on; returns their height. Only measures when `at` is negative. */
static int place_words(const struct ui_env *env, struct view_node *title, struct view_node *hint,
                       struct rect box, bool centred)
{
    const bool with_hint = hint_fits(env, title, hint, box);
    const int gap = with_hint ? ui_text_px(env, HINT_GAP_DP) : 0;
    const int hint_h = with_hint ? block_height(env, TEXT_HINT, hint->label, box.w) : 0;
    const enum text_style style = title_style(env, title, box.w, box.h - gap - hint_h);
    const int title_h = block_height(env, style, title->label, box.w);
    const int y = box.y + (centred ? (box.h - title_h - gap - hint_h) / 2 : 0);
    title->rect = (struct rect){box.x, y, box.w, title_h};
    if (hint != NULL) {
        hint->hidden = !with_hint;
        hint->rect = with_hint ? (struct rect){box.x, y + title_h + gap, box.w, hint_h}
                               : (struct rect){0, 0, 0, 0};
    }
    return title_h + gap + hint_h;
}

/* Beside the gong, in the middle of the box. */
static void words_beside(const struct ui_env *env, struct view *v, struct view_node *gong,
                         struct rect box)
{
    struct view_node *title = of_look(v, LOOK_TITLE), *hint = of_look(v, LOOK_HINT);
    if (gong != NULL) {
        const int side = ui_px(env, GONG_DP);
        gong->rect = (struct rect){box.x, box.y + (box.h - side) / 2, side, side};
        const int right = place_fallback(env, v, &gong->rect, false);
        const int step = (right > box.x + side ? right - box.x : side) + ui_px(env, GONG_GAP_DP);
        box.x += step;
        box.w -= step;
    }
    if (title != NULL) {
        (void)place_words(env, title, hint, box, true);
    }
}

/* On a wall: gong, then the words under it, together in the middle. */
static void words_below(const struct ui_env *env, struct view *v, struct view_node *gong,
                        struct rect box)
{
    struct view_node *title = of_look(v, LOOK_TITLE), *hint = of_look(v, LOOK_HINT);
    const int side = ui_px(env, GONG_WALL_DP);
    const int step = gong != NULL ? side + ui_px(env, GONG_BELOW_DP) : 0;
    const struct rect words = {box.x, box.y + step, box.w, box.h - step};
    int used = step;
    if (title != NULL) {
        used += place_words(env, title, hint, words, false);
    }
    const int down = used < box.h ? (box.h - used) / 2 : 0;
    if (gong != NULL) {
        gong->rect = (struct rect){box.x, box.y + down, side, side};
        (void)place_fallback(env, v, &gong->rect, false);
    }
    if (title != NULL) {
        title->rect.y += down;
        if (hint != NULL && !hint->hidden) {
            hint->rect.y += down;
        }
    }
}

static void place_question(const struct ui_env *env, struct view *v, const struct roof_zones *z)
{
    struct view_node *gong = of_look(v, LOOK_GONG);
    struct rect box = z->question;
    if (z->gong.w > 0 && gong != NULL) {
        gong->rect = z->gong;
        const int lower = place_fallback(env, v, &gong->rect, true);
        if (ui_shape(env).landscape && lower > box.y) {
            box.h -= lower - box.y;
            box.y = lower;
        }
        gong = NULL;
    }
    if (ui_shape(env).landscape) {
        words_below(env, v, gong, box);
    } else {
        words_beside(env, v, gong, box);
    }
}

/* The scene fills the upper part of a portrait screen, the left part of a wide one, where it is
 * drawn smaller; at large text its roof is lower. */
static struct rect scene_rect(const struct ui_env *env)
{
    const struct shape shape = ui_shape(env);
    if (shape.landscape) {
        const struct rect tools = shape_tool_ground(env);
        return (struct rect){ui_px(env, 24), 0, ui_px(env, 842), tools.y};
    }
    struct rect r = scaled(env, scene_dp);
    r.w = env->width;
    r.h = shape.step < 2 ? r.h : ui_px(env, 740);
    return r;
}

/* A language that needs more room for the mark of practice has it, to both sides alike; where even
 * that is too little, it has a second line, upwards. */
static void widen_mark(const struct ui_env *env, struct view_node *mark, struct rect scene)
{
    struct ui_env plain = *env;
    plain.text_percent = 100;
    const int words = text_width(&plain, TEXT_MARK, mark->label) + 2 * ui_px(env, 20);
    const int most = (scene.w > 0 ? scene.w : env->width) - 2 * ui_px(env, 48);
    const bool on_wall = ui_shape(env).landscape && scene.w == 0; /* several lines high */
    if (!on_wall && words > mark->rect.w) {
        const int w = words < most ? words : most;
        mark->rect.x -= (w - mark->rect.w) / 2;
        mark->rect.w = w;
    }
    struct text_block lines;
    text_block(&plain, TEXT_MARK, mark->label, mark->rect.w - 2 * ui_px(env, 20), &lines);
    const int high = lines.height + 2 * ui_px(env, MARK_PAD_DP);
    if (!on_wall && lines.count > 1 && high > mark->rect.h) {
        mark->rect.y -= high - mark->rect.h;
        mark->rect.h = high;
    }
}

static struct rect scene_mark(const struct ui_env *env)
{
    const struct shape shape = ui_shape(env);
    if (shape.landscape) {
        return scaled(env, (struct rect){147, 592, 596, 56});
    }
    struct rect r = scaled(env, mark_scene_dp);
    r.x = (env->width - r.w) / 2;
    r.y = shape.step < 2 ? r.y : ui_px(env, 610);
    return r;
}

void roof_layout(const struct ui_env *env, struct view *v)
{
    struct view_node *brand = of_look(v, LOOK_BRAND), *band = of_look(v, LOOK_BAND),
                     *scene = of_look(v, LOOK_WELCOME), *mark = of_look(v, LOOK_PRACTICE);
    struct roof_zones z;
    shape_roof(env, mark != NULL, &z);
    if (brand != NULL) {
        brand->rect = z.brand;
    }
    if (band != NULL) {
        band->rect = z.band;
    }
    if (scene != NULL) {
        scene->rect = scene_rect(env);
    }
    if (mark != NULL) {
        mark->rect = scene != NULL ? scene_mark(env) : z.mark;
        widen_mark(env, mark, scene != NULL ? scene->rect : (struct rect){0, 0, 0, 0});
    }
    place_question(env, v, &z);
}

void roof_counter(const struct ui_env *env, struct view *v)
{
    struct view_node *brand = of_look(v, LOOK_BRAND), *fallback = of_look(v, LOOK_FALLBACK);
    const struct shape shape = ui_shape(env);
    if (brand == NULL || brand->value == NULL || fallback == NULL || !shape.large ||
        shape.landscape) {
        return;
    }
    const int x = fallback->rect.x + fallback->rect.w + ui_px(env, HINT_GAP_DP);
    const int room = brand->rect.x + brand->rect.w - x;
    if (text_width(env, TEXT_MARK, brand->value) > room) {
        brand->rect.x = x;
        brand->rect.w = room;
    }
}

/* A staff page's roof has no slope. */
static bool is_flat(const struct view_node *brand)
{
    return brand->total != 0;
}

/* On a portrait screen the roof, on a wide one a wall. */
static void roof_shape(const struct pen *p, const struct roof_zones *z)
{
    if (ui_shape(p->env).landscape || is_flat(p->node)) {
        pen_fill(p, z->roof, COLOR_ROOF);
        return;
    }
    pen_picture(p, z->roof, PICTURE_ROOF + 1,
                &(struct icon_colors){{COLOR_ROOF, COLOR_ROOF_EDGE, COLOR_THATCH, COLOR_ON_ROOF}});
}

/* The largest text size, up to hers, at which a text fits (height 0: as it is, in its own lines):
 * for what is looked at as a whole, the greeting and the mark of practice. */
static struct ui_env fitted(const struct ui_env *env, enum text_style style, const char *text,
                            int width, int height)
{
    struct ui_env e = *env;
    while (e.text_percent > 100) {
        struct text_block block;
        text_block(&e, style, text, height > 0 ? width : 0, &block);
        if (block.width <= width && (height == 0 || block.height <= height)) {
            break;
        }
        e.text_percent = text_smaller_percent(e.text_percent);
    }
    return e;
}

/* The place; smaller where the counter beside it leaves less room. */
static void brand_name(const struct pen *p, struct rect r)
{
    const struct view_node *n = p->node;
    const int counter = n->value != NULL ? text_width(p->env, TEXT_MARK, n->value) : 0;
    const struct ui_env env =
        fitted(p->env, TEXT_SMALL, n->label, r.w - counter - pen_px(p, 16), 0);
    struct pen own = *p;
    own.env = &env;
    const int room = r.w - (counter > 0 ? counter + pen_px(p, 8) : 0);
    if (text_width(&env, TEXT_SMALL, n->label) <= room) { /* the voice says it all the same */
        pen_text(&own, TEXT_SMALL, n->label, r, &(struct text_place){.ink = COLOR_ON_ROOF2});
    }
}

/* At 200 % the brand row gives way to gong and counter. */
void look_brand(const struct pen *p)
{
    struct roof_zones z;
    shape_roof(p->env, false, &z);
    roof_shape(p, &z);
    const struct view_node *n = p->node;
    const struct rect r = n->rect;
    const int side = pen_px(p, 56), gap = pen_px(p, 16);
    const bool large = ui_shape(p->env).large;
    if (!large) {
        pen_icon(p, (struct rect){r.x, r.y + (r.h - side) / 2, side, side},
                 (is_flat(n) ? ICON_STAFF : ICON_HOME_PAGE) + 1, &pen_roof_icon);
        brand_name(p, (struct rect){r.x + side + gap, r.y, r.w - side - gap, r.h});
    }
    if (n->value != NULL) {
        const int gong = r.x < z.gong.x + z.gong.w ? pen_px(p, 170) : 0;
        const int room = r.w - (large ? gong : side + gap);
        const struct ui_env env = fitted(p->env, TEXT_MARK, n->value, room, 0);
        struct pen own = *p;
        own.env = &env;
        pen_text(&own, n->number != 0 ? TEXT_MARK : TEXT_SMALL, n->value, r,
                 &(struct text_place){.align = ALIGN_END,
                                      .ink = n->number != 0 ? COLOR_WEAVE_YELLOW : COLOR_ON_ROOF2});
    }
}

void look_practice(const struct pen *p)
{
    const struct rect r = p->node->rect;
    pen_box(p, r,
            &(struct box_style){.fill = COLOR_ROOF,
                                .edge = COLOR_WEAVE_RED,
                                .edge_dp = 3,
                                .bottom_dp = 3,
                                .radius_dp = 30});
    const struct rect inside = {r.x + pen_px(p, 20), r.y, r.w - 2 * pen_px(p, 20), r.h};
    const struct ui_env env = fitted(p->env, TEXT_MARK, p->node->label, inside.w, r.h);
    struct pen smaller = *p;
    smaller.env = &env;
    pen_text(&smaller, TEXT_MARK, p->node->label, inside,
             &(struct text_place){.align = ALIGN_CENTER, .ink = COLOR_ON_ROOF});
}

/* The lit gong on a light ground, in a square. */
static void gong_at(const struct pen *p, struct rect box, bool speaking, bool on_roof)
{
    struct icon_colors colors = {{on_roof ? COLOR_ON_ROOF : COLOR_ICON_INK, COLOR_ROOF,
                                  on_roof ? COLOR_ON_ROOF2 : COLOR_LINE,
                                  on_roof ? COLOR_ROOF : COLOR_SURFACE}};
    if (speaking) {
        colors =
            (struct icon_colors){{on_roof ? COLOR_ON_SPOKEN : COLOR_ICON_INK,
                                  on_roof ? COLOR_WEAVE_YELLOW : COLOR_ICON_ACCENT,
                                  on_roof ? COLOR_WEAVE_YELLOW : COLOR_SPOKEN_LINE, COLOR_ROOF}};
    }
    pen_picture(p, box, (speaking ? PICTURE_GONG : PICTURE_GONG_SILENT) + 1, &colors);
}

void look_gong(const struct pen *p)
{
    gong_at(p, p->node->rect, p->node->number != 0, p->node->parent < 0);
}

void look_fallback(const struct pen *p)
{
    const struct rect r = p->node->rect;
    pen_box(p, r,
            &(struct box_style){.fill = COLOR_ROOF,
                                .edge = COLOR_WEAVE_YELLOW,
                                .edge_dp = 3,
                                .bottom_dp = 3,
                                .radius_dp = 16,
                                .dashed = true});
    const struct ui_env env = fitted(p->env, TEXT_MARK, p->node->label, r.w - pen_px(p, 16), 0);
    struct pen own = *p;
    own.env = &env;
    pen_text(&own, TEXT_MARK, p->node->label, r,
             &(struct text_place){.align = ALIGN_CENTER, .ink = COLOR_WEAVE_YELLOW});
}

void look_title(const struct pen *p)
{
    const struct view_node *n = p->node;
    pen_text(p, title_style(p->env, n, n->rect.w, n->rect.h), n->label, n->rect,
             &(struct text_place){.ink = COLOR_ON_ROOF});
}

void look_hint(const struct pen *p)
{
    pen_text(p, TEXT_HINT, p->node->label, p->node->rect,
             &(struct text_place){.ink = COLOR_ON_ROOF2});
}

void look_band(const struct pen *p)
{
    const struct view_node *n = p->node;
    const bool now = (n->state & STATE_CURRENT) != 0;
    if (n->rect.h > n->rect.w) { /* warp beside a wall, woven from top to bottom */
        draw_add(p->draw, &(struct draw_cmd){.kind = DRAW_BAND,
                                             .rect = n->rect,
                                             .px = (int16_t)pen_px(p, 4),
                                             .vertical = true,
                                             .cells = (int16_t)n->total,
                                             .done = (int16_t)n->number,
                                             .now = now});
        return;
    }
    pen_band(p, n->rect, n->total, n->number, now);
}
