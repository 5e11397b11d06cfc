#include "ui/paper_dots.h"

#include <string.h>

#include "platform/base/log.h"
#include "platform/base/utf8.h"
#include "ui/paint/cloth.h"

#define INK_COVERAGE 107 /* of 255: thermal dots grow, so a little more than a third is enough */
#define WHITE        0xFFFFFFu
#define BLACK        0u

void dots_grow(struct dots *d, int height)
{
    const size_t across = (size_t)(d->page->width / 8);
    if (height > d->rows_max) {
        d->full = true;
        height = d->rows_max;
    }
    if (height > d->page->height) {
        memset(d->page->rows + across * (size_t)d->page->height, 0,
               across * (size_t)(height - d->page->height));
        d->page->height = height;
    }
}

static void put(struct dots *d, int x, int y, bool black)
{
    if (x < 0 || y < 0 || x >= d->page->width || y >= d->page->height) {
        return;
    }
    uint8_t *byte = d->page->rows + (size_t)y * (size_t)(d->page->width / 8) + x / 8;
    const uint8_t bit = (uint8_t)(0x80 >> (x % 8));
    *byte = (uint8_t)(black ? *byte | bit : *byte & ~bit);
}

void dots_fill(struct dots *d, int x, int y, int w, int h, bool black)
{
    dots_grow(d, y + h);
    for (int row = y; row < y + h; row++) {
        for (int column = x; column < x + w; column++) {
            put(d, column, row, black);
        }
    }
}

void dots_frame(struct dots *d, int x, int y, int w, int h, int thick)
{
    dots_fill(d, x, y, w, thick, true);
    dots_fill(d, x, y + h - thick, w, thick, true);
    dots_fill(d, x, y, thick, h, true);
    dots_fill(d, x + w - thick, y, thick, h, true);
}

void dots_disc(struct dots *d, int x, int y, int side, int thick)
{
    const int inner = side - 2 * thick;
    dots_grow(d, y + side);
    for (int row = 0; row < side; row++) {
        for (int column = 0; column < side; column++) {
            /* Twice the distance from the middle, so that it is a whole number. */
            const int dx = 2 * column + 1 - side;
            const int dy = 2 * row + 1 - side;
            const int far = dx * dx + dy * dy;
            if (far <= side * side && (thick == 0 || far > inner * inner)) {
                put(d, x + column, y + row, true);
            }
        }
    }
}

static void put_coverage(struct dots *d, int x, int y, const struct text_line *line)
{
    for (int row = 0; row < line->height; row++) {
        for (int column = 0; column < line->width; column++) {
            if (line->coverage[(size_t)row * (size_t)line->stride + column] >= INK_COVERAGE) {
                put(d, x + column, y + row, true);
            }
        }
    }
}

static int measure(struct dots *d, const struct words *style, const char *text, size_t len)
{
    return d->text->ops->measure(d->text, style->face, style->px, text, len);
}

int dots_text_width(struct dots *d, const struct words *style, const char *text)
{
    return measure(d, style, text, strlen(text));
}

/* Bytes of the longest beginning of a single word that fits: up to - . / : if one is there. */
static size_t break_word(struct dots *d, const struct words *style, const char *word, size_t len,
                         int w)
{
    size_t fits = 0;
    size_t mark = 0;
    for (size_t at = 0; at < len;) {
        const size_t cluster = utf8_cluster(word + at, len - at);
        if (measure(d, style, word, at + cluster) > w) {
            break;
        }
        at += cluster;
        fits = at;
        mark = strchr("-./:", word[at - 1]) != NULL ? at : mark;
    }
    if (mark > 0) {
        return mark;
    }
    return fits > 0 ? fits : utf8_cluster(word, len);
}

