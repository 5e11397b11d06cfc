/* What installed packs bring: texts, languages and clips that come before the built-in ones. Put
 * here at the start, before any thread, and replaced while nobody is there and nothing sounds;
 * messages.h, languages.h and clips.h answer with it, so that nothing else knows of packs. */
#ifndef APP_SOUND_INSTALLED_H
#define APP_SOUND_INSTALLED_H

#include "app/sound/clips.h"
#include "app/sound/languages.h"
#include "app/sound/messages.h"

#define INSTALLED_MAX 8

struct installed_text {
    const char *text, *say; /* NULL = not there; say NULL = as the text */
};

/* A language with MSG_COUNT texts; all of it stays the caller's, and as it is. False when there is
 * no room, or the language was put here before. */
MUST_USE bool installed_add(const struct language *language, const struct installed_text *texts);

/* Recordings: they come before the built-in clips of their language. The same of it. */
MUST_USE bool installed_add_clips(const struct clips *clips);

/* Takes the languages out; how many there were. Until one is added, installed_keep_languages() with
 * that number puts them back. Main thread, while nobody is there. */
int installed_drop_languages(void);
void installed_keep_languages(int count);

/* Forgets the recordings: others take their place. Main thread, while nothing sounds. */
void installed_drop_clips(void);

/* What was put here; NULL when there is none. */
const struct installed_text *installed_text(const char *language, enum message_id id);
const struct language *installed_language(const char *code);
const struct language *installed_language_at(int i);
const struct clips *installed_clips(const char *language);

/* A language as it is being written, before everything else until language is NULL again: for who
 * reviews it, while one picture is made. Main thread. */
void installed_preview(const struct language *language, const struct installed_text *texts);

/* Forgets all, for tests. */
void installed_clear(void);

/* Core message i (assets/languages/core), or MSG_NONE past the last. */
enum message_id language_core(int i);

#endif
