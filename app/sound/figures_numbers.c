/* Numbers as they are written: 1.250.000 đ, 1,5 m², 3/4, 50%, 0912 345 678, 064095000001. */
#include <string.h>

#include "app/sound/figures_inside.h"
#include "app/sound/tone.h"
#include "platform/base/utf8.h"

enum { NUMBER_DIGITS = 6 /* more without group marks is no amount but an identifier */ };

static void one_by_one(const struct grammar *g, const char *text, size_t len, struct buf *out)
{
    for (size_t i = 0; i < len; i++) {
        if (i > 0) {
            buf_puts(out, " ");
        }
        g->number(text[i] - '0', out);
    }
}

void figures_groups(const struct grammar *g, const char *text, size_t len, struct buf *out)
{
    const bool telephone = text[0] == '0' && (len == 10 || len == 11);
    size_t size = telephone || len == 8 ? 4 : 3;
    for (size_t at = 0; at < len; at += size) {
        size = at > 0 && telephone ? 3 : size;
        size = len - at == 4 || len - at < size ? len - at : size;
        if (at > 0) {
            buf_puts(out, ", ");
        }
        one_by_one(g, text + at, size, out);
    }
}

/* The unit behind a number, after a space or not, and its words. */
static size_t unit(const struct place *p, size_t used, struct buf *out)
{
    const size_t space = p->at + used < p->len && p->text[p->at + used] == ' ' ? 1 : 0;
    const size_t at = p->at + used + space;
    const struct said *found = NULL;
    size_t size = 0;
    for (const struct said *row = p->g->words->units; row->written != NULL; row++) {
        const size_t n = strlen(row->written);
        if (n > size && at + n <= p->len && memcmp(p->text + at, row->written, n) == 0 &&
            !figures_is_word(p, at + n)) {
            found = row;
            size = n;
        }
    }
    if (found == NULL) {
        return used;
    }
    buf_printf(out, " %s", found->said);
    return used + space + size;
}

/* ",5" behind a number, and the unit behind that; the bytes used so far and by these. */
static size_t rest(const struct place *p, size_t used, struct buf *out)
{
    const char *text = p->text + p->at;
    const size_t len = p->len - p->at;
    const bool point = used + 1 < len && text[used] == p->g->decimal;
    const size_t decimals = point ? figures_run(text + used + 1, len - used - 1) : 0;
    if (decimals > 0) {
        buf_printf(out, " %s ", p->g->point);
        one_by_one(p->g, text + used + 1, decimals, out);
        used += 1 + decimals;
    }
    return unit(p, used, out);
}

/* 1.250.000: groups of three, as the language writes them. */
size_t figures_grouped(const struct place *p, struct buf *out)
{
    const char *text = p->text + p->at;
    const size_t len = p->len - p->at;
    size_t used = figures_run(text, len);
    if (used == 0 || used > 3 || text[0] == '0') {
        return 0;
    }
    int groups = 0;
    while (used + 3 < len && text[used] == p->g->group &&
           figures_run(text + used + 1, len - used - 1) == 3 && groups < 5) {
        used += 4;
        groups++;
    }
    if (groups == 0) {
        return 0;
    }
    p->g->number(figures_value(text, used), out);
    return rest(p, used, out);
}

size_t figures_fraction(const struct place *p, struct buf *out)
{
    if (figures_follows_one(p, p->g->words->before_plot)) {
        return 0;
    }
    for (const struct said *row = p->g->words->fractions; row->written != NULL; row++) {
        const size_t n = strlen(row->written);
        const size_t end = p->at + n;
        if (end <= p->len && memcmp(p->text + p->at, row->written, n) == 0 &&
            !figures_is_word(p, end) && (end == p->len || p->text[end] != '/')) {
            buf_puts(out, row->said);
            return n;
        }
    }
    return 0;
}

/* A sign between two groups of digits. */
static bool is_between(char c)
{
    return c == ' ' || c == '.' || c == '-';
}

/* +84 912 345 678, +84912345678: the country's digits, then the groups as written or as one says
 * them. */
size_t figures_abroad(const struct place *p, struct buf *out)
{
    const char *text = p->text + p->at + 1;
    const size_t len = p->len - p->at - 1;
    const size_t first = figures_run(text, len);
    const bool home = first >= 2 && memcmp(text, "84", 2) == 0;
    size_t used = home ? 2 : first;
    size_t digits = used;
    if (used == 0 || (!home && first > 3) || (p->at > 0 && figures_is_word(p, p->at - 1))) {
        return 0;
    }
    struct buf mark = *out;
    buf_printf(out, "%s ", p->g->words->plus);
    one_by_one(p->g, text, used, out);
    for (;;) {
        size_t gap = digits == used && used < len && text[used] == ')' ? 1 : 0; /* (+84) 269 */
        gap += used + gap < len && is_between(text[used + gap]) ? 1 : 0;
        const size_t run = figures_run(text + used + gap, len - used - gap);
        if (run == 0 || (run < 2 && digits > 3)) {
            break;
        }
        buf_puts(out, ", ");
        figures_groups(p->g, text + used + gap, run, out);
        digits += run;
        used += gap + run;
    }
    if (digits < 8 || digits > 15 || figures_is_word(p, p->at + 1 + used)) {
        *out = mark;
        return 0;
    }
    return 1 + used;
}

