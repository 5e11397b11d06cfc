/* Which way up a JPEG is meant to be seen, as a telephone or camera writes it into EXIF (tag 0112
 * of its first directory). Hostile input: anything odd is "as it is". Any thread. */
#ifndef PLATFORM_LINUX_EXIF_H
#define PLATFORM_LINUX_EXIF_H

#include <stdbool.h>
#include <stddef.h>

struct exif_way {
    bool mirrored; /* left and right change places first, ... */
    int quarters;  /* ... then it is turned clockwise by so many */
};

/* 1 to 8 as EXIF counts them; 1 where the picture says nothing about it. */
int exif_orientation(const void *jpeg, size_t size);

/* All zero where the picture says nothing about it. */
struct exif_way exif_way_of(const void *jpeg, size_t size);

#endif
