#include "app/queue_count.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_NAME "queue"
#define DAY       10 /* letters of "2026-11-23" */
#define LINE_MOST 32

/* The last number that the file tells of today; 0 when it tells of another day, or nothing. */
static int last_of(const char *text, size_t size, const char *today)
{
    char line[LINE_MOST];
    char *end = NULL;
    snprintf(line, sizeof line, "%.*s", (int)(size < sizeof line ? size : sizeof line - 1), text);
    if (strncmp(line, today, DAY) != 0 || line[DAY] != ' ') {
        return 0;
    }
    const long n = strtol(line + DAY + 1, &end, 10);
    return end != line + DAY + 1 && *end == '\n' && n > 0 && n <= QUEUE_COUNT_MOST ? (int)n : 0;
}

static struct err keep(struct port_dir *dir, const char *state, const char *text)
{
    struct dir_file f = {0};
    struct err e = dir->ops->create(dir, state, 0660, &f);
    if (failed(e)) {
        return e;
    }
    e = dir->ops->append(dir, &f, text, strlen(text));
    if (failed(e)) {
        dir->ops->drop(dir, &f);
        return e;
    }
    return dir->ops->commit(dir, &f, FILE_NAME);
}

struct err queue_count_next(struct port_dir *dir, const char *state, const char *today, int after,
                            int *ret_number)
{
    char path[DIR_PATH_MAX];
    char line[LINE_MOST];
    struct file_bytes file;
    int last = after;
    snprintf(path, sizeof path, "%s/" FILE_NAME, state);
    if (!failed(dir->files->ops->read(path, LINE_MOST, &file))) {
        const int kept = last_of(file.bytes, file.size, today);
        last = kept > last ? kept : last;
        dir->files->ops->unmap(&file);
    }
    if (last >= QUEUE_COUNT_MOST) {
        return ERR(ERR_FULL, 0, "queue: no more numbers today");
    }
    snprintf(line, sizeof line, "%.10s %d\n", today, last + 1);
    const struct err e = keep(dir, state, line);
    if (!failed(e)) {
        *ret_number = last + 1;
    }
    return e;
}
