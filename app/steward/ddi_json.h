/* What the readers of DDI answers share. A text is copied whole or refused; numbers are in range or
 * refused. The library bounds depth and refuses doubled names. */
#ifndef APP_STEWARD_DDI_JSON_H
#define APP_STEWARD_DDI_JSON_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* An object, or NULL: no JSON, no object, too long, a doubled name. The caller's to json_decref. */
json_t *ddi_json_object(const char *text, size_t size);

/* Member name's text into out: "" when it is absent, false when it is no text, too long or holds a
 * control character. */
bool ddi_json_text(const json_t *object, const char *name, char *out, size_t cap);

/* The link name of an object that has "_links": "" when there is none, false when it is not fine.
 */
bool ddi_json_link(const json_t *object, const char *name, char *out);

#endif
