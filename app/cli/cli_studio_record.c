#include "app/cli/cli_studio_record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/wav.h"
#include "platform/port_files.h"

void cli_studio_name(const struct prompt *p, char ret_name[80])
{
    const int n = snprintf(ret_name, 80, "%s", message_name(p->message));
    if (p->parts > 1 && n > 0 && n < 70) {
        (void)snprintf(ret_name + n, (size_t)(80 - n), ".%d", p->part + 1);
    }
}

struct wanted {
    int part, seen;
    uint64_t id;
};

static void count_part(void *context, uint64_t id, const char *text, size_t len)
{
    struct wanted *w = context;
    (void)text;
    (void)len;
    w->id = w->seen++ == w->part ? id : w->id;
}

/* The prompt that a file is named after; -1 when there is none. */
static int prompt_of(const struct desk *d, const char *path)
{
    char name[80];
    const char *slash = strrchr(path, '/');
    const char *base = slash != NULL ? slash + 1 : path;
    struct wanted w = {.part = 0};
    (void)snprintf(name, sizeof name, "%.*s", (int)strcspn(base, "."), base);
    const char *number = strchr(base, '.');
    if (number != NULL && number[1] >= '1' && number[1] <= '9') {
        w.part = (int)strtol(number + 1, NULL, 10) - 1;
    }
    const enum message_id id = message_find(name);
    if (id == MSG_NONE) {
        return -1;
    }
    prompts_each(&d->folder, id, count_part, &w);
    return w.seen > w.part ? prompts_find(&d->prompts, w.id) : -1;
}

static bool refuse(const char *path, const char *fault, const char *sentence)
{
    printf("%s\t%s\t%s\n", path, fault, sentence);
    return false;
}

/* All samples of a file; false when it is none that can be taken. */
static bool read_samples(const char *path, int16_t *ret_samples, size_t *ret_count)
{
    struct file_bytes file = {0};
    struct wav w;
    if (failed(files_linux()->ops->map(path, &file))) {
        return refuse(path, "unreadable", "It cannot be read.");
    }
    const bool fits = wav_read((const uint8_t *)file.bytes, file.size, &w) &&
                      w.rate == AUDIO_RATE && w.count <= RECORDING_SAMPLES;
    for (size_t i = 0; fits && i < w.count; i++) {
        ret_samples[i] = wav_get(&w, i);
    }
    *ret_count = fits ? w.count : 0;
    files_linux()->ops->unmap(&file);
    return fits || refuse(path, "no-recording",
                          "It is no WAV of 48 kHz, 16 bit, mono, of at most 40 seconds.");
}

static bool keep(struct desk *d, int prompt, const struct take *take, const struct person *voice,
                 const char *today)
{
    struct err e = shelf_take(&d->shelf, d->prompts.list[prompt].id, take->samples, take->count);
    if (!failed(e) && voice != NULL) {
        e = desk_keep(d, prompt, voice, today);
    }
    if (failed(e)) {
        fprintf(stderr, "studio: it cannot be kept (%s, %s, %d)\n", e.at, err_name(e.code), e.os);
    }
    return !failed(e);
}

bool cli_studio_record(struct desk *d, struct take_room *room, const char *path,
                       const struct person *voice, const char *today)
{
    static int16_t samples[RECORDING_SAMPLES];
    struct take take;
    size_t count = 0;
    const int prompt = prompt_of(d, path);
    if (prompt < 0) {
        return refuse(path, "no-prompt",
                      "No sentence to be read has this name: see `studio list`. A sentence is read "
                      "once it is reviewed.");
    }
    if (!read_samples(path, samples, &count)) {
        return false;
    }
    take_make(samples, count, d->prompts.list[prompt].letters, room, &take);
    if (take.fault != RECORDING_GOOD) {
        return refuse(path, recording_fault_name(take.fault),
                      message_text("en", recording_sentence(take.fault)));
    }
    if (!keep(d, prompt, &take, voice, today)) {
        return false;
    }
    printf("%s\t%s\t%d ms, %.1f LUFS, %.1f dBTP\n", path, voice != NULL ? "approved" : "taken",
           (int)(take.count / (AUDIO_RATE / 1000)), take.loudness.lufs, take.loudness.peak);
    return true;
}
