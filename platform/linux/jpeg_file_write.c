#include "platform/linux/jpeg_file_write.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

#include "platform/linux/jpeg_file.h"

/* libjpeg's own state, where its bytes go and the way out of it. */
struct writer {
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct jpeg_destination_mgr to;
    jmp_buf out;
    uint8_t row[JPEG_SIDE_MAX * 3];
};

static void give_up(j_common_ptr common)
{
    struct writer *w = common->client_data;
    longjmp(w->out, 1);
}

static void say_nothing(j_common_ptr common)
{
    (void)common;
}

static void begin_bytes(j_compress_ptr jpeg)
{
    (void)jpeg;
}

/* The caller's memory is used up. */
static boolean no_more(j_compress_ptr jpeg)
{
    give_up((j_common_ptr)jpeg);
    return FALSE;
}

static void end_bytes(j_compress_ptr jpeg)
{
    (void)jpeg;
}

static void begin(struct writer *w, const struct jpeg_rows *rows, int quality)
{
    jpeg_create_compress(&w->jpeg);
    w->jpeg.client_data = w;
    w->jpeg.dest = &w->to;
    w->jpeg.image_width = (JDIMENSION)rows->width;
    w->jpeg.image_height = (JDIMENSION)rows->height;
    w->jpeg.input_components = 3;
    w->jpeg.in_color_space = JCS_RGB;
    jpeg_set_defaults(&w->jpeg);
    jpeg_set_quality(&w->jpeg, quality, TRUE);
    w->jpeg.dct_method = JDCT_ISLOW;
    if (rows->dpi > 0) {
        w->jpeg.density_unit = 1;
        w->jpeg.X_density = w->jpeg.Y_density = (UINT16)rows->dpi;
    }
    jpeg_start_compress(&w->jpeg, TRUE);
}

/* false: it did not fit. */
static bool write_all(struct writer *w, const struct jpeg_rows *rows, int quality)
{
    if (setjmp(w->out) != 0) {
        jpeg_destroy_compress(&w->jpeg);
        return false;
    }
    begin(w, rows, quality);
    for (int y = 0; y < rows->height; y++) {
        JSAMPROW row = w->row;
        rows->row(rows->context, y, w->row);
        (void)jpeg_write_scanlines(&w->jpeg, &row, 1);
    }
    jpeg_finish_compress(&w->jpeg);
    jpeg_destroy_compress(&w->jpeg);
    return true;
}

struct err image_jpeg_write(const struct jpeg_rows *rows, int quality, uint8_t *ret_jpeg,
                            size_t cap, size_t *ret_size)
{
    struct writer w;
    memset(&w, 0, sizeof w);
    if (rows->width <= 0 || rows->height <= 0 || rows->width > JPEG_SIDE_MAX ||
        rows->height > JPEG_SIDE_MAX) {
        return ERR(ERR_BAD_INPUT, 0, "jpeg: size");
    }
    w.jpeg.err = jpeg_std_error(&w.errors);
    w.errors.error_exit = give_up;
    w.errors.output_message = say_nothing;
    w.jpeg.client_data = &w;
    w.to.init_destination = begin_bytes;
    w.to.empty_output_buffer = no_more;
    w.to.term_destination = end_bytes;
    w.to.next_output_byte = ret_jpeg;
    w.to.free_in_buffer = cap;
    const bool written = write_all(&w, rows, quality);
    const size_t size = cap - w.to.free_in_buffer;
    explicit_bzero(w.row, sizeof w.row);
    if (!written) {
        explicit_bzero(ret_jpeg, cap);
        return ERR(ERR_FULL, 0, "jpeg: too large");
    }
    *ret_size = size;
    return ERR_OK;
}
