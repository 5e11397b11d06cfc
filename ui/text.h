/* Breaks text into lines by words. '\n' always breaks. Lines of a paragraph are balanced, so that
 * no syllable stands alone on the last one where it can be helped (design/DESIGN.md 3). */
#ifndef UI_TEXT_H
#define UI_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/env.h"

#define TEXT_LINES_MAX 12

/* The type scale of design/tokens.json, with the weights the drawings use. */
enum text_style {
    TEXT_DISPLAY,  /* 100, greeting */
    TEXT_CODE,     /* 128, short code */
    TEXT_TICKET,   /* 230, a number for the counter */
    TEXT_COUNT,    /* 112, seconds left */
    TEXT_QUESTION, /* 64 */
    TEXT_TITLE,    /* 52 */
    TEXT_FIELD,    /* 64, in a field */
    TEXT_DIGIT,    /* 52, digit keys */
    TEXT_LEAD,     /* 46 bold */
    TEXT_STRONG,   /* 42 bold */
    TEXT_HINT,     /* 42, on the roof */
    TEXT_BODY,     /* 42 */
    TEXT_LABEL,    /* 38 bold */
    TEXT_DETAIL,   /* 38 */
    TEXT_MARK,     /* 34 bold */
    TEXT_SMALL,    /* 34 */
    TEXT_GREETING, /* 52 bold, below the greeting */
    TEXT_TOOL,     /* 34 bold, close lines */
    TEXT_STYLE_COUNT
};

struct text_span {
    const char *text; /* into the caller's text, not terminated */
    size_t len;
    int width; /* px */
};

struct text_block {
    enum face face;
    int px;   /* em size */
    int line; /* px from line to line */
    struct text_span lines[TEXT_LINES_MAX];
    int count;
    int width, height; /* px of the whole block */
    bool full;         /* more lines than TEXT_LINES_MAX: the rest is missing */
};

/* Lays text out in a style within width px (0 = one line, breaking only at '\n'). */
void text_block(const struct ui_env *env, enum text_style style, const char *text, int width,
                struct text_block *ret_block);

/* Distance from the top of line 0 to its baseline. */
int text_baseline(const struct ui_env *env, const struct text_block *block);

/* Width of one line in px. */
int text_width(const struct ui_env *env, enum text_style style, const char *text);

/* Width of the widest word: what a text needs at least. */
int text_widest_word(const struct ui_env *env, enum text_style style, const char *text);

/* The style some steps below for words that have no room: never smaller than the small text. */
enum text_style text_smaller_style(enum text_style style, int steps);
#define TEXT_STEPS 2 /* after which nothing is smaller */

/* The next smaller of the sizes that text is made to fit with: few, so that few fonts are opened.
 */
#define TEXT_LEAST_PERCENT 68
int text_smaller_percent(int percent);

#endif
