/* How long the courier believes that somebody waits for what was wished, and what it learns of one
 * that came from another kiosk. */
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

TEST(the_first_opening_tells_whose_slip_it_is)
{
    struct outbox_row found;
    world_open(&adapter_rest, NULL, no_line);
    save();
    const struct outbox_row before = row();
    CHECK_INT((long long)strlen(before.slip_sha256), OUTBOX_SLIP_HEX - 1);
    CHECK(!failed(
        store_run(&w.kiosk->store, "UPDATE application SET slip_sha256=''", BIND_NOTHING, NULL)));
    CHECK_INT(outbox_find_slip(w.kiosk, before.slip_sha256, &found).code, ERR_NOT_FOUND);
    round_of(true); /* nothing is sent: there is no line */
    CHECK_INT(outbox_find_slip(w.kiosk, before.slip_sha256, &found).code, ERR_NONE);
    CHECK_STR(found.uuid, EXAMPLE_UUID);
    world_close();
}

int main(void)
{
    RUN(a_wish_nobody_waits_for_any_more_seals_nothing);
    RUN(until_then_it_is_sealed);
    RUN(the_first_opening_tells_whose_slip_it_is);
    scratch_close();
    return check_done();
}
