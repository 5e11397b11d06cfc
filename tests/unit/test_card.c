#include "app/citizen/card.h"

#include "app/assets.h"
#include "platform/base/utf8.h"
#include "tests/check.h"

static const struct date today = {2026, 11, 23};
static const char v01[] = "064095000001|230000001|Rơ Châm Thử|02031995|Nam|"
                          "Làng Mẫu, Ia Hrung, Ia Grai, Gia Lai|15062021";

static struct card parse(const char *payload)
{
    struct card card;
    card_parse(payload, strlen(payload), today, &card);
    return card;
}

/* "warn:extra-fields" as the vectors write it. */
static const char *verdict(const struct card *card)
{
    static char text[128];
    snprintf(text, sizeof text, "%s%s%s", card_result_word(card->result),
             card->reason_count > 0 ? ":" : "",
             card->reason_count > 0 ? card_reason_word(card->reasons[0]) : "");
    return text;
}

/* The vectors escape \r \n \t. */
static size_t unescape(const char *from, size_t len, char *to)
{
    size_t out = 0;
    for (size_t i = 0; i < len; i++) {
        if (from[i] == '\\' && i + 1 < len) {
            i++;
            to[out++] = from[i] == 'r' ? '\r' : from[i] == 'n' ? '\n' : '\t';
        } else {
            to[out++] = from[i];
        }
    }
    to[out] = '\0';
    return out;
}

/* One line: id TAB expect TAB payload TAB note. Returns whether it was a vector with a payload. */
static bool check_vector(const char *line, size_t len)
{
    const char *expect = memchr(line, '\t', len);
    if (line[0] == '#' || expect == NULL || strncmp(line, "V27", 3) == 0 ||
        strncmp(line, "V28", 3) == 0) {
        return false;
    }
    expect++;
    const char *payload = memchr(expect, '\t', len - (size_t)(expect - line));
    const char *note = memchr(payload + 1, '\t', len - (size_t)(payload + 1 - line));
    char wanted[64];
    char bytes[2048];
    snprintf(wanted, sizeof wanted, "%.*s", (int)(payload - expect), expect);
    unescape(payload + 1, (size_t)(note - payload - 1), bytes);
    const struct card card = parse(bytes);
    if (strcmp(verdict(&card), wanted) != 0) {
        printf("# %.3s\n", line);
    }
    CHECK_STR(verdict(&card), wanted);
    CHECK(card.reason_count <= 1);
    return true;
}

TEST(every_vector_of_the_file_is_judged_as_written)
{
    struct file_bytes file = {0};
    CHECK_INT(files_linux()->ops->map("tests/fixtures/cccd_qr_vectors.tsv", &file).code, ERR_NONE);
    int count = 0;
    for (const char *line = file.bytes; line != NULL && *line != '\0';) {
        const char *end = strchr(line, '\n');
        const size_t len = end == NULL ? strlen(line) : (size_t)(end - line);
        count += check_vector(line, len);
        line = end == NULL ? NULL : end + 1;
    }
    CHECK_INT(count, 28);
    files_linux()->ops->unmap(&file);
}

TEST(too_long_a_payload_is_rejected) /* V27 */
{
    char long_one[2600];
    char village[2001];
    memset(village, 'x', sizeof village - 1);
    village[sizeof village - 1] = '\0';
    snprintf(long_one, sizeof long_one, "064095000001|230000001|Mẫu|02031995|Nam|%s|15062021",
             village);
    const struct card card = parse(long_one);
    CHECK_STR(verdict(&card), "reject:length");
}

TEST(invalid_utf8_is_rejected) /* V28 */
{
    char bad[sizeof v01];
    memcpy(bad, v01, sizeof v01);
    memset(strstr(bad, "Ch"), 0xFF, 1);
    const struct card card = parse(bad);
    CHECK_STR(verdict(&card), "reject:utf8");
    CHECK_STR(card.id, "");
}

