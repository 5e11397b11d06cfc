/* port_journal on the real file system. */
#ifndef PLATFORM_LINUX_JOURNAL_H
#define PLATFORM_LINUX_JOURNAL_H

#include "platform/port_journal.h"

struct journal_linux {
    struct port_journal port; /* first: the port is the journal */
    int fd;                   /* -1 when closed */
};

/* Nothing is opened yet, so it never fails. */
void journal_linux_init(struct journal_linux *j);

#endif
