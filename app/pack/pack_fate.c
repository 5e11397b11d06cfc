#include "app/pack/pack_fate.h"

#include <stdio.h>
#include <string.h>

#include "app/pack/pack_store.h"

void pack_handle(const char *name, const char *mark, char ret_handle[PACK_HANDLE])
{
    (void)snprintf(ret_handle, PACK_HANDLE, "%.39s %.32s", name, mark);
}

static void path_of(char path[DIR_PATH_MAX], const char *state, const char *name, const char *end)
{
    (void)snprintf(path, DIR_PATH_MAX, "%.440s/" PACK_FOLDER "/%.39s%.8s", state, name, end);
}

/* Whether this very pack lies there as the one in use. */
static bool lies_there(struct port_dir *dir, const char *state, const char *name, const char *mark)
{
    char path[DIR_PATH_MAX];
    char found[PACK_MARK] = "";
    struct file_bytes file = {0};
    struct pack_file p;
    path_of(path, state, name, PACK_SUFFIX);
    if (failed(dir->files->ops->map(path, &file))) {
        return false;
    }
    if (!failed(pack_open(&p, file.bytes, file.size))) {
        pack_mark(&p, found);
    }
    dir->files->ops->unmap(&file);
    return strcmp(found, mark) == 0;
}

/* Since when it is here: its NAME.newest was written with it. */
static bool is_a_week_old(struct port_dir *dir, const char *state, const char *name, int64_t now_s)
{
    char path[DIR_PATH_MAX];
    struct dir_info info;
    path_of(path, state, name, PACK_NEWEST);
    return !failed(dir->ops->look(dir, path, &info)) && now_s - info.modified > PACK_WEEK_S;
}

bool pack_newest_fell(struct port_dir *dir, const char *state, const char *name)
{
    char path[DIR_PATH_MAX];
    char mark[PACK_MARK] = "";
    struct file_bytes file = {0};
    struct pack_trial t;
    path_of(path, state, name, PACK_NEWEST);
    if (!failed(dir->files->ops->map(path, &file)) && file.size < 100) {
        (void)sscanf(file.bytes, "%*9[0-9] %32[0-9a-f]", mark);
    }
    dir->files->ops->unmap(&file);
    pack_trial_read(dir, state, name, &t);
    return mark[0] != '\0' && strcmp(t.refused, mark) == 0;
}

static const char *why_it_fell(const struct pack_trial *t)
{
    if (strcmp(t->why, "form") == 0) {
        return "a form of it did not load in the first visit: undone, what was before is back";
    }
    if (strcmp(t->why, "load") == 0) {
        return "the kiosk could not serve with it: undone, what was before is back";
    }
    return "the kiosk ended in the first visit with it: undone, what was before is back";
}

static enum pack_fate say(char why[PACK_FATE_WHY], enum pack_fate fate, const char *sentence)
{
    (void)snprintf(why, PACK_FATE_WHY, "%s", sentence);
    return fate;
}

enum pack_fate pack_fate(struct port_dir *dir, const char *state, const char *handle, int64_t now_s,
                         char ret_why[PACK_FATE_WHY])
{
    char name[PACK_TITLE];
    char mark[PACK_MARK];
    struct pack_trial t;
    if (sscanf(handle, "%39s %32[0-9a-f]", name, mark) != 2 || !pack_title_is_fine(name)) {
        return say(ret_why, FATE_GONE, "nobody knows which pack it was");
    }
    pack_trial_read(dir, state, name, &t);
    if (strcmp(t.refused, mark) == 0) {
        return say(ret_why, FATE_FELL, why_it_fell(&t));
    }
    if (strcmp(t.mark, mark) == 0 && t.state == TRIAL_PROVED) {
        return say(ret_why, FATE_STANDS, "in use; a visit went well with it");
    }
    if (!lies_there(dir, state, name, mark)) {
        return say(
            ret_why, FATE_GONE,
            "taken out of use at the kiosk, or another took its place, before it was proved");
    }
    if (is_a_week_old(dir, state, name, now_s)) {
        return say(ret_why, FATE_UNTRIED, "there for a week, and no visit has tried it");
    }
    return say(ret_why, FATE_TRYING, "waits for the first visit");
}
