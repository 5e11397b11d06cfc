#include "platform/sim/fleet/place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* '#' stands for a number, '@' for a file's name. */
static const struct {
    const char *shape, *name, *methods;
} places[] = {
    [PLACE_POLL] = {"", "poll", "GET"},
    [PLACE_DEPLOYMENT] = {"deploymentBase/#", "deployment", "GET"},
    [PLACE_FEEDBACK] = {"deploymentBase/#/feedback", "feedback", "POST"},
    [PLACE_CANCEL] = {"cancelAction/#", "cancel", "GET"},
    [PLACE_CANCEL_FEEDBACK] = {"cancelAction/#/feedback", "cancel-feedback", "POST"},
    [PLACE_CONFIG] = {"configData", "config", "PUT"},
    [PLACE_INSTALLED] = {"installedBase/#", "installed", "GET"},
    [PLACE_INSTALLED_SET] = {"installedBase", "installed-set", "PUT"},
    [PLACE_CONFIRMATION] = {"confirmationBase", "confirmation", "GET"},
    [PLACE_CONFIRM] = {"confirmationBase/#", "confirm", "GET"},
    [PLACE_CONFIRM_FEEDBACK] = {"confirmationBase/#/feedback", "confirm-feedback", "POST"},
    [PLACE_AUTO_ON] = {"confirmationBase/activateAutoConfirm", "auto-confirm", "POST"},
    [PLACE_AUTO_OFF] = {"confirmationBase/deactivateAutoConfirm", "auto-confirm-off", "POST"},
    [PLACE_LIST] = {"softwaremodules/#/artifacts", "list", "GET"},
    [PLACE_ARTIFACT] = {"softwaremodules/#/artifacts/@", "artifact", "GET"},
    [PLACE_MD5SUM] = {"softwaremodules/#/artifacts/@.MD5SUM", "md5sum", "GET"},
    [PLACE_OUTGOING] = {NULL, "outgoing", "PUT"},
    [PLACE_NOWHERE] = {NULL, "nowhere", NULL},
};

static bool take_number(const char **path, int64_t *ret_id)
{
    const size_t count = strspn(*path, "0123456789");
    *ret_id = count == 0 || count > 18 ? -1 : strtoll(*path, NULL, 10);
    *path += count;
    return *ret_id >= 0;
}

/* Compares the rest of a path with one shape. */
static bool matches(const char *shape, const char *path, struct place *p)
{
    for (; *shape != '\0'; shape++) {
        if (*shape == '#') {
            if (!take_number(&path, &p->id)) {
                return false;
            }
        } else if (*shape == '@') {
            const size_t tail = strlen(shape + 1);
            const size_t size = strlen(path);
            if (size <= tail || size - tail >= sizeof p->file || strchr(path, '/') != NULL) {
                return false;
            }
            snprintf(p->file, sizeof p->file, "%.*s", (int)(size - tail), path);
            path += size - tail;
        } else if (*path++ != *shape) {
            return false;
        }
    }
    return *path == '\0';
}

static enum place_kind kind_of(const char *rest, struct place *p)
{
    /* A file's sum is asked before the file: every sum's name is a file's too. */
    if (matches(places[PLACE_MD5SUM].shape, rest, p)) {
        return PLACE_MD5SUM;
    }
    for (int i = 0; i < PLACE_OUTGOING; i++) {
        if (matches(places[i].shape, rest, p)) {
            return (enum place_kind)i;
        }
    }
    return PLACE_NOWHERE;
}

/* Copies what stands before the next '/' and moves behind it; false when it is empty or too long.
 */
static bool segment(const char **path, char *out, size_t cap)
{
    const size_t size = strcspn(*path, "/");
    if (size == 0 || size >= cap) {
        return false;
    }
    snprintf(out, cap, "%.*s", (int)size, *path);
    *path += size;
    *path += **path == '/' ? 1 : 0;
    return true;
}

/* "/outgoing/ID/NAME" */
static bool is_outgoing(const char *path, struct place *p)
{
    static const char before[] = "/outgoing/";
    const char *at = path + sizeof before - 1;
    struct place found = {.kind = PLACE_OUTGOING, .id = -1};
    if (strncmp(path, before, sizeof before - 1) != 0 ||
        !segment(&at, found.target, sizeof found.target) || strchr(at, '/') != NULL ||
        !segment(&at, found.file, sizeof found.file)) {
        return false;
    }
    *p = found;
    return true;
}

struct place place_read(const char *path)
{
    static const char middle[] = "controller/v1/";
    struct place p = {.kind = PLACE_OUTSIDE, .id = -1};
    const char *at = path + (path[0] == '/' ? 1 : 0);
    if (is_outgoing(path, &p)) {
        return p;
    }
    if (segment(&at, p.tenant, sizeof p.tenant) && strncmp(at, middle, sizeof middle - 1) == 0) {
        at += sizeof middle - 1;
        p.kind = segment(&at, p.target, sizeof p.target) ? kind_of(at, &p) : PLACE_OUTSIDE;
    }
    return p;
}

const char *place_methods(enum place_kind kind)
{
    return kind < PLACE_KINDS ? places[kind].methods : NULL;
}

bool place_allows(enum place_kind kind, const char *method)
{
    const char *methods = place_methods(kind);
    return methods != NULL && (strcmp(methods, method) == 0 ||
                               (strcmp(method, "HEAD") == 0 && strcmp(methods, "GET") == 0));
}

const char *place_name(enum place_kind kind)
{
    return kind < PLACE_KINDS ? places[kind].name : "outside";
}
