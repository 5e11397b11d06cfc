#include "platform/sim/fleet/range.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Digits at *at, which is moved behind them; -1 when there are none, or too many. */
static int64_t digits(const char **at)
{
    const size_t count = strspn(*at, "0123456789");
    const int64_t number = count == 0 || count > 18 ? -1 : strtoll(*at, NULL, 10);
    *at += count;
    return number;
}

enum range range_read(const char *header, int64_t size, int64_t *ret_from, int64_t *ret_length)
{
    *ret_from = 0;
    *ret_length = size;
    if (header == NULL) {
        return RANGE_WHOLE;
    }
    if (strncmp(header, "bytes=", 6) != 0) {
        return RANGE_WRONG;
    }
    const char *at = header + 6;
    const int64_t first = digits(&at);
    if (*at++ != '-') {
        return RANGE_WRONG;
    }
    const int64_t last = digits(&at);
    if (*at == ',') {
        return strspn(at, "0123456789-,") == strlen(at) ? RANGE_WHOLE : RANGE_WRONG;
    }
    if (*at != '\0' || (first < 0 && last <= 0)) {
        return RANGE_WRONG;
    }
    const int64_t from = first >= 0 ? first : (last < size ? size - last : 0);
    const int64_t to = first < 0 || last < 0 || last >= size ? size - 1 : last;
    if (from >= size || to < from) {
        return RANGE_WRONG;
    }
    *ret_from = from;
    *ret_length = to - from + 1;
    return RANGE_PART;
}

bool range_names(const char *header, const char *tag)
{
    const size_t size = strlen(tag);
    const char *at = header;
    while (*at != '\0') {
        at += strspn(at, " \t,");
        if (*at == '*') {
            return true;
        }
        at += strncmp(at, "W/", 2) == 0 ? 2 : 0;
        at += *at == '"' ? 1 : 0;
        const size_t length = strcspn(at, "\", \t");
        if (length == size && strncmp(at, tag, size) == 0) {
            return true;
        }
        at += length;
        at += *at == '"' ? 1 : 0;
    }
    return false;
}

/* "Sat, 28 Nov 2026 05:00:00 GMT" in milliseconds; -1 when it is no date. */
static int64_t date_ms(const char *text)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    char month[4] = "";
    struct tm t;
    int end = 0;
    memset(&t, 0, sizeof t);
    if (sscanf(text, "%*3[A-Za-z], %2d %3s %4d %2d:%2d:%2d GMT%n", &t.tm_mday, month, &t.tm_year,
               &t.tm_hour, &t.tm_min, &t.tm_sec, &end) != 6 ||
        end == 0 || text[end] != '\0') {
        return -1;
    }
    const char *at = strstr(months, month);
    t.tm_mon = at == NULL ? 0 : (int)(at - months) / 3;
    t.tm_year -= 1900;
    return at == NULL ? -1 : (int64_t)timegm(&t) * 1000;
}

bool range_still(const char *if_range, const char *tag, int64_t changed_ms)
{
    if (if_range == NULL || range_names(if_range, tag)) {
        return true;
    }
    const int64_t then = date_ms(if_range);
    return then >= 0 && then + 1000 >= changed_ms;
}
