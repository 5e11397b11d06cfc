#include "ui/widgets/roof.h"

#include <stddef.h>

/* dp; design/tools/base.py roof() and CSS .brand, .q */
static const struct rect brand_dp = {112, 24, 856, 64};
static const struct rect question_dp = {80, 100, 928, 292};
/* Against a practice portal the brand row moves up and its mark stands below it. */
static const struct rect brand_marked_dp = {112, 8, 856, 64};
static const struct rect question_marked_dp = {80, 136, 928, 262};
static const struct rect mark_dp = {242, 72, 596, 54};
static const struct rect mark_scene_dp = {242, 690, 596, 60};
static const struct rect band_dp = {0, 404, 1080, 68};
static const struct rect roof_dp = {0, 0, 1080, 472};
static const struct rect scene_dp = {0, 0, 1080, 834};
#define GONG_DP       150
#define GONG_GAP_DP   30
#define HINT_GAP_DP   10
#define FALLBACK_H_DP 56
#define FALLBACK_W_DP 194
#define SCENE_BAND_Y  766

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

/* Two lines at 64 px, more at 52 px (design/DESIGN.md 6), and where they are higher than the room.
 */
static enum text_style title_style(const struct ui_env *env, const struct view_node *n, int width,
                                   int room)
{
    struct text_block block;
    text_block(env, TEXT_QUESTION, n->label, width, &block);
    const bool fits = block.count <= 2 && block.width <= width && block.height <= room;
    return fits ? TEXT_QUESTION : TEXT_TITLE;
}

static int block_height(const struct ui_env *env, enum text_style style, const char *text,
                        int width)
{
    struct text_block block;
    text_block(env, style, text, width, &block);
    return block.height;
}

/* Under the gong, which makes room for it when the two are higher than the roof. */
static void place_fallback(const struct ui_env *env, struct view *v, struct rect *gong)
{
    struct view_node *mark = of_look(v, LOOK_FALLBACK);
    if (mark == NULL) {
        return;
    }
    const int h = ui_px(env, FALLBACK_H_DP), w = ui_px(env, FALLBACK_W_DP);
    gong->y -= (h + ui_px(env, HINT_GAP_DP)) / 2;
    mark->rect = (struct rect){gong->x + (gong->w - w) / 2,
                               gong->y + gong->h + ui_px(env, HINT_GAP_DP), w, h};
}

static void place_question(const struct ui_env *env, struct view *v, struct rect box)
{
    struct view_node *gong = of_look(v, LOOK_GONG), *title = of_look(v, LOOK_TITLE),
                     *hint = of_look(v, LOOK_HINT);
    if (gong != NULL) {
        const int side = ui_px(env, GONG_DP), step = side + ui_px(env, GONG_GAP_DP);
        gong->rect = (struct rect){box.x, box.y + (box.h - side) / 2, side, side};
        place_fallback(env, v, &gong->rect);
        box.x += step;
        box.w -= step;
    }
    if (title == NULL) {
        return;
    }
    const int gap = hint != NULL ? ui_text_px(env, HINT_GAP_DP) : 0;
    const int hint_h = hint != NULL ? block_height(env, TEXT_HINT, hint->label, box.w) : 0;
    const enum text_style style = title_style(env, title, box.w, box.h - gap - hint_h);
    const int title_h = block_height(env, style, title->label, box.w);
    int y = box.y + (box.h - title_h - gap - hint_h) / 2;
    title->rect = (struct rect){box.x, y, box.w, title_h};
    y += title_h + gap;
    if (hint != NULL) {
        hint->rect = (struct rect){box.x, y, box.w, hint_h};
    }
}

void roof_layout(const struct ui_env *env, struct view *v)
{
    struct view_node *brand = of_look(v, LOOK_BRAND), *band = of_look(v, LOOK_BAND),
                     *scene = of_look(v, LOOK_WELCOME), *mark = of_look(v, LOOK_PRACTICE);
    if (brand != NULL) {
        brand->rect = scaled(env, mark != NULL ? brand_marked_dp : brand_dp);
    }
    if (band != NULL) {
        band->rect = scaled(env, band_dp);
    }
    if (scene != NULL) {
        scene->rect = scaled(env, scene_dp);
    }
    if (mark != NULL) {
        mark->rect = scaled(env, scene != NULL ? mark_scene_dp : mark_dp);
    }
    place_question(env, v, scaled(env, mark != NULL ? question_marked_dp : question_dp));
}

