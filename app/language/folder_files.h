/* Languages as folders of a folder: assets/languages, or a working copy of somebody who translates.
 */
#ifndef APP_LANGUAGE_FOLDER_FILES_H
#define APP_LANGUAGE_FOLDER_FILES_H

#include "app/language/folder.h"
#include "platform/port_files.h"

#define FOLDER_PATH_MAX 1024

struct folder_files {
    const struct port_files *files;
    char root[FOLDER_PATH_MAX];
    struct file_bytes open; /* what was read last */
};

/* The languages of root. f must outlive what it returns. ERR_FULL when the path is too long. */
MUST_USE struct err folder_files_open(struct folder_files *f, const struct port_files *files,
                                      const char *root, struct folder_source *ret_source);

/* Gives back what was read. */
void folder_files_close(struct folder_files *f);

#define FOLDER_LANGUAGES 32

/* The codes of the folders that have a name, Vietnamese first, then in order. */
struct folder_codes {
    char list[FOLDER_LANGUAGES][FOLDER_CODE];
    int count;
};
MUST_USE struct err folder_files_codes(const struct folder_files *f,
                                       struct folder_codes *ret_codes);

#endif
