/* Keys of content files that come in several languages: "title" is Vietnamese, "title.en" English.
 * What a language lacks is shown and said in Vietnamese. */
#ifndef APP_TRANSLATED_H
#define APP_TRANSLATED_H

#include <stdbool.h>

#define TRANSLATED_LANGUAGES 15 /* besides Vietnamese, at most */
#define TRANSLATED_KEY       40

/* Splits "title.en" into "title" and the number of its language, 0 .. TRANSLATED_LANGUAGES - 1;
 * -1 for a key without one, which is Vietnamese. False: the key is longer than any. */
bool translated_key(const char *key, char ret_base[TRANSLATED_KEY], int *ret_language);

/* The number of a language, or -1: Vietnamese and what no content file may be written in. */
int translated_language(const char *code);

#endif
