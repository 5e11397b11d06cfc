/* A file that only grows, line after line, and is read again after a crash: what was appended
 * survives the death of the process, what was flushed a power cut; the last line may then be torn.
 * One open file each. append() and flush() may run on two threads; open() and close() alone.
 * Implementations: platform/linux/journal.c, platform/sim/journal_memory.c. */
#ifndef PLATFORM_PORT_JOURNAL_H
#define PLATFORM_PORT_JOURNAL_H

#include <stddef.h>

#include "platform/base/err.h"

struct port_journal {
    const struct port_journal_ops *ops;
};

struct port_journal_ops {
    const char *name; /* "linux", "memory" */
    /* Opens NAME in folder for appending, making it when it is not there (its name is then flushed,
     * too). One that was open is closed first. */
    struct err (*open)(struct port_journal *j, const char *folder, const char *name);
    /* Reads what the open file holds from its beginning: at most cap bytes into text; ret_size is
     * how many. ERR_FULL when there is more. */
    struct err (*read)(struct port_journal *j, char *text, size_t cap, size_t *ret_size);
    /* Appends all or tells why not; a part may then be there. ERR_FULL: the disk is. */
    struct err (*append)(struct port_journal *j, const char *text, size_t size);
    struct err (*flush)(struct port_journal *j);
    /* Takes everything out again. */
    struct err (*empty)(struct port_journal *j);
    void (*close)(struct port_journal *j); /* accepts one that never opened */
};

#endif
