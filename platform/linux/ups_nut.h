/* What a UPS says of itself, by the protocol of NUT's upsd (lines over a stream), over any line of
 * transport.h. One thread. */
#ifndef PLATFORM_LINUX_UPS_NUT_H
#define PLATFORM_LINUX_UPS_NUT_H

#include "platform/linux/transport.h"

#define UPS_NAME 32

struct ups_nut {
    struct transport line;
    char name[UPS_NAME]; /* as upsd calls it */
};

struct ups_word {
    bool on_battery, low; /* low: it says itself that it can give for a short while only */
    int percent;          /* of its charge; -1 = it does not say */
};

/* Parses "ups@tcp://127.0.0.1:3493" or "ups@unix:PATH". Opens nothing. ERR_BAD_INPUT. */
MUST_USE struct err ups_nut_init(struct ups_nut *u, const char *address);

/* Asks once, on a connection of its own, within about half a second. ERR_OFFLINE: nobody answers;
 * ERR_IO: upsd says that it has no word of the UPS; ERR_REFUSED: what came is no answer. */
MUST_USE struct err ups_nut_ask(struct ups_nut *u, struct ups_word *ret_word);

#endif
