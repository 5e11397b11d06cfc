#include "platform/sdl/capture_sdl.h"

#include <SDL.h>
#include <string.h>

#define STUCK_MS 1000 /* a device that gives nothing for so long is gone */

static struct capture_sdl *self(struct port_capture *c)
{
    return (struct capture_sdl *)(void *)c;
}

/* SDL's thread. What has no room is dropped and said, never written over what waits. */
static void SDLCALL hear(void *userdata, Uint8 *stream, int bytes)
{
    struct capture_sdl *c = userdata;
    const size_t count = (size_t)bytes / sizeof(int16_t);
    const size_t written = atomic_load_explicit(&c->written, memory_order_relaxed);
    const size_t waiting = written - atomic_load_explicit(&c->read, memory_order_acquire);
    const size_t space = waiting < CAPTURE_HOLD ? CAPTURE_HOLD - waiting : 0;
    const size_t kept = count < space ? count : space;
    for (size_t i = 0; i < kept; i++) {
        memcpy(&c->ring[(written + i) % CAPTURE_SDL_RING], stream + i * sizeof(int16_t),
               sizeof(int16_t));
    }
    atomic_store_explicit(&c->written, written + kept, memory_order_release);
    if (kept < count) {
        atomic_store(&c->gap, true);
    }
    atomic_fetch_add_explicit(&c->beats, 1, memory_order_relaxed);
}

static void stop(struct port_capture *port)
{
    struct capture_sdl *c = self(port);
    if (c->id != 0) {
        SDL_CloseAudioDevice(c->id);
    }
    c->id = 0;
    explicit_bzero(c->ring, sizeof c->ring);
    atomic_store(&c->read, atomic_load(&c->written));
    atomic_store(&c->gap, false);
}

static struct err start(struct port_capture *port)
{
    struct capture_sdl *c = self(port);
    stop(port);
    if (!c->wanted ||
        (SDL_WasInit(SDL_INIT_AUDIO) == 0 && SDL_InitSubSystem(SDL_INIT_AUDIO) != 0)) {
        return ERR(ERR_OFFLINE, 0, "microphone: none");
    }
    const SDL_AudioSpec want = {.freq = AUDIO_RATE,
                                .format = AUDIO_S16SYS,
                                .channels = 1,
                                .samples = 1024, /* 21 ms: the meter follows the voice */
                                .callback = hear,
                                .userdata = c};
    c->id = SDL_OpenAudioDevice(c->device[0] != '\0' ? c->device : NULL, 1, &want, NULL, 0);
    if (c->id == 0) {
        return ERR(ERR_OFFLINE, 0, "microphone: it cannot be opened");
    }
    c->last_beats = atomic_load(&c->beats);
    c->beat_ms = SDL_GetTicks64();
    SDL_PauseAudioDevice(c->id, 0);
    return ERR_OK;
}

static bool is_alive(struct capture_sdl *c)
{
    const unsigned beats = atomic_load(&c->beats);
    const uint64_t now = SDL_GetTicks64();
    if (beats != c->last_beats) {
        c->last_beats = beats;
        c->beat_ms = now;
    }
    return c->id != 0 && SDL_GetAudioDeviceStatus(c->id) == SDL_AUDIO_PLAYING &&
           now - c->beat_ms < STUCK_MS;
}

static struct err take(struct port_capture *port, int16_t *out, size_t room, size_t *ret_count)
{
    struct capture_sdl *c = self(port);
    const bool alive = is_alive(c);
    const bool gap = atomic_load(&c->gap);
    const size_t read = atomic_load_explicit(&c->read, memory_order_relaxed);
    const size_t waiting = atomic_load_explicit(&c->written, memory_order_acquire) - read;
    const size_t count = waiting < room ? waiting : room;
    for (size_t i = 0; i < count; i++) {
        out[i] = c->ring[(read + i) % CAPTURE_SDL_RING];
    }
    atomic_store_explicit(&c->read, read + count, memory_order_release);
    *ret_count = count;
    if (count < waiting) {
        return ERR_OK; /* what is wrong comes after what still waits */
    }
    if (gap) {
        atomic_store(&c->gap, false);
        return ERR(ERR_FULL, 0, "microphone: not taken in time");
    }
    return alive ? ERR_OK : ERR(ERR_OFFLINE, 0, "microphone: gone");
}

struct err capture_sdl_open(struct capture_sdl *c, const char *uri)
{
    static const struct port_capture_ops sdl = {"sdl", start, take, stop, stop};
    static const struct port_capture_ops none = {"none", start, take, stop, stop};
    memset(c, 0, sizeof *c);
    c->port.ops = &none;
    if (strcmp(uri, "none:") == 0) {
        return ERR_OK;
    }
    if (strncmp(uri, "sdl:", 4) != 0 || strlen(uri + 4) >= sizeof c->device) {
        return ERR(ERR_BAD_INPUT, 0, "microphone: use sdl:, sdl:DEVICE or none:");
    }
    memcpy(c->device, uri + 4, strlen(uri + 4) + 1);
    c->port.ops = &sdl;
    c->wanted = true;
    return ERR_OK;
}
