#include "ui/tokens.h"

#include <string.h>

#include "app/pack/pack_tokens.h"
#include "ui/check.h"

#define CELLS 3

void palette_init(struct palette *p)
{
    (void)memcpy(p->colors, theme_colors, sizeof p->colors);
}

struct cell {
    const char *text;
    size_t size;
};

static int find(const char *const *names, int count, struct cell c)
{
    for (int i = 0; i < count; i++) {
        if (strlen(names[i]) == c.size && memcmp(names[i], c.text, c.size) == 0) {
            return i;
        }
    }
    return -1;
}

/* Exactly three cells, parted by tabs. */
static bool split(const char *row, size_t size, struct cell cells[CELLS])
{
    int count = 0;
    const char *from = row;
    for (const char *at = row; at <= row + size; at++) {
        if (at < row + size && *at != '\t') {
            continue;
        }
        if (count == CELLS) {
            return false;
        }
        cells[count++] = (struct cell){from, (size_t)(at - from)};
        from = at + 1;
    }
    return count == CELLS;
}

/* Six digits of sixteen; false for anything else. */
static bool color_of(struct cell c, uint32_t *ret_color)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    uint32_t value = 0;
    for (size_t i = 0; i < c.size; i++) {
        const char *digit = c.text[i] == '\0' ? NULL : strchr(digits, c.text[i]);
        if (digit == NULL) {
            return false;
        }
        value = value << 4 | (uint32_t)((digit - digits) % 16);
    }
    *ret_color = value;
    return c.size == 6;
}

static void lay_row(struct palette *p, struct pack_telling *t, int line, const char *row,
                    size_t size)
{
    struct cell cells[CELLS];
    uint32_t value = 0;
    if (!split(row, size, cells)) {
        pack_tell(t, PACK_TOKENS ":%d: a row is theme, colour, RRGGBB, parted by tabs", line);
        return;
    }
    const int theme = find(theme_names, THEME_COUNT, cells[0]);
    const int color = find(theme_color_names, COLOR_COUNT, cells[1]);
    if (theme < 0) {
        pack_tell(t, PACK_TOKENS ":%d: there is no theme \"%.*s\"", line, (int)(cells[0].size % 40),
                  cells[0].text);
    } else if (color < 0) {
        pack_tell(t, PACK_TOKENS ":%d: there is no colour \"%.*s\"; tokens.json names them", line,
                  (int)(cells[1].size % 40), cells[1].text);
    } else if (!color_of(cells[2], &value)) {
        pack_tell(t, PACK_TOKENS ":%d: a colour is six digits of 0-9 and A-F, as 25307A", line);
    } else {
        p->colors[theme][color] = value;
    }
}

void palette_lay(struct palette *p, struct pack_telling *t, const char *text, size_t size)
{
    const char *end = text + size;
    int line = 0;
    for (const char *at = text; at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        const size_t length = (size_t)((stop != NULL ? stop : end) - at);
        line++;
        if (length > 0 && at[0] != '#') {
            lay_row(p, t, line, at, length);
        }
        at += length + 1;
    }
}

static void try_pair(const struct palette *p, struct pack_telling *t, int theme,
                     const struct theme_pair *pair)
{
    const uint32_t *now = p->colors[theme];
    const uint32_t *own = theme_colors[theme];
    const bool changed = now[pair->a] != own[pair->a] || now[pair->b] != own[pair->b];
    const int got = check_contrast_of(now[pair->a], now[pair->b]);
    if (changed && (pair->themes >> theme & 1u) != 0 && got < pair->least) {
        pack_tell(t, PACK_TOKENS ": %s: %s on %s has a contrast of %d.%02d, and needs %d.%02d",
                  theme_names[theme], theme_color_names[pair->a], theme_color_names[pair->b],
                  got / 100, got % 100, pair->least / 100, pair->least % 100);
    }
}

void palette_try(const struct palette *p, struct pack_telling *t)
{
    for (int theme = 0; theme < THEME_COUNT; theme++) {
        for (int i = 0; i < THEME_PAIRS; i++) {
            try_pair(p, t, theme, &theme_pairs[i]);
        }
    }
}

void tokens_judge(struct pack_telling *t, const char *text, size_t size)
{
    struct palette p;
    palette_init(&p);
    palette_lay(&p, t, text, size);
    palette_try(&p, t);
}
