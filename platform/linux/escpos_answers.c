#include "platform/linux/escpos_answers.h"

#include <string.h>

#define XON  0x11
#define XOFF 0x13

void escpos_answers_reset(struct escpos_answers *a)
{
    *a = (struct escpos_answers){0};
}

static bool is_realtime(uint8_t b)
{
    return (b & 0x93) == 0x12;
}

static bool starts_block(uint8_t b)
{
    return b == 0x35 || b == 0x37 || b == 0x3B || b == 0x3D || b == 0x5F;
}

/* A finished block without its NUL: 37 22 id, 37 25, or 5F text. */
static void finish_block(struct escpos_answers *a, struct escpos_answer *ret)
{
    const int n = a->block_count;
    a->block_count = 0;
    if (a->block[0] == 0x37 && n == 6 && a->block[1] == 0x22) {
        ret->kind = ANSWER_ID;
        memcpy(ret->id, a->block + 2, 4);
    } else if (a->block[0] == 0x37 && n == 2 && a->block[1] == 0x25) {
        ret->kind = ANSWER_CLEARED;
    } else if (a->block[0] == 0x5F) {
        ret->kind = ANSWER_BLOCK;
        memcpy(ret->text, a->block + 1, (size_t)n - 1);
    }
}

/* Inside a block only printable bytes and the final NUL are its own; true = taken. */
static bool take_in_block(struct escpos_answers *a, uint8_t byte, struct escpos_answer *ret)
{
    if (byte == 0) {
        finish_block(a, ret);
        return true;
    }
    if (byte < 0x20 || byte > 0x7E) {
        return false;
    }
    if (a->block_count < ESCPOS_BLOCK_MAX - 1) {
        a->block[a->block_count++] = byte;
    } else {
        a->block_count = 0; /* longer than any real answer: noise */
    }
    return true;
}

/* The second to fourth byte of an automatic status; anything else ends it. */
static bool take_in_asb(struct escpos_answers *a, uint8_t byte, struct escpos_answer *ret)
{
    if ((byte & 0x90) != 0) {
        if (!is_realtime(byte)) {
            a->asb_count = 0;
        }
        return false;
    }
    a->asb[a->asb_count++] = byte;
    if (a->asb_count == 4) {
        ret->kind = ANSWER_ASB;
        memcpy(ret->asb, a->asb, 4);
        a->asb_count = 0;
    }
    return true;
}

static void take_alone(struct escpos_answers *a, uint8_t byte, struct escpos_answer *ret)
{
    if (is_realtime(byte)) {
        ret->kind = ANSWER_REALTIME;
        ret->value = byte;
    } else if ((byte & 0x93) == 0x10) {
        a->asb[0] = byte;
        a->asb_count = 1;
    } else if (starts_block(byte)) {
        a->block[0] = byte;
        a->block_count = 1;
    } else if ((byte & 0x90) == 0) {
        ret->kind = ANSWER_SINGLE;
        ret->value = byte;
    }
}

void escpos_answers_take(struct escpos_answers *a, uint8_t byte, struct escpos_answer *ret_answer)
{
    *ret_answer = (struct escpos_answer){.kind = ANSWER_NONE};
    if (byte == XON || byte == XOFF) {
        ret_answer->kind = byte == XON ? ANSWER_XON : ANSWER_XOFF;
        return;
    }
    if (a->block_count > 0 && take_in_block(a, byte, ret_answer)) {
        return;
    }
    if (a->asb_count > 0 && take_in_asb(a, byte, ret_answer)) {
        return;
    }
    take_alone(a, byte, ret_answer);
}
