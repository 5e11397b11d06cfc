/* Turns one line of text into coverage, and measures it. The painter colours and places it.
 * Main thread only. Faces and sizes are opened once and kept (reference/house.md 5.5). */
#ifndef PLATFORM_PORT_TEXT_H
#define PLATFORM_PORT_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

enum face { FACE_REGULAR, FACE_BOLD, FACE_DISPLAY /* Noto Sans Display Bold, 52 px and up */ };

/* 8-bit coverage of one line, rows of `stride` bytes. Owned by the port's line cache; valid until
 * the next call. The baseline is `ascent` rows below the top: place it, never the top, because
 * surfaces grow upward for stacked marks (reference/languages.md 2). */
struct text_line {
    int width, height; /* px of the coverage */
    int ascent;        /* rows from top to baseline */
    int left;          /* columns of ink left of the pen's start: place x - left */
    int advance;       /* px the pen moves: the line's layout width */
    int stride;
    const uint8_t *coverage;
};

struct port_text {
    const struct port_text_ops *ops;
};

struct port_text_ops {
    const char *name;
    /* Layout width in px of text[0..len), one line, no wrapping. */
    int (*measure)(struct port_text *t, enum face face, int px, const char *text, size_t len);
    /* Draws text[0..len) once and caches it; `personal` entries go with forget(). */
    struct err (*line)(struct port_text *t, enum face face, int px, const char *text, size_t len,
                       bool personal, struct text_line *ret_line);
    /* Rows above the baseline and below it for a face and size. */
    void (*extent)(struct port_text *t, enum face face, int px, int *ret_ascent, int *ret_descent);
    /* Drops and wipes every cached line marked personal. */
    void (*forget)(struct port_text *t);
    void (*close)(struct port_text *t); /* accepts a half-opened port */
};

#endif
