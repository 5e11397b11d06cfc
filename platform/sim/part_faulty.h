/* A port_part that passes everything on to another until a call fails, as do all later ones. */
#ifndef PLATFORM_SIM_PART_FAULTY_H
#define PLATFORM_SIM_PART_FAULTY_H

#include "platform/port_part.h"

struct part_faulty {
    struct port_part port; /* first: the port is this struct */
    struct port_part *inner;
    int fail_after; /* > 0 counts calls of append, flush and finish down; 0 = never */
    enum err_code fail_code;
    int flushes;
    int64_t longest; /* bytes appended between two flushes, at most */
    int64_t since;
};

void part_faulty_init(struct part_faulty *p, struct port_part *inner);

#endif
