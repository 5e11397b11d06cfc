#include "app/studio/shelf.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/wav.h"
#include "platform/port_audio.h"

enum { ID_DIGITS = 16, CHUNK = 4096, LINE_BYTES = 320 };

static const struct {
    const char *suffix;
    enum shelf_state state;
} kinds[] = {{".clip", SHELF_CAME}, {".wav", SHELF_KEPT}, {".take", SHELF_TAKEN}};

struct err shelf_open(struct shelf *s, struct port_dir *dir, const char *language_folder)
{
    s->dir = dir;
    const int n = snprintf(s->folder, sizeof s->folder, "%s/takes", language_folder);
    if (n < 0 || n >= (int)sizeof s->folder) {
        return ERR(ERR_FULL, 0, "studio: path too long");
    }
    return dir->ops->make(dir, s->folder);
}

static void name_of(uint64_t id, enum shelf_state state, char ret_name[32])
{
    const char *suffix = "";
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        suffix = kinds[i].state == state ? kinds[i].suffix : suffix;
    }
    (void)snprintf(ret_name, 32, "%016" PRIx64 "%s", id, suffix);
}

static void path_of(const struct shelf *s, uint64_t id, enum shelf_state state,
                    char ret_path[DIR_PATH_MAX + 40])
{
    char name[32];
    name_of(id, state, name);
    (void)snprintf(ret_path, DIR_PATH_MAX + 40, "%s/%s", s->folder, name);
}

struct looking {
    const struct prompts *prompts;
    enum shelf_state *states;
};

/* The later state of a prompt wins. */
static void look_at(void *context, const char *name)
{
    const struct looking *l = context;
    char *end = NULL;
    const uint64_t id = strtoull(name, &end, 16);
    if (end != name + ID_DIGITS) {
        return;
    }
    const int at = prompts_find(l->prompts, id);
    for (size_t i = 0; at >= 0 && i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(end, kinds[i].suffix) == 0 && kinds[i].state > l->states[at]) {
            l->states[at] = kinds[i].state;
        }
    }
}

struct err shelf_look(const struct shelf *s, const struct prompts *p,
                      enum shelf_state ret_states[PROMPTS_MAX])
{
    struct looking l = {p, ret_states};
    for (int i = 0; i < PROMPTS_MAX; i++) {
        ret_states[i] = SHELF_NONE;
    }
    return s->dir->ops->each(s->dir, s->folder, look_at, &l);
}

static struct err append_samples(struct port_dir *dir, struct dir_file *f, const int16_t *samples,
                                 size_t count)
{
    uint8_t bytes[CHUNK * 2];
    struct err e = ERR_OK;
    for (size_t at = 0; at < count && !failed(e); at += CHUNK) {
        const size_t n = count - at < CHUNK ? count - at : CHUNK;
        for (size_t i = 0; i < n; i++) {
            wav_sample(samples[at + i], bytes + i * 2);
        }
        e = dir->ops->append(dir, f, bytes, n * 2);
    }
    return e;
}

struct err shelf_take(const struct shelf *s, uint64_t id, const int16_t *samples, size_t count)
{
    struct dir_file f = {0};
    uint8_t head[WAV_HEAD];
    char name[32];
    name_of(id, SHELF_TAKEN, name);
    wav_header(AUDIO_RATE, (uint32_t)count, head);
    struct err e = s->dir->ops->create(s->dir, s->folder, 0660, &f);
    if (!failed(e)) {
        e = s->dir->ops->append(s->dir, &f, head, sizeof head);
    }
    if (!failed(e)) {
        e = append_samples(s->dir, &f, samples, count);
    }
    if (!failed(e)) {
        e = s->dir->ops->commit(s->dir, &f, name);
    }
    if (failed(e)) {
        s->dir->ops->drop(s->dir, &f);
    }
    return e;
}

