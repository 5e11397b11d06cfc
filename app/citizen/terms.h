/* What the list says of a procedure's fee, days and place, made plain. The list's own words are for
 * clerks ("online 10wd | post 10wd | direct 20wd"); who stands at the kiosk hands in at the
 * counter, so "direct" counts. What is not certain is FEE_COUNTER or TERM_COUNTER: the counter will
 * say; nothing is ever guessed. Pure; any thread. */
#ifndef APP_CITIZEN_TERMS_H
#define APP_CITIZEN_TERMS_H

#include "app/citizen/catalogue.h"

enum fee_kind { FEE_COUNTER, FEE_FREE, FEE_AMOUNT };
enum fee_per { FEE_WHOLE, FEE_COPY, FEE_PAGE };

struct fee {
    enum fee_kind kind;
    enum fee_per per; /* of an amount */
    int64_t dong;
    bool exempt; /* some people do not pay */
};

enum term_unit {
    TERM_COUNTER,
    TERM_HOURS,
    TERM_WORKING_HOURS,
    TERM_DAYS,
    TERM_WORKING_DAYS,
    TERM_MONTHS
};

struct term {
    enum term_unit unit;
    int from, to; /* equal when it is one number */
};

/* "8000/bản", "0 (HDND)", "online 10000 | direct 20000 (có diện miễn)". */
struct fee terms_fee(const char *fee);

/* "7wd", "1wd/3wd", "post 30d | direct 40d", "nhà ở riêng lẻ 15d | khác 20d". */
struct term terms_days(const char *days);

#endif
