/* Any picture: refused, or its rows and its preview keep to the size that was said. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "platform/linux/exif.h"
#include "platform/linux/jpeg_file.h"

#define SIDE 256

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct rows {
    int width, count;
};

static void take(void *context, const uint8_t *grey, int width)
{
    struct rows *r = context;
    if (width != r->width) {
        abort();
    }
    volatile uint8_t last = grey[width - 1];
    (void)last;
    r->count++;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct exif_way way = exif_way_of(data, size);
    if (way.quarters < 0 || way.quarters > 3) {
        abort();
    }
    struct rows rows = {0, 0};
    int height = 0;
    if (failed(image_jpeg_size(data, size, &rows.width, &height)) || rows.width > 1024 ||
        height > 1024) {
        return 0;
    }
    const struct err e = image_jpeg_rows(data, size, take, &rows);
    if (rows.count > height || (!failed(e) && rows.count != height)) {
        abort();
    }
    int width = 0;
    uint8_t *rgb = malloc(SIDE * SIDE * 3);
    if (!failed(image_jpeg_preview(data, size, SIDE, rgb, SIDE * SIDE * 3, &width, &height)) &&
        (width > SIDE || height > SIDE)) {
        abort();
    }
    free(rgb);
    return 0;
}
