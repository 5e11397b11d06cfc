/* TCP lines: listening, and the rude way to end one. */
#ifndef PLATFORM_SIM_SERVE_LINE_H
#define PLATFORM_SIM_SERVE_LINE_H

#include "platform/base/err.h"

/* Listens on a numeric address or name; port "0" = any free one. The descriptor is the caller's;
 * ERR_BAD_INPUT for an unknown address, ERR_IO with errno when the system refuses. */
MUST_USE struct err line_listen(const char *host, const char *port, int *ret_fd, int *ret_port);

/* Sends RST at once; the descriptor stays open and its owner's. */
void line_reset(int fd);

#endif
