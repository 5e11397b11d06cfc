/* nbdkit plugin: a disk in a file that notes every write and flush, in the order they come.
 * usage: nbdkit ./write_log.so image=FILE log=FILE */
#define NBDKIT_API_VERSION 2
#define THREAD_MODEL       NBDKIT_THREAD_MODEL_SERIALIZE_ALL_REQUESTS
#include <errno.h>
#include <fcntl.h>
#include <nbdkit-plugin.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/block/write_log.h"

static char *image_path, *log_path;
static int image = -1, noted = -1;

static int config(const char *key, const char *value)
{
    char **path = strcmp(key, "image") == 0 ? &image_path
                  : strcmp(key, "log") == 0 ? &log_path
                                            : NULL;
    if (path == NULL) {
        nbdkit_error("unknown parameter %s", key);
        return -1;
    }
    *path = nbdkit_absolute_path(value);
    return *path == NULL ? -1 : 0;
}

static int get_ready(void)
{
    if (image_path == NULL || log_path == NULL) {
        nbdkit_error("image= and log= are needed");
        return -1;
    }
    image = open(image_path, O_RDWR | O_CLOEXEC);
    noted = open(log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (image < 0 || noted < 0) {
        nbdkit_error("cannot open: %m");
        return -1;
    }
    return 0;
}

static void *open_one(int readonly)
{
    (void)readonly;
    return NBDKIT_HANDLE_NOT_NEEDED;
}

static int64_t get_size(void *handle)
{
    struct stat info;
    (void)handle;
    return fstat(image, &info) == 0 ? info.st_size : -1;
}

static int all_read(void *handle, void *bytes, uint32_t count, uint64_t at, uint32_t flags)
{
    (void)handle;
    (void)flags;
    return pread(image, bytes, count, (off_t)at) == (ssize_t)count ? 0 : -1;
}

/* The note first: whoever was told that something is flushed finds it in the log. */
static int note(const struct write_note *n, const void *bytes)
{
    return write(noted, n, sizeof *n) == (ssize_t)sizeof *n &&
                   (n->size == 0 || write(noted, bytes, n->size) == (ssize_t)n->size)
               ? 0
               : -1;
}

static int all_write(void *handle, const void *bytes, uint32_t count, uint64_t at, uint32_t flags)
{
    (void)handle;
    (void)flags;
    const struct write_note n = {.kind = NOTE_WRITE, .size = count, .at = at};
    return note(&n, bytes) == 0 && pwrite(image, bytes, count, (off_t)at) == (ssize_t)count ? 0
                                                                                            : -1;
}

static int flush(void *handle, uint32_t flags)
{
    (void)handle;
    (void)flags;
    const struct write_note n = {.kind = NOTE_FLUSH};
    return note(&n, "");
}

static struct nbdkit_plugin plugin = {
    .name = "write-log",
    .config = config,
    .get_ready = get_ready,
    .open = open_one,
    .get_size = get_size,
    .pread = all_read,
    .pwrite = all_write,
    .flush = flush,
    .errno_is_preserved = 1,
};

NBDKIT_REGISTER_PLUGIN(plugin)
