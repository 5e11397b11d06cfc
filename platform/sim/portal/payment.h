/* What the practice portal wants paid: the contract's /applications/{uuid}/payment, and the page
 * its QR opens (/pay/REFERENCE), where one says that it was paid. No money moves. */
#ifndef PLATFORM_SIM_PORTAL_PAYMENT_H
#define PLATFORM_SIM_PORTAL_PAYMENT_H

#include "platform/sim/portal/routes.h"

bool payment_is_page(const char *path);

/* GET or POST of the contract. */
void payment_answer(struct portal *p, const struct portal_request *q, const char *uuid,
                    struct portal_reply *ret_reply);

void payment_page(struct portal *p, const struct portal_request *q, struct portal_reply *ret_reply);

#endif
