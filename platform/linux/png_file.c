#include "platform/linux/png_file.h"

#include <errno.h>
#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIDE_MAX   16384
#define PATH_BYTES 4096

/* One picture being written, row by row. */
struct writing {
    const char *path;
    char temporary[PATH_BYTES];
    FILE *file;
    int width, height, color_type, bits;
    void (*row)(const struct writing *w, int y, uint8_t *out);
    const void *pixels;
    int stride;
};

static void write_rows(png_structp png, png_infop info, const struct writing *w, uint8_t *buffer)
{
    png_init_io(png, w->file);
    /* Flat colours: trying filters takes half of a visit's time and saves nothing. */
    png_set_filter(png, 0, PNG_FILTER_NONE);
    png_set_compression_level(png, 3);
    png_set_IHDR(png, info, (png_uint_32)w->width, (png_uint_32)w->height, w->bits, w->color_type,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    for (int y = 0; y < w->height; y++) {
        w->row(w, y, buffer);
        png_write_row(png, buffer);
    }
    png_write_end(png, NULL);
}

static bool encode(const struct writing *w, uint8_t *buffer)
{
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png == NULL ? NULL : png_create_info_struct(png);
    if (info == NULL || setjmp(png_jmpbuf(png)) != 0) {
        png_destroy_write_struct(&png, &info);
        return false;
    }
    write_rows(png, info, w, buffer);
    png_destroy_write_struct(&png, &info);
    return true;
}

static struct err write_file(struct writing *w)
{
    const int n = snprintf(w->temporary, sizeof(w->temporary), "%s.part", w->path);
    uint8_t *buffer = malloc((size_t)w->width * 3 + 8);
    if (n < 0 || (size_t)n >= sizeof(w->temporary) || buffer == NULL) {
        free(buffer);
        return ERR(ERR_FULL, 0, "png: path or memory");
    }
    w->file = fopen(w->temporary, "wb");
    if (w->file == NULL) {
        const int os = errno;
        free(buffer);
        return ERR(ERR_IO, os, "png: open for writing");
    }
    bool ok = encode(w, buffer);
    free(buffer);
    ok = fclose(w->file) == 0 && ok;
    if (!ok || rename(w->temporary, w->path) != 0) {
        const int os = errno;
        remove(w->temporary);
        return ERR(ERR_IO, os, "png: write");
    }
    return ERR_OK;
}

static void canvas_row(const struct writing *w, int y, uint8_t *out)
{
    const uint32_t *row = (const uint32_t *)w->pixels + (size_t)y * (size_t)w->stride;
    for (int x = 0; x < w->width; x++) {
        out[3 * x] = (uint8_t)(row[x] >> 16);
        out[3 * x + 1] = (uint8_t)(row[x] >> 8);
        out[3 * x + 2] = (uint8_t)row[x];
    }
}

static void bits_row(const struct writing *w, int y, uint8_t *out)
{
    const uint8_t *row = (const uint8_t *)w->pixels + (size_t)y * (size_t)w->stride;
    for (int i = 0; i < w->stride; i++) {
        out[i] = (uint8_t)~row[i]; /* a PNG's 1 is white */
    }
}

struct err image_write_rgb(const char *path, const struct canvas *c)
{
    struct writing w = {.path = path,
                        .width = c->width,
                        .height = c->height,
                        .color_type = PNG_COLOR_TYPE_RGB,
                        .bits = 8,
                        .row = canvas_row,
                        .pixels = c->pixels,
                        .stride = c->stride};
    return write_file(&w);
}

struct err image_write_bits(const char *path, const uint8_t *bits, int width, int height)
{
    struct writing w = {.path = path,
                        .width = width,
                        .height = height,
                        .color_type = PNG_COLOR_TYPE_GRAY,
                        .bits = 1,
                        .row = bits_row,
                        .pixels = bits,
                        .stride = (width + 7) / 8};
    return write_file(&w);
}

/* Reads through libpng's simple interface into width * height pixels of `bytes` bytes. */
static struct err read_file(const char *path, uint32_t format, size_t bytes, uint8_t **ret_pixels,
                            int *ret_width, int *ret_height)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (png_image_begin_read_from_file(&image, path) == 0) {
        const bool missing = errno == ENOENT;
        return missing ? ERR(ERR_NOT_FOUND, 0, "png: no such file")
                       : ERR(ERR_BAD_INPUT, 0, "png: not a PNG");
    }
    image.format = format;
    if (image.width > SIDE_MAX || image.height > SIDE_MAX) {
        png_image_free(&image);
        return ERR(ERR_BAD_INPUT, 0, "png: too large");
    }
    uint8_t *pixels = malloc((size_t)image.width * image.height * bytes);
    if (pixels == NULL) {
        png_image_free(&image);
        return ERR(ERR_FULL, 0, "png: memory");
    }
    if (png_image_finish_read(&image, NULL, pixels, 0, NULL) == 0) {
        png_image_free(&image);
        free(pixels);
        return ERR(ERR_BAD_INPUT, 0, "png: damaged");
    }
    *ret_pixels = pixels;
    *ret_width = (int)image.width;
    *ret_height = (int)image.height;
    return ERR_OK;
}

