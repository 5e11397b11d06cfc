/* Bugs planted in the courier itself, around calls that the linker wraps. */
#include "app/courier/courier_queue.h"
#include "app/outbox/dispatch.h"
#include "app/outbox/outbox_inside.h"
#include "tests/simulation/simulation.h"

static enum planted planted;

void planted_in(struct sim *s)
{
    planted = s->planted;
}

struct err __real_dispatch_next(struct outbox *o, const struct dispatch_filter *f,
                                struct dispatch_item *ret_item);
struct err __wrap_dispatch_next(struct outbox *o, const struct dispatch_filter *f,
                                struct dispatch_item *ret_item);
struct err __real_dispatch_claim(struct outbox *o, struct dispatch_item *item, bool silent);
struct err __wrap_dispatch_claim(struct outbox *o, struct dispatch_item *item, bool silent);
struct err __real_courier_queue_may_have_gone(struct courier_queue *q, const char *uuid,
                                              int64_t saved_at, bool *ret_may);
struct err __wrap_courier_queue_may_have_gone(struct courier_queue *q, const char *uuid,
                                              int64_t saved_at, bool *ret_may);

/* It takes what is EXPORTED for its own, or only what of that is at rest. */
static void take_for_own(struct outbox *o)
{
    if (planted == PLANTED_SENDS_AWAY || planted == PLANTED_COMES_BACK) {
        const struct err ignored = store_run(
            &o->store, "UPDATE application SET state=?1 WHERE state=?2 AND (sealed IS NULL OR ?3)",
            BIND(BIND_INT(OUTBOX_SAVED), BIND_INT(OUTBOX_EXPORTED),
                 BIND_INT(planted == PLANTED_SENDS_AWAY)),
            NULL);
        (void)ignored;
    }
}

/* It does not see that somebody wants it back, ... */
struct err __wrap_dispatch_next(struct outbox *o, const struct dispatch_filter *f,
                                struct dispatch_item *ret_item)
{
    take_for_own(o);
    const struct err e = __real_dispatch_next(o, f, ret_item);
    ret_item->asked_back = ret_item->asked_back && planted != PLANTED_SENDS_ON;
    return e;
}

/* ... and claims it. */
struct err __wrap_dispatch_claim(struct outbox *o, struct dispatch_item *item, bool silent)
{
    if (planted != PLANTED_SENDS_ON) {
        return __real_dispatch_claim(o, item, silent);
    }
    const struct err e = store_run(
        &o->store,
        "UPDATE application SET state=?1, attempts=attempts+1 WHERE uuid=?2 AND state=?3",
        BIND(BIND_INT(OUTBOX_SENDING), BIND_TEXT(item->uuid), BIND_INT(OUTBOX_SAVED)), NULL);
    item->state = OUTBOX_SENDING;
    item->attempts++;
    return e;
}

/* It takes it that nothing of the application ever went out. */
struct err __wrap_courier_queue_may_have_gone(struct courier_queue *q, const char *uuid,
                                              int64_t saved_at, bool *ret_may)
{
    const struct err e = __real_courier_queue_may_have_gone(q, uuid, saved_at, ret_may);
    *ret_may = *ret_may && planted != PLANTED_HASTY;
    return e;
}
