#include "platform/sdl/text_ttf.h"

#include <SDL_ttf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/utf8.h"
#include "platform/port_files.h"
#include "platform/sdl/line_cache.h"

#define FACES      3
#define FONTS_MAX  192  /* at most 64 sizes of each */
#define TEXT_MAX   1024 /* bytes of one line */
#define PATH_BYTES 1024

struct opened {
    enum face face;
    int px;
    TTF_Font *font;
};

struct text_ttf {
    struct port_text port;
    struct file_bytes files[FACES]; /* mapped: reading a glyph from a stream costs ten calls */
    struct opened fonts[FONTS_MAX];
    int count;
    struct line_cache cache;
};

static const char *const font_files[] = {
    [FACE_REGULAR] = "NotoSans-Regular.ttf",
    [FACE_BOLD] = "NotoSans-Bold.ttf",
    [FACE_DISPLAY] = "NotoSansDisplay-Bold.ttf",
};

static struct text_ttf *self(struct port_text *t)
{
    return (struct text_ttf *)(void *)t;
}

static struct err font_of(struct text_ttf *t, enum face face, int px, TTF_Font **ret_font)
{
    for (int i = 0; i < t->count; i++) {
        if (t->fonts[i].face == face && t->fonts[i].px == px) {
            *ret_font = t->fonts[i].font;
            return ERR_OK;
        }
    }
    if (t->count == FONTS_MAX) {
        return ERR(ERR_FULL, px, "text: too many font sizes");
    }
    const struct file_bytes *file = &t->files[face];
    TTF_Font *font = TTF_OpenFontRW(SDL_RWFromConstMem(file->bytes, (int)file->size), 1, px);
    if (font == NULL) {
        return ERR(ERR_CORRUPT, (int)face, "text: font file");
    }
    TTF_SetFontHinting(font, TTF_HINTING_LIGHT_SUBPIXEL);
    t->fonts[t->count] = (struct opened){face, px, font};
    t->count++;
    *ret_font = font;
    return ERR_OK;
}

/* SDL2_ttf wants a NUL at the end; the copy is wiped with the buffer by the caller. */
static bool terminated(const char *text, size_t len, char buffer[TEXT_MAX])
{
    if (len >= TEXT_MAX) {
        return false;
    }
    memcpy(buffer, text, len);
    buffer[len] = '\0';
    return true;
}

static int measure(struct port_text *port, enum face face, int px, const char *text, size_t len)
{
    struct text_ttf *t = self(port);
    const struct line_key key = {face, px, text, len};
    TTF_Font *font = NULL;
    char buffer[TEXT_MAX];
    int width = 0;
    if (len == 0 || line_cache_width(&t->cache, &key, &width)) {
        return width;
    }
    if (failed(font_of(t, face, px, &font)) || !terminated(text, len, buffer)) {
        return 0;
    }
    if (TTF_SizeUTF8(font, buffer, &width, NULL) != 0) {
        width = 0;
    }
    explicit_bzero(buffer, len);
    line_cache_keep_width(&t->cache, &key, width);
    return width;
}

/* How far the first glyph reaches left of the pen: SDL2_ttf widens the surface by as much. */
static int overhang(TTF_Font *font, const char *text, size_t len)
{
    size_t at = 0;
    int left = 0;
    const uint32_t first = utf8_decode(text, len, &at);
    if (first != UTF8_BAD && TTF_GlyphMetrics32(font, first, &left, NULL, NULL, NULL, NULL) == 0 &&
        left < 0) {
        return -left;
    }
    return 0;
}

static void take_coverage(SDL_Surface *surface, uint8_t *coverage)
{
    for (int y = 0; y < surface->h; y++) {
        const uint32_t *row =
            (const uint32_t *)(const void *)((const uint8_t *)surface->pixels + y * surface->pitch);
        for (int x = 0; x < surface->w; x++) {
            coverage[y * surface->w + x] = (uint8_t)(row[x] >> 24);
        }
    }
}

