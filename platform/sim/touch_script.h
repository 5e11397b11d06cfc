/* A pretended touch panel: there until a play takes it away. What is touched comes from the
 * pretended display all the same. */
#ifndef PLATFORM_SIM_TOUCH_SCRIPT_H
#define PLATFORM_SIM_TOUCH_SCRIPT_H

#include "platform/port_touch.h"

struct touch_script {
    struct port_touch port;
    bool unplugged;
    unsigned losses;
};

void touch_script_open(struct touch_script *t);

/* "unplugged", "flaps" (out and in again between two looks) or "well"; false for another name. */
bool touch_script_fault(struct touch_script *t, const char *name);

#endif
