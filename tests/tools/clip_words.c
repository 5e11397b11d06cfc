#include "tests/tools/clip_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/sound/voices.h"
#include "platform/port_files.h"
#include "tests/tools/studio.h"

static struct assets assets;
static struct speech speech;

void clip_words_open(struct clip_words *w)
{
    static struct file_bytes files[SPEECH_LANGUAGES];
    static char storage[LANGUAGES_MAX][SETTING_TEXT];
    struct settings settings;
    int count = 0;
    state_defaults(&settings);
    for (int i = 0; i < LANGUAGES_MAX; i++) {
        w->codes[i] = settings_language(&settings, i, storage[i]);
        count += w->codes[i] != NULL;
        w->codes[i] = w->codes[i] != NULL ? w->codes[i] : SPEECH_SOURCE;
    }
    studio_must(assets_open(&assets, files_linux(), NULL), "assets");
    studio_must(voices_open(&w->voices, &assets, w->codes, count, files), "clips");
}

const char *clip_words_cue(enum cue cue)
{
    static const char *const words[] = {[CUE_TOUCH] = "touch",
                                        [CUE_WOVEN] = "woven",
                                        [CUE_CANNOT] = "cannot",
                                        [CUE_FINISHED] = "finished",
                                        [CUE_CALLING] = "calling",
                                        [CUE_FALLBACK] = "fallback",
                                        [CUE_CALLING_SOFT] = "calling-soft"};
    return words[cue];
}

static void add_item(const struct clip_words *w, const struct spoken *item, enum message_id *last,
                     struct buf *out)
{
    if (item->message != *last && item->message != MSG_NONE) {
        buf_printf(out, " [%s]", message_name(item->message));
    }
    *last = item->message;
    if (item->kind == SPOKEN_CUE) {
        buf_printf(out, " (%s)", clip_words_cue((enum cue)item->value));
    } else if (item->kind == SPOKEN_MISSING) {
        buf_puts(out, " MISSING");
    } else if (item->kind == SPOKEN_CLIP) {
        buf_puts(out, " ");
        if (item->fallback || strcmp(item->voice, w->codes[w->language]) != 0) {
            buf_printf(out, "%s:", item->voice);
        }
        buf_puts(out, item->clip.text);
    }
}

static void add_line(struct clip_words *w, const struct guide_line *line, bool aloud,
                     const struct app *app, struct buf *out)
{
    const struct speech_options options = {
        .language = w->codes[line->language >= 0 ? line->language : w->language],
        .text_language = line->language < 0 ? app_text_language(app) : NULL,
        .toned = true,
        .private_aloud = aloud,
        .node_private = line->private_,
        .tap_only = line->tap_only};
    enum message_id last = MSG_NONE;
    speech_clear(&speech);
    speech_add(&speech, &w->voices, line->say != NULL ? line->say : &line->own, line->count,
               &options);
    for (int i = 0; i < speech.count; i++) {
        add_item(w, &speech.items[i], &last, out);
    }
}

void clip_words_add(struct clip_words *w, const struct guide_plan *plan, const struct app *app,
                    bool aloud, struct buf *out)
{
    if (plan->has_cue) {
        buf_printf(out, " (%s)", clip_words_cue(plan->cue));
    }
    for (int i = 0; i < plan->count; i++) {
        buf_puts(out, i > 0 ? " /" : "");
        add_line(w, &plan->lines[i], aloud, app, out);
    }
    if (out->full) {
        fprintf(stderr, "transcripts: a page says more than fits\n");
        exit(1);
    }
}
