/* Prints bitmaps on the receipt printer. One job at a time, from one thread (the print worker);
 * print() may take seconds and must obey `stop`. After any failure the port stays usable. */
#ifndef PLATFORM_PORT_PRINTER_H
#define PLATFORM_PORT_PRINTER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "platform/base/err.h"

/* A one-bit page: 1 = black, rows of width/8 bytes, most significant bit leftmost; width is a
 * multiple of 8 (384, 512 or 576 dots). */
struct bits {
    int width;     /* dots */
    int height;    /* dots */
    uint8_t *rows; /* height * width / 8 bytes, the caller's */
};

enum printer_paper { PAPER_OK, PAPER_NEAR_END, PAPER_OUT, PAPER_UNKNOWN };

struct printer_status {
    bool online;
    bool cover_open;
    bool jam;     /* cutter or unrecoverable error: one of the next two */
    bool cutter;  /* the cutter is stuck: take out what blocks it */
    bool broken;  /* unrecoverable: switch it off and on, then a technician */
    bool hot;     /* recovers by itself */
    bool answers; /* false: it told nothing; paper and online then only say what its port found
                     wrong */
    enum printer_paper paper;
};

/* How sure we are that the paper came out (reference/devices.md 1.6, 1.11). */
enum print_proof { PROOF_NONE, PROOF_WRITTEN, PROOF_ANSWERED, PROOF_PROCESS_ID };

struct port_printer {
    const struct port_printer_ops *ops;
};

struct port_printer_ops {
    const char *name; /* "escpos", "sim", "none" */
    /* Prints and cuts. ERR_NO_PAPER, ERR_COVER_OPEN, ERR_JAM, ERR_OFFLINE: nothing was accepted;
     * ERR_UNKNOWN_OUTCOME: some of it was, do not print again unasked. */
    struct err (*print)(struct port_printer *p, const struct bits *page, const atomic_bool *stop,
                        enum print_proof *ret_proof);
    struct err (*status)(struct port_printer *p, struct printer_status *ret_status);
    /* The same as print() for a page that a person waits for: one that answers nothing at all gets
     * it, too (PROOF_WRITTEN), for it may be one that never answers. NULL: as print(). */
    struct err (*trial)(struct port_printer *p, const struct bits *page, const atomic_bool *stop,
                        enum print_proof *ret_proof);
    /* That person saw it come out: a printer that answered nothing is taken for one that never
     * does from now on, also after a start. NULL: nothing is learned. */
    void (*seen)(struct port_printer *p);
    void (*close)(struct port_printer *p); /* accepts a half-opened printer */
};

/* A printer that was only chosen: opened by its URI for one page and closed again; the one in use
 * prints itself. From the print worker's thread; fails as print() does, and with ERR_BAD_INPUT when
 * the URI names no printer. Implementation: platform/linux/printer_trial.c. */
struct port_printer_trial {
    struct err (*print)(struct port_printer_trial *t, const char *uri, const struct bits *page,
                        const atomic_bool *stop, enum print_proof *ret_proof);
};

#endif
