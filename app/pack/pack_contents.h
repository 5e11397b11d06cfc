/* What is in a pack, held to the rules of what it is: languages/CODE/FILE by folder.h, and
 * clips-CODE.pak by clips.h. Anything else makes it no pack of this firmware. */
#ifndef APP_PACK_PACK_CONTENTS_H
#define APP_PACK_PACK_CONTENTS_H

#include "app/language/folder.h"
#include "app/pack/pack_about.h"
#include "app/sound/clips.h"

#define PACK_LANGUAGES 8

struct pack_contents {
    struct pack_about about;
    char languages[PACK_LANGUAGES][FOLDER_CODE]; /* with texts of their own */
    int language_count;
    struct clips clips[PACK_LANGUAGES];
    int clips_count;
};

/* One sentence about what is wrong, for whoever made the pack. */
struct pack_listener {
    void *context;
    void (*tell)(void *context, const char *sentence);
};

/* A source of the languages in the pack, for folder_read(); p must outlive it. */
struct folder_source pack_source(struct pack_file *p);

/* Reads what there is, every language and every clip index, and tells what is wrong. The arena is
 * used and given back. ERR_BAD_INPUT; ERR_VERSION when it needs a newer firmware; ERR_FULL. */
MUST_USE struct err pack_contents_read(struct arena *arena, struct pack_file *p,
                                       const struct pack_listener *listener,
                                       struct pack_contents *ret_contents);

#endif
