/* The table of settings: one row each. app/settings.c reads, judges and prints them by it. */
#ifndef APP_SETTINGS_ROWS_H
#define APP_SETTINGS_ROWS_H

#include <stddef.h>

#include "platform/base/err.h"

enum setting_type { SETTING_IS_TEXT, SETTING_IS_NUMBER, SETTING_IS_SWITCH };

struct setting_row {
    const char *key;
    enum setting_type type;
    size_t offset; /* in struct settings */
    const char *fallback;
    int min, max;
    const char *sentence;
    bool remote; /* may be set from afar: no value of it keeps a kiosk from working, tells it who it
                    is or where anything is sent; and no set-up on its own screen asks for it */
};

#define SETTING_ROWS_MAX 128

/* Row i, or NULL past the last. */
const struct setting_row *setting_row_at(int i);

/* The row of a "section.key", or NULL. */
const struct setting_row *setting_row_find(const char *key);

/* The words a row takes, parted by blanks; NULL when it takes any text or number of its range. */
const char *setting_row_words(const struct setting_row *row);

#endif
