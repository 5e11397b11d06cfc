#include "ui/widgets/page_tile.h"

#define RADIUS_DP 24
#define PAD_DP    12
#define THUMB_DP  76 /* at least, of its width */
#define ICON_DP   44

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int words_height(const struct ui_env *env, const struct view_node *n)
{
    struct text_block label;
    text_block(env, TEXT_LABEL, n->label, 0, &label);
    return label.height + (n->icon > 0 ? ui_text_px(env, ICON_DP) : 0);
}

int page_tile_width(const struct ui_env *env, const struct view_node *n)
{
    const int words = larger(text_width(env, TEXT_LABEL, n->label), ui_text_px(env, ICON_DP));
    return (n->total > 0 ? ui_px(env, THUMB_DP) : 0) + words + 3 * ui_px(env, PAD_DP);
}

int page_tile_height(const struct ui_env *env, const struct view_node *n)
{
    return larger(words_height(env, n), ui_px(env, THUMB_DP)) + 2 * ui_px(env, PAD_DP) +
           ui_px(env, 15);
}

static void thumb(const struct pen *p, struct rect box)
{
    const struct view_node *n = p->node;
    const struct rect r = rect_fitted(box, n->number, n->total);
    const int edge = pen_px(p, 3);
    pen_fill(p, (struct rect){r.x - edge, r.y - edge, r.w + 2 * edge, r.h + 2 * edge}, COLOR_LINE);
    pen_still(p, r, 3);
}

/* Name above icon, in the middle of the box. */
static void words(const struct pen *p, struct rect box, const struct skin *skin)
{
    const struct view_node *n = p->node;
    struct text_block label;
    text_block(p->env, TEXT_LABEL, n->label, box.w, &label);
    const int icon = n->icon > 0 ? pen_grown(p, ICON_DP) : 0;
    const int y = box.y + (box.h - label.height - icon) / 2;
    pen_block(p, &label,
              &(struct text_place){
                  .x = box.x, .y = y, .w = box.w, .align = ALIGN_CENTER, .ink = skin->ink});
    if (icon > 0) {
        pen_icon(p, (struct rect){box.x + (box.w - icon) / 2, y + label.height, icon, icon},
                 n->icon, &skin->icon);
    }
}

void look_page(const struct pen *p)
{
    const struct view_node *n = p->node;
    const struct skin skin = pen_skin(p);
    const struct rect face = pen_face(p, &skin, RADIUS_DP);
    const int pad = pen_px(p, PAD_DP);
    struct rect room = {face.x + pad, face.y + pad, face.w - 2 * pad, face.h - 2 * pad};
    if (n->bytes != NULL && n->number > 0 && n->total > 0) {
        const int least = page_tile_width(p->env, n) - pen_px(p, THUMB_DP) - 3 * pad;
        const int most = room.w - pad - least;
        const int own = room.h * n->number / n->total;
        const int side = own < most ? own : most;
        thumb(p, (struct rect){room.x, room.y, side, room.h});
        room.x += side + pad;
        room.w -= side + pad;
    }
    words(p, room, &skin);
}
