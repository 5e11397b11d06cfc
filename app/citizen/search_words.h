/* The inside of search.h: words and how alike they are. Not for others. */
#ifndef APP_CITIZEN_SEARCH_WORDS_H
#define APP_CITIZEN_SEARCH_WORDS_H

#include "app/citizen/search.h"

#define SEARCH_WORD_MAX 24 /* bytes of a folded word; longer ones are cut */
#define SEARCH_BUCKETS  2048

/* A word taken out of a text. */
struct search_token {
    char key[SEARCH_WORD_MAX + 1];
    uint8_t length;
    uint32_t marks; /* tone and marks of its letters; 0 = plain */
};

/* The next word at text[*at..len); false at the end. */
bool search_token(const char *text, size_t len, size_t *at, struct search_token *ret_token);

/* Bucket of a folded word. */
unsigned search_bucket(const char *key, size_t length);

/* 0..100: how well a typed word is this word. marked: the query holds marks, so they count. */
int search_alike(const struct search_token *typed, const struct search_word *word, bool marked);

/* True when the two differ by one letter, one left out, one too many or two exchanged. */
bool search_near(const char *a, size_t a_len, const char *b, size_t b_len);

#endif
