/* Any file as a phone's photograph: refused, or made anew into a JPEG of our own that can be made
 * anew again, upright, at least as large as asked where the old one was, with nothing behind it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "platform/linux/jpeg_file.h"
#include "platform/linux/jpeg_file_photo.h"

#define LEAST 64
#define SIDE  1024 /* px: larger ones take longer, and find nothing more */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool good)
{
    if (!good) {
        abort();
    }
}

/* Markers up to the scan: JFIF's own and tables, no other APPn and no comment. */
static void judge_markers(const struct photo *p)
{
    must(p->size > 4 && memcmp(p->jpeg + p->size - 2, "\xFF\xD9", 2) == 0);
    for (size_t at = 2; at + 4 <= p->size && p->jpeg[at + 1] != 0xDA;) {
        const uint8_t marker = p->jpeg[at + 1];
        must(p->jpeg[at] == 0xFF);
        must(marker == 0xE0 || marker == 0xDB || marker == 0xC0 || marker == 0xC4);
        at += 2 + (size_t)p->jpeg[at + 2] * 256 + p->jpeg[at + 3];
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int width = 0, height = 0;
    struct photo whole = {.jpeg = NULL}, again = {.jpeg = NULL};
    const bool read = !failed(image_jpeg_size(data, size, &width, &height));
    if (read && (width > SIDE || height > SIDE)) {
        return 0;
    }
    const int longer = width > height ? width : height;
    if (failed(photo_remake(data, size, LEAST, 0, 70, &whole))) {
        must(whole.jpeg == NULL);
        return 0;
    }
    must(read && whole.width > 0 && whole.height > 0);
    must((whole.width > whole.height ? whole.width : whole.height) >=
         (longer < LEAST ? longer : LEAST));
    judge_markers(&whole);
    must(!failed(photo_remake(whole.jpeg, whole.size, LEAST, 6, 70, &again)));
    must(again.width <= whole.height && again.height <= whole.width);
    photo_free(&whole);
    photo_free(&again);
    return 0;
}
