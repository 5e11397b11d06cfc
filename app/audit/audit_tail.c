#include "app/audit/audit_tail.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/audit/audit_log.h"
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

/* SEQUENCE SECONDS NAME A B HASH; false for what is none of our events, or was cut short. */
static bool read_line(const char *line, size_t length, uint64_t *ret_seq,
                      struct log_entry *ret_entry)
{
    char text[CHAIN_LINE];
    char name[NAME] = "";
    char hash[SEAL_HEX] = "";
    if (length >= sizeof text) {
        return false;
    }
    memcpy(text, line, length);
    text[length] = '\0';
    *ret_entry = (struct log_entry){.id = EV_COUNT};
    if (sscanf(text, "%" SCNu64 " %" SCNu64 " %31s %" SCNd64 " %" SCNd64 " %64[0-9a-f]", ret_seq,
               &ret_entry->seconds, name, &ret_entry->a, &ret_entry->b, hash) != 6 ||
        strlen(hash) != SEAL_HEX - 1) {
        return false;
    }
    ret_entry->id = event_of(name);
    return ret_entry->id < EV_COUNT;
}

/* From the end of the bytes to their begin. */
static int read_back(const char *bytes, size_t size, struct log_entry *rows, int cap)
{
    int count = 0;
    uint64_t seq = 0;
    while (size > 0 && bytes[size - 1] != '\n') { /* an unfinished line */
        size--;
    }
    while (size > 0 && count < cap) {
        const size_t end = size - 1;
        size_t start = end;
        while (start > 0 && bytes[start - 1] != '\n') {
            start--;
        }
        count += read_line(bytes + start, end - start, &seq, &rows[count]);
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

/* From the begin of the bytes to their last whole line. */
static void read_on(const struct file_bytes *file, struct audit_place *place,
                    void (*each)(void *context, const struct log_entry *entry), void *context)
{
    const char *at = file->bytes;
    size_t left = file->size;
    for (const char *end = NULL; left > 0 && (end = memchr(at, '\n', left)) != NULL;) {
        struct log_entry entry;
        uint64_t seq = 0;
        const size_t length = (size_t)(end - at);
        if (read_line(at, length, &seq, &entry) && seq > place->seq) {
            place->seq = seq;
            each(context, &entry);
        }
        at = end + 1;
        left -= length + 1;
    }
}

struct err audit_since(const char *folder, const char *who, struct audit_place *place,
                       void (*each)(void *context, const struct log_entry *entry), void *context)
{
    struct audit_file last;
    struct err e = audit_read_last(folder, who, &last);
    if (failed(e)) {
        return e;
    }
    if (place->number > last.number) { /* another log than the one that was read */
        *place = (struct audit_place){.number = 0};
    }
    const int oldest = last.number > AUDIT_FILES ? last.number - AUDIT_FILES : 1;
    for (int n = place->number > oldest ? place->number : oldest; n <= last.number; n++) {
        char path[DIR_PATH_MAX + 64];
        struct file_bytes file = {0};
        (void)snprintf(path, sizeof path, "%s/" AUDIT_FILE_NAME, folder, who, n);
        e = files_linux()->ops->map(path, &file);
        if (!failed(e)) {
            *place = (struct audit_place){n, n == place->number ? place->seq : 0};
            read_on(&file, place, each, context);
        }
        files_linux()->ops->unmap(&file);
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
