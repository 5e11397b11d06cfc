/* What was recorded and reviewed goes out as the folder of a pack (app/pack/README.md), for whoever
 * signs packs: the kiosk itself has no key that does.
 *
 *   FOLDER/pack.ini, FOLDER/languages/CODE/, FOLDER/clips-CODE.pak
 *
 * A sentence all of whose parts are recorded is in the state recorded; who read what is in
 * languages/CODE/voices. Blocking; a worker's. */
#ifndef APP_STUDIO_ISSUE_H
#define APP_STUDIO_ISSUE_H

#include "app/studio/desk.h"
#include "app/studio/take.h"

struct issue {
    const char *folder; /* its parent must be there */
    const char *today, *expires;
    int version; /* 0 = one more than the folder's own, or 1 */
};

struct issue_result {
    int version;
    uint32_t clips;
    int recorded; /* messages all of whose parts are recorded */
};

/* Writes the open language. The arena is used and given back: 64 KiB and what the clips take, 3 kB
 * a second. ERR_NOT_FOUND when there is no recording; ERR_FULL. */
MUST_USE struct err issue_write(struct desk *d, const struct issue *issue, struct arena *arena,
                                struct take_room *room, struct issue_result *ret_result);

#endif
