/* Runs the script that starts, stops and kills what stands around a kiosk on a desk
 * (tests/flow/rig), and writes text files. For headless runs only. */
#ifndef PLATFORM_LINUX_RIG_H
#define PLATFORM_LINUX_RIG_H

#include <stddef.h>

#include "platform/base/err.h"

/* Runs `script verb argument` and waits; ERR_REFUSED with its exit status when it failed, ERR_IO
 * when it could not be started. */
MUST_USE struct err rig_run(const char *script, const char *verb, const char *argument);

/* Writes a file whole; the folders on its way are made. */
MUST_USE struct err rig_write(const char *path, const char *bytes, size_t size);

/* Makes the folders of a file's path. */
MUST_USE struct err rig_make_folders(const char *path);

#endif
