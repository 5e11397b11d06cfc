#include "platform/linux/exif.h"

#include <stdint.h>
#include <string.h>

#define ORIENTATION   0x0112
#define TYPE_SHORT    3
#define ENTRY_BYTES   12
#define ENTRIES_MAX   512 /* of a directory; real ones have about twenty */
#define SEGMENTS_MAX  64  /* before the picture */
#define MARKER_START  0xD8
#define MARKER_APP1   0xE1
#define MARKER_SCAN   0xDA
#define MARKER_PREFIX 0xFF

/* The TIFF structure that EXIF lies in. */
struct tiff {
    const uint8_t *bytes;
    size_t size;
    bool big; /* the high byte comes first */
};

static unsigned short_at(const struct tiff *t, size_t at)
{
    if (at + 2 > t->size) {
        return 0;
    }
    return t->big ? (unsigned)t->bytes[at] << 8 | t->bytes[at + 1]
                  : (unsigned)t->bytes[at + 1] << 8 | t->bytes[at];
}

static size_t long_at(const struct tiff *t, size_t at)
{
    const size_t first = short_at(t, at), second = short_at(t, at + 2);
    return at + 4 > t->size ? 0 : t->big ? first << 16 | second : second << 16 | first;
}

/* 1 to 8 as the tag has them; 1 when there is none. */
static unsigned orientation_of(const uint8_t *bytes, size_t size)
{
    struct tiff t = {bytes, size, size >= 2 && bytes[0] == 'M'};
    if (size < 8 || bytes[0] != bytes[1] || (bytes[0] != 'M' && bytes[0] != 'I') ||
        short_at(&t, 2) != 42) {
        return 1;
    }
    const size_t directory = long_at(&t, 4);
    if (directory > size - 2) {
        return 1;
    }
    const unsigned entries = short_at(&t, directory);
    for (unsigned i = 0; i < entries && i < ENTRIES_MAX; i++) {
        const size_t at = directory + 2 + (size_t)i * ENTRY_BYTES;
        if (at + ENTRY_BYTES > size) {
            return 1;
        }
        if (short_at(&t, at) == ORIENTATION) {
            const unsigned value = short_at(&t, at + 8);
            const bool sane = short_at(&t, at + 2) == TYPE_SHORT && long_at(&t, at + 4) == 1;
            return sane && value >= 1 && value <= 8 ? value : 1;
        }
    }
    return 1;
}

/* Goes from segment to segment until EXIF's, or the picture begins. */
static unsigned find(const uint8_t *b, size_t size)
{
    size_t at = 2;
    if (size < 4 || b[0] != MARKER_PREFIX || b[1] != MARKER_START) {
        return 1;
    }
    for (int i = 0; i < SEGMENTS_MAX && at + 4 <= size && b[at] == MARKER_PREFIX; i++) {
        const size_t length = (size_t)b[at + 2] << 8 | b[at + 3];
        if (b[at + 1] == MARKER_SCAN || length < 2 || length > size - at - 2) {
            return 1;
        }
        if (b[at + 1] == MARKER_APP1 && length >= 8 && memcmp(b + at + 4, "Exif\0\0", 6) == 0) {
            return orientation_of(b + at + 10, length - 8);
        }
        at += 2 + length;
    }
    return 1;
}

int exif_orientation(const void *jpeg, size_t size)
{
    return jpeg == NULL ? 1 : (int)find(jpeg, size);
}

struct exif_way exif_way_of(const void *jpeg, size_t size)
{
    static const struct exif_way ways[] = {{false, 0}, {true, 0},  {false, 2}, {true, 2},
                                           {true, 3},  {false, 1}, {true, 1},  {false, 3}};
    return ways[exif_orientation(jpeg, size) - 1];
}
