/* What `kioskctl form run` says of a question. */
#ifndef APP_CLI_CLI_FORM_JSON_H
#define APP_CLI_CLI_FORM_JSON_H

#include <jansson.h>

#include "app/form/form.h"

/* {"ref","type","label",...,"choices"} of a node; choices is empty when they are not wanted. NULL
 * when n is no node. */
json_t *form_json_question(struct form *f, form_node n, bool with_choices);

/* Its reference with places of repeats as a JSON string; "" for FORM_NONE. */
json_t *form_json_ref(struct form *f, form_node n);

#endif
