#include "app/studio/issue.h"

#include <stdio.h>
#include <string.h>

#include "app/language/rewrite.h"
#include "app/pack/pack_about.h"
#include "app/sound/clips_write.h"
#include "app/whole.h"
#include "platform/base/wav.h"

enum { TEXT_BYTES = 256 * 1024, FILES_MAX = 40, FILE_NAME = 48 };

struct issuing {
    struct desk *d;
    const struct issue *issue;
    struct arena *arena;
    struct take_room *room;
    struct clip *clips;
    uint32_t count;
    bool spoken[PROMPTS_MAX];
    char language_folder[DIR_PATH_MAX]; /* FOLDER/languages/CODE */
    char own_folder[DIR_PATH_MAX];      /* STATE/studio/CODE */
};

/* --- clips ----------------------------------------------------------------------------------- */

static struct err keep_audio(struct issuing *s, const struct clip *clip, const struct prompt *p)
{
    uint8_t *audio = arena_alloc(s->arena, clip->audio_size);
    if (audio == NULL) {
        return ERR(ERR_FULL, 0, "studio: clips");
    }
    (void)memcpy(audio, clip->audio, clip->audio_size);
    s->clips[s->count++] = (struct clip){p->id, audio, clip->audio_size, clip->samples, p->text};
    return ERR_OK;
}

static struct err add_recorded(struct issuing *s, const struct file_bytes *file,
                               const struct prompt *p)
{
    struct wav w = {0};
    struct clip clip;
    if (!wav_read((const uint8_t *)file->bytes, file->size, &w) || w.count > LEVEL_SAMPLES) {
        return ERR(ERR_CORRUPT, 0, "studio: a recording");
    }
    for (size_t i = 0; i < w.count; i++) {
        s->room->levelled[i] = wav_get(&w, i);
    }
    const struct err e = take_again(s->room->levelled, w.count, s->room, &clip);
    return failed(e) ? e : keep_audio(s, &clip, p);
}

