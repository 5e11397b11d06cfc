#include "platform/sim/camera_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char *const faults[CAMERA_FAULTS] = {
    [CAMERA_WELL] = "well",   [CAMERA_UNPLUGGED] = "unplugged", [CAMERA_TRUNCATED] = "truncated",
    [CAMERA_EMPTY] = "empty", [CAMERA_NOISE] = "noise",         [CAMERA_SLOW] = "slow",
    [CAMERA_DEAF] = "deaf",
};

static bool is_jpeg_name(const char *name)
{
    const size_t length = strlen(name);
    return length > 4 && name[0] != '.' && strcmp(name + length - 4, ".jpg") == 0;
}

/* The name behind `after` among the folder's pictures, or the first one; false when it has none. */
static bool next_name(const char *folder, const char *after, char *ret_name, size_t size)
{
    DIR *dir = opendir(folder);
    const struct dirent *entry = NULL;
    bool found = false;
    while (dir != NULL && (entry = readdir(dir)) != NULL) {
        if (is_jpeg_name(entry->d_name) && strcmp(entry->d_name, after) > 0 &&
            (!found || strcmp(entry->d_name, ret_name) < 0) && strlen(entry->d_name) < size) {
            memcpy(ret_name, entry->d_name, strlen(entry->d_name) + 1);
            found = true;
        }
    }
    if (dir != NULL) {
        closedir(dir);
    }
    return found;
}

/* The file the camera looks at: path, or the n-th picture of the folder, round and round. */
static bool look_at(const struct camera_file *c, char ret_path[CAMERA_PATH_MAX * 2])
{
    struct stat what;
    char name[NAME_MAX + 1] = "";
    if (stat(c->path, &what) != 0) {
        return false;
    }
    if (!S_ISDIR(what.st_mode)) {
        memcpy(ret_path, c->path, strlen(c->path) + 1);
        return true;
    }
    for (int i = 0; i <= c->taken; i++) {
        char next[NAME_MAX + 1];
        if (!next_name(c->path, name, next, sizeof next) &&
            !next_name(c->path, "", next, sizeof next)) {
            return false;
        }
        memcpy(name, next, sizeof name);
    }
    (void)snprintf(ret_path, (size_t)CAMERA_PATH_MAX * 2, "%s/%s", c->path, name);
    return true;
}

static struct err read_all(const char *path, uint8_t *ret_jpeg, size_t cap, size_t *ret_size)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    size_t size = 0;
    ssize_t got = 1;
    if (fd < 0) {
        return ERR(ERR_OFFLINE, errno, "camera: no picture");
    }
    while (got > 0 && size < cap) {
        got = read(fd, ret_jpeg + size, cap - size);
        size += got > 0 ? (size_t)got : 0;
    }
    uint8_t more;
    const bool longer = size == cap && read(fd, &more, 1) == 1;
    close(fd);
    if (got < 0 || longer) {
        explicit_bzero(ret_jpeg, size);
        return longer ? ERR(ERR_FULL, 0, "camera: picture too large")
                      : ERR(ERR_IO, errno, "camera: read");
    }
    *ret_size = size;
    return ERR_OK;
}

static struct err spoil(int fault, uint8_t *jpeg, size_t *size)
{
    if (fault == CAMERA_TRUNCATED) {
        *size /= 2;
    } else if (fault == CAMERA_EMPTY) {
        *size = 0;
    } else if (fault == CAMERA_NOISE) {
        for (size_t i = 0; i < *size; i++) {
            jpeg[i] = (uint8_t)(i * 2654435761u >> 11);
        }
    }
    return *size == 0 ? ERR(ERR_BAD_INPUT, 0, "camera: empty picture") : ERR_OK;
}

/* Two seconds; true when it was stopped before. */
static bool take_long(const atomic_bool *stop)
{
    const struct timespec moment = {.tv_nsec = 20000000};
    for (int i = 0; i < 100; i++) {
        if (stop != NULL && atomic_load(stop)) {
            return true;
        }
        nanosleep(&moment, NULL);
    }
    return false;
}

