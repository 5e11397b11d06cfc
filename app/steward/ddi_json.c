#include "app/steward/ddi_json.h"

#include <string.h>

#include "app/steward/ddi_poll.h"

#define LONGEST ((size_t)64 * 1024)

json_t *ddi_json_object(const char *text, size_t size)
{
    json_t *root = NULL;
    if (size <= LONGEST) {
        root = json_loadb(text, size, JSON_REJECT_DUPLICATES, NULL);
    }
    if (!json_is_object(root)) {
        json_decref(root);
        return NULL;
    }
    return root;
}

bool ddi_json_text(const json_t *object, const char *name, char *out, size_t cap)
{
    const json_t *value = json_object_get(object, name);
    const char *text = json_string_value(value);
    out[0] = '\0';
    if (value == NULL || json_is_null(value)) {
        return true;
    }
    if (text == NULL || json_string_length(value) >= cap || strlen(text) >= cap) {
        return false;
    }
    for (const char *at = text; *at != '\0'; at++) {
        if ((unsigned char)*at < 0x20 || *at == 0x7F) {
            return false;
        }
    }
    memcpy(out, text, strlen(text) + 1);
    return true;
}

bool ddi_json_link(const json_t *object, const char *name, char *out)
{
    const json_t *link = json_object_get(json_object_get(object, "_links"), name);
    out[0] = '\0';
    if (link == NULL) {
        return true;
    }
    if (!json_is_object(link) || !ddi_json_text(link, "href", out, DDI_HREF) ||
        !ddi_href_is_fine(out)) {
        out[0] = '\0';
        return false;
    }
    return true;
}
