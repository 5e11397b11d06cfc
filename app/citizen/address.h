/* The residence written on an ID card, in the names of the issue date, turned into today's commune.
 * Three levels (commune, district, province) are looked up among the units before July 2025, two
 * levels among today's; where an old unit was split, or the text fits several, the citizen is asked
 * (reference/vietnam.md 1). Pure; any thread. */
#ifndef APP_CITIZEN_ADDRESS_H
#define APP_CITIZEN_ADDRESS_H

#include "app/citizen/commune.h"
#include "app/citizen/date.h"

enum address_result {
    ADDRESS_EXACT,  /* units[0]; still shown to the citizen */
    ADDRESS_ASK,    /* one of units[0..count), or another */
    ADDRESS_UNKNOWN /* she picks from the list */
};

#define ADDRESS_UNITS_MAX 8

struct address {
    enum address_result result;
    uint16_t units[ADDRESS_UNITS_MAX]; /* indices into communes->units */
    int count;
    bool old;         /* found through a name from before July 2025 */
    char detail[256]; /* what stands before the commune: hamlet, street; "" when nothing */
};

/* text as card_parse() gives it; issued may be no date (year 0). */
void address_find(const struct communes *c, const char *text, struct date issued,
                  struct address *ret_address);

/* "exact", "ask", "unknown" */
const char *address_result_word(enum address_result result);

#endif
