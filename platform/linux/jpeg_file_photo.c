#include "platform/linux/jpeg_file_photo.h"

#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include "platform/linux/exif.h"
#include "platform/linux/jpeg_file.h"

#define SCANS_MAX    64 /* of a progressive picture; real ones have about ten */
#define MEMORY_MAX   (160L << 20)
#define EIGHTHS      8

#define A4_LONGER_MM 297

/* --- reading ---------------------------------------------------------------------------------- */

/* libjpeg's own state and the way out of it. */
struct reader {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    jmp_buf out;
    int least;
    bool too_large;
    uint8_t *volatile rgb; /* malloc'ed: the jump must not lose it */
    int width, height;
};

static void give_up(j_common_ptr common)
{
    struct reader *r = common->client_data;
    longjmp(r->out, 1);
}

/* A warning means that something is missing. */
static void warn(j_common_ptr common, int level)
{
    if (level < 0) {
        give_up(common);
    }
}

static void say_nothing(j_common_ptr common)
{
    (void)common;
}

static void watch_scans(j_common_ptr common)
{
    const struct reader *r = common->client_data;
    if (r->jpeg.input_scan_number > SCANS_MAX) {
        give_up(common);
    }
}

/* The fewest eighths that leave the longer side as long as it must be. */
static void shrink(struct reader *r)
{
    const unsigned long width = r->jpeg.image_width, height = r->jpeg.image_height;
    const unsigned long longer = width > height ? width : height;
    unsigned eighths = 1;
    while (eighths < EIGHTHS && longer * eighths / EIGHTHS < (unsigned long)r->least) {
        eighths++;
    }
    r->jpeg.scale_num = eighths;
    r->jpeg.scale_denom = EIGHTHS;
}

static bool begin(struct reader *r, const void *bytes, size_t size)
{
    r->jpeg.err = jpeg_std_error(&r->errors);
    r->errors.error_exit = give_up;
    r->errors.emit_message = warn;
    r->errors.output_message = say_nothing;
    jpeg_create_decompress(&r->jpeg);
    r->jpeg.client_data = r;
    r->jpeg.mem->max_memory_to_use = MEMORY_MAX;
    r->progress.progress_monitor = watch_scans;
    r->jpeg.progress = &r->progress;
    jpeg_mem_src(&r->jpeg, bytes, (unsigned long)size);
    (void)jpeg_read_header(&r->jpeg, TRUE);
    const unsigned long width = r->jpeg.image_width, height = r->jpeg.image_height;
    r->too_large = width > PHOTO_SIDE_MAX || height > PHOTO_SIDE_MAX ||
                   width * height > PHOTO_PIXELS_MAX ||
                   (r->jpeg.progressive_mode && width * height * 6 > (unsigned long)MEMORY_MAX);
    return width > 0 && height > 0 && !r->too_large;
}

static void read_pixels(struct reader *r)
{
    r->jpeg.out_color_space = JCS_RGB;
    r->jpeg.dct_method = JDCT_ISLOW;
    shrink(r);
    (void)jpeg_start_decompress(&r->jpeg);
    r->width = (int)r->jpeg.output_width;
    r->height = (int)r->jpeg.output_height;
    const size_t stride = (size_t)r->width * 3;
    r->rgb = malloc(stride * (size_t)r->height);
    if (r->rgb == NULL) {
        return;
    }
    while (r->jpeg.output_scanline < r->jpeg.output_height) {
        JSAMPROW row = r->rgb + stride * r->jpeg.output_scanline;
        (void)jpeg_read_scanlines(&r->jpeg, &row, 1);
    }
    (void)jpeg_finish_decompress(&r->jpeg);
}

static void drop_pixels(struct reader *r)
{
    if (r->rgb != NULL) {
        explicit_bzero(r->rgb, (size_t)r->width * (size_t)r->height * 3);
        free(r->rgb);
        r->rgb = NULL;
    }
}

/* The pixels are malloc'ed in r->rgb. */
static struct err read_all(struct reader *r, const void *bytes, size_t size)
{
    if (setjmp(r->out) != 0) {
        jpeg_destroy_decompress(&r->jpeg);
        drop_pixels(r);
        return ERR(ERR_BAD_INPUT, 0, "photo: damaged");
    }
    const bool good = begin(r, bytes, size);
    if (good) {
        read_pixels(r);
    }
    jpeg_destroy_decompress(&r->jpeg);
    if (!good) {
        return r->too_large ? ERR(ERR_REFUSED, 0, "photo: too many pixels")
                            : ERR(ERR_BAD_INPUT, 0, "photo: empty");
    }
    return r->rgb == NULL ? ERR(ERR_FULL, 0, "photo: memory") : ERR_OK;
}

/* --- writing ---------------------------------------------------------------------------------- */

struct writer {
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    jmp_buf out;
    unsigned char *bytes; /* libjpeg's, from malloc */
    unsigned long size;
    uint8_t row[PHOTO_SIDE_MAX * 3];
};

static void stop_writing(j_common_ptr common)
{
    struct writer *w = common->client_data;
    longjmp(w->out, 1);
}

