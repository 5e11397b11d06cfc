#include "platform/base/paper_meter.h"

#include <stdbool.h>
#include <string.h>

#define BURNT  250 /* from here a pixel holds nothing but light */
#define TILES2 (PAPER_TILES * PAPER_TILES)

const struct paper_limits paper_limits_default = {
    .short_side = 1000, .bright = 120, .glare_per_mille = 600, .sharpness = 150};

void paper_meter_begin(struct paper_meter *m, int width, int height)
{
    memset(m, 0, sizeof *m);
    m->width = width;
    m->height = height;
}

static int clipped(const struct paper_meter *m)
{
    return m->width < PAPER_WIDTH_MAX ? m->width : PAPER_WIDTH_MAX;
}

/* Edges of the row before this one, now that its neighbours above and below are known. */
static void add_edges(struct paper_meter *m)
{
    const int row = m->row - 1;
    const uint8_t *above = m->last[(m->row - 2) % 3];
    const uint8_t *middle = m->last[(m->row - 1) % 3];
    const uint8_t *below = m->last[m->row % 3];
    const int tile_y = row * PAPER_TILES / m->height;
    const int width = clipped(m);
    for (int x = 1; x + 1 < width; x++) {
        const int edge = 4 * middle[x] - middle[x - 1] - middle[x + 1] - above[x] - below[x];
        const int tile_x = x * PAPER_TILES / width;
        m->tiles[tile_y][tile_x].sum += edge;
        m->tiles[tile_y][tile_x].squares += edge * edge;
        m->tiles[tile_y][tile_x].count++;
        m->tiles[tile_y][tile_x].burnt += middle[x] >= BURNT;
    }
}

void paper_meter_row(void *meter, const uint8_t *grey, int width)
{
    struct paper_meter *m = meter;
    if (width != m->width || m->row >= m->height) {
        return;
    }
    memcpy(m->last[m->row % 3], grey, (size_t)clipped(m));
    for (int x = 0; x < clipped(m); x++) {
        m->histogram[grey[x]]++;
    }
    if (m->row >= 2) {
        add_edges(m);
    }
    m->row++;
}

/* The level that the brightest twentieth of the picture reaches. */
static int brightness(const struct paper_meter *m)
{
    const int64_t wanted = (int64_t)clipped(m) * m->row / 20;
    int64_t seen = 0;
    for (int level = 255; level > 0; level--) {
        seen += m->histogram[level];
        if (seen > wanted) {
            return level;
        }
    }
    return 0;
}

int64_t paper_meter_sharpness(const struct paper_meter *m)
{
    int64_t best[4] = {0, 0, 0, 0}; /* falling */
    for (int i = 0; i < TILES2; i++) {
        const int64_t count = m->tiles[i / PAPER_TILES][i % PAPER_TILES].count;
        if (count == 0) {
            continue;
        }
        const int64_t mean = m->tiles[i / PAPER_TILES][i % PAPER_TILES].sum / count;
        int64_t variance = m->tiles[i / PAPER_TILES][i % PAPER_TILES].squares / count - mean * mean;
        for (int k = 0; k < 4; k++) {
            if (variance > best[k]) {
                const int64_t pushed = best[k];
                best[k] = variance;
                variance = pushed;
            }
        }
    }
    return best[3];
}

/* A blob of light on a page that is not all light: a scanner's white page has no dark rest. */
static bool has_glare(const struct paper_meter *m, int per_mille)
{
    int burnt_tiles = 0;
    for (int i = 0; i < TILES2; i++) {
        const int64_t count = m->tiles[i / PAPER_TILES][i % PAPER_TILES].count;
        const int64_t burnt = m->tiles[i / PAPER_TILES][i % PAPER_TILES].burnt;
        burnt_tiles += burnt * 1000 > count * per_mille;
    }
    return burnt_tiles >= 1 && burnt_tiles < TILES2 / 2;
}

enum photo_verdict paper_meter_verdict(const struct paper_meter *m,
                                       const struct paper_limits *limits)
{
    const int short_side = m->width < m->height ? m->width : m->height;
    if (m->width <= 0 || m->row < m->height || m->row < 3) {
        return PHOTO_UNREADABLE;
    }
    if (short_side < limits->short_side) {
        return PHOTO_SMALL;
    }
    if (brightness(m) < limits->bright) {
        return PHOTO_DARK;
    }
    if (has_glare(m, limits->glare_per_mille)) {
        return PHOTO_GLARE;
    }
    return paper_meter_sharpness(m) < limits->sharpness ? PHOTO_BLURRED : PHOTO_GOOD;
}

static const char *const words[] = {
    [PHOTO_GOOD] = "good", [PHOTO_BLURRED] = "blurred", [PHOTO_GLARE] = "glare",
    [PHOTO_DARK] = "dark", [PHOTO_SMALL] = "small",     [PHOTO_COARSE] = "coarse"};

const char *paper_quality_word(enum photo_verdict verdict)
{
    const char *word = words[verdict];
    return word != NULL ? word : "";
}

enum photo_verdict paper_quality_of(const char *word)
{
    for (int i = 0; i <= PHOTO_COARSE; i++) {
        if (words[i] != NULL && strcmp(words[i], word) == 0) {
            return (enum photo_verdict)i;
        }
    }
    return PHOTO_GOOD;
}