void look_brand(const struct pen *p)
{
    const struct rect roof = scaled(p->env, roof_dp);
    pen_picture(p, roof, PICTURE_ROOF + 1,
                &(struct icon_colors){{COLOR_ROOF, COLOR_ROOF_EDGE, COLOR_THATCH, COLOR_ON_ROOF}});
    const struct rect r = p->node->rect;
    const int side = pen_px(p, 56), gap = pen_px(p, 16);
    pen_icon(p, (struct rect){r.x, r.y + (r.h - side) / 2, side, side}, ICON_HOME_PAGE + 1,
             &pen_roof_icon);
    pen_text(p, TEXT_SMALL, p->node->label,
             (struct rect){r.x + side + gap, r.y, r.w - side - gap, r.h},
             &(struct text_place){.ink = COLOR_ON_ROOF2});
    if (p->node->value != NULL) {
        pen_text(p, p->node->number != 0 ? TEXT_MARK : TEXT_SMALL, p->node->value, r,
                 &(struct text_place){.align = ALIGN_END,
                                      .ink = p->node->number != 0 ? COLOR_WEAVE_YELLOW
                                                                  : COLOR_ON_ROOF2});
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
    pen_text(p, TEXT_MARK, p->node->label, r,
             &(struct text_place){.align = ALIGN_CENTER, .ink = COLOR_ON_ROOF});
}

void look_gong_at(const struct pen *p, struct rect box, bool speaking, bool on_roof)
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
    look_gong_at(p, p->node->rect, p->node->number != 0, p->node->parent < 0);
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
    pen_text(p, TEXT_MARK, p->node->label, r,
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
    pen_band(p, p->node->rect, p->node->total, p->node->number,
             (p->node->state & STATE_CURRENT) != 0);
}

/* "Strong line\nplain line" at an upper corner. */
static void scene_corner(const struct pen *p, const char *text, enum view_align align)
{
    if (text == NULL) {
        return;
    }
    const struct rect r = {pen_px(p, 48), pen_px(p, 28), p->env->width - 2 * pen_px(p, 48), 0};
    struct text_block strong, plain;
    text_block(p->env, TEXT_MARK, text, 0, &strong);
    const size_t first = strong.count > 0 ? strong.lines[0].len + 1 : 0;
    text_block(p->env, TEXT_SMALL, strong.count > 1 ? text + first : "", 0, &plain);
    strong.count = strong.count > 0 ? 1 : 0;
    struct text_place at = {r.x, r.y, r.w, align, COLOR_INK};
    pen_block(p, &strong, &at);
    at.y += strong.line;
    pen_block(p, &plain, &at);
}

void look_corner(const struct pen *p)
{
    scene_corner(p, p->node->label, ALIGN_END);
}

/* Label: the greeting; sub: what to do; value: the place, beside the sun. */
void look_welcome(const struct pen *p)
{
    const struct view_node *n = p->node;
    const struct rect r = n->rect;
    const bool speaking = n->number != 0;
    const struct icon_colors sky = {{speaking ? COLOR_SPOKEN_LINE : COLOR_LINE,
                                     speaking ? COLOR_ICON_ACCENT : COLOR_SUNK, COLOR_ICON_RED,
                                     COLOR_BG}};
    const struct icon_colors roof = {{COLOR_ROOF, COLOR_ROOF_EDGE, COLOR_THATCH, COLOR_ROOF}};
    pen_picture(p, (struct rect){r.x, r.y, r.w, pen_px(p, 300)},
                (speaking ? PICTURE_WELCOME_SKY : PICTURE_WELCOME_SKY_SILENT) + 1, &sky);
    pen_picture(p, (struct rect){r.x, r.y, r.w, pen_px(p, 772)}, PICTURE_WELCOME_ROOF + 1, &roof);
    struct text_block greeting, lead;
    text_block(p->env, TEXT_DISPLAY, n->label, r.w, &greeting);
    text_block(p->env, TEXT_GREETING, n->sub, r.w, &lead);
    scene_corner(p, n->value, ALIGN_START);
    struct text_place at = {r.x, pen_px(p, 370), r.w, ALIGN_CENTER, COLOR_ON_ROOF};
    pen_block(p, &greeting, &at);
    at.y += greeting.height + pen_px(p, 22);
    at.ink = COLOR_ON_ROOF2;
    pen_block(p, &lead, &at);
    pen_band(p, (struct rect){r.x, r.y + pen_px(p, SCENE_BAND_Y), r.w, pen_px(p, 68)}, 0, 0, false);
}
