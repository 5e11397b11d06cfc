/* Chooses the receipt printer by its device URI (CONTRACTS.md "kiosk"). */
#ifndef PLATFORM_LINUX_PRINTER_OPEN_H
#define PLATFORM_LINUX_PRINTER_OPEN_H

#include "platform/linux/printer_escpos.h"
#include "platform/sim/printer_sim.h"

/* Storage for whichever printer the URI names; the caller's, and may not be moved. */
struct printer {
    struct port_printer *port; /* what to use */
    struct printer_escpos escpos;
    struct port_printer none;
    struct printer_sim *sim; /* NULL unless "sim:" */
};

/* "escpos:tcp://127.0.0.1:9100", "escpos:unix:PATH", "escpos:/dev/usb/lp0", "sim:FILE", "none:".
 * "?level=a|b|c|d" at the end of an escpos URI says what the printer can tell, where it should not
 * be asked (d = it never answers); "?picture=columns", or "&picture=columns" after it, that it
 * knows only columns; "?baud=57600" how fast its serial line is (transport.h). width: dots of the
 * paper, for "sim:". Reaches no device yet. ERR_BAD_INPUT when the URI is none of these. */
MUST_USE struct err printer_open(struct printer *p, const char *uri, int width);
/* The last program ended in the middle of a page: what is left of it in the printer is thrown away
 * and cut off at the next status() or print(), before anything else is printed. */
void printer_interrupted(struct printer *p);
/* Accepts a zeroed or half-opened printer. */
void printer_close(struct printer *p);

struct printer_uri {
    const char *form, *help;
};
/* Every kind of URI with a sentence, for `kioskctl devices`; returns how many. */
int printer_uris(const struct printer_uri **ret_uris);

#endif
