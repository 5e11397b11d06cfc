/* Rasterises the drawings named on the command line into one art file, at build time.
 *
 * The four key colours of a drawing become four weights a pixel: how much ink, accent, red and
 * paper cover it (premultiplied, 0..255, their sum is the coverage). So one drawing can be coloured
 * with any four colours exactly, as if it had been rasterised in them. Trick: rsvg-convert draws
 * with ink = red, accent = green, red = blue, paper = black; what is covered by no colour is paper.
 *
 * Format, little endian: "RART", u32 version, u64 fingerprint of the names, u32 count; per drawing
 * u32 width, height, offset of its row table; row table: u32 offset of each row. A row is packed:
 * n < 128: n + 1 pixels follow; n >= 128: one pixel, repeated n - 126 times. A pixel is 4 bytes. */
#include <png.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ICON_MASTER 384 /* px: four times the 96 px grid, and above any size used */
#define SVG_MAX     65536
#define ART_VERSION 1

struct out {
    uint8_t *bytes;
    size_t used, cap;
};

static void die(const char *what, const char *path)
{
    fprintf(stderr, "pack_art: %s: %s\n", path, what);
    exit(1);
}

static void put(struct out *o, const void *bytes, size_t len)
{
    if (o->used + len > o->cap) {
        o->cap = 2 * (o->used + len);
        o->bytes = realloc(o->bytes, o->cap);
        if (o->bytes == NULL) {
            die("out of memory", "art");
        }
    }
    memcpy(o->bytes + o->used, bytes, len);
    o->used += len;
}

static void set_u32(uint8_t *at, uint32_t v)
{
    for (int i = 0; i < 4; i++) {
        at[i] = (uint8_t)(v >> (8 * i));
    }
}

static void put_u32(struct out *o, uint32_t v)
{
    uint8_t b[4];
    set_u32(b, v);
    put(o, b, sizeof(b));
}

/* The drawing's name: the file's, without folder and end, as assets/tools/art_gen.py makes it. */
static uint64_t fingerprint(int count, char **paths)
{
    uint64_t h = 0xcbf29ce484222325ULL;
    for (int i = 0; i < count; i++) {
        const char *slash = strrchr(paths[i], '/');
        const char *name = slash == NULL ? paths[i] : slash + 1;
        const size_t len = strlen(name) - strlen(".svg");
        for (size_t k = 0; k <= len; k++) {
            h = (h ^ (k < len ? (uint8_t)name[k] : 0U)) * 0x100000001b3ULL;
        }
    }
    return h;
}

static void recolour(char *svg, const char *path)
{
    static const char *const keys[][2] = {
        {"#1A1720", "#FF0000"},
        {"#F5B82E", "#00FF00"},
        {"#B3261E", "#0000FF"},
        {"#FFFFFF", "#000000"},
    };
    for (char *at = strchr(svg, '#'); at != NULL; at = strchr(at + 1, '#')) {
        size_t k = 0;
        while (k < 4 && strncmp(at, keys[k][0], 7) != 0) {
            k++;
        }
        if (k == 4) {
            die("a colour that is none of the four key colours (assets/icons/README.md)", path);
        }
        memcpy(at, keys[k][1], 7);
    }
}

/* Writes the recoloured drawing beside the output and opens rsvg-convert's picture of it. */
static FILE *rasterise(const char *path, const char *scratch, int icon)
{
    static char svg[SVG_MAX];
    FILE *in = fopen(path, "rb");
    const size_t len = in == NULL ? 0 : fread(svg, 1, sizeof(svg) - 1, in);
    if (in == NULL || len == 0 || len == sizeof(svg) - 1) {
        die("cannot be read, or is larger than 64 KB", path);
    }
    fclose(in);
    svg[len] = '\0';
    recolour(svg, path);
    FILE *tmp = fopen(scratch, "wb");
    if (tmp == NULL || fputs(svg, tmp) < 0 || fclose(tmp) != 0) {
        die("cannot be written", scratch);
    }
    char command[2048];
    if (icon) {
        snprintf(command, sizeof(command), "rsvg-convert -w %d -h %d '%s'", ICON_MASTER,
                 ICON_MASTER, scratch);
    } else {
        snprintf(command, sizeof(command), "rsvg-convert '%s'", scratch);
    }
    FILE *png = popen(command, "r");
    if (png == NULL) {
        die("cannot start rsvg-convert", path);
    }
    return png;
}

