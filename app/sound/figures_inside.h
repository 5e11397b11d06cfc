/* The readers behind figures.h: each reads one sort of figure. Not for others. */
#ifndef APP_SOUND_FIGURES_INSIDE_H
#define APP_SOUND_FIGURES_INSIDE_H

#include <stdbool.h>

#include "app/sound/figures.h"

/* A place in a text, at a figure's first byte. */
struct place {
    const struct grammar *g;
    const char *text; /* the whole */
    size_t at, len;   /* len of the whole */
};

/* Adds the words of what stands at the place; bytes used, 0 when it is not of this sort. */
typedef size_t figures_reader(const struct place *p, struct buf *out);

figures_reader figures_date, figures_day_month, figures_month_year, figures_time;
figures_reader figures_fraction, figures_grouped, figures_digits, figures_number;
figures_reader figures_abroad, figures_times;
figures_reader figures_initials, figures_abbreviation, figures_code, figures_letters, figures_roman;

/* Letters and digits: ASCII, and whatever lies beyond it but signs. */
bool figures_is_digit(char c);
bool figures_is_word(const struct place *p, size_t at);

/* The digits at text[0..len): how many, and their value. */
size_t figures_run(const char *text, size_t len);
int64_t figures_value(const char *text, size_t len);

/* True when the word before the place is this one, whatever its case. */
bool figures_follows(const struct place *p, const char *word);

/* True when the word before the place is one of these (ended by NULL), whatever its case. */
bool figures_follows_one(const struct place *p, const char *const *words);

/* True when a time of the clock begins at text[at]: "11h", "11:30". */
bool figures_is_time(const struct place *p, size_t at);

/* Digits one by one in groups with a comma between: of three, the last of three or four; telephone
 * numbers in 4-3-3. */
void figures_groups(const struct grammar *g, const char *text, size_t len, struct buf *out);

#endif
