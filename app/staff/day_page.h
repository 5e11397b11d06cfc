/* The figures of the day as rows of staff's page, in counts only; the slip (app/staff/day_slip.h)
 * prints the same. Pure. */
#ifndef APP_STAFF_DAY_PAGE_H
#define APP_STAFF_DAY_PAGE_H

#include "app/sound/messages.h"
#include "app/staff/day.h"

#define DAY_ROWS (18 + DAY_RATINGS + DAY_KINDS + 1 + DAY_LANGUAGES)

enum day_figure {
    DAY_IS_COUNT,
    DAY_IS_FEW,     /* under DAY_FEW: how many would say who */
    DAY_IS_OVER,    /* DAY_FEW or more: how many would say it of a few */
    DAY_IS_PERCENT, /* number is of a hundred */
    DAY_IS_UNKNOWN, /* too few to say it of nobody */
};

struct day_row {
    enum message_id words; /* MSG_NONE: it is of the next two */
    const char *procedure; /* code */
    const char *language;  /* code */
    enum day_figure figure;
    int number;
    int most; /* of its kind, for a bar; 0: it has none */
};

struct day_page_facts {
    const struct day_files *files; /* NULL: not known yet, nothing of them is listed */
    const struct day_tally *tally;
    int64_t midnight;
    int paper_receipts; /* left on the roll, -1 = not counted */
    int wrong;          /* rows of the dashboard that need a look */
};

/* Fills rows, which point into the facts; returns how many. */
int day_page_rows(const struct day_page_facts *facts, struct day_row rows[DAY_ROWS]);

#endif
