/* Orders that a test counts. */
#ifndef PLATFORM_SIM_ORDERS_SCRIPT_H
#define PLATFORM_SIM_ORDERS_SCRIPT_H

#include "platform/port_orders.h"

struct orders_script {
    struct port_orders port;
    int restarts, pictures; /* that were ordered */
    struct err answer;      /* of the next orders; ERR_OK from the start */
};

void orders_script_open(struct orders_script *o);

#endif
