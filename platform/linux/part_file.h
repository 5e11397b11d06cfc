/* port_part over a file. */
#ifndef PLATFORM_LINUX_PART_FILE_H
#define PLATFORM_LINUX_PART_FILE_H

#include "platform/port_part.h"

struct part_file {
    struct port_part port; /* first: the port is this struct */
    int folder, fd;        /* -1 = not open */
    char name[160];
};

void part_file_init(struct part_file *p);

#endif
