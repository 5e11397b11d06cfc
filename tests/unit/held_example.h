/* A paper as the portal holds it of an earlier application. */
#ifndef TESTS_UNIT_HELD_EXAMPLE_H
#define TESTS_UNIT_HELD_EXAMPLE_H

#include "platform/port_portal.h"

#define HELD_SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* For the question of this path ("/data/papers/p"). */
static struct portal_held_item held_paper(const char *ref)
{
    struct portal_held_item item = {.paper = true,
                                    .value = "p.pdf",
                                    .procedure = "1.001193",
                                    .file_number = "THU-261123-000001",
                                    .date = "2026-11-23",
                                    .type = "application/pdf",
                                    .sha256 = HELD_SHA,
                                    .size = 12,
                                    .pages = 2};
    (void)snprintf(item.ref, sizeof item.ref, "%s", ref);
    return item;
}

#endif
