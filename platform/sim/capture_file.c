#include "platform/sim/capture_file.h"

#include <stdio.h>
#include <string.h>

static const char *const faults[CAPTURE_FAULTS] = {
    [CAPTURE_WELL] = "well",     [CAPTURE_UNPLUGGED] = "unplugged", [CAPTURE_LOST] = "lost",
    [CAPTURE_SILENT] = "silent", [CAPTURE_OVERRUN] = "overrun",
};

static struct capture_file *self(struct port_capture *c)
{
    return (struct capture_file *)(void *)c;
}

struct next {
    const char *after;
    char name[NAME_MAX + 1];
};

static void consider(void *context, const char *name)
{
    struct next *n = context;
    const char *dot = strrchr(name, '.');
    if (name[0] != '.' && dot != NULL && strcmp(dot, ".wav") == 0 && strcmp(name, n->after) > 0 &&
        (n->name[0] == '\0' || strcmp(name, n->name) < 0)) {
        (void)snprintf(n->name, sizeof n->name, "%s", name);
    }
}

/* The file to be heard now: path, or the next of its folder, round and round. */
static bool find_file(struct capture_file *c, char ret_path[CAPTURE_PATH_MAX * 2])
{
    const struct port_files *files = files_linux();
    (void)snprintf(ret_path, (size_t)CAPTURE_PATH_MAX * 2, "%s", c->path);
    if (!files->ops->is_directory(c->path)) {
        return true;
    }
    struct next next = {.after = c->heard};
    struct err e = files->ops->list(c->path, consider, &next);
    if (!failed(e) && next.name[0] == '\0') {
        next.after = "";
        e = files->ops->list(c->path, consider, &next);
    }
    (void)snprintf(c->heard, sizeof c->heard, "%s", next.name);
    (void)snprintf(ret_path, (size_t)CAPTURE_PATH_MAX * 2, "%s/%s", c->path, next.name);
    return !failed(e) && next.name[0] != '\0';
}

static void stop(struct port_capture *port)
{
    struct capture_file *c = self(port);
    files_linux()->ops->unmap(&c->file);
    c->file = (struct file_bytes){0};
    c->wav = (struct wav){0};
    c->open = false;
}

static struct err start(struct port_capture *port)
{
    struct capture_file *c = self(port);
    char path[CAPTURE_PATH_MAX * 2];
    stop(port);
    if (c->path[0] == '\0' || c->fault == CAPTURE_UNPLUGGED || !find_file(c, path) ||
        failed(files_linux()->ops->map(path, &c->file))) {
        return ERR(ERR_OFFLINE, 0, "microphone: none");
    }
    if (!wav_read((const uint8_t *)c->file.bytes, c->file.size, &c->wav) ||
        c->wav.rate != AUDIO_RATE) {
        stop(port);
        return ERR(ERR_OFFLINE, 0, "microphone: no WAV of 48 kHz, 16 bit, mono");
    }
    c->started_ms = c->clock->ops->now_ms(c->clock);
    c->taken = 0;
    c->gap_told = false;
    c->open = true;
    return ERR_OK;
}

/* Samples since the start, by the clock. */
static size_t due(const struct capture_file *c)
{
    uint64_t ms = c->clock->ops->now_ms(c->clock) - c->started_ms;
    if (c->fault == CAPTURE_LOST && ms > CAPTURE_FAULT_MS) {
        ms = CAPTURE_FAULT_MS;
    }
    return (size_t)ms * (AUDIO_RATE / 1000);
}

/* What a device's own buffer loses: all but CAPTURE_HOLD, or a tenth of a second once. */
static bool lose(struct capture_file *c, size_t waiting)
{
    const size_t at = (size_t)CAPTURE_FAULT_MS * (AUDIO_RATE / 1000);
    if (waiting > CAPTURE_HOLD) {
        c->taken += waiting - CAPTURE_HOLD;
        return true;
    }
    if (c->fault == CAPTURE_OVERRUN && !c->gap_told && c->taken >= at) {
        c->gap_told = true;
        c->taken += AUDIO_RATE / 10;
        return true;
    }
    return false;
}

static struct err take(struct port_capture *port, int16_t *out, size_t room, size_t *ret_count)
{
    struct capture_file *c = self(port);
    *ret_count = 0;
    if (!c->open) {
        return ERR(ERR_OFFLINE, 0, "microphone: not open");
    }
    const size_t by_now = due(c);
    const bool lost = by_now > c->taken && lose(c, by_now - c->taken);
    const size_t waiting = by_now > c->taken ? by_now - c->taken : 0;
    const size_t count = waiting < room ? waiting : room;
    for (size_t i = 0; i < count; i++) {
        const size_t at = c->taken + i;
        out[i] =
            c->fault != CAPTURE_SILENT && at < c->wav.count ? wav_get(&c->wav, at) : (int16_t)0;
    }
    c->taken += count;
    *ret_count = count;
    if (lost) {
        return ERR(ERR_FULL, 0, "microphone: not taken in time");
    }
    return c->fault == CAPTURE_LOST && count == waiting &&
                   c->taken >= (size_t)CAPTURE_FAULT_MS * (AUDIO_RATE / 1000)
               ? ERR(ERR_OFFLINE, 0, "microphone: gone")
               : ERR_OK;
}

struct err capture_file_open(struct capture_file *c, const char *uri, struct port_clock *clock)
{
    static const struct port_capture_ops sim = {"sim", start, take, stop, stop};
    static const struct port_capture_ops none = {"none", start, take, stop, stop};
    memset(c, 0, sizeof *c);
    c->clock = clock;
    c->port.ops = &none;
    if (strcmp(uri, "none:") == 0) {
        return ERR_OK;
    }
    if (strncmp(uri, "sim:", 4) != 0 || uri[4] == '\0' || strlen(uri + 4) >= sizeof c->path) {
        return ERR(ERR_BAD_INPUT, 0, "microphone: URI is sim:PATH or none:");
    }
    memcpy(c->path, uri + 4, strlen(uri + 4) + 1);
    c->port.ops = &sim;
    return ERR_OK;
}

bool capture_file_fault(struct capture_file *c, const char *name)
{
    for (int i = 0; i < CAPTURE_FAULTS; i++) {
        if (strcmp(faults[i], name) == 0) {
            c->fault = (enum capture_fault)i;
            return true;
        }
    }
    return false;
}
