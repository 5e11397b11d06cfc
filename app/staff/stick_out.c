#include "app/staff/stick_out.h"

#include <stdio.h>
#include <string.h>

#include "app/audit/log_bundle.h"
#include "app/citizen/date.h"

#define SPARE_ROOM ((int64_t)1024 * 1024) /* for the stick's own tables */
#define MINUTE_S   60
#define DAY_MIN    1440

static bool is_plain(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

void stick_name(const char *what, const char *kiosk, int64_t now, int offset_minutes,
                const char *suffix, char ret_name[STICK_NAME])
{
    char plain[33] = "";
    size_t length = 0;
    for (; *kiosk != '\0' && length < sizeof plain - 1; kiosk++) {
        if (is_plain(*kiosk)) {
            plain[length++] = *kiosk;
        }
    }
    plain[length] = '\0';
    const struct date day = date_today(now, offset_minutes);
    const int minute = (int)((now / MINUTE_S + offset_minutes) % DAY_MIN);
    (void)snprintf(ret_name, STICK_NAME, "%.16s-%s-%04d%02d%02d-%02d%02d%.16s", what, plain,
                   day.year, day.month, day.day, minute / 60, minute % 60, suffix);
}

/* Whether there is a stick with that much room. */
static enum stick_word look(const struct carry_place *p, int64_t wanted)
{
    int64_t room = 0;
    if (!p->files->ops->is_directory(p->stick) ||
        failed(p->dir->ops->room(p->dir, p->stick, &room))) {
        return STICK_NONE;
    }
    return room < wanted + SPARE_ROOM ? STICK_FULL : STICK_DONE;
}

/* Of an error while it was written: what fails on the disk of a stick is the stick. */
static enum stick_word word_of(struct err e)
{
    return !failed(e)                ? STICK_DONE
           : e.code == ERR_FULL      ? STICK_FULL
           : e.code == ERR_NOT_FOUND ? STICK_FAILED
                                     : STICK_GONE;
}

enum stick_word stick_log(const struct carry_place *p, const char *log_folder, const char *key_hex,
                          const char *name)
{
    struct seal_public to;
    int64_t wanted = 0;
    if (strlen(key_hex) != SEAL_HEX - 1 || !seal_unhex(key_hex, to.key)) {
        return STICK_NO_KEY;
    }
    if (failed(log_bundle_size(p->files, log_folder, &wanted))) {
        return STICK_FAILED;
    }
    const enum stick_word there = look(p, wanted);
    return there != STICK_DONE ? there
                               : word_of(log_bundle_write(log_folder, &to, p->dir, p->stick, name));
}

static struct err write_plain(const struct carry_place *p, const void *bytes, size_t size,
                              const char *name)
{
    struct dir_file f = {0};
    struct err e = p->dir->ops->create(p->dir, p->stick, 0660, &f);
    if (failed(e)) {
        return e;
    }
    e = p->dir->ops->append(p->dir, &f, bytes, size);
    if (failed(e)) {
        p->dir->ops->drop(p->dir, &f);
        return e;
    }
    return p->dir->ops->commit(p->dir, &f, name);
}

/* Whether what lies there is what was written; else it is taken away. */
static struct err read_back(const struct carry_place *p, const void *bytes, size_t size,
                            const char *name)
{
    char path[DIR_PATH_MAX + STICK_NAME];
    struct file_bytes file = {0};
    (void)snprintf(path, sizeof path, "%s/%s", p->stick, name);
    const struct err e = p->files->ops->read(path, size, &file);
    const bool same = !failed(e) && file.size == size && memcmp(file.bytes, bytes, size) == 0;
    p->files->ops->unmap(&file);
    const struct err gone = same ? ERR_OK : p->dir->ops->remove(p->dir, path);
    (void)gone;
    return same ? ERR_OK : ERR(ERR_IO, 0, "stick: what was read back is not what was written");
}

enum stick_word stick_plain(const struct carry_place *p, const void *bytes, size_t size,
                            const char *name)
{
    if (size == 0) {
        return STICK_FAILED;
    }
    const enum stick_word there = look(p, (int64_t)size);
    if (there != STICK_DONE) {
        return there;
    }
    const struct err e = write_plain(p, bytes, size, name);
    return word_of(failed(e) ? e : read_back(p, bytes, size, name));
}
