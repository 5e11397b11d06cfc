#include "platform/linux/jpeg_file.h"

#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

#define SCANS_MAX  64 /* of a progressive picture; real ones have about ten */
#define MEMORY_MAX (96L << 20)

/* libjpeg's own state and the way out of it; errors jump, so nothing below holds resources. */
struct reader {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    jmp_buf out;
};

static void give_up(j_common_ptr common)
{
    struct reader *r = common->client_data;
    longjmp(r->out, 1);
}

/* A warning means missing or damaged data: such a paper would be unreadable somewhere. */
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

/* Reads the header; jumps out on any failure. */
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
    const unsigned long width = r->jpeg.image_width;
    const unsigned long height = r->jpeg.image_height;
    return width > 0 && height > 0 && width <= JPEG_SIDE_MAX && height <= JPEG_SIDE_MAX &&
           width * height <= JPEG_PIXELS_MAX;
}

/* Runs work on an opened picture; every way out frees libjpeg's memory. */
static struct err with_reader(const void *bytes, size_t size,
                              struct err (*work)(struct reader *r, void *context), void *context)
{
    struct reader r;
    memset(&r, 0, sizeof r);
    r.jpeg.client_data = &r;
    struct err e = ERR(ERR_BAD_INPUT, 0, "jpeg: damaged");
    if (bytes == NULL || size == 0) {
        return e;
    }
    if (setjmp(r.out) != 0) {
        jpeg_destroy_decompress(&r.jpeg);
        return ERR(ERR_BAD_INPUT, 0, "jpeg: damaged");
    }
    if (begin(&r, bytes, size)) {
        e = work(&r, context);
    } else {
        e = ERR(ERR_BAD_INPUT, 0, "jpeg: too large");
    }
    jpeg_destroy_decompress(&r.jpeg);
    return e;
}

struct extent {
    int width, height;
};

static struct err take_size(struct reader *r, void *context)
{
    struct extent *extent = context;
    extent->width = (int)r->jpeg.image_width;
    extent->height = (int)r->jpeg.image_height;
    return ERR_OK;
}

struct err image_jpeg_size(const void *bytes, size_t size, int *ret_width, int *ret_height)
{
    struct extent extent = {0, 0};
    const struct err e = with_reader(bytes, size, take_size, &extent);
    if (!failed(e)) {
        *ret_width = extent.width;
        *ret_height = extent.height;
    }
    return e;
}

static struct err take_dpi(struct reader *r, void *context)
{
    int *dpi = context;
    const int density = r->jpeg.X_density; /* JFIF 1.02: 1 = to the inch, 2 = to the centimetre */
    *dpi = r->jpeg.saw_JFIF_marker == FALSE ? 0
           : r->jpeg.density_unit == 1      ? density
           : r->jpeg.density_unit == 2      ? density * 254 / 100
                                            : 0;
    return ERR_OK;
}

int image_jpeg_dpi(const void *bytes, size_t size)
{
    int dpi = 0;
    return failed(with_reader(bytes, size, take_dpi, &dpi)) ? 0 : dpi;
}

struct row_taker {
    void (*row)(void *context, const uint8_t *pixels, int width);
    void *context;
    J_COLOR_SPACE space;
};

static struct err take_rows(struct reader *r, void *context)
{
    const struct row_taker *taker = context;
    uint8_t pixels[JPEG_SIDE_MAX * 3];
    JSAMPROW row = pixels;
    r->jpeg.out_color_space = taker->space;
    r->jpeg.dct_method = JDCT_ISLOW;
    (void)jpeg_start_decompress(&r->jpeg);
    while (r->jpeg.output_scanline < r->jpeg.output_height) {
        if (jpeg_read_scanlines(&r->jpeg, &row, 1) == 1) {
            taker->row(taker->context, pixels, (int)r->jpeg.output_width);
        }
    }
    (void)jpeg_finish_decompress(&r->jpeg);
    return ERR_OK;
}

struct err image_jpeg_rows(const void *bytes, size_t size,
                           void (*row)(void *context, const uint8_t *grey, int width),
                           void *context)
{
    struct row_taker taker = {row, context, JCS_GRAYSCALE};
    return with_reader(bytes, size, take_rows, &taker);
}

struct err image_jpeg_colours(const void *bytes, size_t size,
                              void (*row)(void *context, const uint8_t *rgb, int width),
                              void *context)
{
    struct row_taker taker = {row, context, JCS_RGB};
    return with_reader(bytes, size, take_rows, &taker);
}

struct preview {
    uint8_t *rgb;
    size_t cap;
    unsigned max_side;
    struct extent extent;
};

/* Sets the smallest shrinking that fits; false when none does. */
static bool shrink(struct reader *r, const struct preview *p)
{
    for (unsigned by = 1; by <= 8; by *= 2) {
        r->jpeg.scale_num = 1;
        r->jpeg.scale_denom = by;
        jpeg_calc_output_dimensions(&r->jpeg);
        const size_t width = r->jpeg.output_width;
        const size_t height = r->jpeg.output_height;
        if (width <= p->max_side && height <= p->max_side && width * height * 3 <= p->cap) {
            return true;
        }
    }
    return false;
}

static struct err take_preview(struct reader *r, void *context)
{
    struct preview *p = context;
    r->jpeg.out_color_space = JCS_RGB;
    r->jpeg.dct_method = JDCT_ISLOW;
    if (!shrink(r, p)) {
        return ERR(ERR_FULL, 0, "jpeg: preview too large");
    }
    (void)jpeg_start_decompress(&r->jpeg);
    const size_t stride = (size_t)r->jpeg.output_width * 3;
    while (r->jpeg.output_scanline < r->jpeg.output_height) {
        JSAMPROW row = p->rgb + stride * r->jpeg.output_scanline;
        (void)jpeg_read_scanlines(&r->jpeg, &row, 1);
    }
    p->extent = (struct extent){(int)r->jpeg.output_width, (int)r->jpeg.output_height};
    (void)jpeg_finish_decompress(&r->jpeg);
    return ERR_OK;
}

struct err image_jpeg_preview(const void *bytes, size_t size, int max_side, uint8_t *ret_rgb,
                              size_t cap, int *ret_width, int *ret_height)
{
    struct preview p = {.rgb = ret_rgb, .cap = cap, .max_side = (unsigned)max_side};
    const struct err e = with_reader(bytes, size, take_preview, &p);
    if (!failed(e)) {
        *ret_width = p.extent.width;
        *ret_height = p.extent.height;
    }
    return e;
}
