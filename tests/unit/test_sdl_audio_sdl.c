#include "platform/sdl/audio_sdl.h"

#include <SDL.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/assets.h"
#include "app/sound/player.h"
#include "tests/check.h"
#include "ui/audio_watch.h"

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

/* --- a card that is pulled out while she is spoken to -------------------------------------------
 * SDL's own driver writes into a pipe, as a card takes samples; the other end goes away, and what a
 * card stands for with it. No part of ours is a pretence. */

static char socket_of_card[] = "/tmp/test_card_XXXXXX"; /* folder: where one is plugged in */
static char card[64];
static int heard_samples;
static struct assets assets;
static struct file_bytes clips;
static struct voices voices;
static struct speech words;
static struct tempo tempo;
static struct player player;
static struct audio_watch watch;
static struct heard told[8];
static int told_count;

static int plug_in(void)
{
    CHECK(mkdir(socket_of_card, 0700) == 0 && mkfifo(card, 0600) == 0);
    return open(card, O_RDONLY | O_NONBLOCK);
}

static void pull_out(int end)
{
    CHECK(close(end) == 0 && unlink(card) == 0 && rmdir(socket_of_card) == 0);
}

static void note(void *context, const struct heard *h)
{
    (void)context;
    if (told_count < 8) {
        told[told_count++] = *h;
    }
}

static void say(const char *text)
{
    const struct say item = {.kind = SAY_TEXT, .text = text};
    speech_clear(&words);
    speech_add(&words, &voices, &item, 1, &(struct speech_options){.language = "vi", .tag = 7});
    player_say(&player, &words);
}

/* Real time goes on; what the card takes is counted as it is heard. */
static void run(int ms, int end)
{
    static int16_t taken[4096];
    for (int i = 0; i < ms; i += 10) {
        player_step(&player, SDL_GetTicks64());
        for (ssize_t n = 1; end >= 0 && n > 0;) {
            n = read(end, taken, sizeof taken);
            for (ssize_t k = 0; k < n / 2; k++) {
                heard_samples += taken[k] > 500 || taken[k] < -500;
            }
        }
        SDL_Delay(10);
    }
    player_step(&player, SDL_GetTicks64());
}

static void begin_card(void)
{
    signal(SIGPIPE, SIG_IGN); /* as main_kiosk.c */
    CHECK(mkdtemp(socket_of_card) != NULL && rmdir(socket_of_card) == 0);
    (void)snprintf(card, sizeof card, "%s/card", socket_of_card);
    setenv("SDL_DISKAUDIOFILE", card, 1);
    with_driver("disk");
    voices.count = 1;
    CHECK(!failed(assets_open(&assets, files_linux(), NULL)) &&
          !failed(assets_map(&assets, "clips-vi.pak", &clips)) &&
          !failed(clips_open(&voices.pack[0], clips.bytes, clips.size)));
    CHECK(!failed(tempo_open(&tempo)));
}

TEST(a_card_pulled_out_while_she_is_spoken_to_stops_nothing)
{
    begin_card();
    int end = plug_in();
    CHECK(end >= 0 && !failed(audio_sdl_open(&audio, "sdl:")));
    player_init(&player, &audio.port, &tempo, note, NULL);
    say("Có một câu trả lời.");
    run(400, end);
    CHECK(!audio_watch_step(&watch, &audio.port, SDL_GetTicks64()));
    CHECK(heard_samples > 1000 && player_speaking(&player) && audio.port.ops->alive(&audio.port));
    pull_out(end);
    run(1100, -1);                              /* it is looked at once a second */
    CHECK(!audio.port.ops->alive(&audio.port)); /* SDL itself found the device gone */
    CHECK(audio_watch_step(&watch, &audio.port, SDL_GetTicks64()) && watch.lost); /* still out */
    for (int i = 0; i < 80 && player_speaking(&player); i++) {
        run(100, -1);
    }
    CHECK(!player_speaking(
        &player)); /* the sentence ended in its time: she is waited for no longer */
    CHECK(told_count > 0 && told[0].ms_total > 0);
    end = plug_in();
    run(1100, end);
    CHECK(end >= 0 && !audio_watch_step(&watch, &audio.port, SDL_GetTicks64()));
    CHECK(!watch.lost && audio.port.ops->alive(&audio.port));
    heard_samples = 0;
    run(300, end);
    CHECK_INT(heard_samples, 0); /* nothing of what was said into the void */
    say("hai");
    run(900, end);
    CHECK(heard_samples > 1000);
    audio.port.ops->close(&audio.port);
    tempo_close(&tempo);
    pull_out(end);
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
    SDL_Quit();
    RUN(a_card_pulled_out_while_she_is_spoken_to_stops_nothing);
    return check_done();
}
