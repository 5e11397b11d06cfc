#include "app/cli/cli_form_load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/form/iso_date.h"
#include "platform/base/secret.h"
#include "platform/port_clock.h"

#define FORM_ARENA_BYTES (FORM_BYTES_MAX + ((size_t)16 << 20))

bool loaded_clock(const char *now, const char *seed, struct form_clock *ret_clock)
{
    struct iso_date d;
    struct port_clock clock = clock_linux();
    *ret_clock =
        (struct form_clock){.now_s = clock.ops->now_s(&clock), .offset_minutes = 420, .seed = 1};
    if (seed != NULL) {
        ret_clock->seed = strtoull(seed, NULL, 10);
    }
    if (now == NULL) {
        return true;
    }
    if (!iso_date_read(now, &d)) {
        return false;
    }
    if (d.has_offset) {
        ret_clock->offset_minutes = d.offset_minutes;
    }
    ret_clock->now_s = iso_days(d.year, d.month, d.day) * 86400 + d.hour * 3600 + d.minute * 60 +
                       d.second - ret_clock->offset_minutes * 60;
    return true;
}

static struct err map(struct loaded_form *l, const char *path, struct file_bytes **ret_file)
{
    if (l->file_count == LOADED_FILES_MAX) {
        return ERR(ERR_FULL, 0, "form: too many lists");
    }
    struct file_bytes *file = &l->files[l->file_count];
    const struct err e = files_linux()->ops->map(path, file);
    if (!failed(e)) {
        l->file_count++;
        *ret_file = file;
    }
    return e;
}

static struct err read_list(void *context, const char *name, const char **ret_bytes,
                            size_t *ret_size)
{
    struct loaded_form *l = context;
    char path[1024], beside[sizeof l->media + 4];
    struct file_bytes *file = NULL;
    snprintf(path, sizeof path, "%s/%s", l->media, name);
    snprintf(beside, sizeof beside, "%s/..", l->media);
    /* A folder came with its form, and its links lead to lists that forms beside it share. */
    const struct port_files *files = files_linux();
    if (!files->ops->is_below(path, l->media) && !files->ops->is_below(path, beside)) {
        return ERR(ERR_NOT_FOUND, 0, "form: list");
    }
    const struct err e = map(l, path, &file);
    if (!failed(e)) {
        *ret_bytes = file->bytes;
        *ret_size = file->size;
    }
    return e;
}

static void choose_media(struct loaded_form *l, const char *path, const char *media)
{
    const char *slash = strrchr(path, '/');
    if (media != NULL) {
        snprintf(l->media, sizeof l->media, "%s", media);
    } else if (slash != NULL) {
        snprintf(l->media, sizeof l->media, "%.*s", (int)(slash - path), path);
    } else {
        snprintf(l->media, sizeof l->media, ".");
    }
}

/* Memory and the file itself; l->where says what is wrong. */
static struct err prepare(struct loaded_form *l, const char *path, const char *media,
                          struct file_bytes **ret_file)
{
    bool locked = false;
    *l = (struct loaded_form){0};
    choose_media(l, path, media);
    struct err e = secret_open(&l->arena, FORM_ARENA_BYTES, &locked);
    if (!failed(e)) {
        e = map(l, path, ret_file);
    }
    if (failed(e)) {
        snprintf(l->where.message, sizeof l->where.message,
                 "the file cannot be read; check its name");
    }
    return e;
}

struct err loaded_open(struct loaded_form *l, const char *path, const char *media,
                       const struct form_clock *clock)
{
    struct file_bytes *file = NULL;
    const struct err e = prepare(l, path, media, &file);
    if (failed(e)) {
        return e;
    }
    const struct form_media lists = {l, read_list};
    return form_load(&l->arena, file->bytes, file->size, &lists, clock, &l->form, &l->where);
}

void loaded_close(struct loaded_form *l)
{
    while (l->file_count > 0) {
        files_linux()->ops->unmap(&l->files[--l->file_count]);
    }
    secret_close(&l->arena);
}

struct err loaded_examine(const char *path, const char *media, const struct form_report *report)
{
    struct loaded_form l;
    struct form_clock clock;
    struct file_bytes *file = NULL;
    (void)loaded_clock(NULL, NULL, &clock);
    struct err e = prepare(&l, path, media, &file);
    if (failed(e)) {
        report->tell(report->context, FINDING_REFUSAL, &l.where);
    } else {
        const struct form_media lists = {&l, read_list};
        e = form_examine(&l.arena, file->bytes, file->size, &lists, &clock, report);
    }
    loaded_close(&l);
    return e;
}
