/* The recordings of one language on the disk of the kiosk, in STATE/studio/CODE/takes. Each step is
 * one flushed rename, so a power cut leaves the take that was, or the one that is:
 *
 *   ID.take   a WAV that was recorded and not yet approved
 *   ID.wav    the approved one: 48 kHz, 16 bit, mono, levelled
 *   ID.clip   one that came with a pack: u32 samples (little-endian), then the audio of clips.h
 *   voices    of each approved one: ID | DAY | NAME | DIALECT | PLACE
 *
 * ID is the clip's, 16 hex digits: a changed sentence has no recording. Blocking; a worker's. */
#ifndef APP_STUDIO_SHELF_H
#define APP_STUDIO_SHELF_H

#include "app/sound/clips.h"
#include "app/studio/people.h"
#include "app/studio/prompts.h"
#include "platform/port_dir.h"
#include "platform/port_files.h"

enum shelf_state {
    SHELF_NONE,
    SHELF_CAME,  /* with a pack */
    SHELF_KEPT,  /* recorded here and approved */
    SHELF_TAKEN, /* recorded here, to be approved; an approved one before it is still there */
};

struct shelf {
    struct port_dir *dir;
    char folder[DIR_PATH_MAX];
};

/* The folder takes of a language's folder, made when it is not there. */
MUST_USE struct err shelf_open(struct shelf *s, struct port_dir *dir, const char *language_folder);

/* How far each prompt is. Files of other texts are left alone. */
MUST_USE struct err shelf_look(const struct shelf *s, const struct prompts *p,
                               enum shelf_state ret_states[PROMPTS_MAX]);

/* Keeps a take, in the place of an earlier one that was not approved. */
MUST_USE struct err shelf_take(const struct shelf *s, uint64_t id, const int16_t *samples,
                               size_t count);

/* Approves the take: who read it is written down, then it takes the place of the one before. */
MUST_USE struct err shelf_keep(const struct shelf *s, uint64_t id, const struct person *voice,
                               const char *today);

/* Throws the unapproved take away. */
MUST_USE struct err shelf_drop(const struct shelf *s, uint64_t id);

/* Keeps a clip that came with a pack. */
MUST_USE struct err shelf_bring(const struct shelf *s, const struct clip *clip);

/* Opens what is heard of a prompt in that state: SHELF_CAME, SHELF_KEPT or SHELF_TAKEN. Give it
 * back with dir->files->ops->unmap. ERR_CORRUPT when it is no recording. */
MUST_USE struct err shelf_read(const struct shelf *s, uint64_t id, enum shelf_state state,
                               struct file_bytes *ret_file);

#define SHELF_VOICES "voices"

#endif
