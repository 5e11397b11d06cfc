/* A language's files with the changes of a worksheet: every line that is not about a changed
 * message stays as it is, comments too. */
#ifndef APP_LANGUAGE_REWRITE_H
#define APP_LANGUAGE_REWRITE_H

#include "app/language/worksheet.h"

/* Appends the file AREA.msg as it was (old[0..size), none: size 0) with the changes; new messages
 * come into the file that the Vietnamese ones are in. Returns whether anything changed. */
bool rewrite_messages(const struct folder *f, const struct folder *vietnamese,
                      const struct worksheet_result *changes, const char *file, const char *old,
                      size_t size, struct buf *out);

/* The same for the file state. */
bool rewrite_state(const struct folder *f, const struct worksheet_result *changes, const char *old,
                   size_t size, struct buf *out);

#endif
