/* Out of service, over restarts: a mark in the state directory. */
#ifndef APP_STAFF_REST_MARK_H
#define APP_STAFF_REST_MARK_H

#include <stdbool.h>

#include "platform/port_dir.h"

/* Puts the mark, or takes it away; on return without error it survives a power cut. */
MUST_USE struct err rest_mark_put(struct port_dir *dir, const char *state, bool rests);

/* Whether it was put; false as well when the folder cannot be read. */
bool rest_mark_there(struct port_dir *dir, const char *state);

#endif
