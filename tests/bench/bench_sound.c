/* Touch to first sound leaving the mixer (CONTRACTS "Figures": p95 at most 100 ms), through the
 * guide, the player and SDL's own audio thread. Uses SDL's driver as set, "dummy" by default: it
 * keeps a real device's pace. Also: the time that the step itself takes, and decoding speed.
 * Prints `name value limit unit` lines; exit 1 past a limit. */
#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "app/guide.h"
#include "app/sound/voices.h"
#include "platform/sdl/audio_sdl.h"

enum { TOUCHES = 200 };

static struct audio_sdl audio;
static struct player player;
static struct voices voices;
static struct speech scratch;
static struct view view;

static double now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double p95(double *values)
{
    qsort(values, TOUCHES, sizeof values[0], by_size);
    return values[TOUCHES * 95 / 100];
}

static void show(const char *name, double value, double limit, const char *unit, int *ret_status)
{
    printf("%s %.3f %.3f %s\n", name, value, limit, unit);
    *ret_status |= value > limit;
}

/* One touch of a choice while the guide speaks: cut, cue, the choice's name. */
static void touch(const struct guide_speaker *by, double *ret_step, double *ret_sound)
{
    struct guide guide = {0};
    struct guide_plan plan;
    const double start = now_ms();
    guide_step(&view, &guide, &(struct guide_event){GUIDE_TOUCHED, 0, 0}, &plan);
    (void)guide_play(&plan, by, (uint64_t)start);
    player_step(&player, (uint64_t)start);
    *ret_step = now_ms() - start;
    const size_t all = audio.port.ops->queued(&audio.port);
    while (audio.port.ops->queued(&audio.port) == all && now_ms() < start + 1000) {
        SDL_Delay(1);
    }
    *ret_sound = now_ms() - start;
    SDL_Delay((Uint32)(rand() % 23)); /* not in step with the device */
}

static double decoding_speed(void)
{
    static struct clip_decoder decoder;
    int16_t block[CLIP_PACKET];
    double samples = 0;
    const double start = now_ms();
    for (uint32_t i = 0; i < voices.pack[0].count && now_ms() < start + 500; i++) {
        struct clip clip;
        clips_get(&voices.pack[0], i, &clip);
        clip_decoder_start(&decoder, &clip);
        while (clip_decoder_next(&decoder, block) > 0) {
        }
        samples += clip.samples;
    }
    return (now_ms() - start) / (samples / AUDIO_RATE); /* ms of work per s of speech */
}

int main(void)
{
    static const char *const languages[] = {"vi"};
    struct file_bytes files[SPEECH_LANGUAGES];
    struct assets assets;
    struct tempo tempo = {0};
    int status = 0;
    (void)setenv("SDL_AUDIODRIVER", "dummy", 0);
    if (failed(assets_open(&assets, files_linux(), getenv("RONG_ASSETS"))) ||
        failed(voices_open(&voices, &assets, languages, 1, files)) || failed(tempo_open(&tempo)) ||
        failed(audio_sdl_open(&audio, "sdl:")) || !audio.port.ops->alive(&audio.port)) {
        fprintf(stderr, "bench_sound: no clips or no audio device\n");
        return 1;
    }
    player_init(&player, &audio.port, &tempo, NULL, NULL);
    const struct guide_speaker by = {.voices = &voices,
                                     .languages = languages,
                                     .language_count = 1,
                                     .scratch = &scratch,
                                     .player = &player};
    view_begin(&view, "bench");
    (void)view_add(&view, &(struct view_node){.name = "yes",
                                              .role = ROLE_CHOICE,
                                              .zone = ZONE_ANSWERS,
                                              .parent = -1,
                                              .label = "Có một câu trả lời.",
                                              .intent = {1, 0, NULL}});
    double step[TOUCHES];
    double sound[TOUCHES];
    for (int i = 0; i < TOUCHES; i++) {
        touch(&by, &step[i], &sound[i]);
    }
    show("touch_to_first_sound_p95", p95(sound), 100, "ms", &status);
    show("touch_to_ring_p95", p95(step), 16.7, "ms", &status);
    show("decoding_per_second_of_speech", decoding_speed(), 50, "ms", &status);
    audio.port.ops->close(&audio.port);
    tempo_close(&tempo);
    SDL_Quit();
    return status;
}
