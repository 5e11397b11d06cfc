/* Memory for a citizen's data: guard pages, locked, left out of core dumps
 * (reference/house.md 6.6). */
#ifndef PLATFORM_BASE_SECRET_H
#define PLATFORM_BASE_SECRET_H

#include <stddef.h>

#include "platform/base/arena.h"

/* Maps size bytes between two guard pages, locks each page as it is first touched (a refused lock
 * is not an error: ret_locked tells) and makes an arena over them. Fails with ERR_IO. */
MUST_USE struct err secret_open(struct arena *ret_arena, size_t size, bool *ret_locked);

/* The same without the lock, for memory that is no citizen's: pages are taken only when used. */
MUST_USE struct err secret_open_large(struct arena *ret_arena, size_t size);

/* Wipes and unmaps. Accepts a zeroed arena. */
void secret_close(struct arena *a);

/* Turns off core dumps and ptrace for this process; ERR_IO when the kernel refuses. */
MUST_USE struct err secret_no_dumps(void);

#endif
