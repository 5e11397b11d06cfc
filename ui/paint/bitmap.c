#include "ui/paint/bitmap.h"

#include "ui/paint/shape.h"

#define QUIET 4 /* modules of white around a QR symbol */
#define BLACK 0x000000
#define WHITE 0xFFFFFF

void paint_qr(const struct target *t, const struct draw_cmd *cmd)
{
    const int side = cmd->side + 2 * QUIET;
    const int least = cmd->rect.w < cmd->rect.h ? cmd->rect.w : cmd->rect.h;
    const int dot = least / side;
    const int left = cmd->rect.x + (cmd->rect.w - dot * side) / 2;
    const int top = cmd->rect.y + (cmd->rect.h - dot * side) / 2;
    fill_rect(t, (struct rect){left, top, dot * side, dot * side}, WHITE);
    for (int y = 0; y < cmd->side; y++) {
        for (int x = 0; x < cmd->side; x++) {
            if (cmd->modules[y * cmd->side + x] != 0) {
                fill_rect(
                    t, (struct rect){left + (x + QUIET) * dot, top + (y + QUIET) * dot, dot, dot},
                    BLACK);
            }
        }
    }
}

/* Where pixel i of `wide` target pixels starts in `pixels` source pixels. */
static int source_of(int i, int wide, int pixels)
{
    return (int)((long long)i * pixels / wide);
}

/* The average of the source pixels under target pixel i, j. */
static uint32_t sample(const struct draw_cmd *cmd, int i, int j)
{
    const int channels = cmd->image_channels;
    const int x0 = source_of(i, cmd->rect.w, cmd->side);
    const int y0 = source_of(j, cmd->rect.h, cmd->image_height);
    int x1 = source_of(i + 1, cmd->rect.w, cmd->side);
    int y1 = source_of(j + 1, cmd->rect.h, cmd->image_height);
    x1 = x1 > x0 ? x1 : x0 + 1;
    y1 = y1 > y0 ? y1 : y0 + 1;
    uint32_t sum[3] = {0, 0, 0};
    for (int y = y0; y < y1; y++) {
        const uint8_t *p =
            cmd->modules + ((size_t)y * (size_t)cmd->side + (size_t)x0) * (size_t)channels;
        for (int x = x0; x < x1; x++, p += channels) {
            for (int k = 0; k < 3; k++) {
                sum[k] += p[channels == 3 ? k : 0];
            }
        }
    }
    const uint32_t n = (uint32_t)((x1 - x0) * (y1 - y0));
    return (sum[0] / n) << 16 | (sum[1] / n) << 8 | sum[2] / n;
}

bool paint_image(const struct target *t, struct paint_cache *cache, const struct draw_cmd *cmd)
{
    const int radius = cmd->radius > 0 ? cmd->radius : 0;
    const struct rounded shape = {cmd->rect, radius, radius, radius};
    struct rounded_masks masks;
    if (!rounded_masks(cache, &shape, &masks)) {
        return false;
    }
    const struct rect r = rect_meet(cmd->rect, t->clip);
    for (int y = r.y; y < r.y + r.h; y++) {
        uint32_t *row = target_pixel(t, r.x, y);
        for (int x = 0; x < r.w; x++) {
            const uint8_t cover = rounded_cover(&shape, &masks, r.x + x, y);
            row[x] = blend(row[x], sample(cmd, r.x + x - cmd->rect.x, y - cmd->rect.y), cover);
        }
    }
    return true;
}
