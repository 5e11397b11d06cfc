/* port_portal over STATE/run/courier.sock: the kiosk's end. Without a courier every question is
 * answered ERR_OFFLINE at once; a courier that comes later is found by the next question. */
#ifndef PLATFORM_LINUX_PORTAL_SOCKET_H
#define PLATFORM_LINUX_PORTAL_SOCKET_H

#include "platform/port_portal.h"

/* Never fails for want of a courier; ERR_IO without descriptors. */
MUST_USE struct err portal_socket_open(struct port_portal **ret_portal, const char *state_dir);

#endif
