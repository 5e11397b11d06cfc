/* Staff who carry applications to another kiosk, which is nowhere here: what is EXPORTED must not
 * be sent, and is sent once after they took it back. They draw by themselves, so that what else
 * happens under a seed does not depend on them. */
#include <string.h>

#include "app/outbox/outbox_export.h"
#include "tests/simulation/simulation.h"

#define IN_SO_MANY 300

static unsigned draw(struct sim *s, unsigned limit)
{
    uint32_t n = 0;
    sim_must(s->staff.ops->fill(&s->staff, &n, sizeof n), "staff");
    return n % limit;
}

static struct seal_public other_kiosk(void)
{
    struct seal_secret secret;
    memset(secret.key, 7, sizeof secret.key);
    return seal_public_of(&secret);
}

/* A disk that is just losing power refuses anything. */
static void tolerate(struct err e)
{
    (void)e;
}

static void take_back_all(struct sim *s)
{
    struct outbox_row row;
    int64_t seq = 0;
    while (!failed(outbox_next(s->outbox, seq, &seq, &row))) {
        if (row.state == OUTBOX_EXPORTED) {
            s->counts.exported++;
            tolerate(outbox_take_back(s->outbox, row.uuid, 0));
        }
    }
}

/* One of the last that still wait here. */
static const char *one_that_waits(struct sim *s)
{
    struct outbox_row row;
    for (int i = s->promise_count - 1; i >= 0 && i >= s->promise_count - 8; i--) {
        const char *uuid = s->promises[i].uuid;
        if (!failed(outbox_find(s->outbox, uuid, &row)) &&
            (row.state == OUTBOX_SAVED || row.state == OUTBOX_HELD)) {
            return uuid;
        }
    }
    return NULL;
}

void staff_turn(struct sim *s)
{
    const struct seal_public to = other_kiosk();
    if (draw(s, IN_SO_MANY) != 0) {
        return;
    }
    const char *uuid = one_that_waits(s);
    if (draw(s, 4) == 0) {
        take_back_all(s);
    } else if (uuid != NULL) {
        tolerate(outbox_export_wish(s->outbox, uuid, &to, s->clock.ops->now_s(&s->clock)));
    }
}

void staff_ends(struct sim *s)
{
    const struct seal_public to = other_kiosk();
    int count = 0;
    sim_must(outbox_export_cancel(s->outbox, &to, &count), "wishes");
    take_back_all(s);
}
