/* What a text of a language may be written with: the letters its folder lists, in stored form
 * (app/typing/nfc.h), and no text of an old typing font, where [ stood for a b with a stroke
 * (reference/languages.md 1.2, 1.3). Pure. */
#ifndef APP_LANGUAGE_INVENTORY_H
#define APP_LANGUAGE_INVENTORY_H

#include <stdbool.h>
#include <stddef.h>

#define INVENTORY_LETTERS 160
#define INVENTORY_CLUSTER 12 /* bytes of a letter, its NUL included */

struct inventory {
    char letters[INVENTORY_LETTERS][INVENTORY_CLUSTER]; /* lower case */
    int count;
};

/* Adds the letters of a list with spaces between; "ch" counts as c and h. False when they do not
 * fit, or one is not in stored form. */
bool inventory_add(struct inventory *inv, const char *list);

/* What is wrong with a text and what to do about it. */
struct inventory_fault {
    size_t at;                      /* byte of the text */
    char letter[INVENTORY_CLUSTER]; /* what stands there; "" when it is about the whole */
    const char *what;               /* a literal that goes on after it */
    char better[INVENTORY_CLUSTER]; /* how it is written instead; "" = not known */
};

/* False when the text may not be kept. {0} to {9} are no letters. */
bool inventory_check(const struct inventory *inv, const char *text,
                     struct inventory_fault *ret_fault);

/* Seen letters of a text, or of its first bytes: clusters, a line break counting as one. */
int inventory_length(const char *text);
int inventory_count(const char *text, size_t bytes);

#endif
