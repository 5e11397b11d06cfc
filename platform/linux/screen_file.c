#include "platform/linux/screen_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/linux/png_file.h"

static struct err flush(const char *path)
{
    const int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    const bool good = fd >= 0 && fchmod(fd, 0660) == 0 && fsync(fd) == 0;
    const struct err e = good ? ERR_OK : ERR(ERR_IO, errno, "screen: flush");
    if (fd >= 0) {
        close(fd);
    }
    return e;
}

/* Under another name until it is on the disk. */
static struct err write_picture(const struct screen_file *f)
{
    char part[DIR_PATH_MAX];
    char whole[DIR_PATH_MAX];
    struct port_dir dir = dir_linux();
    (void)snprintf(part, sizeof part, "%s/" SCREEN_FILE DIR_TEMPORARY, f->folder);
    (void)snprintf(whole, sizeof whole, "%s/" SCREEN_FILE, f->folder);
    struct err e = dir.ops->make(&dir, f->folder);
    e = failed(e) ? e : image_write_rgb(part, &f->copy);
    e = failed(e) ? e : flush(part);
    e = failed(e) ? e : dir.ops->move(&dir, part, whole);
    if (failed(e)) {
        (void)unlink(part);
    }
    return e;
}

static void run(void *context)
{
    struct screen_file *f = context;
    f->error = write_picture(f);
    free(f->copy.pixels);
    f->copy = (struct canvas){0};
}

static struct err copy(const struct canvas *shown, struct canvas *ret_copy)
{
    const size_t row = (size_t)shown->width * sizeof *shown->pixels;
    uint32_t *pixels = malloc(row * (size_t)shown->height + 1);
    if (pixels == NULL) {
        return ERR(ERR_FULL, ENOMEM, "screen: memory");
    }
    for (int y = 0; y < shown->height; y++) {
        (void)memcpy(pixels + (size_t)y * (size_t)shown->width,
                     shown->pixels + (size_t)y * (size_t)shown->stride, row);
    }
    *ret_copy = (struct canvas){pixels, shown->width, shown->height, shown->width};
    return ERR_OK;
}

struct err screen_file_begin(struct screen_file *f, const char *state, const struct canvas *shown,
                             void (*bell)(void *context), void *context)
{
    if (f->busy) {
        return ERR(ERR_REFUSED, 0, "screen: one at a time");
    }
    const int length = snprintf(f->folder, sizeof f->folder, "%s/" SCREEN_FILE_FOLDER, state);
    if (length < 0 || (size_t)length >= sizeof f->folder) {
        return ERR(ERR_BAD_INPUT, 0, "screen: path");
    }
    struct err e = f->runs ? ERR_OK : worker_start(&f->worker, bell, context);
    f->runs = f->runs || !failed(e);
    e = failed(e) ? e : copy(shown, &f->copy);
    if (failed(e)) {
        return e;
    }
    e = worker_put(&f->worker, (struct job){.run = run, .context = f});
    f->busy = !failed(e);
    if (failed(e)) {
        free(f->copy.pixels);
        f->copy = (struct canvas){0};
    }
    return e;
}

bool screen_file_over(struct screen_file *f, struct err *ret_error)
{
    struct job job;
    if (!f->busy || !worker_take(&f->worker, &job)) {
        return false;
    }
    f->busy = false;
    *ret_error = f->error;
    return true;
}

void screen_file_close(struct screen_file *f)
{
    if (f->runs) {
        worker_stop(&f->worker); /* one that waited is not begun any more */
    }
    free(f->copy.pixels);
    *f = (struct screen_file){.runs = false};
}
