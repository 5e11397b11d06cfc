/* Digit by digit in the language's own words: no rule of another language counts for it. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/sound/grammar.h"
#include "app/sound/messages.h"
#include "app/sound/tone.h"
#include "platform/base/utf8.h"

#define SLOTS     8
#define CODE_MOST 16

static char codes[SLOTS][CODE_MOST]; /* of the languages that asked, in order */

static const enum message_id digits[10] = {MSG_L_0030, MSG_L_0031, MSG_L_0032, MSG_L_0033,
                                           MSG_L_0034, MSG_L_0035, MSG_L_0036, MSG_L_0037,
                                           MSG_L_0038, MSG_L_0039};

static void word(struct buf *out, const char *text)
{
    if (out->len > 0 && out->data[out->len - 1] != ' ') {
        buf_puts(out, " ");
    }
    buf_puts(out, text);
}

static void each_digit(int slot, int64_t number, int least, struct buf *out)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%0*" PRId64, least, number < 0 ? -number : number);
    for (const char *p = text; *p != '\0'; p++) {
        if (*p >= '0' && *p <= '9') {
            word(out, message_spoken(codes[slot], digits[*p - '0']));
        }
    }
}

static void number_in(int slot, int64_t number, struct buf *out)
{
    if (number < 0 && message_has(codes[slot], MSG_L_002D)) {
        word(out, message_spoken(codes[slot], MSG_L_002D));
    }
    each_digit(slot, number == INT64_MIN ? INT64_MAX : number, 1, out);
}

static void day_in(int slot, int day, int month, int year, struct buf *out)
{
    const int parts[] = {day, month, year};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i] > 0) {
            buf_puts(out, out->len > 0 ? ", " : "");
            each_digit(slot, parts[i], 1, out);
        }
    }
}

static void date_in(int slot, int64_t yyyymmdd, struct buf *out)
{
    day_in(slot, (int)(yyyymmdd % 100), (int)(yyyymmdd / 100 % 100), (int)(yyyymmdd / 10000), out);
}

static void money_in(int slot, int64_t dong, struct buf *out)
{
    number_in(slot, dong, out);
    if (message_has(codes[slot], MSG_DONG)) {
        word(out, message_spoken(codes[slot], MSG_DONG));
    }
}

static void time_in(int slot, int minutes, struct buf *out)
{
    each_digit(slot, minutes / 60, 1, out);
    buf_puts(out, ", ");
    each_digit(slot, minutes % 60, 2, out);
}

/* The name of a letter or mark; NULL when the language has none for it. */
static const char *name_of(int slot, uint32_t cp)
{
    char name[sizeof "MSG_L_" + 8];
    const uint32_t written = cp == 0x2019 || cp == 0x2018 ? '\'' : cp;
    (void)snprintf(name, sizeof name, "MSG_L_%04" PRIX32, written);
    const enum message_id id = message_find(name);
    return id != MSG_NONE && message_has(codes[slot], id) ? message_spoken(codes[slot], id) : NULL;
}

static void add(struct buf *out, const char *name)
{
    if (name != NULL) {
        buf_puts(out, out->len > 0 ? ", " : "");
        buf_puts(out, name);
    }
}

static size_t letter_in(int slot, const char *text, size_t len, struct buf *out)
{
    const size_t used = utf8_cluster(text, len);
    for (size_t at = 0; at < used;) {
        size_t bytes = 1;
        const uint32_t cp = tone_lower(utf8_decode(text + at, used - at, &bytes));
        const char *whole = name_of(slot, cp);
        uint32_t mark = 0;
        at += bytes;
        add(out, whole != NULL ? whole : name_of(slot, tone_split(cp, &mark)));
        add(out, whole == NULL && mark != 0 ? name_of(slot, mark) : NULL);
    }
    return used;
}

static const char *no_vocabulary(int i, struct buf *out)
{
    (void)i;
    buf_clear(out);
    return NULL;
}

static const struct said nothing[] = {{NULL, NULL}};
static const char *const none[] = {NULL};
static const struct grammar_words plain_words = {
    nothing, nothing, nothing, nothing, none, none, NULL, NULL, NULL, none, "", "", "", "", "", ""};

/* A grammar has no memory of its own: one row of functions per language that asks. */
#define SLOT(n)                                                                                    \
    static void number_##n(int64_t number, struct buf *out)                                        \
    {                                                                                              \
        number_in(n, number, out);                                                                 \
    }                                                                                              \
    static void date_##n(int64_t yyyymmdd, struct buf *out)                                        \
    {                                                                                              \
        date_in(n, yyyymmdd, out);                                                                 \
    }                                                                                              \
    static void day_##n(int day, int month, int year, struct buf *out)                             \
    {                                                                                              \
        day_in(n, day, month, year, out);                                                          \
    }                                                                                              \
    static void money_##n(int64_t dong, struct buf *out)                                           \
    {                                                                                              \
        money_in(n, dong, out);                                                                    \
    }                                                                                              \
    static void time_##n(int minutes, struct buf *out)                                             \
    {                                                                                              \
        time_in(n, minutes, out);                                                                  \
    }                                                                                              \
    static size_t letter_##n(const char *text, size_t len, struct buf *out)                        \
    {                                                                                              \
        return letter_in(n, text, len, out);                                                       \
    }

SLOT(0)
SLOT(1)
SLOT(2)
SLOT(3)
SLOT(4) SLOT(5) SLOT(6) SLOT(7)

#define ROW(n)                                                                                     \
    {                                                                                              \
        codes[n], number_##n, date_##n, day_##n, money_##n, time_##n, letter_##n, no_vocabulary,   \
            '.', ',', "", &plain_words, "vi"                                                       \
    }

    static const
    struct grammar rows[SLOTS] = {ROW(0), ROW(1), ROW(2), ROW(3), ROW(4), ROW(5), ROW(6), ROW(7)};

static bool names_the_digits(const char *language)
{
    for (int i = 0; i < 10; i++) {
        if (!message_has(language, digits[i])) {
            return false;
        }
    }
    return true;
}

static const struct grammar *plain(const char *language)
{
    if (strlen(language) >= CODE_MOST || !names_the_digits(language)) {
        return NULL;
    }
    for (int i = 0; i < SLOTS; i++) {
        if (codes[i][0] == '\0') {
            memcpy(codes[i], language, strlen(language) + 1);
        }
        if (strcmp(codes[i], language) == 0) {
            return &rows[i];
        }
    }
    return NULL;
}

const struct grammar *grammar_of(const char *language)
{
    const struct grammar *written = grammar_find(language);
    return written != NULL ? written : plain(language);
}
