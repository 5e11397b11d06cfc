/* Receipt printer that speaks ESC/POS, over any transport (reference/devices.md 1).
 *
 * A job: ask for the status, send the page in bands of at most 4 KB, wait for proof that it is on
 * paper, feed and cut, wait for proof of that. The cut waits, so that a printer which keeps what it
 * could not print never hands out a whole slip by itself when paper is loaded. What was sent and
 * not proved is ERR_UNKNOWN_OUTCOME and is never printed again by itself: a printer that can clear
 * its buffer does so at once, while it still stands; what is on the paper is cut off at the next
 * status() that finds it well, or before the next job. */
#ifndef PLATFORM_LINUX_PRINTER_ESCPOS_H
#define PLATFORM_LINUX_PRINTER_ESCPOS_H

#include "platform/linux/escpos_answers.h"
#include "platform/linux/transport.h"
#include "platform/port_printer.h"

#define ESCPOS_BAND_BYTES 4032 /* 56 rows of 72 bytes: one receive buffer of a cheap printer */
#define ESCPOS_WIDTH_MAX  640  /* dots of the widest head */
#define ESCPOS_ASKS       3    /* see asks_left */
#define ESCPOS_FILLER     8192 /* NULs that end the longest band somebody broke off */

/* What a printer can tell (reference/devices.md 1.6). AUTO asks it at its first contact, and again
 * after it was away. */
enum escpos_level {
    ESCPOS_AUTO,
    ESCPOS_PROCESS_ID, /* A: says which job came out */
    ESCPOS_IN_ORDER,   /* B: answers GS r when it gets there */
    ESCPOS_REALTIME,   /* C: status only */
    ESCPOS_ONE_WAY,    /* D: nothing; configured, or a person saw what came out, never guessed */
};

/* What may still be in the printer: after a start nobody knows how the last program ended. PAPER:
 * its buffer is empty, and a torn slip hangs in it. TORN: the rest of the job is in it, too. */
enum escpos_rest { REST_NONE, REST_MAYBE, REST_PAPER, REST_TORN };

/* Milliseconds. */
struct escpos_patience {
    int connect;
    int answer; /* for a status byte */
    int cool;   /* for a hot head to recover */
    int stall;  /* without one byte taken, while sending */
    int finish; /* after the last byte */
    int total;  /* for the whole job */
    int pace;   /* rows of dots a second that the slowest printer puts on paper */
};

struct printer_escpos {
    struct port_printer port; /* first: the port is the printer */
    struct transport transport;
    struct escpos_answers answers;
    struct escpos_patience patience;
    enum escpos_level level;    /* configured, found out, or kept from an earlier time */
    bool configured;            /* the level is */
    bool columns;               /* pictures as ESC *, for printers without GS v 0 */
    bool was_away;              /* not reached since its level was found out */
    struct usblp_identity kept; /* whose level was kept, until it is reached */
    /* Called by the printer's thread when a level was found out, to be kept; or NULL. */
    void (*learned)(void *context, const struct printer_escpos *p);
    void *context;
    bool one_way_line; /* level is ONE_WAY because the line is */
    bool mute;         /* a person saw that it prints and answers nothing: silence is its level */
    bool trial;        /* this job goes out although nothing answered */
    bool tried;        /* the last job went out so, and nobody has said what came of it */
    int asks_left;     /* how often one that seems to tell status only is asked for more */
    enum escpos_rest rest;      /* what an earlier job may have left in the printer */
    struct printer_status told; /* its last whole answer: why it stopped, while rest is TORN */
    uint32_t process;           /* last process number given, rising */
    /* What the answers of this connection said. */
    uint8_t asb[4];
    bool has_asb;
    uint8_t last[4]; /* the automatic status with which a job broke off */
    bool has_last;   /* until the printer answers again */
    bool cleared;
    bool has_single;
    uint8_t single;
    int singles; /* since the last question: a line of zeros says so without end */
    bool has_realtime;
    uint8_t realtime;
    bool has_process;
    uint32_t process_done;
    bool named;      /* answered GS I */
    bool is_process; /* the named make answers process ids */
};

/* Prepares the printer behind transport (copied); nothing is opened yet, so it never fails. */
void printer_escpos_init(struct printer_escpos *p, const struct transport *transport,
                         enum escpos_level level);

#endif
