#include "platform/linux/yuyv.h"

#include <stdbool.h>

#include "platform/linux/jpeg_file_write.h"

#define QUALITY 90

static uint8_t clamp(int value)
{
    return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

/* In 1/256. */
static void rgb_of(int y, int u, int v, uint8_t ret_rgb[3])
{
    const int light = 298 * (y - 16) + 128;
    ret_rgb[0] = clamp((light + 409 * (v - 128)) / 256);
    ret_rgb[1] = clamp((light - 100 * (u - 128) - 208 * (v - 128)) / 256);
    ret_rgb[2] = clamp((light + 516 * (u - 128)) / 256);
}

static void pixel(const struct yuyv *f, int x, int y, uint8_t ret_rgb[3])
{
    const uint8_t *pair = f->bytes + (size_t)y * (size_t)f->stride + (size_t)(x / 2) * 4;
    rgb_of(pair[x % 2 * 2], pair[1], pair[3], ret_rgb);
}

static bool is_whole(const struct yuyv *f)
{
    return f->width > 0 && f->height > 0 && f->stride >= f->width * 2 &&
           f->size >= (size_t)f->stride * (size_t)(f->height - 1) + (size_t)f->width / 2 * 4;
}

static void row(void *context, int y, uint8_t *ret_rgb)
{
    const struct yuyv *f = context;
    for (int x = 0; x < f->width / 2 * 2; x++) {
        pixel(f, x, y, ret_rgb + (size_t)x * 3);
    }
}

struct err yuyv_jpeg(const struct yuyv *frame, uint8_t *ret_jpeg, size_t cap, size_t *ret_size)
{
    struct yuyv f = *frame;
    const struct jpeg_rows rows = {
        .width = f.width / 2 * 2, .height = f.height, .row = row, .context = &f};
    if (!is_whole(frame)) {
        return ERR(ERR_BAD_INPUT, 0, "yuyv: short frame");
    }
    return image_jpeg_write(&rows, QUALITY, ret_jpeg, cap, ret_size);
}

struct err yuyv_view(const struct yuyv *frame, int max_side, uint8_t *ret_rgb, size_t cap,
                     int *ret_width, int *ret_height)
{
    const int longer = frame->width > frame->height ? frame->width : frame->height;
    const int by = max_side > 0 ? (longer + max_side - 1) / max_side : 0;
    if (!is_whole(frame) || by <= 0) {
        return ERR(ERR_BAD_INPUT, 0, "yuyv: short frame");
    }
    const int width = frame->width / by, height = frame->height / by;
    if ((size_t)width * (size_t)height * 3 > cap) {
        return ERR(ERR_FULL, 0, "yuyv: view too large");
    }
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            pixel(frame, x * by, y * by, ret_rgb + ((size_t)y * (size_t)width + (size_t)x) * 3);
        }
    }
    *ret_width = width;
    *ret_height = height;
    return ERR_OK;
}
