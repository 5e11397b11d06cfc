#include "app/citizen/terms.h"

#include <string.h>

#define LEAST_DONG 1000 /* a smaller amount is a clipped number */
#define MOST_DONG  100000000
#define MOST_DAYS  400

/* The part after "direct ", else the whole when no channel is named; NULL when only others are. */
static const char *at_counter(const char *text)
{
    const char *direct = strstr(text, "direct ");
    if (direct != NULL) {
        return direct + strlen("direct ");
    }
    return strstr(text, "online ") != NULL || strstr(text, "post ") != NULL ? NULL : text;
}

static size_t read_number(const char *text, int64_t most, int64_t *ret_number)
{
    size_t used = 0;
    int64_t number = 0;
    while (text[used] >= '0' && text[used] <= '9' && number <= most) {
        number = number * 10 + (text[used++] - '0');
    }
    *ret_number = number;
    return used;
}

static enum fee_per per_what(const char *after)
{
    return strncmp(after, "/bản", strlen("/bản")) == 0       ? FEE_COPY
           : strncmp(after, "/trang", strlen("/trang")) == 0 ? FEE_PAGE
                                                             : FEE_WHOLE;
}

struct fee terms_fee(const char *fee)
{
    const struct fee unknown = {.kind = FEE_COUNTER};
    const char *text = at_counter(fee);
    int64_t dong = 0;
    if (strstr(fee, "(HDND)") != NULL || strstr(fee, "(LUAT)") != NULL ||
        strchr(fee, '?') != NULL || text == NULL) {
        return unknown;
    }
    const size_t used = read_number(text, MOST_DONG, &dong);
    if (used == 0 || dong > MOST_DONG || (dong > 0 && dong < LEAST_DONG)) {
        return unknown;
    }
    if (dong == 0) {
        return (struct fee){.kind = FEE_FREE};
    }
    return (struct fee){.kind = FEE_AMOUNT,
                        .per = per_what(text + used),
                        .dong = dong,
                        .exempt = strstr(fee, "có diện miễn") != NULL};
}

/* "wd", "d", "wh", "h", "mo" or nothing, which is days as the list has them. */
static size_t read_unit(const char *text, enum term_unit *ret_unit)
{
    static const struct {
        const char *suffix;
        enum term_unit unit;
    } rows[] = {{"wd", TERM_WORKING_DAYS},
                {"wh", TERM_WORKING_HOURS},
                {"mo", TERM_MONTHS},
                {"d", TERM_DAYS},
                {"h", TERM_HOURS}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const size_t len = strlen(rows[i].suffix);
        if (strncmp(text, rows[i].suffix, len) == 0) {
            *ret_unit = rows[i].unit;
            return len;
        }
    }
    *ret_unit = TERM_DAYS;
    return 0;
}

struct term terms_days(const char *days)
{
    struct term term = {.unit = TERM_COUNTER};
    const char *at = at_counter(days);
    for (bool first = true; at != NULL && *at != '\0';) {
        int64_t number = 0;
        enum term_unit unit = TERM_COUNTER;
        if (*at < '0' || *at > '9') {
            at++;
            continue;
        }
        at += read_number(at, MOST_DAYS, &number);
        at += read_unit(at, &unit);
        if (number == 0 || number > MOST_DAYS || (!first && unit != term.unit)) {
            return (struct term){.unit = TERM_COUNTER};
        }
        term.unit = unit;
        term.from = first || (int)number < term.from ? (int)number : term.from;
        term.to = first || (int)number > term.to ? (int)number : term.to;
        first = false;
    }
    return term;
}
