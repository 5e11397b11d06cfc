/* Patterns from form files (regex()): whole-string match with bounded work. */
#ifndef APP_FORM_PATTERN_H
#define APP_FORM_PATTERN_H

#include <stdbool.h>

#include "platform/base/arena.h"
#include "platform/base/err.h"

/* ERR_BAD_INPUT when the pattern does not compile; scratch is used and given back. */
MUST_USE struct err pattern_check(const char *pattern, struct arena *scratch);

/* Whether the whole text matches. ERR_BAD_INPUT: malformed, or more work than allowed. All memory
 * comes from scratch and is given back. */
MUST_USE struct err pattern_matches(const char *pattern, const char *text, struct arena *scratch,
                                    bool *ret_matches);

#endif