/* How a scanner in another mode sends "Nguyễn Văn Mẫu" of a card of nobody; each must be refused,
 * none may become somebody else's name. */
TEST(older_codes_of_the_letters_are_rejected)
{
    static const struct {
        const char *name, *verdict;
    } rows[] = {
        {"Nguy\xD4n V\xA8n M\xC9u", "reject:utf8"},         /* TCVN3 */
        {"NGUY\xD4N V\xA1N M\xC9U", "reject:utf8"},         /* ... capitals by another font */
        {"R\xAC Ch\xA9m Th\xF6", "reject:utf8"},            /* ... Rơ Châm Thử */
        {"Tr\xAD\xACng Mai", "reject:utf8"},                /* ... two of them side by side */
        {"Nguye\xE3n Va\xEEn Ma\xE3u", "reject:utf8"},      /* VNI */
        {"R\xF4 Cha\xE2m Th\xF6\xFB", "reject:utf8"},       /* ... */
        {"Nguy\xEA\xDEn V\xE3n M\xE2\xDEu", "reject:utf8"}, /* Windows-1258 */
        {"NguyÔn V¨n MÉu", "reject:name"},                  /* TCVN3 made UTF-8 byte by byte */
        {"R¬ Ch©m Thö", "reject:name"},                     /* ... */
        {"Nguyá»…n VÄƒn Máº«u", "reject:name"},             /* UTF-8 made UTF-8 once more */
        {"Nguyễn Văn Mẫu", "ok"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char payload[256];
        snprintf(payload, sizeof payload, "064095000001||%s|02031995|Nam|Gia Lai|15062021",
                 rows[i].name);
        const struct card card = parse(payload);
        CHECK_STR(verdict(&card), rows[i].verdict);
        CHECK((card.name[0] == '\0') == (card.result == CARD_REJECT));
    }
}

/* Two bytes a letter, in both orders, with and without its mark, as from a scanner that was set up
 * so; the NULs as they are, and as the scanner's driver hands them on. */
TEST(two_bytes_a_letter_are_rejected)
{
    for (int kind = 0; kind < 8; kind++) {
        const bool big = (kind & 1) != 0;
        const bool driver = (kind & 4) != 0;
        char bytes[2 * sizeof v01 + 2];
        size_t n = 0;
        if ((kind & 2) != 0) {
            memcpy(bytes, big ? "\xFE\xFF" : "\xFF\xFE", 2);
            n = 2;
        }
        for (size_t i = 0, step = 0; i < sizeof v01 - 1; i += step) {
            const uint32_t cp = utf8_decode(v01 + i, sizeof v01 - 1 - i, &step);
            const char high = cp >> 8 == 0 && driver ? '\xFF' : (char)(cp >> 8);
            bytes[n++] = big ? high : (char)cp;
            bytes[n++] = big ? (char)cp : high;
        }
        struct card card;
        card_parse(bytes, n, today, &card);
        CHECK_INT(card.result, CARD_REJECT);
        CHECK_STR(card.name, "");
    }
}

/* Cards before and after July 2024: what stands behind the seven known fields is not read. */
TEST(any_number_of_fields_from_seven_on_is_read)
{
    static const struct {
        int fields;
        const char *verdict;
    } rows[] = {{6, "reject:fields"},      {7, "ok"},
                {8, "warn:extra-fields"},  {9, "warn:extra-fields"},
                {10, "warn:extra-fields"}, {12, "warn:extra-fields"}};
    static const char *const all[] = {
        "064095000001", "230000001", "Rơ Châm Thử", "02031995", "Nam", "Gia Lai",
        "15062021",     "230000002", "Rơ Châm Cha", "Siu Mẹ",   "",    ""};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (int empty = 0; empty < 2; empty++) { /* the old number may be missing */
            char payload[256] = "";
            for (int k = 0; k < rows[i].fields; k++) {
                const size_t at = strlen(payload);
                snprintf(payload + at, sizeof payload - at, "%s%s", k > 0 ? "|" : "",
                         k == 1 && empty ? "" : all[k]);
            }
            const struct card card = parse(payload);
            CHECK_STR(verdict(&card), rows[i].verdict);
            CHECK_STR(card.name, rows[i].fields < 7 ? "" : "Rơ Châm Thử");
            CHECK_STR(card.old_id, rows[i].fields < 7 || empty ? "" : "230000001");
            CHECK_INT(card.issued.year, rows[i].fields < 7 ? 0 : 2021);
        }
    }
}

