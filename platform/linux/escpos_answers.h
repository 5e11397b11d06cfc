/* What a printer says, told apart byte by byte. Answers come late, twice, in the middle of each
 * other and unasked, so nothing here assumes that a byte answers the last question
 * (reference/devices.md 1.5). Pure: no I/O, no clock. */
#ifndef PLATFORM_LINUX_ESCPOS_ANSWERS_H
#define PLATFORM_LINUX_ESCPOS_ANSWERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ESCPOS_BLOCK_MAX 80 /* bytes of the longest block answer we keep */

enum escpos_answer_kind {
    ANSWER_NONE,     /* the byte belongs to something unfinished, or is noise */
    ANSWER_REALTIME, /* DLE EOT: value is the status byte */
    ANSWER_ASB,      /* automatic status: asb[4] */
    ANSWER_SINGLE,   /* GS r: value */
    ANSWER_ID,       /* process id: id[4] */
    ANSWER_CLEARED,  /* DLE DC4 8 is done */
    ANSWER_BLOCK,    /* GS I: text */
    ANSWER_XON,
    ANSWER_XOFF,
};

struct escpos_answer {
    enum escpos_answer_kind kind;
    uint8_t value;
    uint8_t asb[4];
    char id[5];
    char text[ESCPOS_BLOCK_MAX];
};

struct escpos_answers {
    uint8_t asb[4];
    int asb_count; /* bytes of an ASB so far, 0 = none */
    uint8_t block[ESCPOS_BLOCK_MAX];
    int block_count; /* 0 = not in a block */
};

/* Forgets anything unfinished: between jobs. */
void escpos_answers_reset(struct escpos_answers *a);

/* Takes one byte; fills *ret_answer (kind NONE when nothing became complete). */
void escpos_answers_take(struct escpos_answers *a, uint8_t byte, struct escpos_answer *ret_answer);

#endif
