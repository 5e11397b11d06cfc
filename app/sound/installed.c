#include "app/sound/installed.h"

#include <string.h>

static struct {
    const struct language *languages[INSTALLED_MAX];
    const struct installed_text *texts[INSTALLED_MAX];
    int language_count;
    const struct clips *clips[INSTALLED_MAX];
    int clips_count;
    const struct language *written; /* the preview, or NULL */
    const struct installed_text *written_texts;
} installed;

static bool is_written(const char *code)
{
    return installed.written != NULL && strcmp(installed.written->code, code) == 0;
}

void installed_preview(const struct language *language, const struct installed_text *texts)
{
    installed.written = language;
    installed.written_texts = texts;
}

static int place_of(const char *code)
{
    for (int i = 0; i < installed.language_count; i++) {
        if (strcmp(installed.languages[i]->code, code) == 0) {
            return i;
        }
    }
    return -1;
}

bool installed_add(const struct language *language, const struct installed_text *texts)
{
    if (installed.language_count == INSTALLED_MAX || place_of(language->code) >= 0) {
        return false;
    }
    installed.languages[installed.language_count] = language;
    installed.texts[installed.language_count++] = texts;
    return true;
}

bool installed_add_clips(const struct clips *clips)
{
    if (installed.clips_count == INSTALLED_MAX || installed_clips(clips->language) != NULL) {
        return false;
    }
    installed.clips[installed.clips_count++] = clips;
    return true;
}

int installed_drop_languages(void)
{
    const int count = installed.language_count;
    installed.language_count = 0;
    return count;
}

void installed_keep_languages(int count)
{
    installed.language_count = count;
}

void installed_drop_clips(void)
{
    installed.clips_count = 0;
}

const struct installed_text *installed_text(const char *language, enum message_id id)
{
    if (is_written(language) && id < MSG_COUNT && installed.written_texts[id].text != NULL) {
        return &installed.written_texts[id];
    }
    const int i = place_of(language);
    return i >= 0 && id < MSG_COUNT && installed.texts[i][id].text != NULL ? &installed.texts[i][id]
                                                                           : NULL;
}

const struct language *installed_language(const char *code)
{
    if (is_written(code)) {
        return installed.written;
    }
    const int i = place_of(code);
    return i >= 0 ? installed.languages[i] : NULL;
}

const struct language *installed_language_at(int i)
{
    return i >= 0 && i < installed.language_count ? installed.languages[i] : NULL;
}

const struct clips *installed_clips(const char *language)
{
    for (int i = 0; i < installed.clips_count; i++) {
        if (strcmp(installed.clips[i]->language, language) == 0) {
            return installed.clips[i];
        }
    }
    return NULL;
}

void installed_clear(void)
{
    (void)memset(&installed, 0, sizeof installed);
}
