/* A form from a file for the commands: its memory, its mapped files, its clock. */
#ifndef APP_CLI_CLI_FORM_LOAD_H
#define APP_CLI_CLI_FORM_LOAD_H

#include "app/form/checker.h"
#include "platform/port_files.h"

#define LOADED_FILES_MAX 17

struct loaded_form {
    struct arena arena;
    struct file_bytes files[LOADED_FILES_MAX]; /* the form, then its lists */
    int file_count;
    char media[512]; /* folder of the lists */
    struct form *form;
    struct form_where where;
};

/* "2026-11-23T08:00:00+07:00" -> clock; false when it is not a date with time. NULL = the machine's
 * time, +07:00. */
bool loaded_clock(const char *now, const char *seed, struct form_clock *ret_clock);

/* Loads path; media NULL = the folder of the form. On failure l->where says why in words. Always
 * call loaded_close(). */
MUST_USE struct err loaded_open(struct loaded_form *l, const char *path, const char *media,
                                const struct form_clock *clock);
void loaded_close(struct loaded_form *l);

/* Tells report everything the checker finds in the form at path; fails when something is refused.
 */
MUST_USE struct err loaded_examine(const char *path, const char *media,
                                   const struct form_report *report);

#endif
