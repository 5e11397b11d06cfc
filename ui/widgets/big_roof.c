/* The big roof of welcome and goodbye, with sky, corners and words. */
#include "ui/shape.h"
#include "ui/widgets/roof.h"

#define SCENE_BAND_Y 766

/* Where the scene stands: x, top and size in percent of its drawing, and what is beside it. */
struct scene {
    int x, top, wide, high; /* px; percent */
    int left, right;        /* edges of its corners, px */
};

static struct scene scene_of(const struct ui_env *env)
{
    const struct shape shape = ui_shape(env);
    if (shape.landscape) {
        return (struct scene){ui_px(env, 24), ui_px(env, 64), 78, 78,
                              ui_px(env, 40), ui_px(env, 890)};
    }
    const int wide = env->width * 100 / ui_px(env, 1080);
    return (struct scene){
        0, 0, wide, shape.step < 2 ? 100 : 88, ui_px(env, 48), env->width - ui_px(env, 48)};
}

/* "Strong line\nplain line" at an upper corner. */
static void scene_corner(const struct pen *p, const char *text, enum view_align align)
{
    if (text == NULL) {
        return;
    }
    const struct scene scene = scene_of(p->env);
    struct ui_env env = *p->env; /* at large text the corners stay beside the roof's ridge */
    env.text_percent = env.text_percent > 125 ? 125 : env.text_percent;
    struct pen small = *p;
    small.env = &env;
    struct text_block strong, plain;
    text_block(&env, TEXT_MARK, text, 0, &strong);
    const size_t first = strong.count > 0 ? strong.lines[0].len + 1 : 0;
    text_block(&env, TEXT_SMALL, strong.count > 1 ? text + first : "", 0, &plain);
    strong.count = strong.count > 0 ? 1 : 0;
    struct text_place at = {scene.left, pen_px(p, 28), scene.right - scene.left, align, COLOR_INK};
    pen_block(&small, &strong, &at);
    at.y += strong.line;
    if (scene.high == 100 || ui_shape(p->env).landscape) { /* where the lower roof begins later */
        pen_block(&small, &plain, &at);
    }
}

void look_corner(const struct pen *p)
{
    scene_corner(p, p->node->label, ALIGN_END);
}

static struct rect of_scene(const struct pen *p, const struct scene *s, struct rect dp)
{
    return (struct rect){s->x + pen_px(p, dp.x) * s->wide / 100,
                         s->top + pen_px(p, dp.y) * s->high / 100, pen_px(p, dp.w) * s->wide / 100,
                         pen_px(p, dp.h) * s->high / 100};
}

/* On a wide screen the house stands on its posts, with its ladder. */
static void scene_posts(const struct pen *p, const struct scene *s)
{
    static const int posts[] = {96, 300, 512, 716};
    const struct rect r = p->node->rect;
    const int y = s->top + pen_px(p, 834) * s->high / 100;
    const int lower = r.y + r.h;
    if (lower - y < pen_px(p, 120)) {
        return;
    }
    for (int i = 0; i < 4; i++) {
        pen_fill(p, (struct rect){r.x + pen_px(p, posts[i]), y, pen_px(p, 30), lower - y},
                 COLOR_ICON_INK);
    }
    pen_fill(p,
             (struct rect){r.x + pen_px(p, 40), y + pen_px(p, 52), r.w - 2 * pen_px(p, 40),
                           pen_px(p, 26)},
             COLOR_ICON_INK);
    const int middle = r.x + r.w / 2;
    for (int rung = y + pen_px(p, 92); rung < lower - pen_px(p, 16); rung += pen_px(p, 38)) {
        pen_fill(p, (struct rect){middle - pen_px(p, 70), rung, pen_px(p, 140), pen_px(p, 16)},
                 COLOR_LINE);
    }
    for (int side = -1; side <= 1; side += 2) {
        pen_fill(p,
                 (struct rect){middle + side * pen_px(p, 74) - pen_px(p, 6), y + pen_px(p, 78),
                               pen_px(p, 12), lower - y - pen_px(p, 78)},
                 COLOR_ICON_INK);
    }
}

