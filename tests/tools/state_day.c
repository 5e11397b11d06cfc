/* The states of the page with the figures of the day. */
#include "app/steps.h"
#include "tests/tools/state_fills.h"
#include "tests/tools/state_rows.h"

static struct staff_files files;

static void open_day(struct app *a, int page)
{
    fill_staff(a);
    files = (struct staff_files){
        .day = {.kinds = {{"1.001193", 14}, {"1.000894", 11}, {"1.000656", 8}, {"1.001022", 3}},
                .kind_count = 4,
                .others = 6,
                .filed = 42,
                .received = 36,
                .waiting = 3,
                .held = 2,
                .withdrawn = 1}};
    state_tile(""); /* the names of procedures */
    a->staff.files = &files;
    a->staff.day_page = page;
    a->day = (struct day_tally){.midnight = app_midnight(a),
                                .count = {[DAY_RECEIPTS] = 40,
                                          [DAY_UNPROVED] = 1,
                                          [DAY_FAULTS] = 2,
                                          [DAY_PAGES] = 97,
                                          [DAY_OFFLINE] = 3,
                                          [DAY_SAVED] = 42,
                                          [DAY_COMPLETE] = 39,
                                          [DAY_ABANDONED] = 5,
                                          [DAY_HELPED] = 13,
                                          [DAY_CALLS] = 9,
                                          [DAY_EASY] = 36,
                                          [DAY_FAIR] = 7,
                                          [DAY_HARD] = 1},
                                .languages = {{"vi", 34}, {"en", 1}},
                                .language_count = 2,
                                .minutes = {3, 4, 4, 5, 9},
                                .minute_count = 5};
}

void fill_staff_day(struct app *a)
{
    open_day(a, 0);
}

void fill_staff_day_more(struct app *a)
{
    open_day(a, 1);
}

void fill_staff_day_last(struct app *a)
{
    open_day(a, 99);
}

void fill_staff_day_prints(struct app *a)
{
    open_day(a, 0);
    a->staff.day_prints = true;
}

void fill_staff_day_writes(struct app *a)
{
    open_day(a, 0);
    a->staff.stick_busy = true;
}

void fill_stick_day_done(struct app *a)
{
    open_day(a, 0);
    a->notice = MSG_STICK_DAY_DONE;
}

void fill_staff_day_asked(struct app *a)
{
    open_day(a, 0);
    a->staff.told = false;
    a->staff.files = NULL;
}

/* Nobody came yet: shares are not told. */
void fill_staff_day_quiet(struct app *a)
{
    open_day(a, 1);
    files.day = (struct day_files){.filed = 0};
    a->day = (struct day_tally){.midnight = 0};
}
