/* How long the courier believes that somebody waits for what was wished. */
#define _GNU_SOURCE /* nftw */
#include "tests/unit/courier_world.h"

#include "app/outbox/outbox_export.h"

static struct http_step no_line(const struct http_request *r)
{
    (void)r;
    return (struct http_step){.error = {ERR_OFFLINE, 7, "test"}};
}

static struct outbox_export wished(int seconds_ago)
{
    struct seal_public other;
    struct seal_secret ignored;
    struct outbox_export x = {.state = OUTBOX_EXPORT_WISHED};
    world_open(&adapter_rest, NULL, no_line);
    seal_pair(&other, &ignored);
    save();
    CHECK(!failed(outbox_export_wish(w.kiosk, EXAMPLE_UUID, &other,
                                     w.clock.ops->now_s(&w.clock) - seconds_ago)));
    round_of(false);
    CHECK_INT(outbox_export_find(w.kiosk, EXAMPLE_UUID, &x).code, ERR_NONE);
    return x;
}

TEST(a_wish_nobody_waits_for_any_more_seals_nothing)
{
    static const int off[] = {OUTBOX_WISH_S + 1, -OUTBOX_WISH_S - 1}; /* or a clock set back */
    for (size_t i = 0; i < sizeof off / sizeof off[0]; i++) {
        const struct outbox_export x = wished(off[i]);
        CHECK_INT(x.state, OUTBOX_EXPORT_DENIED);
        CHECK_STR(x.why, "expired");
        CHECK_INT(row().state, OUTBOX_SAVED);
        CHECK_INT(row().attempts, 1); /* and it is sent from here */
        world_close();
    }
}

TEST(until_then_it_is_sealed)
{
    static const int off[] = {OUTBOX_WISH_S, 0, -OUTBOX_WISH_S};
    for (size_t i = 0; i < sizeof off / sizeof off[0]; i++) {
        CHECK_INT(wished(off[i]).state, OUTBOX_EXPORT_DONE);
        CHECK_INT(row().state, OUTBOX_EXPORTED);
        world_close();
    }
}

int main(void)
{
    RUN(a_wish_nobody_waits_for_any_more_seals_nothing);
    RUN(until_then_it_is_sealed);
    scratch_close();
    return check_done();
}
