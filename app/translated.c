#include "app/translated.h"

#include <stdio.h>
#include <string.h>

static const char *const codes[TRANSLATED_LANGUAGES] = {"en", "jra", "bdq", "hre", "hro", "rad"};

int translated_language(const char *code)
{
    for (int i = 0; i < TRANSLATED_LANGUAGES; i++) {
        if (strcmp(codes[i], code) == 0) {
            return i;
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
