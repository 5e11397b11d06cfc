#include "platform/sdl/audio_sdl.h"

#include <SDL.h>
#include <string.h>

enum { FADE = 96 /* 2 ms */ };

static struct audio_sdl *self(struct port_audio *a)
{
    return (struct audio_sdl *)(void *)a;
}

/* Where the reader stands or must jump to. */
static size_t reader(struct audio_sdl *a)
{
    const size_t read = atomic_load_explicit(&a->read, memory_order_acquire);
    const size_t cut = atomic_load_explicit(&a->cut_to, memory_order_acquire);
    return (ptrdiff_t)(cut - read) > 0 ? cut : read;
}

/* have samples of the ring from read on, then silence; the ring may end between. */
static void copy_out(const struct audio_sdl *a, size_t read, size_t have, int16_t *out,
                     size_t count)
{
    const size_t at = read % AUDIO_SDL_RING;
    const size_t first = have < AUDIO_SDL_RING - at ? have : AUDIO_SDL_RING - at;
    memcpy(out, &a->ring[at], first * sizeof *out);
    memcpy(out + first, a->ring, (have - first) * sizeof *out);
    memset(out + have, 0, (count - have) * sizeof *out);
}

/* SDL's thread. After a cut or at the end of speech the last sample fades out instead of jumping.
 */
static void SDLCALL pull(void *userdata, Uint8 *stream, int bytes)
{
    struct audio_sdl *a = userdata;
    const size_t count = (size_t)bytes / sizeof(int16_t);
    const size_t from = atomic_load_explicit(&a->read, memory_order_relaxed);
    size_t read = reader(a);
    const size_t written = atomic_load_explicit(&a->written, memory_order_acquire);
    const size_t have = written - read < count ? written - read : count;
    int16_t *out = (int16_t *)(void *)stream;
    copy_out(a, read, have, out, count);
    if (read != from || (have == 0 && a->last != 0)) {
        for (size_t i = 0; i < FADE && i < count; i++) {
            const int sum = out[i] + a->last * (int)(FADE - i) / FADE;
            out[i] = (int16_t)(sum > INT16_MAX ? INT16_MAX : sum < INT16_MIN ? INT16_MIN : sum);
        }
    }
    a->last = have == count && count > 0 ? out[count - 1] : 0;
    read += have;
    atomic_store_explicit(&a->read, read, memory_order_release);
    atomic_fetch_add_explicit(&a->beats, 1, memory_order_relaxed);
}

/* Without a device: what would have sounded by now is gone. */
static void drain_by_time(struct audio_sdl *a)
{
    const uint64_t now = SDL_GetTicks64();
    if (a->id == 0) {
        const size_t due = (size_t)(now - a->drained_ms) * (AUDIO_RATE / 1000);
        const size_t read = reader(a);
        const size_t left = atomic_load(&a->written) - read;
        atomic_store(&a->read, read + (due < left ? due : left));
    }
    a->drained_ms = now;
}

static size_t queued(struct port_audio *port)
{
    struct audio_sdl *a = self(port);
    drain_by_time(a);
    return atomic_load(&a->written) - reader(a);
}

static size_t room(struct port_audio *port)
{
    struct audio_sdl *a = self(port);
    const size_t waiting = queued(port);
    const size_t hold = waiting < AUDIO_SDL_HOLD ? AUDIO_SDL_HOLD - waiting : 0;
    /* Behind a cut the reader may still copy old samples: they are not written over. */
    const size_t free_space = AUDIO_SDL_RING - (atomic_load(&a->written) - atomic_load(&a->read));
    return hold < free_space ? hold : free_space;
}

static size_t push(struct port_audio *port, const int16_t *samples, size_t count)
{
    struct audio_sdl *a = self(port);
    const size_t space = room(port);
    const size_t taken = count < space ? count : space;
    const size_t written = atomic_load_explicit(&a->written, memory_order_relaxed);
    for (size_t i = 0; i < taken; i++) {
        a->ring[(written + i) % AUDIO_SDL_RING] = samples[i];
    }
    atomic_store_explicit(&a->written, written + taken, memory_order_release);
    return taken;
}

