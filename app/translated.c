#include "app/translated.h"

#include <stdio.h>
#include <string.h>

#include "app/sound/languages.h"

int translated_language(const char *code)
{
    const struct language *l = NULL;
    for (int i = 1; i <= TRANSLATED_LANGUAGES && (l = language_at(i)) != NULL; i++) {
        if (strcmp(l->code, code) == 0) {
            return i - 1;
        }
    }
    return -1;
}

bool translated_key(const char *key, char ret_base[TRANSLATED_KEY], int *ret_language)
{
    const char *dot = strrchr(key, '.');
    if (strlen(key) >= TRANSLATED_KEY) {
        return false;
    }
    (void)snprintf(ret_base, TRANSLATED_KEY, "%s", key);
    *ret_language = dot == NULL ? -1 : translated_language(dot + 1);
    if (*ret_language >= 0) {
        ret_base[dot - key] = '\0';
    }
    return true;
}
