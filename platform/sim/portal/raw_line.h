/* An answer of raw.h on its line. */
#ifndef PLATFORM_SIM_PORTAL_RAW_LINE_H
#define PLATFORM_SIM_PORTAL_RAW_LINE_H

#include "platform/sim/portal/raw.h"
#include "platform/sim/serve/pause.h"

/* Sends it and ends the line as it says. */
void raw_line_send(int fd, const struct raw_answer *a, struct pause *p);

#endif
