/* The public page's words, from assets/portal/vi.txt and en.txt ("key = text" a line). */
#ifndef PLATFORM_SIM_PORTAL_WORDS_H
#define PLATFORM_SIM_PORTAL_WORDS_H

#include <stdbool.h>
#include <stddef.h>

enum words_language { WORDS_VI, WORDS_EN };

/* Copies the text of `key` to out (cap bytes, cut if longer); false and "" when the key has none.
 */
bool words_find(enum words_language language, const char *key, char *out, size_t cap);

/* The language of a visitor: lang= of the address if it names one we have, else the better liked of
 * the two in Accept-Language, else Vietnamese. Both may be NULL. */
enum words_language words_choose(const char *lang, const char *accept_language);

/* "vi" or "en". */
const char *words_code(enum words_language language);

/* A state in the contract's words, Vietnamese ("Mới đăng ký"). An unknown number has the words it
 * came with, or else is said to be unknown. */
void words_state(int state, const char *text, char *out, size_t cap);

#endif
