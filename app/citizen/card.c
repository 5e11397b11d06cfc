#include "app/citizen/card.h"

#include <string.h>

#include "app/typing/fold.h"
#include "app/typing/letter.h"
#include "app/typing/nfc.h"
#include "platform/base/log.h"
#include "platform/base/utf8.h"

enum { ID, OLD_ID, NAME, BIRTH, SEX, ADDRESS, ISSUED, FIELDS };

struct slice {
    const char *text;
    size_t len;
};

/* First three digits of the 63 provinces of birth registration, TT 07/2016/TT-BCA as amended. */
static const uint8_t provinces[] = {
    1,  2,  4,  6,  8,  10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33,
    34, 35, 36, 37, 38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66,
    67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
};

static void reject(struct card *card, enum card_reason reason)
{
    *card = (struct card){.result = CARD_REJECT, .reasons = {reason}, .reason_count = 1};
}

static void warn(struct card *card, enum card_reason reason)
{
    INVARIANT(card->reason_count < CARD_REASONS_MAX);
    card->result = CARD_WARN;
    card->reasons[card->reason_count++] = reason;
}

static struct slice trimmed(struct slice s)
{
    while (s.len > 0 && s.text[0] == ' ') {
        s.text++;
        s.len--;
    }
    while (s.len > 0 && s.text[s.len - 1] == ' ') {
        s.len--;
    }
    return s;
}

/* Drops what scanners add: a byte order mark, the AIM prefix "]Q1", line ends. */
static struct slice without_wrapping(const char *payload, size_t len)
{
    struct slice s = {payload, len};
    if (s.len >= 3 && memcmp(s.text, "\xEF\xBB\xBF", 3) == 0) {
        s = (struct slice){s.text + 3, s.len - 3};
    }
    if (s.len >= 3 && s.text[0] == ']' && (s.text[1] == 'Q' || s.text[1] == 'L')) {
        s = (struct slice){s.text + 3, s.len - 3};
    }
    while (s.len > 0 && (s.text[s.len - 1] == '\r' || s.text[s.len - 1] == '\n')) {
        s.len--;
    }
    return trimmed(s);
}

static bool has_control(struct slice s)
{
    size_t bytes = 0;
    for (size_t i = 0; i < s.len; i += bytes) {
        const uint32_t cp = utf8_decode(s.text + i, s.len - i, &bytes);
        if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 || cp == 0x2029) {
            return true;
        }
    }
    return false;
}

/* Splits at |; returns the number of all fields, the first FIELDS of which are kept. */
static int split(struct slice s, struct slice ret_fields[FIELDS])
{
    int count = 0;
    size_t start = 0;
    for (size_t i = 0; i <= s.len; i++) {
        if (i < s.len && s.text[i] != '|') {
            continue;
        }
        if (count < FIELDS) {
            ret_fields[count] = trimmed((struct slice){s.text + start, i - start});
        }
        count++;
        start = i + 1;
    }
    return count;
}

static bool all_digits(struct slice s, size_t count)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.text[i] < '0' || s.text[i] > '9') {
            return false;
        }
    }
    return s.len == count;
}

/* Another code with bars in it, such as a health-insurance card: its first field starts with a
 * letter and its dates have slashes. */
static bool is_other_code(int count, const struct slice fields[FIELDS])
{
    if (count < 3 || fields[ID].len == 0 || fields[ID].text[0] < '0' || fields[ID].text[0] > '9') {
        return true;
    }
    return count > BIRTH && memchr(fields[BIRTH].text, '/', fields[BIRTH].len) != NULL;
}

static bool copy_normal(struct slice s, char *ret_text, size_t size)
{
    struct buf b;
    buf_init(&b, ret_text, size);
    nfc_add(&b, s.text, s.len);
    return !b.full;
}

static bool has_letter(struct slice s)
{
    size_t bytes = 0;
    for (size_t i = 0; i < s.len; i += bytes) {
        const uint32_t base = letter_of(utf8_decode(s.text + i, s.len - i, &bytes)).base;
        if ((base >= 'a' && base <= 'z') || base > 0xBF) {
            return true;
        }
    }
    return false;
}

/* Signs that stand in no name: what is left of letters of an older code (TCVN3, VNI, or UTF-8 read
 * as Latin) that a scanner turned into UTF-8 one by one. */
static bool has_sign(struct slice s)
{
    size_t bytes = 0;
    for (size_t i = 0; i < s.len; i += bytes) {
        const uint32_t cp = utf8_decode(s.text + i, s.len - i, &bytes);
        if ((cp >= 0xA0 && cp < 0xC0) || cp == 0xD7 || cp == 0xF7 ||
            (cp >= 0x2018 && cp != 0x2019)) {
            return true;
        }
    }
    return false;
}

static bool read_date(struct slice s, struct date today, struct date *ret_date)
{
    char text[9] = {0};
    if (s.len != 8) {
        return false;
    }
    memcpy(text, s.text, 8);
    return date_parse_digits(text, ret_date) && date_compare(*ret_date, today) <= 0;
}

