/* What a plan of the guide sounds like, as text: the exact clips in order (transcripts.c tells its
 * signs). */
#ifndef TESTS_TOOLS_CLIP_WORDS_H
#define TESTS_TOOLS_CLIP_WORDS_H

#include "app/app.h"
#include "app/guide.h"
#include "app/settings.h"
#include "platform/base/buf.h"

#define CLIP_WORDS_BYTES 32768

/* The voices of the languages that are configured, and their codes by index. */
struct clip_words {
    struct voices voices;
    const char *codes[LANGUAGES_MAX];
    int language; /* spoken now */
};

/* Opens the clips of every language of state_defaults(); ends the program when there are none. */
void clip_words_open(struct clip_words *w);

/* Appends what the plan sounds like; aloud: her answers are read out. */
void clip_words_add(struct clip_words *w, const struct guide_plan *plan, const struct app *app,
                    bool aloud, struct buf *out);

/* "touch", "woven", ... */
const char *clip_words_cue(enum cue cue);

#endif
