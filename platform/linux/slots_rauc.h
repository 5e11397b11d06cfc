/* port_slots over RAUC, logind and systemd by D-Bus: RAUC says what the slots hold and writes them,
 * the gate of health (rong-health.service) is done once the version was marked good, logind
 * restarts, or, where it does not let us, who watches for the wish (port_orders). Each talk has a
 * connection of its own, so none of them being started anew is trouble.
 */
#ifndef PLATFORM_LINUX_SLOTS_RAUC_H
#define PLATFORM_LINUX_SLOTS_RAUC_H

#include "platform/port_orders.h"
#include "platform/port_slots.h"

struct slots_rauc {
    struct port_slots port; /* first: the port is this struct */
    char bus[160];
    char os_release[160];
    char boot_id[SLOTS_BOOT_ID];
    struct port_orders *orders; /* or NULL: logind alone is asked */
};

/* bus: an address; NULL = the system's. os_release: the file with VERSION_ID; NULL = the machine's.
 * boot_id: of this start of the machine, which a confined program cannot ask the kernel; NULL = it
 * asks. ERR_FULL when one is too long, ERR_IO when the kernel does not tell. */
MUST_USE struct err slots_rauc_open(struct slots_rauc *s, const char *bus, const char *os_release,
                                    const char *boot_id);

#endif
