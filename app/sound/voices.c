#include "app/sound/voices.h"

#include <string.h>

#include "app/sound/installed.h"
#include "platform/base/buf.h"

static struct err open_one(struct voices *v, const struct assets *assets, const char *language,
                           struct file_bytes *files)
{
    char name[64];
    struct buf b;
    buf_init(&b, name, sizeof name);
    buf_printf(&b, "clips-%s.pak", language);
    if (b.full || v->count == SPEECH_LANGUAGES) {
        return ERR(ERR_FULL, 0, "voices: too many languages");
    }
    struct err e = assets_map(assets, name, &files[v->count]);
    if (failed(e)) {
        return e;
    }
    struct clips *pack = &v->pack[v->count];
    e = clips_open(pack, files[v->count].bytes, files[v->count].size);
    if (failed(e)) {
        return e;
    }
    if (strcmp(pack->language, language) != 0) {
        return ERR(ERR_CORRUPT, 0, "voices: the pack is of another language");
    }
    v->count++;
    return ERR_OK;
}

/* A language that only an installed pack speaks. */
static struct err open_installed(struct voices *v, const char *language, struct file_bytes *files)
{
    const struct clips *clips = installed_clips(language);
    if (clips == NULL) {
        return ERR_OK;
    }
    if (v->count == SPEECH_LANGUAGES) {
        return ERR(ERR_FULL, 0, "voices: too many languages");
    }
    files[v->count] = (struct file_bytes){0}; /* mapped with the pack */
    v->pack[v->count++] = *clips;
    return ERR_OK;
}

struct err voices_open(struct voices *v, const struct assets *assets, const char *const *languages,
                       int count, struct file_bytes *files)
{
    *v = (struct voices){.assets = assets, .files = files};
    struct err e = open_one(v, assets, SPEECH_SOURCE, files);
    for (int i = 0; i < count && !failed(e); i++) {
        if (strcmp(languages[i], SPEECH_SOURCE) == 0) {
            continue;
        }
        e = open_one(v, assets, languages[i], files);
        if (e.code == ERR_NOT_FOUND) {
            e = open_installed(v, languages[i], files);
        }
    }
    return e;
}

void voices_rest(const struct voices *v)
{
    for (int i = 0; v->assets != NULL && i < v->count; i++) {
        assets_rest(v->assets, &v->files[i]);
    }
}