static struct err still(struct port_camera *port, const atomic_bool *stop, uint8_t *ret_jpeg,
                        size_t cap, size_t *ret_size)
{
    struct camera_file *c = (struct camera_file *)port;
    const int fault = atomic_load(&c->fault);
    char path[CAMERA_PATH_MAX * 2];
    size_t size = 0;
    if (c->path[0] == '\0' || fault == CAMERA_UNPLUGGED || !look_at(c, path)) {
        return ERR(ERR_OFFLINE, 0, "camera: no source");
    }
    if (fault == CAMERA_DEAF) {
        return ERR(ERR_TIMEOUT, 0, "camera: nothing came");
    }
    if (fault == CAMERA_SLOW && take_long(stop)) {
        return ERR(ERR_CANCELLED, 0, "camera: stopped");
    }
    struct err e = read_all(path, ret_jpeg, cap, &size);
    e = failed(e) ? e : spoil(fault, ret_jpeg, &size);
    if (!failed(e)) {
        c->taken++;
        *ret_size = size;
    }
    return e;
}

/* A file is looked at once: nothing moves in it. */
static struct err view(struct port_camera *port, const atomic_bool *stop, int max_side,
                       uint8_t *ret_rgb, size_t cap, int *ret_width, int *ret_height)
{
    struct camera_file *c = (struct camera_file *)port;
    char path[CAMERA_PATH_MAX * 2];
    struct stat what;
    (void)stop;
    *ret_width = *ret_height = 0;
    if (c->picture == NULL || c->path[0] == '\0' || atomic_load(&c->fault) != CAMERA_WELL ||
        !look_at(c, path) || stat(path, &what) != 0) {
        c->seen[0] = '\0';
        return ERR(ERR_OFFLINE, 0, "camera: no source");
    }
    if (strcmp(path, c->seen) == 0) {
        return ERR_OK;
    }
    if (what.st_size <= 0 || what.st_size > (off_t)CAMERA_JPEG_MAX) {
        return ERR(ERR_BAD_INPUT, 0, "camera: no picture");
    }
    uint8_t *jpeg = malloc((size_t)what.st_size);
    size_t size = 0;
    struct err e = jpeg == NULL ? ERR(ERR_FULL, 0, "camera: memory")
                                : read_all(path, jpeg, (size_t)what.st_size, &size);
    e = failed(e) ? e
                  : c->picture->preview(jpeg, size, max_side, ret_rgb, cap, ret_width, ret_height);
    if (jpeg != NULL) {
        explicit_bzero(jpeg, size);
        free(jpeg);
    }
    memcpy(c->seen, failed(e) ? "" : path, failed(e) ? 1 : strlen(path) + 1);
    return e;
}

static void rest(struct port_camera *port)
{
    ((struct camera_file *)port)->seen[0] = '\0';
}

static void close_camera(struct port_camera *port)
{
    ((struct camera_file *)port)->path[0] = '\0';
}

struct err camera_file_open(struct camera_file *c, const char *uri)
{
    static const struct port_camera_ops sim = {.name = "sim",
                                               .limit_ms = 12000,
                                               .tells_dpi = true,
                                               .still = still,
                                               .view = view,
                                               .rest = rest,
                                               .close = close_camera};
    static const struct port_camera_ops none = {
        .name = "none", .limit_ms = 12000, .still = still, .close = close_camera};
    memset(c, 0, sizeof *c);
    atomic_init(&c->fault, CAMERA_WELL);
    c->port.ops = &none;
    if (strcmp(uri, "none:") == 0) {
        return ERR_OK;
    }
    if (strncmp(uri, "sim:", 4) != 0 || uri[4] == '\0') {
        return ERR(ERR_BAD_INPUT, 0, "camera: URI is v4l2:PATH, sane:NAME, sim:PATH or none:");
    }
    c->port.ops = &sim;
    return camera_file_show(c, uri + 4);
}

struct err camera_file_show(struct camera_file *c, const char *path)
{
    if (strlen(path) >= sizeof c->path) {
        return ERR(ERR_FULL, 0, "camera: path too long");
    }
    memcpy(c->path, path, strlen(path) + 1);
    c->taken = 0;
    return ERR_OK;
}

bool camera_file_fault(struct camera_file *c, const char *name)
{
    for (int i = 0; i < CAMERA_FAULTS; i++) {
        if (strcmp(faults[i], name) == 0) {
            atomic_store(&c->fault, i);
            return true;
        }
    }
    return false;
}
