/* Is this text well-formed XML? Looks at tags, attributes and references only: no document type,
 * no entities of its own, nothing is built. */
#ifndef PLATFORM_SIM_PORTAL_MARKUP_H
#define PLATFORM_SIM_PORTAL_MARKUP_H

#include <stdbool.h>

#define MARKUP_DEPTH 64 /* elements inside each other */

/* NULL when the NUL-terminated text is one well-formed element; else a literal sentence that says
 * what is wrong. */
const char *markup_check(const char *text);

#endif