static void scene_picture(const struct pen *p, const struct scene *s)
{
    const bool speaking = p->node->number != 0;
    const struct icon_colors sky = {{speaking ? COLOR_SPOKEN_LINE : COLOR_LINE,
                                     speaking ? COLOR_ICON_ACCENT : COLOR_SUNK, COLOR_ICON_RED,
                                     COLOR_BG}};
    const struct icon_colors roof = {{COLOR_ROOF, COLOR_ROOF_EDGE, COLOR_THATCH, COLOR_ROOF}};
    pen_picture(p, of_scene(p, s, (struct rect){0, 0, 1080, 300}),
                (speaking ? PICTURE_WELCOME_SKY : PICTURE_WELCOME_SKY_SILENT) + 1, &sky);
    pen_picture(p, of_scene(p, s, (struct rect){0, 0, 1080, 772}), PICTURE_WELCOME_ROOF + 1, &roof);
}

/* The lowest edge of the scene's words: the mark of practice, or the eave. */
static int words_end(const struct pen *p, const struct scene *s)
{
    for (int i = 0; i < p->view->count; i++) {
        if (p->view->nodes[i].look == LOOK_PRACTICE) {
            return p->view->nodes[i].rect.y;
        }
    }
    return of_scene(p, s, (struct rect){0, SCENE_BAND_Y, 0, 0}).y;
}

/* Words on the scene's roof: as large as it is drawn, and as there is room; returns their height.
 */
static int scene_words(const struct pen *p, enum text_style style, const char *text,
                       struct text_place *at, struct rect room)
{
    struct ui_env env = *p->env;
    struct text_block block;
    const int drawn = ui_shape(p->env).landscape ? 78 : 100;
    text_block(&env, style, text, at->w, &block);
    if (!ui_shape(p->env).reference || block.width > at->w * 3 / 4) {
        env.text_percent = drawn < 100 && env.text_percent == 100 ? drawn : env.text_percent;
        text_block(&env, style, text, at->w * 9 / 10, &block);
        while (env.text_percent > TEXT_LEAST_PERCENT &&
               (block.width > room.w || block.height > room.h)) {
            env.text_percent = text_smaller_percent(env.text_percent);
            text_block(&env, style, text, at->w * 9 / 10, &block);
        }
    }
    struct pen own = *p;
    own.env = &env;
    pen_block(&own, &block, at);
    return block.height;
}

/* Label: the greeting; sub: what to do; value: the place, beside the sun. */
void look_welcome(const struct pen *p)
{
    const struct view_node *n = p->node;
    const struct scene s = scene_of(p->env);
    scene_picture(p, &s);
    if (ui_shape(p->env).landscape) {
        scene_posts(p, &s);
    }
    scene_corner(p, n->value, ALIGN_START);
    const int start = ui_shape(p->env).step < 2 ? 370 : 296;
    const struct rect words = of_scene(p, &s, (struct rect){0, start, 1080, 0});
    struct text_place at = {words.x, words.y, words.w, ALIGN_CENTER, COLOR_ON_ROOF};
    const int end = words_end(p, &s);
    at.y += scene_words(p, TEXT_DISPLAY, n->label, &at,
                        (struct rect){0, 0, words.w * 64 / 100, (end - at.y) / 2}) +
            pen_px(p, 22) * s.high / 100;
    at.ink = COLOR_ON_ROOF2;
    (void)scene_words(p, TEXT_GREETING, n->sub, &at,
                      (struct rect){0, 0, words.w * 74 / 100, end - at.y});
    struct rect band = of_scene(p, &s, (struct rect){0, SCENE_BAND_Y, 1080, 68});
    draw_add(p->draw,
             &(struct draw_cmd){.kind = DRAW_BAND, .rect = band, .px = (int16_t)(band.h / 17)});
}
