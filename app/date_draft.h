/* A date or time as its parts are typed; app/draft.c makes an answer of it. */
#ifndef APP_DATE_DRAFT_H
#define APP_DATE_DRAFT_H

#include <stdbool.h>

/* The partly typed date, time or both of a page. */
#define DATE_PARTS   5
#define DRAFT_DIGITS 12
struct date_draft {
    char digits[DATE_PARTS][5]; /* day, month, year, hour, minute as typed */
    int part;                   /* 0 day, 1 month, 2 year, 3 hour, 4 minute */
    unsigned wrong; /* bit of each part that was refused: its next digit begins it anew */
    bool year_only, may_be_partial;
    bool no_date, has_time; /* which parts are asked */
};

#endif
