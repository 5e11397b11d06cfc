/* The states of the page that shows the log: every event that there is stands on one of them. */
#include "tests/tools/state_fills.h"
#include "tests/tools/state_rows.h"

#define NOW ((int64_t)1795400640) /* 23 November 2026, 09:24 */

static struct staff_log events;

/* Every event that there is, in the order of the list. */
static void open_log(struct app *a, int page, bool trouble)
{
    fill_staff(a);
    events = (struct staff_log){.checked = true, .whole = !trouble};
    for (int id = 0; id < EV_COUNT; id++) {
        const int kinds = id == EV_POWER || id == EV_HEAT ? 3 : id == EV_SHUTDOWN ? 2 : 1;
        for (int kind = 0; kind < kinds; kind++) {
            events.rows[events.count] =
                (struct log_entry){.seconds = (uint64_t)(NOW - events.count * 700),
                                   .id = (enum event_id)id,
                                   .a = kind};
            events.count++;
        }
    }
    const struct log_entry more[] = {
        {.seconds = NOW - 40000, .id = EV_STAFF_ACT, .a = ACT_PAPER},
        {.seconds = NOW - 41000, .id = EV_STAFF_PIN_WRONG, .b = 60},
        {.seconds = NOW - 42000, .id = EV_COUNT, .a = 7},
    };
    for (size_t i = 0; i < sizeof more / sizeof more[0]; i++) {
        events.rows[events.count++] = more[i];
    }
    a->staff.log = &events;
    a->staff.log_page = page;
    a->staff.log_trouble = trouble;
}

void fill_staff_log(struct app *a, int page)
{
    open_log(a, page, false);
}

void fill_staff_log_trouble(struct app *a)
{
    open_log(a, 0, true);
}

void fill_staff_log_asked(struct app *a)
{
    fill_staff(a);
}

void fill_staff_log_writes(struct app *a)
{
    open_log(a, 0, false);
    a->staff.stick_busy = true;
}

void fill_stick(struct app *a, int words)
{
    open_log(a, 0, false);
    a->notice = (enum message_id)words;
}

void fill_staff_log_none(struct app *a)
{
    open_log(a, 0, true);
    events.count = 0;
    events.whole = true;
}
