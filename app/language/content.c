#include "app/language/content.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/sound/clips.h" /* the hash */
#include "platform/base/buf.h"

#define PREFIX     "MSG_T_"
#define TEXT_MOST  1024
#define HASH_SHIFT 24 /* its upper 40 bits are the name */

static bool stands_in_forms(const char *language)
{
    return strcmp(language, "vi") == 0 || strcmp(language, "en") == 0;
}

bool content_is(enum message_id message)
{
    return message != MSG_NONE && strncmp(message_name(message), PREFIX, strlen(PREFIX)) == 0;
}

enum message_id content_find(const char *source)
{
    char storage[TEXT_MOST];
    char name[sizeof PREFIX + 10];
    struct buf text;
    buf_init(&text, storage, sizeof storage);
    for (const char *p = source; *p != '\0'; p++) {
        const bool space = strchr(" \n\t\r", *p) != NULL;
        if (!space) {
            buf_add(&text, p, 1);
        } else if (text.len > 0 && p[1] != '\0' && strchr(" \n\t\r", p[1]) == NULL) {
            buf_add(&text, " ", 1);
        }
    }
    (void)snprintf(name, sizeof name, PREFIX "%010" PRIX64,
                   clip_id("vi", storage, text.len) >> HASH_SHIFT);
    explicit_bzero(storage, sizeof storage); /* it may have been an answer */
    return text.full ? MSG_NONE : message_find(name);
}

const char *content_text(const char *language, const char *source)
{
    if (stands_in_forms(language)) {
        return NULL;
    }
    const enum message_id id = content_find(source);
    return id != MSG_NONE && message_has(language, id) ? message_text(language, id) : NULL;
}

/* The messages of content stand together: identifiers are in order. */
static enum message_id first_content(void)
{
    static int first; /* always the same; found once */
    while (first < MSG_COUNT &&
           strncmp(message_name((enum message_id)first), PREFIX, strlen(PREFIX)) != 0) {
        first++;
    }
    return (enum message_id)first;
}

enum message_id content_said(const char *language, const char *text)
{
    if (stands_in_forms(language)) {
        return MSG_NONE;
    }
    for (int i = (int)first_content(); i < MSG_COUNT; i++) {
        const enum message_id id = (enum message_id)i;
        if (strncmp(message_name(id), PREFIX, strlen(PREFIX)) != 0) {
            break;
        }
        if (message_has(language, id) && strcmp(message_text(language, id), text) == 0) {
            return id;
        }
    }
    return content_find(text);
}
