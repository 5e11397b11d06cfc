/* Contrast as WCAG 2 defines it, in integers: relative luminance from a table of linear light. */
#include "ui/check.h"

#define CONTRAST_MIN 700 /* hundredths */
#define COLORS_MAX   64

/* Linear light of an 8-bit sRGB value in 1/65535, interpolated between every sixteenth value. */
static int linear(int value)
{
    static const int table[17] = {0,     340,   947,   1937,  3360,  5257,  7666,  10619, 14146,
                                  18277, 23038, 28452, 34544, 41337, 48850, 57105, 66121};
    const int low = value / 16, part = value % 16;
    return table[low] + (table[low + 1] - table[low]) * part / 16;
}

static int luminance(uint32_t color)
{
    const int red = linear((int)(color >> 16 & 255)), green = linear((int)(color >> 8 & 255)),
              blue = linear((int)(color & 255));
    return (2126 * red + 7152 * green + 722 * blue) / 10000;
}

int check_contrast_of(uint32_t a, uint32_t b)
{
    const int la = luminance(a) + 3277, lb = luminance(b) + 3277; /* 0.05 */
    return la > lb ? 100 * la / lb : 100 * lb / la;
}

struct tally {
    uint32_t colors[COLORS_MAX];
    int seen[COLORS_MAX];
    int count;
};

static void count_color(struct tally *t, uint32_t color, int pixels)
{
    for (int i = 0; i < t->count; i++) {
        if (t->colors[i] == color) {
            t->seen[i] += pixels;
            return;
        }
    }
    if (t->count < COLORS_MAX) {
        t->colors[t->count] = color;
        t->seen[t->count++] = pixels;
    }
}

/* A row of pixels is runs of one colour, counted at once. */
static void count_row(struct tally *t, const uint32_t *row, int width, uint32_t ink)
{
    for (int x = 0, start = 0; x < width; start = x) {
        const uint32_t color = row[x];
        while (x < width && row[x] == color) {
            x++;
        }
        if ((color & 0xFFFFFF) != ink) {
            count_color(t, color & 0xFFFFFF, x - start);
        }
    }
}

/* The commonest colour in the rectangle that is not the ink. */
static uint32_t around(const struct canvas *canvas, struct rect r, uint32_t ink)
{
    struct tally t = {.count = 0};
    for (int y = r.y; y < r.y + r.h; y++) {
        count_row(&t, canvas->pixels + (ptrdiff_t)y * canvas->stride + r.x, r.w, ink);
    }
    int best = 0;
    for (int i = 1; i < t.count; i++) {
        best = t.seen[i] > t.seen[best] ? i : best;
    }
    return t.count > 0 ? t.colors[best] : ink;
}

/* The innermost node that shows the middle of a text. */
static const char *node_of(const struct view *v, struct rect text)
{
    const int x = text.x + text.w / 2, y = text.y + text.h / 2;
    const struct view_node *best = NULL;
    for (int i = 0; i < v->count; i++) {
        const struct view_node *n = &v->nodes[i];
        const struct rect r = n->rect;
        if (view_is_shown(n) && n->name != NULL && x >= r.x && x < r.x + r.w && y >= r.y &&
            y < r.y + r.h && (best == NULL || r.w * r.h <= best->rect.w * best->rect.h)) {
            best = n;
        }
    }
    return best != NULL ? best->name : "-";
}

void check_contrast(const struct view *v, const struct draw_list *frame,
                    const struct canvas *canvas, const uint32_t *colors,
                    struct check_report *report)
{
    int first = 0;
    for (int i = 0; i < frame->count; i++) {
        first = frame->cmds[i].kind == DRAW_VEIL ? i : first;
    }
    const struct rect screen = {0, 0, canvas->width, canvas->height};
    for (int i = first; i < frame->count; i++) {
        const struct draw_cmd *cmd = &frame->cmds[i];
        const struct rect r = rect_meet(cmd->rect, screen);
        if (cmd->kind != DRAW_TEXT || rect_empty(r)) {
            continue;
        }
        const uint32_t ink = draw_colors(cmd, theme_colors, colors)[cmd->fill] & 0xFFFFFF;
        const int got = check_contrast_of(ink, around(canvas, r, ink));
        if (got < CONTRAST_MIN) {
            if (report->count < CHECK_FINDINGS_MAX) {
                report->findings[report->count] =
                    (struct check_finding){"contrast", node_of(v, r), cmd->text, got, CONTRAST_MIN};
            }
            report->count++;
        }
    }
}
