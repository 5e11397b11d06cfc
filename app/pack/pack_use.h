/* Languages and recordings of the installed packs put to use: what they bring comes before what is
 * built in (app/sound/installed.h). */
#ifndef APP_PACK_PACK_USE_H
#define APP_PACK_PACK_USE_H

#include "app/pack/pack_set.h"

struct pack_use {
    int languages, clips; /* put to use */
};

/* Puts languages and recordings of a set to use at the start; texts lie in the arena, which stays,
 * as do the recordings in the set. A language that a pack before brought is told and left out.
 * Before any thread. */
void pack_use_languages(struct arena *arena, struct pack_set *set,
                        const struct pack_listener *listener, struct pack_use *ret_use);

/* Puts the languages of another set in the place of those that are in use: texts lie in the arena,
 * which stays; that of those before may go once the screen was built anew. False, and all is as it
 * was, when one in use would be missing: a screen may still be in it. That waits for the next
 * start. Main thread, while nobody is there. */
MUST_USE bool pack_use_languages_again(struct arena *arena, struct pack_set *set,
                                       const struct pack_listener *listener,
                                       struct pack_use *ret_use);

/* Puts the recordings of another set in their place: they lie in that set, which stays. Those of a
 * pack that is gone go, but for a language that only it spoke. Main thread, while nothing sounds.
 */
void pack_use_recordings(const struct pack_set *set);

#endif