struct err image_read(const char *path, struct canvas *ret_canvas)
{
    uint8_t *bytes = NULL;
    int width = 0;
    int height = 0;
    errno = 0;
    const struct err e = read_file(path, PNG_FORMAT_RGBA, 4, &bytes, &width, &height);
    if (failed(e)) {
        return e;
    }
    uint32_t *pixels = (uint32_t *)(void *)bytes; /* malloc'ed: aligned for both */
    for (size_t i = 0; i < (size_t)width * (size_t)height; i++) {
        const uint8_t *p = bytes + 4 * i;
        pixels[i] = (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
    }
    *ret_canvas = (struct canvas){pixels, width, height, width};
    return ERR_OK;
}

struct err image_read_grey(const char *path, uint8_t **ret_grey, int *ret_width, int *ret_height)
{
    errno = 0;
    return read_file(path, PNG_FORMAT_GRAY, 1, ret_grey, ret_width, ret_height);
}

void image_free(struct canvas *canvas)
{
    free(canvas->pixels);
    *canvas = (struct canvas){0};
}

static bool pixel_at(const struct canvas *c, int x, int y, uint32_t *ret_pixel)
{
    if (x >= c->width || y >= c->height) {
        return false;
    }
    *ret_pixel = c->pixels[(size_t)y * (size_t)c->stride + (size_t)x] & 0xFFFFFF;
    return true;
}

/* A quarter of the colour over white: recognisable, but not mistaken for the picture itself. */
static uint32_t pale(uint32_t p)
{
    return ((p >> 2) & 0x3F3F3F) + 0xC0C0C0;
}

struct err image_compare(const struct canvas *got, const struct canvas *want, const char *diff_path,
                         long *ret_different)
{
    const int width = got->width > want->width ? got->width : want->width;
    const int height = got->height > want->height ? got->height : want->height;
    uint32_t *diff = malloc((size_t)width * (size_t)height * sizeof(*diff));
    if (diff == NULL) {
        return ERR(ERR_FULL, 0, "png: memory");
    }
    long different = 0;
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            uint32_t a = 0;
            uint32_t b = 0;
            const bool in_got = pixel_at(got, x, y, &a);
            const bool equal = pixel_at(want, x, y, &b) && in_got && a == b;
            different += !equal;
            diff[(size_t)y * (size_t)width + (size_t)x] = equal ? pale(a) : 0xE00000;
        }
    }
    struct err e = ERR_OK;
    if (diff_path != NULL && different > 0) {
        e = image_write_rgb(diff_path, &(struct canvas){diff, width, height, width});
    }
    free(diff);
    *ret_different = different;
    return e;
}
