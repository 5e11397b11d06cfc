#include "app/staff/rest_mark.h"

#include <stdio.h>

#include "app/whole.h"

#define NAME "out-of-service"

struct err rest_mark_put(struct port_dir *dir, const char *state, bool rests)
{
    char path[DIR_PATH_MAX];
    if (rests) {
        return whole_write(dir, state, NAME, "", 0);
    }
    (void)snprintf(path, sizeof path, "%s/%s", state, NAME);
    return dir->ops->remove(dir, path);
}

bool rest_mark_there(struct port_dir *dir, const char *state)
{
    char path[DIR_PATH_MAX];
    struct dir_info info;
    (void)snprintf(path, sizeof path, "%s/%s", state, NAME);
    return !failed(dir->ops->look(dir, path, &info));
}
