/* What the profile (reference/forms.md A) leaves out on purpose, in words for the author: why, and
 * what to do instead. Inside app/form only. */
#ifndef APP_FORM_PROFILE_H
#define APP_FORM_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

/* The sentence about an element ("range", "setgeopoint"), a field of meta ("audit"), the kind of an
 * upload ("video/"), the form of a text ("video"), a function ("random"); NULL when the profile
 * says nothing special about it. */
const char *profile_element(const char *name);
const char *profile_meta(const char *name);
const char *profile_upload(const char *mediatype);
const char *profile_text_form(const char *name);
const char *profile_function(const char *name);

/* Whether an appearance word of this length does something on the kiosk. */
bool profile_appearance(const char *word, size_t len);

/* Whether an appearance asks for another program ("ex:...", "intent:..."). */
bool profile_foreign(const char *appearance);

#endif
