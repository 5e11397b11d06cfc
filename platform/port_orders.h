/* What the steward may wish of the machine and has no right to do itself. Implementations:
 * platform/linux/orders_linux.c, platform/sim/orders_script.c. */
#ifndef PLATFORM_PORT_ORDERS_H
#define PLATFORM_PORT_ORDERS_H

#include <stdint.h>

#include "platform/base/err.h"

struct port_orders {
    const struct port_orders_ops *ops;
};

struct port_orders_ops {
    const char *name; /* "linux", "sim" */
    /* Asks whoever may do so to start the machine anew; it happens within seconds. The caller holds
     * the welcome page (platform/port_hold.h). ERR_IO: it could not be asked. */
    struct err (*restart)(struct port_orders *o);
    /* Asks that the screen's program alone be started anew, which takes a few seconds; as above. */
    struct err (*again)(struct port_orders *o);
    /* Asks that the wall clock be put forward to this Unix second; never back. Nobody is held for
     * it. ERR_IO. */
    struct err (*forward)(struct port_orders *o, int64_t to_s);
    /* Asks the screen for a picture of what it shows as folder/name (PNG); waits for it.
     * ERR_REFUSED: what it shows may not be seen now, nothing was made; ERR_OFFLINE, ERR_TIMEOUT:
     * nobody answers; ERR_IO, ERR_BAD_INPUT, ERR_UNSUPPORTED. */
    struct err (*picture)(struct port_orders *o, const char *folder, const char *name);
};

#endif
