/* Codes, initials, abbreviations and Roman numerals: what is written in capitals. */
#include <string.h>

#include "app/sound/figures_inside.h"

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Bytes of a capital letter at the place: one of ASCII, two for D with a stroke. */
static size_t capital(const struct place *p, size_t at)
{
    const bool stroke = at + 1 < p->len && memcmp(p->text + at, "\u0110", 2) == 0;
    return stroke ? 2 : at < p->len && is_capital(p->text[at]) ? 1 : 0;
}

/* Adds a letter's name behind a space. */
static void letter(const struct place *p, size_t at, size_t bytes, struct buf *out)
{
    char name[64];
    struct buf b;
    buf_init(&b, name, sizeof name);
    (void)p->g->letter(p->text + at, bytes, &b);
    buf_printf(out, "%s%s", out->len > 0 && out->data[out->len - 1] != ' ' ? " " : "", name);
}

/* N.V.A., H.: at least two letters, each with its dot; the last may go without. */
size_t figures_initials(const struct place *p, struct buf *out)
{
    size_t at = p->at;
    int letters = 0;
    for (size_t bytes = 0; (bytes = capital(p, at)) > 0; letters++) {
        const bool dot = at + bytes < p->len && p->text[at + bytes] == '.';
        if (!dot && (letters == 0 || figures_is_word(p, at + bytes))) {
            break;
        }
        buf_puts(out, letters > 0 ? "," : "");
        letter(p, at, bytes, out);
        at += bytes + (dot ? 1 : 0);
        if (!dot) {
            letters++;
            break;
        }
    }
    return letters >= 2 && !figures_is_word(p, at) ? at - p->at : 0;
}

size_t figures_abbreviation(const struct place *p, struct buf *out)
{
    const struct said *found = NULL;
    size_t size = 0;
    for (const struct said *row = p->g->words->abbreviations; row->written != NULL; row++) {
        const size_t n = strlen(row->written);
        if (n > size && p->at + n <= p->len && memcmp(p->text + p->at, row->written, n) == 0 &&
            (row->written[n - 1] == '.' || !figures_is_word(p, p->at + n))) {
            found = row;
            size = n;
        }
    }
    if (found != NULL) {
        const bool joined = found->written[size - 1] == '.' && figures_is_word(p, p->at + size);
        buf_printf(out, joined ? "%s " : "%s", found->said);
    }
    return size;
}

/* 1.001193: a procedure of the state. */
static bool is_procedure(const char *text, size_t len)
{
    return len == 8 && figures_run(text, len) == 1 && text[1] == '.' &&
           figures_run(text + 2, len - 2) == 6;
}

static bool is_abbreviation(const struct place *p, size_t len)
{
    for (const struct said *row = p->g->words->abbreviations; row->written != NULL; row++) {
        if (strlen(row->written) == len && memcmp(p->text + p->at, row->written, len) == 0) {
            return true;
        }
    }
    return false;
}

/* Where a code ends: capitals, digits and single signs between them. */
static size_t code_end(const struct place *p, bool *ret_letters, bool *ret_digits)
{
    size_t at = p->at;
    size_t end = at;
    *ret_letters = *ret_digits = false;
    while (at < p->len) {
        const size_t bytes = capital(p, at);
        const bool digit = figures_is_digit(p->text[at]);
        if (bytes == 0 && !digit) {
            const bool sign = at > p->at && strchr("-./", p->text[at]) != NULL;
            if (!sign || end < at) {
                break;
            }
            at++;
            continue;
        }
        *ret_letters = *ret_letters || bytes > 0;
        *ret_digits = *ret_digits || digit;
        at += digit ? 1 : bytes;
        end = at;
    }
    return figures_is_word(p, end) ? p->at : end;
}

static void code_sign(const struct place *p, char sign, struct buf *out)
{
    if (sign == '-') {
        buf_puts(out, ",");
    } else {
        buf_printf(out, " %s", sign == '.' ? p->g->words->dot : p->g->words->slash);
    }
}