static struct err draw(struct text_ttf *t, const struct line_key *key, bool personal,
                       struct text_line *ret_line)
{
    TTF_Font *font = NULL;
    char buffer[TEXT_MAX];
    const struct err e = font_of(t, key->face, key->px, &font);
    if (failed(e)) {
        return e;
    }
    if (!terminated(key->text, key->len, buffer)) {
        return ERR(ERR_FULL, 0, "text: line too long");
    }
    SDL_Surface *surface = TTF_RenderUTF8_Blended(font, buffer, (SDL_Color){255, 255, 255, 255});
    explicit_bzero(buffer, key->len);
    if (surface == NULL) {
        return ERR(ERR_BAD_INPUT, 0, "text: cannot be drawn");
    }
    /* Marks above the font's height make the surface grow upward: the baseline moves down in it
     * (reference/languages.md 2). */
    const struct text_line line = {
        .width = surface->w,
        .height = surface->h,
        .ascent = TTF_FontAscent(font) + surface->h - TTF_FontHeight(font),
        .left = overhang(font, key->text, key->len),
        .advance = surface->w,
        .stride = surface->w,
    };
    uint8_t *coverage = NULL;
    const struct text_line *kept = line_cache_put(&t->cache, key, personal, &line, &coverage);
    if (kept != NULL) {
        take_coverage(surface, coverage);
        *ret_line = *kept;
    }
    explicit_bzero(surface->pixels, (size_t)surface->pitch * (size_t)surface->h);
    SDL_FreeSurface(surface);
    return kept == NULL ? ERR(ERR_FULL, 0, "text: line cache") : ERR_OK;
}

static struct err line(struct port_text *port, enum face face, int px, const char *text, size_t len,
                       bool personal, struct text_line *ret_line)
{
    struct text_ttf *t = self(port);
    const struct line_key key = {face, px, text, len};
    if (len == 0) {
        *ret_line = (struct text_line){0};
        return ERR_OK;
    }
    const struct text_line *known = line_cache_find(&t->cache, &key, personal);
    if (known != NULL) {
        *ret_line = *known;
        return ERR_OK;
    }
    return draw(t, &key, personal, ret_line);
}

static void extent(struct port_text *port, enum face face, int px, int *ret_ascent,
                   int *ret_descent)
{
    TTF_Font *font = NULL;
    *ret_ascent = px;
    *ret_descent = 0;
    if (!failed(font_of(self(port), face, px, &font))) {
        *ret_ascent = TTF_FontAscent(font);
        *ret_descent = -TTF_FontDescent(font);
    }
}

static void forget(struct port_text *port)
{
    line_cache_forget(&self(port)->cache);
}

static void close_text(struct port_text *port)
{
    struct text_ttf *t = self(port);
    if (t == NULL) {
        return;
    }
    line_cache_clear(&t->cache);
    for (int i = 0; i < t->count; i++) {
        TTF_CloseFont(t->fonts[i].font);
    }
    for (int i = 0; i < FACES; i++) {
        files_linux()->ops->unmap(&t->files[i]);
    }
    free(t);
    TTF_Quit();
}

static const struct port_text_ops ops = {
    .name = "ttf",
    .measure = measure,
    .line = line,
    .extent = extent,
    .forget = forget,
    .close = close_text,
};

static struct err map_face(struct text_ttf *t, const char *folder, enum face face)
{
    char path[PATH_BYTES];
    const int len = snprintf(path, sizeof(path), "%s/%s", folder, font_files[face]);
    if (len < 0 || (size_t)len >= sizeof(path)) {
        return ERR(ERR_FULL, 0, "text: font folder");
    }
    return failed(files_linux()->ops->map(path, &t->files[face]))
               ? ERR(ERR_NOT_FOUND, (int)face, "text: font file; install fonts-noto-core")
               : ERR_OK;
}

struct err text_ttf_open(const char *folder, size_t cache_bytes, struct port_text **ret_text)
{
    if (TTF_Init() != 0) {
        return ERR(ERR_IO, 0, "text: SDL2_ttf does not start");
    }
    struct text_ttf *t = calloc(1, sizeof(*t));
    if (t == NULL) {
        TTF_Quit();
        return ERR(ERR_FULL, 0, "text: memory");
    }
    t->port.ops = &ops;
    t->cache.limit = cache_bytes;
    static const enum face faces[FACES] = {FACE_REGULAR, FACE_BOLD, FACE_DISPLAY};
    for (size_t i = 0; i < FACES; i++) {
        TTF_Font *font = NULL;
        struct err e = map_face(t, folder, faces[i]);
        e = failed(e) ? e : font_of(t, faces[i], 52, &font);
        if (failed(e)) {
            close_text(&t->port);
            return e;
        }
    }
    *ret_text = &t->port;
    return ERR_OK;
}

bool text_ttf_covers(struct port_text *port, enum face face, const char *text, size_t len)
{
    TTF_Font *font = NULL;
    size_t bytes = 0;
    if (failed(font_of(self(port), face, 52, &font))) {
        return false;
    }
    for (size_t at = 0; at < len; at += bytes) {
        const uint32_t c = utf8_decode(text + at, len - at, &bytes);
        if (c == UTF8_BAD || (c != '\n' && TTF_GlyphIsProvided32(font, c) == 0)) {
            return false;
        }
    }
    return true;
}

size_t text_ttf_cached(const struct port_text *t)
{
    return ((const struct text_ttf *)(const void *)t)->cache.held;
}
