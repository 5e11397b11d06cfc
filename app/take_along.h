/* What she has to take home from GOODBYE. Nothing personal: the visit is wiped by then. */
#ifndef APP_TAKE_ALONG_H
#define APP_TAKE_ALONG_H

#include <stdbool.h>

struct take_along {
    bool slip, card, paper;
    bool waiting; /* no file number yet: her application lies sealed in the kiosk */
};

#endif
