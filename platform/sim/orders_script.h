/* Orders that a test counts. */
#ifndef PLATFORM_SIM_ORDERS_SCRIPT_H
#define PLATFORM_SIM_ORDERS_SCRIPT_H

#include "platform/port_orders.h"

struct orders_script {
    struct port_orders port;
    int restarts, agains, pictures; /* that were ordered */
    char picture[80];               /* the name of the last one */
    int64_t forward_s;              /* to when the clock was last to be put; 0 = never */
    struct err answer;              /* of the next orders; ERR_OK from the start */
};

void orders_script_open(struct orders_script *o);

#endif
