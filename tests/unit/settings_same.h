/* Whether two settings are the same, as they are printed: padding does not count. */
#ifndef TESTS_UNIT_SETTINGS_SAME_H
#define TESTS_UNIT_SETTINGS_SAME_H

#include <string.h>

#include "app/settings.h"

static inline bool settings_same(const struct settings *a, const struct settings *b)
{
    static char texts[2][16384];
    struct buf one;
    struct buf other;
    buf_init(&one, texts[0], sizeof texts[0]);
    buf_init(&other, texts[1], sizeof texts[1]);
    settings_print(a, &one);
    settings_print(b, &other);
    return !one.full && !other.full && strcmp(texts[0], texts[1]) == 0;
}

#endif
