#include "app/studio/order.h"

#include <stdlib.h>

#include "app/sound/installed.h"
#include "app/studio/cover.h"

struct ranked {
    int core, place, written; /* compared in this order */
    enum message_id message;
};

static int compare(const void *a, const void *b)
{
    const struct ranked *x = a;
    const struct ranked *y = b;
    return x->core != y->core     ? x->core - y->core
           : x->place != y->place ? x->place - y->place
                                  : x->written - y->written;
}

static int core_of(enum message_id message)
{
    int i = 0;
    while (language_core(i) != MSG_NONE && language_core(i) != message) {
        i++;
    }
    return i; /* past the last: none of them */
}

void order_make(const struct places *places, struct prompt_order *ret_order)
{
    struct ranked all[MSG_COUNT];
    int count = 0;
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        const enum message_id message = (enum message_id)id;
        all[count++] =
            (struct ranked){core_of(message), places != NULL ? cover_rank(places, message) : 0,
                            message_written(message), message};
    }
    qsort(all, (size_t)count, sizeof all[0], compare);
    for (int i = 0; i < count; i++) {
        ret_order->list[i] = all[i].message;
    }
    ret_order->count = count;
}

int order_find(const struct prompt_order *order, enum message_id message)
{
    int i = 0;
    while (i < order->count && order->list[i] != message) {
        i++;
    }
    return i;
}
