/* Vietnamese: numbers with mot/mot-tone, tu, lam, le and the zero hundreds; dates with unknown
 * parts; dong; hours; letter names. Words of the centre and south: "le", "mung". */
#include "app/sound/grammar.h"

#include <string.h>

#include "app/sound/letters_vi.h"

static const char *const digit[10] = {"không", "một", "hai", "ba",  "bốn",
                                      "năm",   "sáu", "bảy", "tám", "chín"};

/* Words are kept one space apart. */
static void word(struct buf *out, const char *text)
{
    if (out->len > 0 && out->data[out->len - 1] != ' ') {
        buf_puts(out, " ");
    }
    buf_puts(out, text);
}

static void ones_after_tens(int tens, int ones, struct buf *out)
{
    if (ones == 1 && tens > 1) {
        word(out, "mốt");
    } else if (ones == 4 && tens > 1) {
        word(out, "tư");
    } else if (ones == 5) {
        word(out, "lăm");
    } else if (ones > 0) {
        word(out, digit[ones]);
    }
}

/* 0..999; `full` says the hundreds and the gap even when they are zero: inside a bigger number. */
static void three(int n, bool full, struct buf *out)
{
    const int hundreds = n / 100;
    const int tens = n / 10 % 10;
    const int ones = n % 10;
    if (hundreds > 0 || full) {
        word(out, digit[hundreds]);
        word(out, "trăm");
    }
    if (tens == 0) {
        if (ones > 0) {
            if (hundreds > 0 || full) {
                word(out, "lẻ");
            }
            word(out, digit[ones]);
        }
        return;
    }
    if (tens == 1) {
        word(out, "mười");
    } else {
        word(out, digit[tens]);
        word(out, "mươi");
    }
    ones_after_tens(tens, ones, out);
}

/* Below a thousand million: millions, thousands, ones. */
static void nine(uint32_t n, bool full, struct buf *out)
{
    static const char *const unit[3] = {"triệu", "nghìn", NULL};
    const int part[3] = {(int)(n / 1000000), (int)(n / 1000 % 1000), (int)(n % 1000)};
    for (int i = 0; i < 3; i++) {
        if (part[i] == 0) {
            continue;
        }
        three(part[i], full, out);
        if (unit[i] != NULL) {
            word(out, unit[i]);
        }
        full = true;
    }
}

static void positive(uint64_t n, bool full, struct buf *out)
{
    const uint64_t billions = n / 1000000000;
    if (billions >= 1000000000) { /* at most once: int64 ends below 10^19 */
        nine((uint32_t)(billions / 1000000000), full, out);
        word(out, "tỷ");
        full = true;
    }
    if (billions % 1000000000 > 0) {
        nine((uint32_t)(billions % 1000000000), full, out);
        full = true;
    }
    if (billions > 0) {
        word(out, "tỷ");
    }
    nine((uint32_t)(n % 1000000000), full, out);
}

static void number(int64_t n, struct buf *out)
{
    if (n == 0) {
        word(out, digit[0]);
        return;
    }
    if (n < 0) {
        word(out, "âm");
    }
    positive(n < 0 ? 0 - (uint64_t)n : (uint64_t)n, false, out);
}

static void month_words(int month, struct buf *out)
{
    word(out, "tháng");
    if (month == 4) {
        word(out, "tư");
    } else {
        number(month, out);
    }
}

static void day_words(int day, int month, int year, struct buf *out)
{
    if (day > 0) {
        word(out, day <= 10 ? "ngày mùng" : "ngày");
        number(day, out);
    }
    if (month > 0) {
        month_words(month, out);
    }
    if (year > 0) {
        word(out, "năm");
        number(year, out);
    }
}

static void date(int64_t yyyymmdd, struct buf *out)
{
    const int day = (int)(yyyymmdd % 100);
    const int month = (int)(yyyymmdd / 100 % 100);
    day_words(month > 0 ? day : 0, month, (int)(yyyymmdd / 10000), out);
    if (month == 0) {
        buf_puts(out, ", không rõ ngày tháng");
    } else if (day == 0) {
        buf_puts(out, ", không rõ ngày");
    }
}

static void money(int64_t dong, struct buf *out)
{
    number(dong, out);
    word(out, "đồng");
}

static void time(int minutes, struct buf *out)
{
    number(minutes / 60, out);
    word(out, "giờ");
    if (minutes % 60 > 0) {
        number(minutes % 60, out);
        word(out, "phút");
    }
}

static const char *const single_words[] = {"trăm",
                                           "nghìn",
                                           "triệu",
                                           "tỷ",
                                           "lẻ",
                                           "mươi",
                                           "mười",
                                           "mốt",
                                           "tư",
                                           "lăm",
                                           "âm",
                                           "đồng",
                                           "ngày",
                                           "tháng",
                                           "năm",
                                           "ngày mùng",
                                           "không rõ ngày",
                                           "không rõ ngày tháng",
                                           "phẩy",
                                           "giờ",
                                           "phút"};

enum {
    SINGLES = sizeof single_words / sizeof single_words[0],
    FIRST_YEAR = 1900,
    LAST_YEAR = 2040
};

/* Whole groups sound better than single words, so the pack holds them: 0..99, the hundreds with and
 * without "le", days, months, years. */
static const char *vocabulary(int i, struct buf *out)
{
    const int words = grammar_words_count(&grammar_words_vi);
    buf_clear(out);
    if (i < words) {
        return grammar_words_at(&grammar_words_vi, i);
    }
    i -= words;
    if (i < SINGLES) {
        return single_words[i];
    }
    i -= SINGLES;
    if (i < 100) {
        number(i, out);
        return out->data;
    }
    i -= 100;
    if (i < 10) {
        three(i * 100, true, out);
        return out->data;
    }
    i -= 10;
    if (i < 9) {
        buf_printf(out, "lẻ %s", digit[i + 1]);
        return out->data;
    }
    i -= 9;
    if (i < 31) {
        word(out, i < 10 ? "ngày mùng" : "ngày");
        number(i + 1, out);
        return out->data;
    }
    i -= 31;
    if (i < 12) {
        month_words(i + 1, out);
        return out->data;
    }
    i -= 12;
    if (i <= LAST_YEAR - FIRST_YEAR) {
        word(out, "năm");
        number(FIRST_YEAR + i, out);
        return out->data;
    }
    return letters_vi_name(i - (LAST_YEAR - FIRST_YEAR + 1));
}

const struct grammar grammar_vi = {
    "vi", number, date,   day_words,         money, time, letters_vi, vocabulary,
    '.',  ',',    "phẩy", &grammar_words_vi, NULL};
