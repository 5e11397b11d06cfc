#include "platform/sim/fleet/taken.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool make(const char *folder)
{
    return mkdir(folder, 0777) == 0 || errno == EEXIST;
}

void taken_answer(struct call *c)
{
    char path[1200];
    struct stat info;
    const struct place *p = c->place;
    if (c->q->upload == NULL || stat(c->q->upload, &info) != 0) {
        answer_empty(c->r, 400);
        return;
    }
    if (info.st_size > TAKEN_MAX) {
        answer_empty(c->r, 413);
        return;
    }
    store_outgoing_path(c->store, "", path, sizeof path);
    bool good = p->target[0] != '.' && p->file[0] != '.' && make(path);
    store_outgoing_path(c->store, p->target, path, sizeof path);
    good = good && make(path);
    const size_t used = strlen(path);
    (void)snprintf(path + used, sizeof path - used, "/%s", p->file);
    const bool again = good && access(path, F_OK) == 0;
    if (good && rename(c->q->upload, path) == 0) {
        answer_empty(c->r, again ? 204 : 201);
    } else {
        answer_empty(c->r, good ? 500 : 403);
    }
}
