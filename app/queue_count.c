#include "app/queue_count.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_NAME "queue"
#define DAY       10 /* letters of "2026-11-23" */
#define LINE_MOST 32
#define UNDATED   "0000-00-00" /* given while no clock knew the day: it may have been any */

struct count {
    char day[DAY + 1];
    int last;
};

/* What the file tells; UNDATED 0 when that is nothing. */
static struct count count_of(const char *text, size_t size)
{
    const struct count none = {UNDATED, 0};
    struct count c = none;
    char line[LINE_MOST];
    char *end = NULL;
    snprintf(line, sizeof line, "%.*s", (int)(size < sizeof line ? size : sizeof line - 1), text);
    if (strlen(line) <= DAY || line[DAY] != ' ') {
        return none;
    }
    snprintf(c.day, sizeof c.day, "%.10s", line);
    const long n = strtol(line + DAY + 1, &end, 10);
    c.last = (int)n;
    return end != line + DAY + 1 && *end == '\n' && n > 0 && n <= QUEUE_COUNT_MOST ? c : none;
}

/* Whether the next number follows that of the kept day: also when either day is not known, so that
 * no number of a day is given twice. */
static bool goes_on(const struct count *kept, const char *today)
{
    return today == NULL || strcmp(kept->day, UNDATED) == 0 || strcmp(kept->day, today) == 0;
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
    struct count kept = {UNDATED, 0};
    snprintf(path, sizeof path, "%s/" FILE_NAME, state);
    if (!failed(dir->files->ops->read(path, LINE_MOST, &file))) {
        kept = count_of(file.bytes, file.size);
        dir->files->ops->unmap(&file);
    }
    const int last = goes_on(&kept, today) && kept.last > after ? kept.last : after;
    if (last >= QUEUE_COUNT_MOST) {
        return ERR(ERR_FULL, 0, "queue: no more numbers today");
    }
    snprintf(line, sizeof line, "%.10s %d\n", today == NULL ? kept.day : today, last + 1);
    const struct err e = keep(dir, state, line);
    if (!failed(e)) {
        *ret_number = last + 1;
    }
    return e;
}