/* 4x6, 4 cm x 6 cm: the sign between two measures. */
size_t figures_times(const struct place *p, struct buf *out)
{
    const char *text = p->text + p->at;
    const size_t left = p->len - p->at;
    const size_t n = left > 1 && memcmp(text, "\u00D7", 2) == 0 ? 2 : text[0] == 'x' ? 1 : 0;
    size_t end = p->at;
    end -= end > 0 && p->text[end - 1] == ' ' ? 1 : 0;
    const size_t space = n < left && text[n] == ' ' ? 1 : 0;
    if (n == 0 || end == 0 || figures_run(text + n + space, left - n - space) == 0) {
        return 0;
    }
    bool measure = figures_is_digit(p->text[end - 1]);
    for (const struct said *row = p->g->words->units; row->written != NULL; row++) {
        const size_t size = strlen(row->written);
        measure = measure || (size < end && memcmp(p->text + end - size, row->written, size) == 0 &&
                              strchr(" 0123456789", p->text[end - size - 1]) != NULL);
    }
    if (!measure) {
        return 0;
    }
    buf_printf(out, end == p->at ? " %s " : "%s ", p->g->words->times);
    return n + space;
}

/* 0912 345 678, 064 095 000 001, 1900 1009: the groups as written. */
static size_t spaced(const struct place *p, struct buf *out)
{
    const char *text = p->text + p->at;
    const size_t len = p->len - p->at;
    size_t used = 0;
    size_t digits = 0;
    const bool service = len >= 4 && (memcmp(text, "1900", 4) == 0 || memcmp(text, "1800", 4) == 0);
    if (text[0] != '0' && !service) {
        return 0;
    }
    for (;;) {
        const size_t run = figures_run(text + used, len - used);
        if (run == 0 || run > 4) {
            return 0;
        }
        buf_puts(out, used > 0 ? ", " : "");
        one_by_one(p->g, text + used, run, out);
        digits += run;
        used += run;
        const bool joined = used + 3 < len && (text[used] == ' ' || text[used] == '.') &&
                            figures_run(text + used + 1, len - used - 1) >= 2;
        if (!joined || digits >= 12) {
            break;
        }
        used++;
    }
    return digits >= 8 && digits <= 12 && !figures_is_word(p, p->at + used) ? used : 0;
}

/* 05 in "05 ngày", 02 in "02 (hai) bản": nobody says the zero of a count. */
static bool counts(const struct place *p, size_t run)
{
    const char *text = p->text + p->at;
    const size_t left = p->len - p->at;
    if (run != 2 || text[0] != '0' || left < 4 || text[2] != ' ' ||
        figures_follows_one(p, p->g->words->before_code)) {
        return false;
    }
    size_t bytes = 0;
    const uint32_t next = utf8_decode(text + 3, left - 3, &bytes);
    return next == '(' || (next >= 'a' && next <= 'z') || (next > 0x7F && tone_lower(next) == next);
}

/* What is read digit by digit: identifiers, telephones, what starts with 0. */
size_t figures_digits(const struct place *p, struct buf *out)
{
    const char *text = p->text + p->at;
    const size_t run = figures_run(text, p->len - p->at);
    if (run == 0) {
        return 0;
    }
    struct buf mark = *out;
    const size_t used = spaced(p, out);
    if (used > 0) {
        return used;
    }
    *out = mark;
    const struct grammar_words *w = p->g->words;
    const bool of_date = run == 2 && text[0] == '0' && text[1] != '0' && w->day != NULL &&
                         (figures_follows(p, w->day) || figures_follows(p, w->month));
    if (of_date || counts(p, run) || !((text[0] == '0' && run > 1) || run > NUMBER_DIGITS)) {
        return 0;
    }
    figures_groups(p->g, text, run, out);
    return run;
}

/* A number that the word before it makes sound otherwise: "tháng 4", "ngày 1 tháng". */
static bool changed(const struct place *p, size_t run, struct buf *out)
{
    const int64_t value = figures_value(p->text + p->at, run);
    for (const struct said *row = p->g->words->after; row->written != NULL; row++) {
        const char *space = strrchr(row->written, ' ');
        char word[32] = {0};
        memcpy(word, row->written, (size_t)(space - row->written));
        if (value == space[1] - '0' && space[2] == '\0' && figures_follows(p, word)) {
            buf_puts(out, row->said);
            return true;
        }
    }
    const struct grammar_words *w = p->g->words;
    if (w->day == NULL || value < 1 || value > 31 || !figures_follows(p, w->day)) {
        return false;
    }
    const size_t end = p->at + run + 1;
    const size_t n = strlen(w->month);
    const bool month = end + n <= p->len && memcmp(p->text + end, w->month, n) == 0;
    if (month || p->text[p->at] == '0') {
        p->g->day((int)value, 0, 0, out);
        return true;
    }
    return false;
}

size_t figures_number(const struct place *p, struct buf *out)
{
    const char *text = p->text + p->at;
    const size_t used = figures_run(text, p->len - p->at);
    if (used == 0) {
        return 0;
    }
    if (changed(p, used, out)) {
        return used;
    }
    p->g->number(figures_value(text, used), out);
    return rest(p, used, out);
}
