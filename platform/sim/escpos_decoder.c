#include "platform/sim/escpos_decoder.h"

#include <string.h>

#define DLE           0x10
#define ESC           0x1B
#define GS            0x1D

#define LETTER_HEIGHT 24
#define STRIP_HEIGHT  24
#define SPACING       30 /* rows a line, as it is after ESC @ */

void decoder_init(struct escpos_decoder *d, int width)
{
    *d = (struct escpos_decoder){.width = width, .spacing = SPACING};
}

void decoder_abort(struct escpos_decoder *d)
{
    d->have = 0;
    d->in_image = false;
    d->in_strip = false;
    d->strip_bytes = 0;
    d->column = 0;
    memset(d->strip, 0, sizeof d->strip);
}

struct bits decoder_page(struct escpos_decoder *d)
{
    return (struct bits){.width = d->width, .height = d->height, .rows = d->rows};
}

void decoder_tear(struct escpos_decoder *d)
{
    d->height = 0;
    d->letters = 0;
}

static uint8_t *new_row(struct escpos_decoder *d)
{
    const size_t across = (size_t)(d->width / 8);
    if (d->height == DECODER_HEIGHT_MAX) {
        return d->line; /* no more paper to show; the bytes still count */
    }
    uint8_t *row = d->rows + across * (size_t)d->height;
    memset(row, 0, across);
    d->height++;
    return row;
}

static void feed(struct escpos_decoder *d, int rows)
{
    d->column = 0;
    for (int i = 0; i < rows; i++) {
        (void)new_row(d);
    }
}

/* A letter the host did not mean to print: a box in a line of its own. */
static enum decoder_event letter(struct escpos_decoder *d)
{
    const int columns = d->width / 12;
    if (d->column == 0) {
        feed(d, LETTER_HEIGHT);
    }
    const int at = d->column % columns * 12 / 8;
    for (int y = 4; y < LETTER_HEIGHT && d->height >= LETTER_HEIGHT; y++) {
        d->rows[(d->height - LETTER_HEIGHT + y) * (d->width / 8) + at] = 0x7E;
    }
    d->column = (d->column + 1) % columns;
    d->letters++;
    return DECODED_LETTER;
}

/* One byte of a picture in columns of three; dots right of the head are lost. */
static enum decoder_event column_byte(struct escpos_decoder *d, uint8_t byte)
{
    const int x = d->strip_at / 3;
    for (int bit = 0; bit < 8 && x < d->width; bit++) {
        const size_t at = (size_t)(d->strip_at % 3 * 8 + bit) * (size_t)(d->width / 8);
        d->strip[at + (size_t)(x / 8)] |= (uint8_t)((byte >> (7 - bit) & 1) << (7 - x % 8));
    }
    d->in_strip = ++d->strip_at < d->strip_bytes;
    return DECODED_NOTHING;
}

/* The strip goes on paper with the line feed; the line is never lower than it. */
static enum decoder_event put_strip(struct escpos_decoder *d)
{
    const size_t across = (size_t)(d->width / 8);
    for (int y = 0; y < STRIP_HEIGHT; y++) {
        uint8_t *row = new_row(d);
        if (row != d->line) {
            memcpy(row, d->strip + across * (size_t)y, across);
        }
    }
    feed(d, d->spacing > STRIP_HEIGHT ? d->spacing - STRIP_HEIGHT : 0);
    memset(d->strip, 0, sizeof d->strip);
    d->strip_bytes = 0;
    return DECODED_ROW;
}

/* One byte of a raster picture; dots right of the head are lost. */
static enum decoder_event image_byte(struct escpos_decoder *d, uint8_t byte)
{
    if (d->image_x < d->width / 8) {
        d->line[d->image_x] = byte;
    }
    if (++d->image_x < d->across) {
        return DECODED_NOTHING;
    }
    uint8_t *row = new_row(d);
    if (row != d->line) {
        memcpy(row, d->line, (size_t)(d->width / 8));
    }
    memset(d->line, 0, sizeof d->line);
    d->image_x = 0;
    d->in_image = ++d->image_y < d->image_rows;
    return DECODED_ROW;
}

static enum decoder_event start_image(struct escpos_decoder *d)
{
    d->across = d->command[4] | d->command[5] << 8;
    d->image_rows = d->command[6] | d->command[7] << 8;
    d->image_x = 0;
    d->image_y = 0;
    memset(d->line, 0, sizeof d->line);
    /* With letters waiting in the line it is not executed: its data print as letters. */
    d->in_image = d->column == 0 && d->across > 0 && d->image_rows > 0;
    return DECODED_NOTHING;
}