/* Bytes of the next line; *ret_skip bytes behind it are a space or a line break. */
static size_t next_line(struct dots *d, const struct words *style, const char *text, int w,
                        size_t *ret_skip)
{
    const size_t forced = strcspn(text, "\n");
    size_t end = 0;
    for (size_t at = 0; at <= forced;) {
        const size_t word = strcspn(text + at, " \n");
        if (measure(d, style, text, at + word) > w) {
            break;
        }
        end = at + word;
        at = end + 1;
    }
    if (end == 0 && forced > 0) {
        const size_t word = strcspn(text, " \n");
        *ret_skip = 0;
        return break_word(d, style, text, word, w);
    }
    *ret_skip = text[end] == '\0' ? 0 : 1;
    return end;
}

static void draw_line(struct dots *d, int x, int y, int w, const struct words *style,
                      const char *text, size_t len)
{
    struct text_line line;
    int ascent = 0;
    int descent = 0;
    d->text->ops->extent(d->text, style->face, style->px, &ascent, &descent);
    if (len == 0 || failed(d->text->ops->line(d->text, style->face, style->px, text, len,
                                              style->personal, &line))) {
        d->full |= len > 0;
        return;
    }
    const int baseline = y + (style->line - ascent - descent) / 2 + ascent;
    put_coverage(d, style->centered ? x + (w - line.advance) / 2 : x, baseline - line.ascent,
                 &line);
}

static int flow(struct dots *d, int x, int y, int w, const struct words *style, const char *text,
                bool draw)
{
    int height = 0;
    while (*text != '\0') {
        size_t skip = 0;
        const size_t len = next_line(d, style, text, w, &skip);
        if (draw) {
            dots_grow(d, y + height + style->line);
            draw_line(d, x, y + height, w, style, text, len);
        }
        height += style->line;
        INVARIANT(len + skip > 0);
        text += len + skip;
    }
    return height;
}

int dots_text(struct dots *d, int x, int y, int w, const struct words *style, const char *text)
{
    return flow(d, x, y, w, style, text, true);
}

int dots_text_height(struct dots *d, int w, const struct words *style, const char *text)
{
    return flow(d, 0, 0, w, style, text, false);
}

void dots_icon(struct dots *d, int x, int y, int side, const char *name, bool inverse)
{
    enum icon icon;
    if (d->art == NULL || name == NULL || !icon_find(name, strlen(name), &icon)) {
        return;
    }
    INVARIANT(side > 0 && side <= PAPER_ICON_MAX);
    struct canvas canvas = {d->scratch, side, side, side};
    const struct target target = {&canvas, {0, 0, side, side}};
    const uint32_t ink = inverse ? WHITE : BLACK;
    const uint32_t colors[4] = {ink, WHITE, ink, inverse ? BLACK : WHITE};
    fill_rect(&target, target.clip, inverse ? BLACK : WHITE);
    if (!art_paint(d->art, d->cache, &target, (int)icon, target.clip, colors)) {
        d->full = true;
        return;
    }
    dots_grow(d, y + side);
    for (int i = 0; i < side * side; i++) {
        const bool light = (d->scratch[i] & 0xFF) >= 0x80;
        if (light == inverse) { /* only ink is put: white on black, else black on white */
            put(d, x + i % side, y + i / side, !inverse);
        }
    }
}

void dots_qr(struct dots *d, int x, int y, int module, const uint8_t *modules, int side)
{
    dots_grow(d, y + side * module);
    for (int i = 0; i < side * side; i++) {
        if (modules[i] != 0) {
            dots_fill(d, x + i % side * module, y + i / side * module, module, module, true);
        }
    }
}

int dots_band(struct dots *d, int y, int stitch)
{
    const int total = (d->page->width + stitch - 1) / stitch;
    const struct draw_cmd whole_cloth = {.kind = DRAW_BAND};
    dots_fill(d, 0, y, d->page->width, CLOTH_ROWS * stitch, true);
    for (int row = 0; row < CLOTH_ROWS; row++) {
        for (int column = 0; column < total; column++) {
            if (band_stitch(&whole_cloth, total, column, row) != '.') {
                dots_fill(d, column * stitch, y + row * stitch, stitch, stitch, false);
            }
        }
    }
    return CLOTH_ROWS * stitch;
}
