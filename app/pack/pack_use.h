/* Languages and recordings of the installed packs put to use at the start of a program: what they
 * bring comes before what is built in (app/sound/installed.h). */
#ifndef APP_PACK_PACK_USE_H
#define APP_PACK_PACK_USE_H

#include "app/pack/pack_set.h"

struct pack_use {
    int languages, clips; /* put to use */
};

/* Puts languages and recordings of a set to use; texts lie in the arena, which stays, as does the
 * set. A language that a pack before brought is told and left out. Once, before any thread. */
void pack_use_languages(struct arena *arena, struct pack_set *set,
                        const struct pack_listener *listener, struct pack_use *ret_use);

/* Puts the recordings of another set in their place: they lie in that set, which stays. Those of a
 * pack that is gone go, but for a language that only it spoke. Main thread, while nothing sounds.
 */
void pack_use_recordings(const struct pack_set *set);

#endif
