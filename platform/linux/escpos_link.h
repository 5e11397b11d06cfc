/* The conversation with an ESC/POS printer below the job: connect, send with deadlines, ask, take
 * answers, clear. Used by printer_escpos.c only. */
#ifndef PLATFORM_LINUX_ESCPOS_LINK_H
#define PLATFORM_LINUX_ESCPOS_LINK_H

#include "platform/linux/printer_escpos.h"

/* Milliseconds of the monotonic clock. */
int64_t escpos_now(void);

/* Connects and drops every answer that is still on its way from before. */
MUST_USE struct err escpos_connect(struct printer_escpos *p);

/* Sends all bytes or says how many were taken. ERR_TIMEOUT after patience.stall without progress
 * (patience.cool for a hot head) or at the deadline, ERR_OFFLINE as soon as it takes nothing and
 * says that it stopped, ERR_CANCELLED by stop (which may be NULL). */
MUST_USE struct err escpos_send(struct printer_escpos *p, const uint8_t *bytes, size_t size,
                                int64_t deadline, const atomic_bool *stop, size_t *ret_sent);

/* Reads what has arrived, waiting at most wait_ms for the first byte; the fields of p follow. */
MUST_USE struct err escpos_listen(struct printer_escpos *p, int wait_ms);

/* Asks DLE EOT 1, 2, 3, 4; what does not answer, by the lines of its port. answers is false when no
 * question was answered; paper and online then say only what the port says is wrong. */
MUST_USE struct err escpos_ask(struct printer_escpos *p, struct printer_status *ret_status);

/* What the printer can tell is known now, or was thought wrongly. */
void escpos_level_is(struct printer_escpos *p, enum escpos_level level);

/* Finds out the level when it is AUTO. */
MUST_USE struct err escpos_learn(struct printer_escpos *p);
/* For a well printer no job waits for: one whose answers were too slow to be counted is asked once
 * more, with more time, a few times since it was reached. Takes up to 8 times patience.answer. */
MUST_USE struct err escpos_learn_more(struct printer_escpos *p);

/* Automatic status says that the printer stopped and waits for somebody: no paper, cover, cutter. A
 * hot head goes on by itself. */
bool escpos_stopped(const struct printer_escpos *p);

/* A job broke off: has a printer that can do so empty its buffer although it stands still; p->rest
 * tells whether it did. */
void escpos_forget(struct printer_escpos *p);

/* Throws away what an earlier job left in the printer; torn paper is pushed out and cut off. */
MUST_USE struct err escpos_clear(struct printer_escpos *p);

#endif
