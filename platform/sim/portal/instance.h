/* Reads the answers out of a record's instance, an XForm's XML that markup_check() found well
 * formed: one element without children after the other. Pure. */
#ifndef PLATFORM_SIM_PORTAL_INSTANCE_H
#define PLATFORM_SIM_PORTAL_INSTANCE_H

#include <stdbool.h>
#include <stddef.h>

#define INSTANCE_PATH  300 /* bytes of a path with its NUL */
#define INSTANCE_VALUE 600 /* of an answer; longer ones are cut */
#define INSTANCE_DEPTH 64

struct instance_reader {
    const char *at;
    char path[INSTANCE_PATH];
    size_t ends[INSTANCE_DEPTH]; /* length of the path above each open element */
    int depth;
    bool leaf; /* the innermost open element has no child so far */
    const char *text;
};

/* One answer. */
struct instance_leaf {
    char path[INSTANCE_PATH];   /* "/data/child/HoTenKS" */
    char value[INSTANCE_VALUE]; /* references decoded, no space around; "" = not answered */
};

void instance_begin(struct instance_reader *r, const char *xml);

/* The next answer in document order; false at the end, and where the XML is none. */
bool instance_next(struct instance_reader *r, struct instance_leaf *ret_leaf);

#endif
