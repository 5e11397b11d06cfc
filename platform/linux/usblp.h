/* The kernel's USB printer device, /dev/usb/lpN (usblp): finding it again when it was unplugged,
 * and what can be asked beside the data (reference/devices.md 1.8). One owner: the kernel refuses a
 * second opener. One thread. */
#ifndef PLATFORM_LINUX_USBLP_H
#define PLATFORM_LINUX_USBLP_H

#include <stdbool.h>

#include "platform/base/err.h"

#define USBLP_MINORS  16   /* lp0 to lp15 */
#define USBLP_WAIT_MS 1500 /* a hub needs this long to give a printer its new number */

/* Which printer it was, so that another one is not taken for it. */
struct usblp_identity {
    bool known;
    int vendor, product;
};

/* True for "/dev/usb/lp0" and its like. */
bool usblp_is_path(const char *path);

/* Opens path, or the same printer under another number: the one of `identity` when that is known,
 * else the only other one there is. Tries again until timeout_ms; fills an unknown identity.
 * ERR_OFFLINE with errno (EBUSY: another program has it; ENOENT: it is not plugged in). */
MUST_USE struct err usblp_open(const char *path, struct usblp_identity *identity, int timeout_ms,
                               int *ret_fd);

/* The status lines a printer port has had since Centronics: LP_POUTPA paper out, LP_PSELECD
 * selected, LP_PERRORP no error. False when the device has none. Travels beside the data; never ask
 * while data is under way, some printers print the answer. */
bool usblp_port(int fd, int *ret_bits);

/* True when this device can never answer: its interface has no way back. */
bool usblp_is_one_way(int fd);

#endif
