#include "app/steward/lock.h"

#include <stdio.h>

#include "app/whole.h"
#include "platform/port_machine.h"

struct err lock_put(struct port_dir *dir, const char *state, bool locked)
{
    char path[DIR_PATH_MAX];
    if (locked) {
        return whole_write(dir, state, MACHINE_LOCKED, "", 0);
    }
    const int length = snprintf(path, sizeof path, "%s/" MACHINE_LOCKED, state);
    return length > 0 && (size_t)length < sizeof path ? dir->ops->remove(dir, path)
                                                      : ERR(ERR_BAD_INPUT, 0, "lock: path");
}
