/* A journal in memory that fails when it is told to: after so many bytes the disk is full, and a
 * power cut takes what was not flushed, or leaves a part of it. */
#ifndef PLATFORM_SIM_JOURNAL_MEMORY_H
#define PLATFORM_SIM_JOURNAL_MEMORY_H

#include "platform/port_journal.h"

#define JOURNAL_MEMORY_FILES 8
#define JOURNAL_MEMORY_BYTES 16384

struct journal_memory_file {
    char name[32];
    char text[JOURNAL_MEMORY_BYTES];
    size_t size, flushed;
};

struct journal_memory {
    struct port_journal port; /* first: the port is the journal */
    struct journal_memory_file files[JOURNAL_MEMORY_FILES];
    int open;       /* index of the open file, -1 */
    int fail_after; /* > 0 counts appends and flushes down, then every one fails; 0 = never */
    bool failing;
};

void journal_memory_init(struct journal_memory *j);

/* Every file keeps what was flushed and at most `kept` bytes of what came after. */
void journal_memory_cut(struct journal_memory *j, size_t kept);

/* The file of that name, or NULL. */
struct journal_memory_file *journal_memory_find(struct journal_memory *j, const char *name);

#endif