static enum decoder_event run_gs(struct escpos_decoder *d)
{
    const uint8_t *c = d->command;
    switch (c[1]) {
    case 'v':
        return start_image(d);
    case 'V':
        feed(d, d->have == 4 ? c[3] : 0);
        return DECODED_CUT;
    case 'r':
        return c[2] == 1 || c[2] == 49 ? DECODED_ASK_PAPER : DECODED_NOTHING;
    case 'I':
        return c[2] == 66 ? DECODED_ASK_MAKER : c[2] == 67 ? DECODED_ASK_MODEL : DECODED_NOTHING;
    case 'a':
        d->watch = c[2];
        return DECODED_WATCH;
    case '(':
        if (c[2] == 'H' && d->have == 11 && c[5] == 48) {
            memcpy(d->process, c + 7, 4);
            return DECODED_PROCESS;
        }
        return DECODED_NOTHING;
    default:
        return DECODED_NOTHING;
    }
}

static enum decoder_event run_esc(struct escpos_decoder *d)
{
    const uint8_t *c = d->command;
    if (c[1] == '@') {
        d->column = 0;
        d->spacing = SPACING;
        return DECODED_RESET;
    }
    if (c[1] == '3') {
        d->spacing = c[2];
    } else if (c[1] == '*' && c[2] == 33) {
        d->strip_at = 0;
        d->strip_bytes = 3 * (c[3] | c[4] << 8);
        d->in_strip = d->strip_bytes > 0;
    }
    if (c[1] == 'J') {
        feed(d, c[2]);
    } else if (c[1] == 'd') {
        feed(d, c[2] * LETTER_HEIGHT);
    }
    return DECODED_NOTHING;
}

/* Bytes the command in d->command has in all, as far as its first bytes tell; 0 = unknown yet. */
static int gs_length(const uint8_t *c, int have)
{
    switch (c[1]) {
    case 'v':
        return 8;
    case 'V':
        return have < 3 ? 0 : c[2] == 65 || c[2] == 66 || c[2] == 103 || c[2] == 104 ? 4 : 3;
    case 'P':
        return 4;
    case '(':
        return have < 5 ? 0 : 5 + c[3] + (c[4] << 8);
    case 'r':
    case 'I':
    case 'a':
        return 3;
    default:
        return 2;
    }
}

static int length(const uint8_t *c, int have)
{
    if (have < 2) {
        return 0;
    }
    if (c[0] == GS) {
        return gs_length(c, have);
    }
    if (c[0] == ESC) {
        return c[1] == '@' || c[1] == '2' ? 2 : c[1] == '*' ? 5 : 3;
    }
    return c[1] == 0x14 ? (have < 3 ? 0 : c[2] == 8 ? 10 : 5) : 3; /* DLE EOT, ENQ, DC4 */
}

static enum decoder_event run(struct escpos_decoder *d)
{
    if (d->command[0] == GS) {
        return run_gs(d);
    }
    if (d->command[0] == ESC) {
        return run_esc(d);
    }
    return d->command[1] == 0x14 && d->command[2] == 8 ? DECODED_CLEAR : DECODED_NOTHING;
}

static enum decoder_event outside(struct escpos_decoder *d, uint8_t byte)
{
    if (byte == DLE || byte == ESC || byte == GS) {
        d->command[0] = byte;
        d->have = 1;
    } else if (byte == '\n' && d->strip_bytes > 0) {
        return put_strip(d);
    } else if (byte == '\n') {
        feed(d, d->column == 0 ? LETTER_HEIGHT : 0);
    } else if (byte >= 0x20) {
        return letter(d);
    }
    return DECODED_NOTHING;
}

enum decoder_event decoder_take(struct escpos_decoder *d, uint8_t byte)
{
    if (d->in_image) {
        return image_byte(d, byte);
    }
    if (d->in_strip) {
        return column_byte(d, byte);
    }
    if (d->have == 0) {
        return outside(d, byte);
    }
    if (d->have < (int)sizeof d->command) {
        d->command[d->have] = byte;
    }
    d->have++;
    const int wanted = length(d->command, d->have);
    if (wanted == 0 || d->have < wanted) {
        return DECODED_NOTHING;
    }
    const enum decoder_event event = run(d);
    d->have = 0;
    return event;
}
