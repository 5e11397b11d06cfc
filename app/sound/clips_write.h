/* Writes a pack of clips (clips.h) from clips that lie in memory. Equal clips give equal bytes.
 * Pure. */
#ifndef APP_SOUND_CLIPS_WRITE_H
#define APP_SOUND_CLIPS_WRITE_H

#include "app/sound/clips.h"

/* Bytes of the pack. */
size_t clips_write_size(const struct clip *clips, uint32_t count);

/* Sorts the clips by id and writes the pack of that language into out[0..room). ERR_BAD_INPUT when
 * two have one id, ERR_FULL when it does not fit. */
MUST_USE struct err clips_write(struct clip *clips, uint32_t count, const char *language,
                                uint8_t *out, size_t room, size_t *ret_size);

#endif
