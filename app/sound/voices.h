/* The clip packs that are there, mapped at start. */
#ifndef APP_SOUND_VOICES_H
#define APP_SOUND_VOICES_H

#include "app/assets.h"
#include "app/sound/speech.h"

/* Opens clips-LANGUAGE.pak for Vietnamese and for every other of languages[0..count) that has one;
 * a language without a pack speaks by fallback and is no error. Fails when the Vietnamese pack is
 * missing or any pack is damaged; what opened before stays open. Only the index and the texts are
 * read. The files stay mapped for the life of the program: files needs room for SPEECH_LANGUAGES.
 */
MUST_USE struct err voices_open(struct voices *v, const struct assets *assets,
                                const char *const *languages, int count, struct file_bytes *files);

/* Lets go of the pages that speaking has brought in; they come back when they are heard again. Safe
 * at any time, also while a clip sounds. */
void voices_rest(const struct voices *v);

#endif