static void cut(struct port_audio *port)
{
    struct audio_sdl *a = self(port);
    atomic_store_explicit(&a->cut_to, atomic_load(&a->written), memory_order_release);
}

static bool alive(struct port_audio *port)
{
    const struct audio_sdl *a = self(port);
    return a->id != 0 && SDL_GetAudioDeviceStatus(a->id) == SDL_AUDIO_PLAYING;
}

static void give_up_device(struct audio_sdl *a)
{
    if (a->id != 0) {
        SDL_CloseAudioDevice(a->id);
    }
    a->id = 0;
    a->last = 0; /* the next device has nothing to fade out of */
    a->drained_ms = SDL_GetTicks64();
}

static void open_device(struct audio_sdl *a)
{
    if (SDL_WasInit(SDL_INIT_AUDIO) == 0 && SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) {
        return;
    }
    const SDL_AudioSpec want = {
        .freq = AUDIO_RATE,
        .format = AUDIO_S16SYS,
        .channels = 1,
        .samples = 3072, /* 64 ms: few wake-ups, and within the 100 ms of CONTRACTS */
        .callback = pull,
        .userdata = a};
    const bool apart = a->route == AUDIO_HEADPHONES && a->phones[0] != '\0';
    const char *name = apart ? a->phones : a->device;
    a->id = SDL_OpenAudioDevice(name[0] != '\0' ? name : NULL, 0, &want, NULL, 0);
    if (a->id != 0) {
        a->last_beats = atomic_load(&a->beats) - 1;
        SDL_PauseAudioDevice(a->id, 0);
    }
}

static void route(struct port_audio *port, enum audio_route to)
{
    struct audio_sdl *a = self(port);
    cut(port);
    if (a->route == to) {
        return;
    }
    a->route = to;
    if (a->wanted && a->phones[0] != '\0') {
        give_up_device(a);
        open_device(a);
    }
}

/* A device that SDL stopped, or that has asked for nothing since the last tick though there was
 * something to play, is given up and looked for again. */
static void tick(struct port_audio *port)
{
    struct audio_sdl *a = self(port);
    const unsigned beats = atomic_load(&a->beats);
    const bool stuck = a->id != 0 && beats == a->last_beats && queued(port) > 0;
    a->last_beats = beats;
    if (a->id != 0 && (stuck || !alive(port))) {
        give_up_device(a);
    }
    if (a->id == 0 && a->wanted) {
        open_device(a);
    }
}

static void close_audio(struct port_audio *port)
{
    struct audio_sdl *a = self(port);
    give_up_device(a);
    explicit_bzero(a->ring, sizeof a->ring);
}

struct err audio_sdl_open(struct audio_sdl *a, const char *uri)
{
    static const struct port_audio_ops sdl = {"sdl", room,  push, queued,     cut,
                                              route, alive, tick, close_audio};
    static const struct port_audio_ops none = {"none", room,  push, queued,     cut,
                                               route,  alive, tick, close_audio};
    memset(a, 0, sizeof *a);
    a->drained_ms = SDL_GetTicks64();
    if (strcmp(uri, "none:") == 0) {
        a->port.ops = &none;
        return ERR_OK;
    }
    if (strncmp(uri, "sdl:", 4) != 0 || strlen(uri + 4) >= sizeof a->device) {
        return ERR(ERR_BAD_INPUT, 0, "audio: use sdl:, sdl:DEVICE or none:");
    }
    memcpy(a->device, uri + 4, strlen(uri + 4) + 1);
    a->port.ops = &sdl;
    a->wanted = true;
    open_device(a);
    return ERR_OK;
}

struct err audio_sdl_phones(struct audio_sdl *a, const char *uri)
{
    if (strncmp(uri, "sdl:", 4) != 0 || strlen(uri + 4) >= sizeof a->phones) {
        return ERR(ERR_BAD_INPUT, 0, "audio: headphones are sdl: or sdl:DEVICE");
    }
    memcpy(a->phones, uri + 4, strlen(uri + 4) + 1);
    return ERR_OK;
}
