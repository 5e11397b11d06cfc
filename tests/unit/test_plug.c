#include "ui/plug.h"

#include "platform/sim/jack_script.h"
#include "tests/check.h"

static struct jack_script jack;
static struct plug plug;
static bool counted;
static uint64_t now_ms;

/* Looks for so long, every so often; returns how often what counts changed. */
static int look(uint64_t ms, uint64_t every)
{
    int changes = 0;
    bool in = false;
    for (const uint64_t end = now_ms + ms; now_ms < end; now_ms += every) {
        if (plug_step(&plug, &jack.port, counted, now_ms, &in)) {
            CHECK(in != counted);
            counted = in;
            changes++;
        }
    }
    return changes;
}

static void begin(void)
{
    jack_script_open(&jack);
    plug = (struct plug){.in_ms = 0};
    counted = false;
    now_ms = 1000;
}

TEST(in_counts_when_it_stays_and_out_at_once)
{
    begin();
    CHECK_INT(look(1000, 20), 0);
    CHECK_INT(plug_deadline_ms(&plug, counted, now_ms), -1);
    jack.inserted = true;
    CHECK_INT(look(200, 20), 0);
    CHECK(plug_deadline_ms(&plug, counted, now_ms) > 0);
    CHECK_INT(look(200, 20), 1);
    CHECK(counted);
    CHECK_INT(plug_deadline_ms(&plug, counted, now_ms), -1);
    jack.inserted = false;
    CHECK_INT(look(20, 20), 1);
    CHECK(!counted);
}

TEST(a_loose_contact_never_counts)
{
    begin();
    jack.inserted = true;
    CHECK(jack_script_fault(&jack, "bounce"));
    CHECK_INT(look(5000, 20), 0);
    CHECK(!counted);
    CHECK(jack_script_fault(&jack, "well"));
    CHECK_INT(look(400, 20), 1);
    CHECK(counted && jack_script_fault(&jack, "unplugged"));
    CHECK_INT(look(20, 20), 1);
    CHECK(!counted);
}

TEST(where_there_is_no_jack_they_are_out)
{
    bool in = true;
    begin();
    CHECK(plug_step(&plug, NULL, true, now_ms, &in) && !in);
    CHECK(!plug_step(&plug, NULL, false, now_ms, &in));
}

int main(void)
{
    RUN(in_counts_when_it_stays_and_out_at_once);
    RUN(a_loose_contact_never_counts);
    RUN(where_there_is_no_jack_they_are_out);
    return check_done();
}
