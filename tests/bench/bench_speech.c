/* Whether speech stutters: the guide speaks without end, at every speed, while a finger comes down
 * four times a second and another page is painted every second with nothing of it ready. The sound
 * device is one that takes its 64 ms whether anything is there or not, by the wall's clock, as a
 * real one does; what was not there in time is an underrun. Prints
 * "name<TAB>value<TAB>limit<TAB>unit" lines. usage: bench_speech [SECONDS] */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "app/sound/player.h"
#include "app/sound/voices.h"
#include "platform/sdl/text_ttf.h"
#include "platform/sim/display_memory.h"
#include "tests/bench/need_screen.h"
#include "ui/dirty.h"
#include "ui/paint/painter.h"

#define DEVICE_MS 64 /* as platform/sdl/audio_sdl.c asks for */
#define CHUNK     ((size_t)DEVICE_MS * AUDIO_RATE / 1000)
#define RING      ((size_t)AUDIO_RATE * 3 / 10)
#define TOUCH_MS  250
#define PAGE_MS   1000
#define AHEAD     4 /* clips that wait while one sounds */

/* A device that never waits. Nobody hears it: it only counts. */
struct sink {
    struct port_audio port;
    double next_ms; /* when it takes the next chunk; 0: nothing was pushed yet */
    size_t ring, lowest;
    int underruns;
};

static struct sink sink;
static struct player player;
static struct voices voices;
static struct draw_list list;
static struct dirty dirty;
static struct painter painter;
static struct port_text *text;
static struct port_display *display;
static struct file_bytes art;
static uint8_t cache[PAINTER_CACHE_BYTES];

static void stop(const char *what)
{
    fprintf(stderr, "bench_speech: %s\n", what);
    exit(1);
}

static double clock_ms(clockid_t id)
{
    struct timespec t;
    (void)clock_gettime(id, &t);
    return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static double now_ms(void)
{
    return clock_ms(CLOCK_MONOTONIC);
}

/* --- the device ------------------------------------------------------------------------------ */

static void settle(void)
{
    for (const double now = now_ms(); sink.next_ms > 0 && sink.next_ms <= now;
         sink.next_ms += DEVICE_MS) {
        const size_t taken = sink.ring < CHUNK ? sink.ring : CHUNK;
        sink.underruns += taken < CHUNK;
        sink.ring -= taken;
        sink.lowest = sink.ring < sink.lowest ? sink.ring : sink.lowest;
    }
}

static size_t room(struct port_audio *a)
{
    (void)a;
    settle();
    return RING - sink.ring;
}

static size_t push(struct port_audio *a, const int16_t *samples, size_t count)
{
    (void)samples;
    const size_t space = room(a);
    const size_t taken = count < space ? count : space;
    sink.ring += taken;
    if (sink.next_ms == 0 && sink.ring >= 2 * CHUNK) { /* it is begun once there is something */
        sink.next_ms = now_ms() + DEVICE_MS;
    }
    return taken;
}

static size_t queued(struct port_audio *a)
{
    (void)a;
    settle();
    return sink.ring;
}

static void cut(struct port_audio *a)
{
    (void)a;
    sink.ring = 0;
}

static void route(struct port_audio *a, enum audio_route to)
{
    (void)a;
    (void)to;
}

static bool alive(struct port_audio *a)
{
    (void)a;
    return true;
}

static void tick(struct port_audio *a)
{
    (void)a;
}

/* --- what is said and shown ------------------------------------------------------------------ */

/* Keeps some clips waiting, each at the next speed. */
static void say_more(void)
{
    static struct speech speech;
    static uint32_t next;
    if (player.count >= AHEAD) {
        return;
    }
    speech_clear(&speech);
    for (int i = 0; i < AHEAD; i++, next++) {
        struct spoken *item = &speech.items[speech.count++];
        *item = (struct spoken){.kind = SPOKEN_CLIP, .voice = "vi"};
        clips_get(&voices.pack[0], next % voices.pack[0].count, &item->clip);
    }
    player_say(&player, &speech);
    player_set_speed(&player, (int)(next / AHEAD % PLAYER_SPEEDS));
}

static void paint(bool another_page)
{
    static int pressed;
    struct rect rects[DIRTY_RECTS];
    pressed = (pressed + 1) % 12;
    if (another_page) {
        dirty_init(&dirty, 1080, 1920);
        if (failed(painter_init(&painter, text, art.bytes, art.size, cache, sizeof cache))) {
            stop("the drawings do not open");
        }
    }
    need_build(&list, text, pressed);
    const int count = dirty_step(&dirty, &list, 0, rects);
    if (failed(painter_paint(&painter, &list, display->ops->canvas(display), rects, count))) {
        stop("painting failed");
    }
}

static void speak(double seconds)
{
    const double end = now_ms() + seconds * 1000;
    double touch = now_ms(), page = touch;
    for (double now = touch; now < end; now = now_ms()) {
        say_more();
        player_step(&player, (uint64_t)now);
        if (now >= touch) {
            paint(now >= page);
            touch += TOUCH_MS;
            page += now >= page ? PAGE_MS : 0;
            continue;
        }
        const int wait_ms = player_deadline_ms(&player);
        (void)nanosleep(&(struct timespec){0, (wait_ms < 0 ? 1 : wait_ms) * 1000000L}, NULL);
    }
}

static void open_all(void)
{
    static const struct port_audio_ops ops = {"sink", room,  push, queued, cut,
                                              route,  alive, tick, cut};
    static const char *const languages[] = {"vi"};
    static struct file_bytes files[SPEECH_LANGUAGES];
    static struct assets assets;
    static struct tempo tempo;
    sink = (struct sink){.port = {&ops}, .lowest = RING};
    if (failed(assets_open(&assets, files_linux(), getenv("RONG_ASSETS"))) ||
        failed(voices_open(&voices, &assets, languages, 1, files)) || failed(tempo_open(&tempo)) ||
        failed(assets_map(&assets, "art.bin", &art)) ||
        failed(text_ttf_open(TEXT_FONT_FOLDER, TEXT_CACHE_BYTES, &text)) ||
        failed(display_memory_open(1080, 1920, &display))) {
        stop("no clips, fonts or drawings");
    }
    player_init(&player, &sink.port, &tempo, NULL, NULL);
    paint(true);
}

int main(int argc, char **argv)
{
    const double seconds = argc > 1 ? strtod(argv[1], NULL) : 20;
    open_all();
    const double cpu = clock_ms(CLOCK_PROCESS_CPUTIME_ID);
    speak(seconds);
    printf("underruns of speech in %.0f s\t%d\t0!\t\n", seconds, sink.underruns);
    printf("least sound that waited for the device\t%.0f\t0\tms\n",
           (double)sink.lowest * 1000 / AUDIO_RATE);
    printf("CPU while speaking and touched, per second\t%.3f\t0\tms\n",
           (clock_ms(CLOCK_PROCESS_CPUTIME_ID) - cpu) / seconds);
    return 0;
}
