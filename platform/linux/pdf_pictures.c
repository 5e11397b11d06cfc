#include "platform/linux/pdf_pictures.h"

#include <stdbool.h>
#include <string.h>

/* Markers of a JPEG: ITU-T T.81, table B.1. */
#define END_OF_IMAGE  0xD9
#define START_OF_SCAN 0xDA
#define TEMPORARY     0x01

static bool is_restart(uint8_t marker)
{
    return marker >= 0xD0 && marker <= 0xD7;
}

/* Behind the coded data of a scan: at the marker that ends it. */
static size_t behind_scan(const uint8_t *jpeg, size_t size, size_t at)
{
    while (at + 1 < size && (jpeg[at] != 0xFF || jpeg[at + 1] == 0 || is_restart(jpeg[at + 1]))) {
        at++;
    }
    return at;
}

/* Bytes of the JPEG that begins here; 0 when it does not end. */
static size_t jpeg_size(const uint8_t *jpeg, size_t size)
{
    size_t at = 2;
    while (at + 3 < size && jpeg[at] == 0xFF) {
        const uint8_t marker = jpeg[at + 1];
        if (marker == 0xFF) { /* fill bytes */
            at++;
        } else if (is_restart(marker) || marker == TEMPORARY) {
            at += 2;
        } else if (marker == END_OF_IMAGE) {
            return at + 2;
        } else {
            at += 2 + ((size_t)jpeg[at + 2] << 8 | jpeg[at + 3]);
            at = marker == START_OF_SCAN ? behind_scan(jpeg, size, at) : at;
        }
    }
    return at + 1 < size && jpeg[at] == 0xFF && jpeg[at + 1] == END_OF_IMAGE ? at + 2 : 0;
}

/* Where the bytes of the next stream begin; size when there is none. */
static size_t next_stream(const uint8_t *pdf, size_t size, size_t at)
{
    static const char word[] = "stream\r\n";
    const size_t length = sizeof word - 1;
    while (at + length <= size && memcmp(pdf + at, word, length) != 0) {
        at++;
    }
    return at + length <= size ? at + length : size;
}

int pdf_pictures(const uint8_t *pdf, size_t size, struct picture_page *ret_pages, int max)
{
    int count = 0;
    size_t at = 0;
    while ((at = next_stream(pdf, size, at)) < size) {
        if (size - at < 3 || memcmp(pdf + at, "\xFF\xD8\xFF", 3) != 0) {
            continue;
        }
        const size_t length = jpeg_size(pdf + at, size - at);
        if (length == 0 || count == max) {
            return -1;
        }
        ret_pages[count++] = (struct picture_page){pdf + at, length};
        at += length;
    }
    return count;
}
