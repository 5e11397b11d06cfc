/* Texts of forms, procedures and routes in languages that those files have no translation for. Each
 * is a message, MSG_T_ and the hash of its Vietnamese text (assets/tools/content_messages.py), so a
 * pack brings it, a translator gets it in the worksheet, and the report counts it as any other.
 * Vietnamese and English stand in the files themselves and are not looked up. Pure. */
#ifndef APP_LANGUAGE_CONTENT_H
#define APP_LANGUAGE_CONTENT_H

#include <stdbool.h>

#include "app/sound/messages.h"

/* The message of a Vietnamese text, whatever white space is in it; MSG_NONE when it is none. */
enum message_id content_find(const char *source);

/* Whether a message is one of these. */
bool content_is(enum message_id message);

/* A Vietnamese text in the language's own words; NULL when it has none, or needs none. It lives as
 * long as the language. */
const char *content_text(const char *language, const char *source);

/* What is said for a text that stands on a page: its message, when it is the language's own words
 * for one or, for want of these, the Vietnamese; else MSG_NONE. */
enum message_id content_said(const char *language, const char *text);

#endif
