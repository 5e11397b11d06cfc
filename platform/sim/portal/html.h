/* Writing pages: words of the language files, pictograms, times, and templates with {{names}}. Used
 * by the public page and the officer's. */
#ifndef PLATFORM_SIM_PORTAL_HTML_H
#define PLATFORM_SIM_PORTAL_HTML_H

#include "platform/base/buf.h"
#include "platform/base/err.h"
#include "platform/sim/portal/words.h"

struct html {
    struct buf *out;
    enum words_language language;
    bool missing; /* a word was not found */
};

/* Called for each {{name}} of a template. */
typedef void html_place(void *self, struct html *w, const char *name);

void html_raw(struct html *w, const char *markup);
void html_text(struct html *w, const char *text); /* escaped */

/* The word of a key, escaped; html_word_with puts `value` where the word says {}. */
void html_word(struct html *w, const char *key);
void html_word_with(struct html *w, const char *key, const char *value);

/* A pictogram of the page's symbols. */
void html_icon(struct html *w, const char *icon, int size);

/* In Viet Nam: 23/11/2026, and with the clock 23/11/2026, 09:31. Numbers need no language. */
void html_day(struct html *w, int64_t at_ms);
void html_time(struct html *w, int64_t at_ms);

/* Copies the file of assets/portal; {{lang}}, {{other-lang}}, {{symbols}} and {{page}}, the file
 * without its ".html", are known here, other names go to place, and to the words when it is NULL.
 * ERR_NOT_FOUND when a word or the file is missing, ERR_FULL when out is too small. */
MUST_USE struct err html_fill(struct html *w, const char *file, html_place *place, void *self);

#endif
