/* In which order sentences are reviewed and read: those of the core path first, then screen by
 * screen as a citizen meets them, then procedure by procedure; on one screen as they are written.
 * Pure. */
#ifndef APP_STUDIO_ORDER_H
#define APP_STUDIO_ORDER_H

#include "app/language/places.h"

struct prompt_order {
    enum message_id list[MSG_COUNT]; /* every message once */
    int count;
};

/* places may be NULL: then the core path, and the rest as it is written. */
void order_make(const struct places *places, struct prompt_order *ret_order);

/* Where a message stands in it. */
int order_find(const struct prompt_order *order, enum message_id message);

#endif
