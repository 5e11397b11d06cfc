/* A moment as signed texts write it: "2026-11-28T06:00:00Z", always UTC, always this long. */
#ifndef APP_STEWARD_MOMENT_H
#define APP_STEWARD_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

#define MOMENT_TEXT 21 /* with its NUL */

/* Unix seconds of exactly such a text; false when it is none. */
bool moment_read(const char *text, int64_t *ret_seconds);

/* The text of Unix seconds from 0 to the year 9999; others are written as the nearest of them. */
void moment_write(int64_t seconds, char ret_text[MOMENT_TEXT]);

#endif
