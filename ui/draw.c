#include "ui/draw.h"

void draw_clear(struct draw_list *d)
{
    d->count = 0;
    d->full = false;
}

void draw_add(struct draw_list *d, const struct draw_cmd *cmd)
{
    if (d->count == DRAW_MAX) {
        d->full = true;
        return;
    }
    d->cmds[d->count] = *cmd;
    d->count++;
}

struct rect draw_bounds(const struct draw_cmd *cmd)
{
    struct rect r = cmd->rect;
    if (cmd->kind == DRAW_TEXT) {
        const int beside = cmd->px / 3;
        const int above = cmd->px / 2;
        r = (struct rect){r.x - beside, r.y - above, r.w + 2 * beside, r.h + 2 * above};
    }
    return r;
}

struct rect rect_meet(struct rect a, struct rect b)
{
    const int left = a.x > b.x ? a.x : b.x;
    const int top = a.y > b.y ? a.y : b.y;
    const int right = a.x + a.w < b.x + b.w ? a.x + a.w : b.x + b.w;
    const int bottom = a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h;
    return (struct rect){left, top, right > left ? right - left : 0,
                         bottom > top ? bottom - top : 0};
}

bool rect_empty(struct rect r)
{
    return r.w <= 0 || r.h <= 0;
}

struct rect rect_fitted(struct rect box, int width, int height)
{
    struct rect r = box;
    if (width * box.h > height * box.w) {
        r.h = box.w * height / width;
    } else {
        r.w = box.h * width / height;
    }
    r.x += (box.w - r.w) / 2;
    r.y += (box.h - r.h) / 2;
    return r;
}
