/* What forms call their questions and choices, from the forms of this repository (a table made by
 * assets/tools/portal_labels.py and linked in). A portal that met another form knows none, and says
 * the field's own name. Pure. */
#ifndef PLATFORM_SIM_PORTAL_LABELS_H
#define PLATFORM_SIM_PORTAL_LABELS_H

#include <stdbool.h>
#include <stddef.h>

#include "platform/sim/portal/words.h"

/* The name of a procedure; false and "" when it is not in our list. */
bool labels_title(enum words_language language, const char *procedure, char *out, size_t cap);

/* The short label of a question, in Vietnamese where the language has none; false and "" when the
 * form or the question is unknown. */
bool labels_question(enum words_language language, const char *form, const char *ref, char *out,
                     size_t cap);

/* An answer in words: choices by their labels (several are joined), anything else as it is. */
void labels_answer(enum words_language language, const char *form, const char *ref,
                   const char *value, char *out, size_t cap);

#endif
