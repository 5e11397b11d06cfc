/* What an OpenRosa submission says of itself: its instanceID and its form. Reads hostile XML with
 * libxml2: no document type, no entities of its own, nothing from the network. Pure. */
#ifndef PLATFORM_SIM_PORTAL_SUBMISSION_H
#define PLATFORM_SIM_PORTAL_SUBMISSION_H

#include <stddef.h>

#include "platform/base/err.h"

struct submission {
    char instance_id[120]; /* "uuid:…" or whatever the sender drew */
    char uuid[37];         /* of it; made from its hash when it is none */
    char form[64];         /* attribute id of the root, "" = none */
};

/* ERR_BAD_INPUT when it is no XML or has no instanceID, with a literal sentence in ret_why. */
MUST_USE struct err submission_read(const char *xml, size_t size, struct submission *ret_submission,
                                    const char **ret_why);

#endif