/* Pixel x, y of the upright picture: where it lies in the one that was read. */
static size_t place_of(const struct reader *r, int orientation, int x, int y)
{
    const bool sideways = orientation >= 5;
    int px = sideways ? y : x, py = sideways ? x : y;
    if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8) {
        px = r->width - 1 - px;
    }
    if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7) {
        py = r->height - 1 - py;
    }
    return ((size_t)py * (size_t)r->width + (size_t)px) * 3;
}

/* Nothing tells how large a phone's paper is: taken to be as long as A4, the largest that is filed,
 * it has at least these dots to the inch. */
static int dots_as_a4(const struct reader *r)
{
    const int longer = r->width > r->height ? r->width : r->height;
    const int dpi = longer * 254 / 10 / A4_LONGER_MM;
    return dpi > 0 ? dpi : 1;
}

static void write_pixels(struct writer *w, const struct reader *r, int orientation)
{
    while (w->jpeg.next_scanline < w->jpeg.image_height) {
        JSAMPROW row = w->row;
        for (int x = 0; x < (int)w->jpeg.image_width; x++) {
            memcpy(w->row + (size_t)x * 3,
                   r->rgb + place_of(r, orientation, x, (int)w->jpeg.next_scanline), 3);
        }
        (void)jpeg_write_scanlines(&w->jpeg, &row, 1);
    }
}

static struct err write_all(struct writer *w, const struct reader *r, int orientation, int quality)
{
    w->jpeg.err = jpeg_std_error(&w->errors);
    w->errors.error_exit = stop_writing;
    w->errors.output_message = say_nothing;
    w->jpeg.client_data = w;
    if (setjmp(w->out) != 0) {
        jpeg_destroy_compress(&w->jpeg);
        free(w->bytes);
        w->bytes = NULL;
        return ERR(ERR_FULL, 0, "photo: memory");
    }
    jpeg_create_compress(&w->jpeg);
    w->jpeg.client_data = w;
    jpeg_mem_dest(&w->jpeg, &w->bytes, &w->size);
    w->jpeg.image_width = (JDIMENSION)(orientation >= 5 ? r->height : r->width);
    w->jpeg.image_height = (JDIMENSION)(orientation >= 5 ? r->width : r->height);
    w->jpeg.input_components = 3;
    w->jpeg.in_color_space = JCS_RGB;
    jpeg_set_defaults(&w->jpeg);
    jpeg_set_quality(&w->jpeg, quality, TRUE);
    w->jpeg.density_unit = 1; /* to the inch */
    w->jpeg.X_density = w->jpeg.Y_density = (UINT16)dots_as_a4(r);
    w->jpeg.dct_method = JDCT_ISLOW;
    jpeg_start_compress(&w->jpeg, TRUE);
    write_pixels(w, r, orientation);
    jpeg_finish_compress(&w->jpeg);
    jpeg_destroy_compress(&w->jpeg);
    return ERR_OK;
}

struct err photo_remake(const void *bytes, size_t size, int least, int orientation, int quality,
                        struct photo *ret_photo)
{
    struct reader *r = calloc(1, sizeof *r);
    struct writer *w = calloc(1, sizeof *w);
    struct err e = ERR(ERR_FULL, 0, "photo: memory");
    if (r != NULL && w != NULL && size > 0) {
        r->least = least;
        const int way = orientation == 0 ? exif_orientation(bytes, size) : orientation;
        e = read_all(r, bytes, size);
        e = failed(e) ? e : write_all(w, r, way, quality);
        if (!failed(e)) {
            *ret_photo = (struct photo){.jpeg = w->bytes,
                                        .size = w->size,
                                        .width = (int)w->jpeg.image_width,
                                        .height = (int)w->jpeg.image_height};
        }
        drop_pixels(r);
        explicit_bzero(w->row, sizeof w->row);
    } else if (size == 0) {
        e = ERR(ERR_BAD_INPUT, 0, "photo: empty");
    }
    free(r);
    free(w);
    return e;
}

enum photo_verdict photo_quality(const struct photo *p)
{
    struct paper_meter *meter = malloc(sizeof *meter);
    enum photo_verdict verdict = PHOTO_UNREADABLE;
    if (meter == NULL) {
        return verdict;
    }
    paper_meter_begin(meter, p->width, p->height);
    if (!failed(image_jpeg_rows(p->jpeg, p->size, paper_meter_row, meter))) {
        verdict = paper_meter_verdict(meter, &paper_limits_default);
    }
    explicit_bzero(meter, sizeof *meter); /* three rows of her paper */
    free(meter);
    const int longer = p->width > p->height ? p->width : p->height;
    return verdict == PHOTO_GOOD && longer < PHOTO_SIDE_LEAST ? PHOTO_COARSE : verdict;
}

void photo_free(struct photo *p)
{
    if (p->jpeg != NULL) {
        explicit_bzero(p->jpeg, p->size);
        free(p->jpeg);
    }
    *p = (struct photo){.jpeg = NULL};
}
