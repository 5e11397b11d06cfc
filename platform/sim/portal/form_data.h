/* What a browser's form sends: application/x-www-form-urlencoded or multipart/form-data, into names
 * and values. Hostile input. Pure. */
#ifndef PLATFORM_SIM_PORTAL_FORM_DATA_H
#define PLATFORM_SIM_PORTAL_FORM_DATA_H

#include <stdbool.h>
#include <stddef.h>

#include "platform/base/err.h"

#define FORM_FIELDS 80 /* an OpenRosa post may have 64 files */

struct form_field {
    const char *name;
    const char *value; /* followed by NUL; a file's bytes may hold NUL too */
    size_t size;
    bool file;
    const char *filename; /* of a file; "" when it has none */
    const char *type;     /* its Content-Type, "" when it has none */
};

struct form_data {
    struct form_field fields[FORM_FIELDS];
    int count;
    char *storage; /* what the fields point into */
};

/* Reads a body. ERR_BAD_INPUT when it is neither kind, malformed, or a text is not UTF-8 or holds
 * NUL; ERR_FULL beyond FORM_FIELDS or without memory. After ERR_OK form_data_free must follow. */
MUST_USE struct err form_data_read(const char *content_type, const char *body, size_t size,
                                   struct form_data *ret_data);
void form_data_free(struct form_data *d);

/* The first field of that name, NULL when there is none. */
const struct form_field *form_data_find(const struct form_data *d, const char *name);

/* Its text; "" when there is none or it is a file. */
const char *form_data_text(const struct form_data *d, const char *name);

#endif
