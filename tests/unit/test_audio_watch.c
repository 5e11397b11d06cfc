#include "ui/audio_watch.h"

#include "platform/sim/audio_capture.h"
#include "tests/check.h"

static struct audio_watch watch;
static struct audio_capture audio;
static uint64_t now_ms;
static int losses;

static void run(uint64_t ms)
{
    for (const uint64_t end = now_ms + ms; now_ms < end; now_ms += 20) {
        losses += audio_watch_step(&watch, &audio.port, now_ms);
        audio_capture_advance(&audio, now_ms + 20);
    }
}

static void begin(uint64_t lost_after_ms, uint64_t found_after_ms)
{
    CHECK(!failed(audio_capture_open(&audio, NULL)));
    audio.lost_after_ms = lost_after_ms;
    audio.found_after_ms = found_after_ms;
    watch = (struct audio_watch){.lost = false};
    now_ms = 0;
    losses = 0;
}

TEST(a_card_that_plays_is_no_news)
{
    begin(0, 0);
    run(10000);
    CHECK_INT(losses, 0);
    CHECK(!watch.lost && audio.port.ops->alive(&audio.port));
}

TEST(a_lost_one_is_told_once_and_found_again)
{
    begin(2000, 6000);
    run(4000);
    CHECK_INT(losses, 1);
    CHECK(watch.lost && !audio.port.ops->alive(&audio.port));
    run(4000);
    CHECK_INT(losses, 1);
    CHECK(!watch.lost && audio.port.ops->alive(&audio.port));
}

TEST(no_device_wanted_is_none_lost)
{
    static const struct port_audio_ops none = {.name = "none"};
    struct port_audio nothing = {&none};
    watch = (struct audio_watch){.lost = false};
    CHECK(!audio_watch_step(&watch, NULL, 5000) && !audio_watch_step(&watch, &nothing, 9000));
}

int main(void)
{
    RUN(a_card_that_plays_is_no_news);
    RUN(a_lost_one_is_told_once_and_found_again);
    RUN(no_device_wanted_is_none_lost);
    return check_done();
}