static struct err add_brought(struct issuing *s, const struct file_bytes *file,
                              const struct prompt *p)
{
    const uint8_t *b = (const uint8_t *)file->bytes;
    const struct clip clip = {.audio = b + 4,
                              .audio_size = (uint32_t)(file->size - 4),
                              .samples = (uint32_t)b[0] | (uint32_t)b[1] << 8 |
                                         (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24};
    return keep_audio(s, &clip, p);
}

/* The approved recording of a prompt, or the one that came: a take to be approved is not given on.
 */
static struct err add_prompt(struct issuing *s, int i)
{
    const struct prompt *p = &s->d->prompts.list[i];
    struct file_bytes file = {0};
    if (s->d->states[i] == SHELF_NONE) {
        return ERR_OK;
    }
    enum shelf_state state = SHELF_KEPT;
    struct err e = shelf_read(&s->d->shelf, p->id, state, &file);
    if (e.code == ERR_NOT_FOUND) {
        state = SHELF_CAME;
        e = shelf_read(&s->d->shelf, p->id, state, &file);
    }
    if (e.code == ERR_NOT_FOUND) {
        return ERR_OK;
    }
    if (!failed(e)) {
        e = state == SHELF_KEPT ? add_recorded(s, &file, p) : add_brought(s, &file, p);
        s->d->dir->files->ops->unmap(&file);
    }
    s->spoken[i] = !failed(e);
    return e;
}

static struct err write_clips(struct issuing *s)
{
    char name[48];
    struct err e = ERR_OK;
    for (int i = 0; i < s->d->prompts.count && !failed(e); i++) {
        e = add_prompt(s, i);
    }
    if (!failed(e) && s->count == 0) {
        e = ERR(ERR_NOT_FOUND, 0, "studio: nothing is recorded");
    }
    if (failed(e)) {
        return e;
    }
    size_t size = clips_write_size(s->clips, s->count);
    uint8_t *pack = arena_alloc(s->arena, size);
    if (pack == NULL) {
        return ERR(ERR_FULL, 0, "studio: clips");
    }
    e = clips_write(s->clips, s->count, s->d->code, pack, size, &size);
    (void)snprintf(name, sizeof name, "clips-%s.pak", s->d->code);
    return failed(e) ? e : whole_write(s->d->dir, s->issue->folder, name, pack, size);
}

/* --- texts ----------------------------------------------------------------------------------- */

struct heard {
    const struct issuing *s;
    bool all;
};

static void hear_part(void *context, uint64_t id, const char *text, size_t len)
{
    struct heard *h = context;
    (void)text;
    (void)len;
    const int i = prompts_find(&h->s->d->prompts, id);
    h->all = h->all && i >= 0 && h->s->spoken[i];
}

/* Reviewed sentences that are recorded whole are recorded from now on. */
static void mark_recorded(struct issuing *s, struct issue_result *result)
{
    struct desk *d = s->d;
    (void)memset(&d->changes, 0, sizeof d->changes);
    for (int i = MSG_NONE + 1; i < MSG_COUNT; i++) {
        const enum message_id id = (enum message_id)i;
        const enum message_state state = folder_state(&d->folder, id);
        struct heard h = {s, state_is_shown(state)};
        if (h.all) {
            prompts_each(&d->folder, id, hear_part, &h);
        }
        result->recorded += h.all;
        if (h.all && state == STATE_REVIEWED) {
            d->changes.edits[id] = (struct worksheet_edit){.taken = true};
            d->changes.edits[id].row = d->folder.messages[id].row;
            d->changes.edits[id].row.state = STATE_RECORDED;
        }
    }
}

static struct err write_state(struct issuing *s)
{
    struct file_bytes old = {0};
    char path[DIR_PATH_MAX + 16];
    struct buf out;
    char *text = arena_alloc(s->arena, TEXT_BYTES);
    if (text == NULL) {
        return ERR(ERR_FULL, 0, "studio: state");
    }
    (void)snprintf(path, sizeof path, "%s/state", s->own_folder);
    struct err e = s->d->dir->files->ops->map(path, &old);
    if (!failed(e)) {
        buf_init(&out, text, TEXT_BYTES);
        (void)rewrite_state(&s->d->folder, &s->d->changes, old.bytes, old.size, &out);
        e = out.full ? ERR(ERR_FULL, 0, "studio: state")
                     : whole_write(s->d->dir, s->language_folder, "state", out.data, out.len);
        s->d->dir->files->ops->unmap(&old);
    }
    return e;
}

static struct err copy_file(struct issuing *s, const char *from, const char *name)
{
    struct file_bytes file = {0};
    char path[DIR_PATH_MAX + FILE_NAME + 16];
    (void)snprintf(path, sizeof path, "%s/%s", from, name);
    struct err e = s->d->dir->files->ops->map(path, &file);
    if (!failed(e)) {
        e = whole_write(s->d->dir, s->language_folder, name, file.bytes, file.size);
        s->d->dir->files->ops->unmap(&file);
    }
    return e;
}

struct texts {
    char list[FILES_MAX][FILE_NAME];
    int count;
};

static void take_text(void *context, const char *name)
{
    struct texts *t = context;
    const char *dot = strrchr(name, '.');
    const bool text = (dot != NULL && strcmp(dot, ".msg") == 0) || strcmp(name, "name") == 0 ||
                      strcmp(name, "letters") == 0;
    if (text && t->count < FILES_MAX && strlen(name) < FILE_NAME) {
        (void)snprintf(t->list[t->count++], FILE_NAME, "%s", name);
    }
}

static struct err write_texts(struct issuing *s)
{
    struct texts texts = {.count = 0};
    char takes[DIR_PATH_MAX + 16];
    struct err e = s->d->dir->ops->each(s->d->dir, s->own_folder, take_text, &texts);
    for (int i = 0; i < texts.count && !failed(e); i++) {
        e = copy_file(s, s->own_folder, texts.list[i]);
    }
    if (!failed(e)) {
        e = write_state(s);
    }
    if (failed(e)) {
        return e;
    }
    (void)snprintf(takes, sizeof takes, "%s/takes", s->own_folder);
    e = copy_file(s, takes, SHELF_VOICES);
    return e.code == ERR_NOT_FOUND ? ERR_OK : e; /* all of it came with a pack */
}

/* --- the whole ------------------------------------------------------------------------------- */

static int version_of(const struct issuing *s)
{
    struct file_bytes file = {0};
    struct pack_about about;
    char what[160];
    char path[DIR_PATH_MAX + 16];
    int version = 1;
    (void)snprintf(path, sizeof path, "%s/" PACK_ABOUT, s->issue->folder);
    if (s->issue->version > 0 || failed(s->d->dir->files->ops->map(path, &file))) {
        return s->issue->version > 0 ? s->issue->version : version;
    }
    if (!failed(pack_about_read(file.bytes, file.size, &about, what))) {
        version = about.version + 1;
    }
    s->d->dir->files->ops->unmap(&file);
    return version;
}

static struct err write_about(struct issuing *s, int version)
{
    char text[400];
    const int n = snprintf(text, sizeof text,
                           "name = studio-%s\nversion = %d\nmade = %s\nexpires = %s\n"
                           "min_firmware = %d\n",
                           s->d->code, version, s->issue->today, s->issue->expires, PACK_FIRMWARE);
    return whole_write(s->d->dir, s->issue->folder, PACK_ABOUT, text, (size_t)n);
}

static struct err make_folders(struct issuing *s)
{
    struct port_dir *dir = s->d->dir;
    char languages[DIR_PATH_MAX];
    const int a = snprintf(languages, sizeof languages, "%s/languages", s->issue->folder);
    const int b = snprintf(s->language_folder, sizeof s->language_folder, "%s/languages/%s",
                           s->issue->folder, s->d->code);
    const int c = snprintf(s->own_folder, sizeof s->own_folder, "%s/%s", s->d->root, s->d->code);
    if (a >= DIR_PATH_MAX || b >= DIR_PATH_MAX || c >= DIR_PATH_MAX) {
        return ERR(ERR_FULL, 0, "studio: path too long");
    }
    struct err e = dir->ops->make(dir, s->issue->folder);
    if (!failed(e)) {
        e = dir->ops->make(dir, languages);
    }
    return failed(e) ? e : dir->ops->make(dir, s->language_folder);
}

struct err issue_write(struct desk *d, const struct issue *issue, struct arena *arena,
                       struct take_room *room, struct issue_result *ret_result)
{
    struct issuing s = {.d = d, .issue = issue, .arena = arena, .room = room};
    struct issue_result result = {.version = 0};
    const size_t mark = arena_mark(arena);
    s.clips = arena_alloc(arena, PROMPTS_MAX * sizeof *s.clips);
    struct err e = s.clips == NULL ? ERR(ERR_FULL, 0, "studio: clips") : make_folders(&s);
    if (!failed(e)) {
        e = write_clips(&s);
    }
    if (!failed(e)) {
        mark_recorded(&s, &result);
        e = write_texts(&s);
    }
    if (!failed(e)) {
        result.version = version_of(&s);
        result.clips = s.count;
        e = write_about(&s, result.version);
    }
    arena_release(arena, mark);
    if (!failed(e)) {
        *ret_result = result;
    }
    return e;
}
