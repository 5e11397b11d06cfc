#include "app/sound/name_voice.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "app/typing/foreign.h"

#define NAME_MOST 256

/* Its last word is ended too. */
static bool is_vietnamese(const char *name)
{
    char ended[NAME_MOST];
    const int length = snprintf(ended, sizeof ended, "%s ", name);
    const bool good =
        length > 0 && length < (int)sizeof ended && !foreign_name(ended, (size_t)length);
    explicit_bzero(ended, sizeof ended);
    return good;
}

const char *name_voice(const char *language, const char *name)
{
    const bool english = strcmp(language, "en") == 0;
    bool ascii = strchr(name, '\'') == NULL;
    for (const char *p = name; *p != '\0'; p++) {
        ascii = ascii && (unsigned char)*p < 0x80;
    }
    if (english && ascii) {
        return "en";
    }
    return (english || strcmp(language, "vi") == 0) && is_vietnamese(name) ? "vi" : NULL;
}