/* The lines of other recordings, as they are. */
static struct err copy_voices(const struct shelf *s, struct dir_file *f, const char *own,
                              const char *path)
{
    struct file_bytes old = {0};
    struct err e = s->dir->files->ops->map(path, &old);
    if (e.code == ERR_NOT_FOUND) {
        return ERR_OK;
    }
    for (size_t at = 0; at < old.size && !failed(e);) {
        const char *end = memchr(old.bytes + at, '\n', old.size - at);
        const size_t len = end != NULL ? (size_t)(end - old.bytes) - at + 1 : old.size - at;
        if (len < ID_DIGITS || memcmp(old.bytes + at, own, ID_DIGITS) != 0) {
            e = s->dir->ops->append(s->dir, f, old.bytes + at, len);
        }
        at += len;
    }
    s->dir->files->ops->unmap(&old);
    return e;
}

static struct err write_voice(const struct shelf *s, uint64_t id, const struct person *voice,
                              const char *today)
{
    struct dir_file f = {0};
    char path[DIR_PATH_MAX + 40];
    char line[LINE_BYTES];
    const int n = snprintf(line, sizeof line, "%016" PRIx64 " | %s | %s | %s | %s\n", id, today,
                           voice->name, voice->dialect, voice->place);
    (void)snprintf(path, sizeof path, "%s/" SHELF_VOICES, s->folder);
    if (n < 0 || n >= (int)sizeof line) {
        return ERR(ERR_FULL, 0, "studio: line of a voice");
    }
    struct err e = s->dir->ops->create(s->dir, s->folder, 0660, &f);
    if (!failed(e)) {
        e = copy_voices(s, &f, line, path);
    }
    if (!failed(e)) {
        e = s->dir->ops->append(s->dir, &f, line, (size_t)n);
    }
    if (!failed(e)) {
        e = s->dir->ops->commit(s->dir, &f, SHELF_VOICES);
    }
    if (failed(e)) {
        s->dir->ops->drop(s->dir, &f);
    }
    return e;
}

struct err shelf_keep(const struct shelf *s, uint64_t id, const struct person *voice,
                      const char *today)
{
    char from[DIR_PATH_MAX + 40];
    char to[DIR_PATH_MAX + 40];
    path_of(s, id, SHELF_TAKEN, from);
    path_of(s, id, SHELF_KEPT, to);
    const struct err e = write_voice(s, id, voice, today);
    return failed(e) ? e : s->dir->ops->move(s->dir, from, to);
}

struct err shelf_drop(const struct shelf *s, uint64_t id)
{
    char path[DIR_PATH_MAX + 40];
    path_of(s, id, SHELF_TAKEN, path);
    return s->dir->ops->remove(s->dir, path);
}

struct err shelf_bring(const struct shelf *s, const struct clip *clip)
{
    struct dir_file f = {0};
    char name[32];
    uint8_t head[4];
    name_of(clip->id, SHELF_CAME, name);
    for (int i = 0; i < 4; i++) {
        head[i] = (uint8_t)(clip->samples >> (8 * i));
    }
    struct err e = s->dir->ops->create(s->dir, s->folder, 0660, &f);
    if (!failed(e)) {
        e = s->dir->ops->append(s->dir, &f, head, sizeof head);
    }
    if (!failed(e)) {
        e = s->dir->ops->append(s->dir, &f, clip->audio, clip->audio_size);
    }
    if (!failed(e)) {
        e = s->dir->ops->commit(s->dir, &f, name);
    }
    if (failed(e)) {
        s->dir->ops->drop(s->dir, &f);
    }
    return e;
}

struct err shelf_read(const struct shelf *s, uint64_t id, enum shelf_state state,
                      struct file_bytes *ret_file)
{
    struct wav w;
    char path[DIR_PATH_MAX + 40];
    path_of(s, id, state, path);
    const struct err e = s->dir->files->ops->map(path, ret_file);
    if (failed(e)) {
        return e;
    }
    const bool sound = state == SHELF_CAME
                           ? ret_file->size > 4
                           : wav_read((const uint8_t *)ret_file->bytes, ret_file->size, &w) &&
                                 w.rate == AUDIO_RATE && w.count > 0;
    if (!sound) {
        s->dir->files->ops->unmap(ret_file);
        *ret_file = (struct file_bytes){0};
        return ERR(ERR_CORRUPT, 0, "studio: no recording");
    }
    return ERR_OK;
}