TEST(decomposed_and_composed_names_are_equal) /* V29 */
{
    const struct card nfc = parse("064195000021||Nguyễn Thị Tách|02031995|Nữ|Thôn Mẫu, Gia Lai|"
                                  "01012022");
    const struct card nfd = parse("064195000021||Nguye\u0302\u0303n Thi\u0323 "
                                  "Ta\u0301ch|02031995|Nu\u031B\u0303|Tho\u0302n "
                                  "Ma\u0302\u0303u, Gia Lai|01012022");
    CHECK_INT(nfc.result, CARD_OK);
    CHECK_INT(nfd.result, CARD_OK);
    CHECK_STR(nfd.name, nfc.name);
    CHECK_STR(nfd.address, nfc.address);
    CHECK_INT(nfd.sex, CARD_FEMALE);
}

TEST(fields_are_read)
{
    const struct card card = parse(v01);
    CHECK_STR(card.id, "064095000001");
    CHECK_STR(card.old_id, "230000001");
    CHECK_STR(card.name, "Rơ Châm Thử");
    CHECK_INT(card.birth.day, 2);
    CHECK_INT(card.issued.year, 2021);
    CHECK_STR(card.address, "Làng Mẫu, Ia Hrung, Ia Grai, Gia Lai");
}

TEST(several_warnings_are_all_told)
{
    const struct card card = parse("099194000009|12|Lê Mẫu|02031995|nam||");
    CHECK_INT(card.result, CARD_WARN);
    CHECK_INT(card.reason_count, 6);
    CHECK_INT(card.reasons[0], CARD_ISSUE_DATE_MISSING);
    CHECK_INT(card.reasons[5], CARD_OLD_ID_ODD);
    CHECK_STR(card.old_id, "");
}

TEST(scanner_wrapping_is_skipped)
{
    char wrapped[256];
    snprintf(wrapped, sizeof wrapped, "\xEF\xBB\xBF]Q1%s \r\n", v01);
    const struct card card = parse(wrapped);
    CHECK_STR(verdict(&card), "ok");
}

TEST(hostile_payloads_do_not_crash)
{
    char bytes[300];
    unsigned state = 12345;
    for (int round = 0; round < 3000; round++) {
        memcpy(bytes, v01, sizeof v01);
        for (int change = 0; change < 4; change++) {
            state = state * 1664525u + 1013904223u;
            bytes[(state >> 8) % (sizeof v01 - 1)] = (char)(state >> 24);
        }
        struct card card;
        card_parse(bytes, sizeof v01 - 1, today, &card);
        CHECK(card.result != CARD_REJECT || card.name[0] == '\0');
        card_parse(bytes, (state >> 4) % sizeof v01, today, &card);
    }
    const struct card empty = parse("");
    CHECK_STR(verdict(&empty), "reject:not-cccd");
}

int main(void)
{
    RUN(every_vector_of_the_file_is_judged_as_written);
    RUN(too_long_a_payload_is_rejected);
    RUN(invalid_utf8_is_rejected);
    RUN(older_codes_of_the_letters_are_rejected);
    RUN(two_bytes_a_letter_are_rejected);
    RUN(any_number_of_fields_from_seven_on_is_read);
    RUN(decomposed_and_composed_names_are_equal);
    RUN(fields_are_read);
    RUN(several_warnings_are_all_told);
    RUN(scanner_wrapping_is_skipped);
    RUN(hostile_payloads_do_not_crash);
    return check_done();
}
