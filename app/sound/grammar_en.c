/* English, British: "one hundred and five"; years in pairs; the day before the month; dong; the
 * hours of a clock on the wall with the part of the day. */
#include "app/sound/grammar.h"

#include <stdbool.h>

#include "app/sound/letters_en.h"

static const char *const below_twenty[20] = {
    "zero",     "one",     "two",     "three",     "four",     "five",    "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
static const char *const tens[10] = {"",      "",      "twenty",  "thirty", "forty",
                                     "fifty", "sixty", "seventy", "eighty", "ninety"};
static const char *const months[12] = {"January",   "February", "March",    "April",
                                       "May",       "June",     "July",     "August",
                                       "September", "October",  "November", "December"};
static const char *const ordinals[31] = {
    "first",        "second",         "third",         "fourth",        "fifth",
    "sixth",        "seventh",        "eighth",        "ninth",         "tenth",
    "eleventh",     "twelfth",        "thirteenth",    "fourteenth",    "fifteenth",
    "sixteenth",    "seventeenth",    "eighteenth",    "nineteenth",    "twentieth",
    "twenty-first", "twenty-second",  "twenty-third",  "twenty-fourth", "twenty-fifth",
    "twenty-sixth", "twenty-seventh", "twenty-eighth", "twenty-ninth",  "thirtieth",
    "thirty-first"};

/* Words are kept one space apart. */
static void word(struct buf *out, const char *text)
{
    if (out->len > 0 && out->data[out->len - 1] != ' ') {
        buf_puts(out, " ");
    }
    buf_puts(out, text);
}

/* 0..99: a single word, hyphened. */
static void two(int n, struct buf *out)
{
    word(out, n < 20 ? below_twenty[n] : tens[n / 10]);
    if (n >= 20 && n % 10 > 0) {
        buf_printf(out, "-%s", below_twenty[n % 10]);
    }
}

/* 1..999; `after` = bigger parts came before, so that an "and" joins the last two digits. */
static void three(int n, bool after, struct buf *out)
{
    if (n >= 100) {
        word(out, below_twenty[n / 100]);
        word(out, "hundred");
    }
    if (n % 100 > 0) {
        if (n >= 100 || after) {
            word(out, "and");
        }
        two(n % 100, out);
    }
}

static void positive(uint64_t n, struct buf *out)
{
    static const char *const unit[] = {"quintillion", "quadrillion", "trillion", "billion",
                                       "million",     "thousand",    NULL};
    uint64_t scale = 1000000000000000000;
    bool after = false;
    for (size_t i = 0; i < sizeof unit / sizeof unit[0]; i++, scale /= 1000) {
        const int part = (int)(n / scale % 1000);
        if (part == 0) {
            continue;
        }
        three(part, after && unit[i] == NULL, out);
        if (unit[i] != NULL) {
            word(out, unit[i]);
        }
        after = true;
    }
}

static void number(int64_t n, struct buf *out)
{
    if (n == 0) {
        word(out, below_twenty[0]);
        return;
    }
    if (n < 0) {
        word(out, "minus");
    }
    positive(n < 0 ? 0 - (uint64_t)n : (uint64_t)n, out);
}

/* 1995 and 2026 in pairs, 1905 with "oh", 2005 as a number. */
static void year_words(int year, struct buf *out)
{
    const int century = year / 100;
    const int rest = year % 100;
    const bool is_pair = year >= 1000 && year <= 9999 && (century % 10 != 0 || rest >= 10);
    if (!is_pair) {
        number(year, out);
        return;
    }
    two(century, out);
    if (rest == 0) {
        word(out, "hundred");
    } else if (rest < 10) {
        word(out, "oh");
        word(out, below_twenty[rest]);
    } else {
        two(rest, out);
    }
}

static void day_words(int day, int month, int year, struct buf *out)
{
    if (day > 0 && day <= 31) {
        word(out, "the");
        word(out, ordinals[day - 1]);
        if (month > 0) {
            word(out, "of");
        }
    }
    if (month > 0 && month <= 12) {
        word(out, months[month - 1]);
    }
    if (year > 0) {
        year_words(year, out);
    }
}

static void date(int64_t yyyymmdd, struct buf *out)
{
    const int day = (int)(yyyymmdd % 100);
    const int month = (int)(yyyymmdd / 100 % 100);
    day_words(month > 0 ? day : 0, month, (int)(yyyymmdd / 10000), out);
    if (month == 0) {
        buf_puts(out, ", day and month not known");
    } else if (day == 0) {
        buf_puts(out, ", day not known");
    }
}

static void money(int64_t dong, struct buf *out)
{
    number(dong, out);
    word(out, "dong");
}

static const char *part_of_day(int hour)
{
    return hour < 12 ? "in the morning" : hour < 18 ? "in the afternoon" : "in the evening";
}

static void time(int minutes, struct buf *out)
{
    const int hour = minutes / 60;
    const int minute = minutes % 60;
    if (minutes == 24 * 60) {
        word(out, "midnight");
        return;
    }
    two((hour + 11) % 12 + 1, out);
    if (minute == 0) {
        word(out, "o'clock");
    } else if (minute < 10) {
        word(out, "oh");
        two(minute, out);
    } else {
        two(minute, out);
    }
    word(out, part_of_day(hour));
}

static const char *const single_words[] = {"hundred",
                                           "thousand",
                                           "million",
                                           "billion",
                                           "trillion",
                                           "quadrillion",
                                           "quintillion",
                                           "and",
                                           "minus",
                                           "dong",
                                           "oh",
                                           "o'clock",
                                           "in the morning",
                                           "in the afternoon",
                                           "in the evening",
                                           "midnight",
                                           "day not known",
                                           "day and month not known",
                                           "point"};

enum {
    SINGLES = sizeof single_words / sizeof single_words[0],
    FIRST_YEAR = 1900,
    LAST_YEAR = 2040,
    YEARS = LAST_YEAR - FIRST_YEAR + 1
};

/* Groups: "and N", the hundreds, days, years. */
static void group(int i, struct buf *out)
{
    if (i < 99) {
        word(out, "and");
        two(i + 1, out);
    } else if (i < 99 + 9) {
        three((i - 99 + 1) * 100, false, out);
    } else if (i < 99 + 9 + 31) {
        buf_printf(out, "the %s of", ordinals[i - 99 - 9]);
    } else {
        year_words(FIRST_YEAR + i - 99 - 9 - 31, out);
    }
}

/* Whole groups sound better than single words, so the pack holds them. */
static const char *vocabulary(int i, struct buf *out)
{
    enum { GROUPS = 99 + 9 + 31 + YEARS };
    const int words = grammar_words_count(&grammar_words_en);
    buf_clear(out);
    if (i < words) {
        return grammar_words_at(&grammar_words_en, i);
    }
    i -= words;
    if (i < SINGLES) {
        return single_words[i];
    }
    i -= SINGLES;
    if (i < 12) {
        return months[i];
    }
    i -= 12;
    if (i < 100) {
        two(i, out);
        return out->data;
    }
    i -= 100;
    if (i < GROUPS) {
        group(i, out);
        return out->data;
    }
    return letters_en_name(i - GROUPS);
}

const struct grammar grammar_en = {
    "en", number, date,    day_words,         money, time, letters_en, vocabulary,
    ',',  '.',    "point", &grammar_words_en, "vi"};