/* Reads an RGBA picture; the pixels are malloc'ed. */
static uint8_t *read_png(FILE *file, const char *path, uint32_t *ret_width, uint32_t *ret_height)
{
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png == NULL ? NULL : png_create_info_struct(png);
    if (info == NULL || setjmp(png_jmpbuf(png))) {
        die("rsvg-convert gave no picture; is librsvg2-bin installed?", path);
    }
    png_init_io(png, file);
    png_read_info(png, info);
    png_set_expand(png);
    png_set_gray_to_rgb(png);
    png_set_add_alpha(png, 255, PNG_FILLER_AFTER);
    png_read_update_info(png, info);
    const uint32_t w = png_get_image_width(png, info);
    const uint32_t h = png_get_image_height(png, info);
    uint8_t *pixels = malloc((size_t)w * h * 4);
    if (pixels == NULL || png_get_rowbytes(png, info) != (size_t)w * 4) {
        die("unexpected kind of picture", path);
    }
    for (uint32_t y = 0; y < h; y++) {
        png_read_row(png, pixels + (size_t)y * w * 4, NULL);
    }
    png_read_end(png, NULL);
    png_destroy_read_struct(&png, &info, NULL);
    *ret_width = w;
    *ret_height = h;
    return pixels;
}

/* Straight RGBA to the four weights; the sum stays the coverage. */
static void weigh(uint8_t *p)
{
    const unsigned a = p[3];
    unsigned left = a;
    for (int i = 0; i < 3; i++) {
        unsigned w = (p[i] * a + 127) / 255;
        w = w > left ? left : w;
        p[i] = (uint8_t)w;
        left -= w;
    }
    p[3] = (uint8_t)(left <= 2 && a != left ? 0 : left); /* rounding is not paper */
    if (p[3] == 0 && left > 0) {
        int most = p[0] >= p[1] ? 0 : 1;
        most = p[2] > p[most] ? 2 : most;
        p[most] = (uint8_t)(p[most] + left);
    }
}

static void pack_row(struct out *o, const uint8_t *row, uint32_t width)
{
    uint32_t x = 0;
    while (x < width) {
        uint32_t run = 1;
        while (x + run < width && run < 129 && memcmp(row + 4 * (x + run), row + 4 * x, 4) == 0) {
            run++;
        }
        if (run > 1) {
            put(o, &(uint8_t){(uint8_t)(run + 126)}, 1);
            put(o, row + (size_t)4 * x, 4);
        } else {
            while (x + run < width && run < 128 &&
                   (x + run + 1 == width ||
                    memcmp(row + 4 * (x + run), row + 4 * (x + run + 1), 4) != 0)) {
                run++;
            }
            put(o, &(uint8_t){(uint8_t)(run - 1)}, 1);
            put(o, row + (size_t)4 * x, (size_t)4 * run);
        }
        x += run;
    }
}

static void add_drawing(struct out *o, const char *path, const char *scratch, size_t entry)
{
    uint32_t w = 0;
    uint32_t h = 0;
    FILE *file = rasterise(path, scratch, strstr(path, "/icons/") != NULL);
    uint8_t *pixels = read_png(file, path, &w, &h);
    if (pclose(file) != 0) {
        die("rsvg-convert failed", path);
    }
    for (size_t i = 0; i < (size_t)w * h; i++) {
        weigh(pixels + 4 * i);
    }
    const size_t table = o->used;
    set_u32(o->bytes + entry, w);
    set_u32(o->bytes + entry + 4, h);
    set_u32(o->bytes + entry + 8, (uint32_t)table);
    for (uint32_t y = 0; y < h; y++) {
        put_u32(o, 0);
    }
    for (uint32_t y = 0; y < h; y++) {
        set_u32(o->bytes + table + (size_t)4 * y, (uint32_t)o->used);
        pack_row(o, pixels + (size_t)y * w * 4, w);
    }
    free(pixels);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        die("usage: pack_art OUT FILE.svg...", "pack_art");
    }
    const int count = argc - 2;
    const uint64_t print = fingerprint(count, argv + 2);
    struct out o = {0};
    put(&o, "RART", 4);
    put_u32(&o, ART_VERSION);
    put_u32(&o, (uint32_t)print);
    put_u32(&o, (uint32_t)(print >> 32));
    put_u32(&o, (uint32_t)count);
    const size_t entries = o.used;
    for (int i = 0; i < 3 * count; i++) {
        put_u32(&o, 0);
    }
    char scratch[1024];
    snprintf(scratch, sizeof(scratch), "%s.svg", argv[1]);
    for (int i = 0; i < count; i++) {
        add_drawing(&o, argv[2 + i], scratch, entries + (size_t)12 * (size_t)i);
    }
    remove(scratch);
    FILE *out = fopen(argv[1], "wb");
    if (out == NULL || fwrite(o.bytes, 1, o.used, out) != o.used || fclose(out) != 0) {
        die("cannot be written", argv[1]);
    }
    free(o.bytes);
    return 0;
}
