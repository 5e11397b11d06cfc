/* What is in a pack, held to the rules of what it is: languages/CODE/FILE by folder.h,
 * clips-CODE.pak by clips.h, forms and procedures by pack_forms.h, settings.ini by pack_settings.h,
 * tokens.tsv by who knows the colours (pack_tokens.h). Anything else makes it no pack of this
 * firmware. */
#ifndef APP_PACK_PACK_CONTENTS_H
#define APP_PACK_PACK_CONTENTS_H

#include "app/language/folder.h"
#include "app/pack/pack_about.h"
#include "app/pack/pack_forms.h"
#include "app/pack/pack_tell.h"
#include "app/sound/clips.h"

#define PACK_LANGUAGES 8

struct pack_contents {
    struct pack_about about;
    char languages[PACK_LANGUAGES][FOLDER_CODE]; /* with texts of their own */
    int language_count;
    struct clips clips[PACK_LANGUAGES];
    int clips_count;
    int forms;     /* folders of forms */
    bool has_rows; /* procedures.csv or needs.tsv */
    bool has_settings, has_tokens;
};

/* A source of the languages in the pack, for folder_read(); p must outlive it. */
struct folder_source pack_source(struct pack_file *p);

/* Reads what there is, every language and every clip index, and tells what is wrong; forms are only
 * counted (pack_forms_try()). The arena is used and given back. ERR_BAD_INPUT; ERR_VERSION when it
 * needs a newer firmware; ERR_FULL. */
MUST_USE struct err pack_contents_read(struct arena *arena, struct pack_file *p,
                                       const struct pack_listener *listener,
                                       struct pack_contents *ret_contents);

/* The same, and every form, row, setting and token tried as a kiosk uses it: what a kiosk asks of a
 * pack before it is put to use. The arena needs PACK_TRIAL_BYTES for forms. */
MUST_USE struct err pack_contents_try(struct arena *arena, struct pack_file *p,
                                      const struct pack_listener *listener,
                                      struct pack_contents *ret_contents);

#endif
