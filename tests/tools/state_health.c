/* States of the dashboard: what a printer can tell of itself, a clock in doubt, a file without an
 * age. */
#include "tests/tools/state_fills.h"
#include "tests/tools/state_rows.h"

/* No printer, a clock that the portal contradicts, and a file whose age nobody knows. */
void fill_printer_none(struct app *a)
{
    struct health_facts *f = &a->staff.facts;
    fill_staff(a);
    f->printer = DEVICE_NONE;
    f->clock = CLOCK_APART;
    f->outbox.waiting = 3;
    f->outbox.undated = 1;
    f->outbox.oldest_s = 2 * 3600;
}

void fill_printer_hot(struct app *a)
{
    fill_staff(a);
    a->staff.facts.status.hot = true;
}

void fill_printer_paused(struct app *a)
{
    fill_staff(a);
    a->staff.facts.status.online = false;
}

void fill_printer_mute(struct app *a)
{
    struct health_facts *f = &a->staff.facts;
    fill_staff(a);
    f->status.answers = false;
    f->status.paper = PAPER_UNKNOWN;
    f->paper_mm = -1;
}