static bool read_sex(struct slice s, enum card_sex *ret_sex)
{
    char word[32];
    struct buf b;
    buf_init(&b, word, sizeof word);
    fold_add(&b, s.text, s.len);
    *ret_sex = strcmp(word, "nu") == 0 ? CARD_FEMALE : CARD_MALE;
    return strcmp(word, "nam") == 0 || strcmp(word, "nu") == 0;
}

int card_number_year(const char *digits)
{
    if (strlen(digits) != 12 || strspn(digits, "0123456789") != 12) {
        return 0;
    }
    return 1900 + (digits[3] - '0') / 2 * 100 + (digits[4] - '0') * 10 + (digits[5] - '0');
}

static void compare_number(struct card *card)
{
    const int prefix = (card->id[0] - '0') * 100 + (card->id[1] - '0') * 10 + (card->id[2] - '0');
    const int century = card->id[3] - '0';
    if (prefix > 255 || memchr(provinces, prefix, sizeof provinces) == NULL) {
        warn(card, CARD_UNKNOWN_PREFIX);
    }
    if (card_number_year(card->id) != card->birth.year) {
        warn(card, CARD_BIRTH_YEAR_MISMATCH);
    }
    if (century % 2 != (int)card->sex) {
        warn(card, CARD_SEX_MISMATCH);
    }
}

static void read_old_id(struct slice s, struct card *card)
{
    if (all_digits(s, 9) || all_digits(s, 12)) {
        memcpy(card->old_id, s.text, s.len);
    } else if (s.len > 0) {
        warn(card, CARD_OLD_ID_ODD);
    }
}

/* Fields in the order of the card; false = rejected already. */
static bool read_fields(const struct slice fields[FIELDS], struct date today, struct card *card)
{
    enum card_reason bad = CARD_REASON_COUNT;
    if (!all_digits(fields[ID], 12)) {
        bad = CARD_BAD_ID;
    } else if (!has_letter(fields[NAME]) || has_sign(fields[NAME])) {
        bad = CARD_BAD_NAME;
    } else if (!copy_normal(fields[NAME], card->name, sizeof card->name) ||
               !copy_normal(fields[ADDRESS], card->address, sizeof card->address)) {
        bad = CARD_BAD_LENGTH;
    } else if (!read_date(fields[BIRTH], today, &card->birth)) {
        bad = CARD_BAD_DATE;
    } else if (!read_sex(fields[SEX], &card->sex)) {
        bad = CARD_BAD_SEX;
    } else if (fields[ISSUED].len > 0 &&
               (!read_date(fields[ISSUED], today, &card->issued) || !date_is_whole(card->issued))) {
        bad = CARD_BAD_DATE;
    }
    if (bad != CARD_REASON_COUNT) {
        reject(card, bad);
        return false;
    }
    memcpy(card->id, fields[ID].text, 12);
    return true;
}

void card_parse(const char *payload, size_t len, struct date today, struct card *ret_card)
{
    *ret_card = (struct card){.result = CARD_OK};
    struct slice fields[FIELDS] = {{0}};
    if (len > CARD_PAYLOAD_MAX) {
        reject(ret_card, CARD_BAD_LENGTH);
        return;
    }
    const struct slice text = without_wrapping(payload, len);
    if (!utf8_valid(text.text, text.len)) {
        reject(ret_card, CARD_BAD_UTF8);
        return;
    }
    if (has_control(text)) {
        reject(ret_card, CARD_BAD_CONTROL);
        return;
    }
    const int count = split(text, fields);
    if (is_other_code(count, fields) || count < FIELDS) {
        reject(ret_card, is_other_code(count, fields) ? CARD_NOT_A_CARD : CARD_BAD_FIELDS);
        return;
    }
    if (!read_fields(fields, today, ret_card)) {
        return;
    }
    if (count > FIELDS) {
        warn(ret_card, CARD_EXTRA_FIELDS);
    }
    if (fields[ISSUED].len == 0) {
        warn(ret_card, CARD_ISSUE_DATE_MISSING);
    }
    if (fields[ADDRESS].len == 0) {
        warn(ret_card, CARD_ADDRESS_MISSING);
    }
    if (!date_is_whole(ret_card->birth)) {
        warn(ret_card, CARD_BIRTH_DATE_PARTIAL);
    }
    compare_number(ret_card);
    read_old_id(fields[OLD_ID], ret_card);
}

const char *card_reason_word(enum card_reason reason)
{
    static const char *const words[] = {
#define CARD_REASON_WORD(id, word) word,
        CARD_REASONS(CARD_REASON_WORD)
#undef CARD_REASON_WORD
    };
    INVARIANT(reason < CARD_REASON_COUNT);
    return words[reason];
}

const char *card_result_word(enum card_result result)
{
    static const char *const words[] = {"ok", "warn", "reject"};
    INVARIANT(result <= CARD_REJECT);
    return words[result];
}
