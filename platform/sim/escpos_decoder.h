/* Reads an ESC/POS byte stream as a printer does and puts the dots on pretended paper. Written from
 * the command descriptions, apart from the driver, so that each checks the other. What a cheap
 * printer would print as letters becomes small boxes and is counted. */
#ifndef PLATFORM_SIM_ESCPOS_DECODER_H
#define PLATFORM_SIM_ESCPOS_DECODER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "platform/port_printer.h" /* struct bits */

#define DECODER_WIDTH_MAX  640
#define DECODER_HEIGHT_MAX 6000 /* rows of one piece of paper, 75 cm; more is dropped */

enum decoder_event {
    DECODED_NOTHING,
    DECODED_ROW,   /* one row of dots came out */
    DECODED_RESET, /* ESC @ */
    DECODED_CUT,
    DECODED_ASK_PAPER, /* GS r 1 or 49 */
    DECODED_ASK_MAKER, /* GS I 66 */
    DECODED_ASK_MODEL, /* GS I 67 */
    DECODED_PROCESS,   /* GS ( H 48: process[4] */
    DECODED_WATCH,     /* GS a n: watch */
    DECODED_CLEAR,     /* the end of DLE DC4 8, when it stood between commands */
    DECODED_LETTER,    /* a byte that prints as a letter */
};

struct escpos_decoder {
    int width;                                                /* dots of the head */
    uint8_t rows[DECODER_HEIGHT_MAX * DECODER_WIDTH_MAX / 8]; /* width / 8 bytes a row */
    int height;                                               /* rows out so far */
    int letters;                                              /* since the last cut */
    int column; /* letters in the unfinished line; GS v 0 needs 0 */
    uint8_t command[24];
    int have; /* bytes of an unfinished command */
    bool in_image;
    int across, image_rows, image_x, image_y; /* of the raster being received; x in bytes */
    uint8_t line[DECODER_WIDTH_MAX / 8];
    bool in_strip;
    int strip_at, strip_bytes; /* of the columns being received, or waiting for their line feed */
    uint8_t strip[24 * DECODER_WIDTH_MAX / 8];
    int spacing; /* rows a line */
    char process[4];
    uint8_t watch;
};

/* Fresh paper; width 384, 512 or 576 dots. */
void decoder_init(struct escpos_decoder *d, int width);

/* Takes one byte. At most one event per byte. */
enum decoder_event decoder_take(struct escpos_decoder *d, uint8_t byte);

/* Forgets an unfinished command or picture (buffer cleared); what is on paper stays. */
void decoder_abort(struct escpos_decoder *d);

/* The paper up to now, pointing into d. */
struct bits decoder_page(struct escpos_decoder *d);

/* Takes the paper away: after a cut. */
void decoder_tear(struct escpos_decoder *d);

#endif