/* GL-26-000123, H21.64-0001, 81B1-234.56: letters by name, digits one by one. */
size_t figures_code(const struct place *p, struct buf *out)
{
    bool letters = false;
    bool digits = false;
    const size_t end = code_end(p, &letters, &digits);
    const char *text = p->text + p->at;
    const bool document =
        figures_is_digit(text[0]) && memchr(text, '/', end - p->at) != NULL; /* 12/QĐ */
    const bool code = letters && digits && !document && !is_abbreviation(p, end - p->at);
    if (!code && !is_procedure(text, end - p->at)) {
        return 0;
    }
    for (size_t at = p->at; at < end;) {
        const size_t bytes = capital(p, at);
        const size_t run = figures_run(p->text + at, end - at);
        if (run > 0) {
            buf_puts(out, out->len > 0 ? " " : "");
            figures_groups(p->g, p->text + at, run, out);
        } else if (bytes > 0) {
            letter(p, at, bytes, out);
        } else {
            code_sign(p, p->text[at], out);
        }
        at += run > 0 ? run : bytes > 0 ? bytes : 1;
    }
    return end - p->at;
}

/* Capitals that nobody can read as a word (TNXH), or a series before its number (BA 331193). */
size_t figures_letters(const struct place *p, struct buf *out)
{
    size_t end = p->at;
    int count = 0;
    bool vowels = false;
    for (size_t bytes = 0; (bytes = capital(p, end)) > 0; count++) {
        vowels = vowels || (bytes == 1 && strchr("AEIOUY", p->text[end]) != NULL);
        letter(p, end, bytes, out);
        end += bytes;
    }
    const size_t space = end < p->len && p->text[end] == ' ' ? 1 : 0;
    const size_t number = figures_run(p->text + end + space, p->len - end - space);
    if (count < 2 || figures_is_word(p, end)) {
        return 0;
    }
    if (count == 2 && space == 1 && number >= 5) {
        buf_puts(out, ", ");
        figures_groups(p->g, p->text + end + 1, number, out);
        return end + 1 + number - p->at;
    }
    return vowels ? 0 : end - p->at;
}

/* 1 to 39, written as a numeral should be; 0 for all else. */
static int roman(const char *text, size_t len)
{
    static const char *const ones[] = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};
    size_t tens = 0;
    while (tens < len && tens < 3 && text[tens] == 'X') {
        tens++;
    }
    for (int n = 0; n < 10; n++) {
        if (strlen(ones[n]) == len - tens && memcmp(text + tens, ones[n], len - tens) == 0) {
            return (int)tens * 10 + n;
        }
    }
    return 0;
}

/* "III/2026": the year of a quarter or term; the bytes it takes. */
static size_t year_of_roman(const struct place *p, size_t at, struct buf *out)
{
    const bool slash = at + 5 <= p->len && p->text[at] == '/';
    const int64_t year = slash && figures_run(p->text + at + 1, p->len - at - 1) == 4
                             ? figures_value(p->text + at + 1, 4)
                             : 0;
    if (year < 1900 || year > 2100 || figures_is_word(p, at + 5)) {
        return 0;
    }
    p->g->day(0, 0, (int)year, out);
    return 5;
}

size_t figures_roman(const struct place *p, struct buf *out)
{
    size_t len = 0;
    while (p->at + len < p->len && is_capital(p->text[p->at + len])) {
        len++;
    }
    const size_t end = p->at + len;
    const bool ends = !figures_is_word(p, end) && (end == p->len || p->text[end] != '-');
    const int n = ends ? roman(p->text + p->at, len) : 0;
    bool numbered = len >= 2;
    for (const char *const *w = p->g->words->before_roman; *w != NULL; w++) {
        numbered = numbered || figures_follows(p, *w);
    }
    if (n == 0 || !numbered) {
        return 0;
    }
    p->g->number(n, out);
    return len + year_of_roman(p, end, out);
}
