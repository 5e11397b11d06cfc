#include "platform/sdl/audio_sdl.h"

#include <SDL.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/check.h"

static struct audio_sdl audio;
static char file[] = "/tmp/test_audio_XXXXXX";

static void with_driver(const char *driver)
{
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    setenv("SDL_AUDIODRIVER", driver, 1);
}

/* A ramp that no silence or noise could be taken for. */
static void push_ramp(size_t count)
{
    int16_t samples[4800];
    for (size_t i = 0; i < count; i++) {
        samples[i] = (int16_t)(i + 1);
    }
    CHECK_INT(audio.port.ops->push(&audio.port, samples, count), count);
}

static bool file_holds_ramp(size_t count)
{
    static int16_t raw[480000];
    FILE *f = fopen(file, "rb");
    const size_t n = f == NULL ? 0 : fread(raw, sizeof raw[0], 480000, f);
    if (f != NULL) {
        fclose(f);
    }
    for (size_t at = 0; at + count <= n; at++) {
        size_t same = 0;
        while (same < count && raw[at + same] == (int16_t)(same + 1)) {
            same++;
        }
        if (same == count) {
            return true;
        }
    }
    return false;
}

TEST(what_is_pushed_reaches_the_device_sample_by_sample)
{
    const int fd = mkstemp(file);
    CHECK(fd >= 0);
    close(fd);
    setenv("SDL_DISKAUDIOFILE", file, 1);
    with_driver("disk");
    CHECK(!failed(audio_sdl_open(&audio, "sdl:")));
    CHECK(audio.port.ops->alive(&audio.port));
    push_ramp(4800);
    for (int i = 0; i < 100 && audio.port.ops->queued(&audio.port) > 0; i++) {
        SDL_Delay(20);
    }
    CHECK_INT(audio.port.ops->queued(&audio.port), 0);
    SDL_Delay(60);
    audio.port.ops->close(&audio.port);
    CHECK(file_holds_ramp(4800));
    unlink(file);
}

TEST(a_cut_drops_what_waits_and_room_is_there_at_once)
{
    with_driver("dummy");
    CHECK(!failed(audio_sdl_open(&audio, "sdl:")));
    while (audio.port.ops->room(&audio.port) >= 4800) {
        push_ramp(4800);
    }
    CHECK(audio.port.ops->queued(&audio.port) > AUDIO_SDL_HOLD / 2);
    audio.port.ops->cut(&audio.port);
    CHECK_INT(audio.port.ops->queued(&audio.port), 0);
    CHECK_INT(audio.port.ops->room(&audio.port), AUDIO_SDL_HOLD);
    push_ramp(4800);
    CHECK(audio.port.ops->queued(&audio.port) > 0);
    audio.port.ops->close(&audio.port);
}

TEST(without_a_device_time_drains_the_ring_and_tick_looks_again)
{
    with_driver("no-such-driver");
    CHECK(!failed(audio_sdl_open(&audio, "sdl:")));
    CHECK(!audio.port.ops->alive(&audio.port));
    push_ramp(4800); /* 100 ms */
    CHECK(audio.port.ops->queued(&audio.port) > 0);
    SDL_Delay(130);
    CHECK_INT(audio.port.ops->queued(&audio.port), 0);
    with_driver("dummy");
    audio.port.ops->tick(&audio.port);
    CHECK(audio.port.ops->alive(&audio.port));
    audio.port.ops->close(&audio.port);
    CHECK(!audio.port.ops->alive(&audio.port));
}

/* A device whose callback stands still is given up at the second tick and opened anew. */
TEST(a_stuck_device_is_opened_again)
{
    with_driver("dummy");
    CHECK(!failed(audio_sdl_open(&audio, "sdl:")));
    SDL_Delay(50);
    SDL_LockAudioDevice(audio.id);
    push_ramp(4800);
    audio.port.ops->tick(&audio.port);
    SDL_PauseAudioDevice(audio.id, 1);
    SDL_UnlockAudioDevice(audio.id);
    CHECK(!audio.port.ops->alive(&audio.port));
    audio.port.ops->tick(&audio.port);
    CHECK(audio.port.ops->alive(&audio.port));
    audio.port.ops->close(&audio.port);
}

TEST(no_sound_wanted_is_a_silent_device_and_nonsense_is_refused)
{
    CHECK(!failed(audio_sdl_open(&audio, "none:")));
    CHECK_STR(audio.port.ops->name, "none");
    push_ramp(480);
    audio.port.ops->tick(&audio.port);
    CHECK(!audio.port.ops->alive(&audio.port));
    audio.port.ops->close(&audio.port);
    CHECK_INT(audio_sdl_open(&audio, "alsa:x").code, ERR_BAD_INPUT);
}

TEST(headphones_have_a_device_of_their_own_or_the_same)
{
    with_driver("dummy");
    CHECK(!failed(audio_sdl_open(&audio, "sdl:")));
    CHECK_INT(audio_sdl_phones(&audio, "none:").code, ERR_BAD_INPUT);
    CHECK(!failed(audio_sdl_phones(&audio, "sdl:")));
    const uint32_t before = audio.id;
    push_ramp(480);
    audio.port.ops->route(&audio.port, AUDIO_HEADPHONES);
    CHECK_INT(audio.id, before); /* the card turns its sound over itself */
    CHECK_INT(audio.port.ops->queued(&audio.port), 0);
    audio.port.ops->route(&audio.port, AUDIO_LOUDSPEAKER);
    CHECK(!failed(audio_sdl_phones(&audio, "sdl:no such device")));
    audio.port.ops->route(&audio.port, AUDIO_HEADPHONES);
    CHECK(!audio.port.ops->alive(&audio.port)); /* silence, never the room */
    audio.port.ops->tick(&audio.port);
    CHECK(!audio.port.ops->alive(&audio.port));
    audio.port.ops->route(&audio.port, AUDIO_LOUDSPEAKER);
    CHECK(audio.port.ops->alive(&audio.port));
    audio.port.ops->close(&audio.port);
}

int main(void)
{
    RUN(what_is_pushed_reaches_the_device_sample_by_sample);
    RUN(a_cut_drops_what_waits_and_room_is_there_at_once);
    RUN(without_a_device_time_drains_the_ring_and_tick_looks_again);
    RUN(a_stuck_device_is_opened_again);
    RUN(no_sound_wanted_is_a_silent_device_and_nonsense_is_refused);
    SDL_Quit();
    RUN(headphones_have_a_device_of_their_own_or_the_same);
    return check_done();
}
