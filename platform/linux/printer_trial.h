/* One page on a printer that is not in use yet (platform/port_printer.h). Two may not hold the same
 * device, so the one in use prints when it is the one that is meant. */
#ifndef PLATFORM_LINUX_PRINTER_TRIAL_H
#define PLATFORM_LINUX_PRINTER_TRIAL_H

#include "platform/linux/printer_open.h"

struct printer_trial {
    struct port_printer_trial port;
    struct port_printer *used; /* the kiosk's own, lent; NULL: there is none */
    const char *used_uri;      /* the caller's */
    struct printer own;
};

/* used and used_uri must outlive it. Opens nothing. */
void printer_trial_init(struct printer_trial *t, struct port_printer *used, const char *used_uri);

#endif
