#define _GNU_SOURCE
#include "platform/sim/capture_file.h"

#include "tests/check.h"
#include "tests/unit/scratch.h"

static struct capture_file mic;
static struct port_clock the_clock;
static int16_t out[AUDIO_RATE * 4];
static size_t count;

/* A WAV that counts up from first. */
static const char *ramp(const char *name, int first, size_t samples)
{
    const char *path = scratch(name);
    FILE *f = fopen(path, "wb");
    uint8_t head[WAV_HEAD];
    wav_header(AUDIO_RATE, (uint32_t)samples, head);
    CHECK(f != NULL && fwrite(head, 1, sizeof head, f) == sizeof head);
    for (size_t i = 0; f != NULL && i < samples; i++) {
        uint8_t bytes[2];
        wav_sample((int16_t)(first + (int)i), bytes);
        CHECK(fwrite(bytes, 1, 2, f) == 2);
    }
    CHECK(f != NULL && fclose(f) == 0);
    return path;
}

static void open_it(const char *path)
{
    char uri[300];
    (void)snprintf(uri, sizeof uri, "sim:%s", path);
    the_clock = clock_manual(0);
    CHECK(!failed(capture_file_open(&mic, uri, &the_clock)));
}

static enum err_code take(size_t room)
{
    return mic.port.ops->take(&mic.port, out, room, &count).code;
}

static void pass(int ms)
{
    the_clock.ops->pass(&the_clock, ms);
}

TEST(samples_come_as_the_clock_goes_and_then_silence)
{
    open_it(ramp("a.wav", 1, 960));
    CHECK(!failed(mic.port.ops->start(&mic.port)));
    CHECK_INT(take(100), ERR_NONE);
    CHECK_INT(count, 0);
    pass(10);
    CHECK_INT(take(400), ERR_NONE);
    CHECK_INT(count, 400);
    CHECK(out[0] == 1 && out[399] == 400);
    CHECK_INT(take(400), ERR_NONE);
    CHECK_INT(count, 80);
    CHECK(out[0] == 401);
    pass(20);
    CHECK_INT(take(2000), ERR_NONE);
    CHECK_INT(count, 960);
    CHECK(out[479] == 960 && out[480] == 0);
    mic.port.ops->close(&mic.port);
    CHECK_INT(take(10), ERR_OFFLINE);
}

TEST(a_folder_is_heard_in_turn_and_begins_again)
{
    (void)ramp("b.wav", 1000, 960);
    (void)ramp("a.wav", 1, 960);
    open_it(scratch("."));
    static const int first[] = {1, 1000, 1};
    for (int i = 0; i < 3; i++) {
        CHECK(!failed(mic.port.ops->start(&mic.port)));
        pass(1);
        CHECK_INT(take(48), ERR_NONE);
        CHECK_INT(out[0], first[i]);
        mic.port.ops->stop(&mic.port);
    }
    mic.port.ops->close(&mic.port);
}

TEST(no_device_is_told_at_the_start)
{
    open_it(ramp("a.wav", 1, 960));
    CHECK(capture_file_fault(&mic, "unplugged"));
    CHECK_INT(mic.port.ops->start(&mic.port).code, ERR_OFFLINE);
    CHECK(capture_file_fault(&mic, "well"));
    CHECK(!failed(mic.port.ops->start(&mic.port)));
    mic.port.ops->close(&mic.port);
    CHECK(!failed(capture_file_open(&mic, "none:", &the_clock)));
    CHECK_INT(mic.port.ops->start(&mic.port).code, ERR_OFFLINE);
    open_it("/no/such/file.wav");
    CHECK_INT(mic.port.ops->start(&mic.port).code, ERR_OFFLINE);
}

/* What was heard before it went is given first. */
TEST(a_device_that_goes_is_told_after_what_it_heard)
{
    open_it(ramp("long.wav", 1, 30000));
    CHECK(capture_file_fault(&mic, "lost"));
    CHECK(!failed(mic.port.ops->start(&mic.port)));
    pass(CAPTURE_FAULT_MS + 300);
    CHECK_INT(take(20000), ERR_NONE);
    CHECK_INT(take(20000), ERR_OFFLINE);
    CHECK_INT(count, CAPTURE_FAULT_MS * 48 - 20000);
    CHECK_INT(out[0], 20001);
    mic.port.ops->close(&mic.port);
}

TEST(a_silent_device_gives_zeros)
{
    open_it(ramp("a.wav", 1, 960));
    CHECK(capture_file_fault(&mic, "silent"));
    CHECK(!failed(mic.port.ops->start(&mic.port)));
    pass(20);
    CHECK_INT(take(960), ERR_NONE);
    CHECK_INT(count, 960);
    CHECK(out[0] == 0 && out[959] == 0);
    mic.port.ops->close(&mic.port);
}

TEST(a_gap_is_told_once_and_nobody_waits_for_ever)
{
    open_it(ramp("long.wav", 1, 32000));
    CHECK(capture_file_fault(&mic, "overrun"));
    CHECK(!failed(mic.port.ops->start(&mic.port)));
    pass(CAPTURE_FAULT_MS);
    CHECK_INT(take(AUDIO_RATE), ERR_NONE);
    pass(200);
    CHECK_INT(take(AUDIO_RATE), ERR_FULL);
    CHECK_INT(count, 100 * 48);
    CHECK_INT(out[0], (CAPTURE_FAULT_MS + 100) * 48 + 1);
    pass(10);
    CHECK_INT(take(AUDIO_RATE), ERR_NONE);
    mic.port.ops->stop(&mic.port);
    /* The same of who takes too late. */
    CHECK(capture_file_fault(&mic, "well"));
    CHECK(!failed(mic.port.ops->start(&mic.port)));
    pass(2500);
    CHECK_INT(take(AUDIO_RATE * 4), ERR_FULL);
    CHECK_INT(count, CAPTURE_HOLD);
    CHECK_INT(out[0], 500 * 48 + 1);
    mic.port.ops->close(&mic.port);
}

TEST(nonsense_is_refused)
{
    CHECK_INT(capture_file_open(&mic, "sdl:", &the_clock).code, ERR_BAD_INPUT);
    CHECK_INT(capture_file_open(&mic, "sim:", &the_clock).code, ERR_BAD_INPUT);
    CHECK(!capture_file_fault(&mic, "no-such-fault"));
}

int main(void)
{
    if (scratch_open() == NULL) {
        return 1;
    }
    RUN(samples_come_as_the_clock_goes_and_then_silence);
    RUN(a_folder_is_heard_in_turn_and_begins_again);
    RUN(no_device_is_told_at_the_start);
    RUN(a_device_that_goes_is_told_after_what_it_heard);
    RUN(a_silent_device_gives_zeros);
    RUN(a_gap_is_told_once_and_nobody_waits_for_ever);
    RUN(nonsense_is_refused);
    scratch_close();
    return check_done();
}
