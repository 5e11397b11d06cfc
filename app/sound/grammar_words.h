/* Written words and signs that a language says otherwise than it writes them: abbreviations, units,
 * what stands between figures. One table per language, read by the kiosk and by the build of the
 * clips alike; every word said here is in the language's vocabulary, so it has a clip. */
#ifndef APP_SOUND_GRAMMAR_WORDS_H
#define APP_SOUND_GRAMMAR_WORDS_H

/* A table ends with a row of NULL. */
struct said {
    const char *written, *said;
};

struct grammar_words {
    const struct said *abbreviations; /* as whole words, in this case of letters: UBND */
    const struct said *units;         /* behind a number: "m²" */
    const struct said *after;        /* a number that a word before it changes: "tháng 4", "tư" */
    const struct said *fractions;    /* "1/2" */
    const char *const *before_roman; /* one Roman numeral is a number behind these: "mục I" */
    const char *const *before_plot;  /* 1/2 is no fraction behind these: "thửa 1/2" */
    const char *day, *month;         /* 5 behind or before this word is a day; NULL: never */
    const char *const *before_date;  /* 30/4 is a date behind these: "lễ 30/4"; NULL: never */
    const char *const *before_code;  /* 05 keeps its zero behind these: "mẫu 05 kèm theo" */
    const char *slash, *to, *dot;    /* 12/7, 3–5, 1.000 in a code */
    const char *plus, *per, *times;  /* +84, 8.000 đ/bản, 4x6 */
};

/* Word i of all that the tables say, or NULL after the last. */
const char *grammar_words_at(const struct grammar_words *words, int i);
int grammar_words_count(const struct grammar_words *words);

extern const struct grammar_words grammar_words_vi;
extern const struct grammar_words grammar_words_en;

#endif
