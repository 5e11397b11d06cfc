#include "app/audit/audit_tail.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/audit/audit_verify.h"
#include "platform/port_dir.h"
#include "platform/port_files.h"

#define NAME  32
#define FILES 2

static enum event_id event_of(const char *name)
{
    int id = 0;
    while (id < EV_COUNT && strcmp(log_event_name((enum event_id)id), name) != 0) {
        id++;
    }
    return (enum event_id)id;
}

/* SEQUENCE SECONDS NAME A B HASH; false for what is none of our events. */
static bool read_line(const char *line, size_t length, struct log_entry *ret_entry)
{
    char text[CHAIN_LINE];
    char name[NAME] = "";
    uint64_t seq = 0;
    if (length >= sizeof text) {
        return false;
    }
    memcpy(text, line, length);
    text[length] = '\0';
    *ret_entry = (struct log_entry){.id = EV_COUNT};
    if (sscanf(text, "%" SCNu64 " %" SCNu64 " %31s %" SCNd64 " %" SCNd64, &seq, &ret_entry->seconds,
               name, &ret_entry->a, &ret_entry->b) != 5) {
        return false;
    }
    ret_entry->id = event_of(name);
    return ret_entry->id < EV_COUNT;
}

/* From the end of the bytes to their begin. */
static int read_back(const char *bytes, size_t size, struct log_entry *rows, int cap)
{
    int count = 0;
    while (size > 0 && bytes[size - 1] != '\n') { /* an unfinished line */
        size--;
    }
    while (size > 0 && count < cap) {
        const size_t end = size - 1;
        size_t start = end;
        while (start > 0 && bytes[start - 1] != '\n') {
            start--;
        }
        count += read_line(bytes + start, end - start, &rows[count]);
        size = start;
    }
    return count;
}

struct err audit_tail(const char *folder, const char *who, struct log_entry *ret_rows, int cap,
                      int *ret_count)
{
    struct audit_file last;
    *ret_count = 0;
    struct err e = audit_read_last(folder, who, &last);
    for (int i = 0; !failed(e) && i < FILES && last.number - i > 0 && *ret_count < cap; i++) {
        char path[DIR_PATH_MAX + 64];
        struct file_bytes file = {0};
        (void)snprintf(path, sizeof path, "%s/" AUDIT_FILE_NAME, folder, who, last.number - i);
        const struct err got = files_linux()->ops->map(path, &file);
        if (!failed(got)) {
            *ret_count += read_back(file.bytes, file.size, ret_rows + *ret_count, cap - *ret_count);
        }
        files_linux()->ops->unmap(&file);
        e = i == 0 ? got : ERR_OK; /* the one before may have been taken away */
    }
    return e;
}

int audit_tail_merge(struct log_entry *rows, int count, int cap, const struct log_entry *from,
                     int more)
{
    int total = count;
    for (int i = 0; i < more; i++) {
        int at = total;
        while (at > 0 && rows[at - 1].seconds < from[i].seconds) {
            at--;
        }
        if (at == cap) {
            continue;
        }
        const int moved = (total < cap ? total : cap - 1) - at;
        memmove(&rows[at + 1], &rows[at], (size_t)moved * sizeof rows[0]);
        rows[at] = from[i];
        total = total < cap ? total + 1 : cap;
    }
    return total;
}
