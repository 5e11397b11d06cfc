/* A file written whole or not at all: of the studio, or a pack. */
#ifndef APP_WHOLE_H
#define APP_WHOLE_H

#include "platform/port_dir.h"

/* Writes folder/name, flushed; an error leaves what was there. Blocking. */
MUST_USE struct err whole_write(struct port_dir *dir, const char *folder, const char *name,
                                const void *bytes, size_t size);

/* The same for something there may be none of: without a byte the file goes, and one that is not
 * there is no error. Blocking. */
MUST_USE struct err whole_keep(struct port_dir *dir, const char *folder, const char *name,
                               const void *bytes, size_t size);

#endif
