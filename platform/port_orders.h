/* What a command from afar makes the machine do. Implementations: platform/linux/orders_linux.c,
 * platform/sim/orders_script.c. */
#ifndef PLATFORM_PORT_ORDERS_H
#define PLATFORM_PORT_ORDERS_H

#include "platform/base/err.h"

struct port_orders {
    const struct port_orders_ops *ops;
};

struct port_orders_ops {
    const char *name; /* "linux", "sim" */
    /* Asks whoever may do so to start the machine anew; it happens within seconds. The caller holds
     * the welcome page (platform/port_hold.h). ERR_IO: it could not be asked. */
    struct err (*restart)(struct port_orders *o);
    /* Asks the screen for a picture of what it shows as folder/name (PNG). ERR_REFUSED: it shows a
     * citizen's visit, nothing was made; ERR_TIMEOUT: nobody answers; ERR_IO, ERR_UNSUPPORTED. */
    struct err (*picture)(struct port_orders *o, const char *folder, const char *name);
};

#endif
