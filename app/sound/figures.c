#include "app/sound/figures.h"

#include <string.h>

#include "app/sound/figures_inside.h"
#include "app/sound/tone.h"
#include "platform/base/utf8.h"

bool figures_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool figures_is_word(const struct place *p, size_t at)
{
    if (at >= p->len) {
        return false;
    }
    size_t bytes = 0;
    const uint32_t cp = utf8_decode(p->text + at, p->len - at, &bytes);
    return figures_is_digit(p->text[at]) || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') ||
           (cp >= 0xC0 && cp < 0x2000);
}

size_t figures_run(const char *text, size_t len)
{
    size_t n = 0;
    while (n < len && figures_is_digit(text[n])) {
        n++;
    }
    return n;
}

int64_t figures_value(const char *text, size_t len)
{
    int64_t sum = 0;
    for (size_t i = 0; i < len; i++) {
        if (figures_is_digit(text[i])) {
            sum = sum * 10 + (text[i] - '0');
        }
    }
    return sum;
}

/* The word before at, in lower case; "" when it is too long or there is none. */
static void word_before(const char *text, size_t at, char *ret_word, size_t size)
{
    size_t end = at;
    while (end > 0 && text[end - 1] == ' ') {
        end--;
    }
    size_t start = end;
    while (start > 0 && text[start - 1] != ' ' && text[start - 1] != '(') {
        start--;
    }
    if (end == at || tone_lower_text(text + start, end - start, ret_word, size) == 0) {
        ret_word[0] = '\0';
    }
}

bool figures_follows(const struct place *p, const char *word)
{
    char before[32];
    word_before(p->text, p->at, before, sizeof before);
    return strcmp(before, word) == 0;
}

bool figures_follows_one(const struct place *p, const char *const *words)
{
    for (const char *const *w = words; w != NULL && *w != NULL; w++) {
        if (figures_follows(p, *w)) {
            return true;
        }
    }
    return false;
}

/* Where the digits that end before at begin. */
static size_t digits_before(const struct place *p, size_t at)
{
    while (at > 0 && figures_is_digit(p->text[at - 1])) {
        at--;
    }
    return at;
}

/* A time ends before the place: 7h, 7h30, 07:00. */
static bool after_time(const struct place *p)
{
    const size_t minutes = digits_before(p, p->at);
    const size_t sign = minutes > 0 ? minutes - 1 : 0;
    const bool marked = p->text[sign] == 'h' || (p->text[sign] == ':' && minutes < p->at);
    return marked && sign > 0 && figures_is_digit(p->text[sign - 1]);
}

/* "8.000 đ/bản": a unit ends before the place and a word follows it. */
static bool after_unit(const struct place *p, size_t next)
{
    size_t start = p->at;
    while (start > 0 && strchr(" ([.,/-", p->text[start - 1]) == NULL &&
           !figures_is_digit(p->text[start - 1])) {
        start--;
    }
    const size_t n = p->at - start;
    for (const struct said *row = p->g->words->units; n > 0 && row->written != NULL; row++) {
        const bool is =
            (strlen(row->written) == n && memcmp(p->text + start, row->written, n) == 0) ||
            (strlen(row->said) == n && memcmp(p->text + start, row->said, n) == 0);
        if (is && !figures_is_digit(p->text[next])) {
            return true;
        }
    }
    return false;
}

/* What a sign between two figures is: "12/7", "3–5", "QĐ-UBND"; nothing elsewhere. */
static size_t joint(const struct place *p, struct buf *out)
{
    const bool dash = p->at + 3 <= p->len && memcmp(p->text + p->at, "\u2013", 3) == 0;
    const char sign = dash ? '-' : p->text[p->at];
    const size_t next = p->at + (dash ? 3 : 1);
    if ((sign != '-' && sign != '/') || p->at == 0 || !figures_is_word(p, next)) {
        return 0;
    }
    const size_t start = digits_before(p, p->at);
    const size_t left = p->at - start;
    const size_t right = figures_run(p->text + next, p->len - next);
    const char last = p->text[p->at - 1];
    const bool numbers = left > 0 && right > 0;
    const char after = next + right < p->len ? p->text[next + right] : '\0';
    const bool alone = (start == 0 || strchr("-/.", p->text[start - 1]) == NULL) && after != '-' &&
                       left <= 4 && right <= 4 && p->text[start] != '0';
    const char first = p->text[next];
    const bool capitals = (last >= 'A' && last <= 'Z') || (uint8_t)last >= 0x80;
    if (sign == '/' && after_unit(p, next)) {
        buf_printf(out, " %s ", p->g->words->per);
    } else if (sign == '-' && after_time(p) && figures_is_time(p, next)) {
        buf_printf(out, " %s ", p->g->words->to);
    } else if (sign == '/') {
        buf_printf(out, numbers ? " %s " : ", ", p->g->words->slash);
    } else if (numbers && alone) {
        buf_printf(out, " %s ", p->g->words->to);
    } else if (capitals && !figures_is_digit(first) && (first < 'a' || first > 'z')) {
        buf_puts(out, " ");
    } else if (numbers) {
        buf_puts(out, ", ");
    } else {
        return 0;
    }
    return next - p->at;
}

/* "ngày 16/11/2026": the word that stands there already is not said again. */
static const char *without_repeat(const struct place *p, const char *words)
{
    char before[32];
    word_before(p->text, p->at, before, sizeof before);
    const size_t n = strlen(before);
    const bool again = n > 0 && strncmp(words, before, n) == 0 && words[n] == ' ';
    return again ? words + n + 1 : words;
}

size_t figures_read(const struct grammar *g, const char *text, size_t at, size_t len,
                    struct buf *out)
{
    static figures_reader *const readers[] = {
        figures_date,         figures_month_year, figures_day_month, figures_time,  figures_times,
        figures_fraction,     figures_initials,   figures_roman,     figures_code,  figures_grouped,
        figures_abbreviation, figures_letters,    figures_digits,    figures_number};
    const struct place p = {g, text, at, len};
    const size_t joined = text[at] == '+' ? figures_abroad(&p, out) : joint(&p, out);
    if (joined > 0 || !figures_is_word(&p, at)) {
        return joined;
    }
    for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
        char words[FIGURES_WORDS_MAX];
        struct buf b;
        buf_init(&b, words, sizeof words);
        const size_t used = readers[i](&p, &b);
        if (used > 0) {
            buf_puts(out, without_repeat(&p, words));
            explicit_bzero(words, sizeof words);
            return used;
        }
        explicit_bzero(words, sizeof words);
    }
    return 0;
}

void figures_spell(const struct grammar *g, const char *text, size_t len, struct buf *out)
{
    bool inside = false; /* of a word that is no figure */
    for (size_t at = 0; at < len;) {
        const struct place p = {g, text, at, len};
        const bool sign = text[at] != '\0' && strchr("-/+\xE2", text[at]) != NULL;
        const size_t used = !inside || sign ? figures_read(g, text, at, len, out) : 0;
        if (used > 0) {
            at += used;
            inside = false;
            continue;
        }
        inside = figures_is_word(&p, at) || ((uint8_t)text[at] & 0xC0) == 0x80;
        buf_add(out, text + at, 1);
        at++;
    }
}
