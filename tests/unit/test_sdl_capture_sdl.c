/* The driver over SDL's disk driver: a real device of SDL whose microphone is a file. */
#include "platform/sdl/capture_sdl.h"

#include <SDL.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/check.h"

enum { HEARD = 48000 };

static struct capture_sdl mic;
static int16_t out[HEARD * 3];

static void with_driver(const char *driver, const char *delay_ms)
{
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    setenv("SDL_AUDIODRIVER", driver, 1);
    setenv("SDL_DISKAUDIODELAY", delay_ms, 1);
}

/* Raw samples 1, 2, 3 ... that no silence or noise could be taken for. */
static void write_ramp(char *file)
{
    static int16_t samples[HEARD];
    const int fd = mkstemp(file);
    CHECK(fd >= 0);
    for (int i = 0; i < HEARD; i++) {
        samples[i] = (int16_t)(i % 30000 + 1);
    }
    CHECK(write(fd, samples, sizeof samples) == (ssize_t)sizeof samples);
    close(fd);
    setenv("SDL_DISKAUDIOFILEIN", file, 1);
}

/* Takes in pieces of 500 until `wanted` samples came or five seconds are over. */
static size_t take(size_t wanted, enum err_code *ret_code)
{
    size_t have = 0;
    *ret_code = ERR_NONE;
    for (int i = 0; i < 1000 && have < wanted && *ret_code == ERR_NONE; i++) {
        size_t count = 0;
        const size_t left = wanted - have;
        *ret_code = mic.port.ops->take(&mic.port, out + have, left < 500 ? left : 500, &count).code;
        have += count;
        if (count == 0) {
            SDL_Delay(5);
        }
    }
    return have;
}

TEST(what_the_device_hears_comes_sample_by_sample)
{
    char file[] = "/tmp/test_capture_XXXXXX";
    enum err_code code = ERR_NONE;
    write_ramp(file);
    with_driver("disk", "2");
    CHECK(!failed(capture_sdl_open(&mic, "sdl:")));
    CHECK_STR(mic.port.ops->name, "sdl");
    CHECK(!failed(mic.port.ops->start(&mic.port)));
    CHECK_INT(take(HEARD, &code), HEARD);
    CHECK_INT(code, ERR_NONE);
    bool same = true;
    for (int i = 0; i < HEARD; i++) {
        same = same && out[i] == (int16_t)(i % 30000 + 1);
    }
    CHECK(same);
    mic.port.ops->stop(&mic.port);
    bool wiped = true;
    for (size_t i = 0; i < CAPTURE_SDL_RING; i++) {
        wiped = wiped && mic.ring[i] == 0;
    }
    CHECK(wiped);
    mic.port.ops->close(&mic.port);
    unlink(file);
}

TEST(nothing_is_open_before_start_and_after_stop)
{
    size_t count = 1;
    with_driver("dummy", "1");
    CHECK(!failed(capture_sdl_open(&mic, "sdl:")));
    CHECK_INT(mic.id, 0);
    CHECK_INT(mic.port.ops->take(&mic.port, out, 10, &count).code, ERR_OFFLINE);
    CHECK_INT(count, 0);
    CHECK(!failed(mic.port.ops->start(&mic.port)));
    CHECK(mic.id != 0);
    mic.port.ops->stop(&mic.port);
    CHECK_INT(mic.id, 0);
    mic.port.ops->close(&mic.port);
}

TEST(what_is_not_taken_in_time_is_told)
{
    char file[] = "/tmp/test_capture_XXXXXX";
    enum err_code code = ERR_NONE;
    write_ramp(file);
    with_driver("disk", "1");
    CHECK(!failed(capture_sdl_open(&mic, "sdl:")));
    CHECK(!failed(mic.port.ops->start(&mic.port)));
    for (int i = 0; i < 500 && !atomic_load(&mic.gap); i++) {
        SDL_Delay(10);
    }
    CHECK(take(HEARD * 3, &code) >= CAPTURE_HOLD); /* and what came while there was room again */
    CHECK_INT(code, ERR_FULL);
    CHECK(out[0] == 1 && out[499] == 500);
    mic.port.ops->close(&mic.port);
    unlink(file);
}

TEST(no_device_and_a_lost_one_are_told)
{
    size_t count = 0;
    with_driver("no-such-driver", "1");
    CHECK(!failed(capture_sdl_open(&mic, "sdl:")));
    CHECK_INT(mic.port.ops->start(&mic.port).code, ERR_OFFLINE);
    with_driver("dummy", "1");
    CHECK(!failed(mic.port.ops->start(&mic.port)));
    CHECK_INT(mic.port.ops->take(&mic.port, out, 1, &count).code, ERR_NONE);
    SDL_PauseAudioDevice(mic.id, 1); /* as SDL has it when the cable is pulled: it plays no more */
    enum err_code code = ERR_NONE;
    const size_t rest = take(HEARD * 3, &code);
    CHECK(rest < HEARD * 3);
    CHECK_INT(code, ERR_OFFLINE);
    mic.port.ops->close(&mic.port);
    CHECK(!failed(capture_sdl_open(&mic, "none:")));
    CHECK_STR(mic.port.ops->name, "none");
    CHECK_INT(mic.port.ops->start(&mic.port).code, ERR_OFFLINE);
    CHECK_INT(capture_sdl_open(&mic, "alsa:hw0").code, ERR_BAD_INPUT);
}

int main(void)
{
    RUN(what_the_device_hears_comes_sample_by_sample);
    RUN(nothing_is_open_before_start_and_after_stop);
    RUN(what_is_not_taken_in_time_is_told);
    RUN(no_device_and_a_lost_one_are_told);
    SDL_Quit();
    return check_done();
}
