/* The states of the dashboard: every row it can have stands on one of them. */
#include "tests/tools/state_fills.h"
#include "tests/tools/state_rows.h"

#define GIB ((int64_t)1 << 30)
#define MIB ((int64_t)1 << 20)
#define NOW ((int64_t)1795400640) /* 23 November 2026, 09:24 */

static const struct health_facts well = {
    .printer = DEVICE_WELL,
    .status = {.online = true, .answers = true, .paper = PAPER_OK},
    .paper_mm = 21000,
    .paper_receipts = 105,
    .scanner = DEVICE_WELL,
    .camera = DEVICE_WELL,
    .sound = DEVICE_WELL,
    .keypad = DEVICE_WELL,
    .beacon = DEVICE_WELL,
    .keyboard = DEVICE_WELL,
    .touch = DEVICE_WELL,
    .machine_told = true,
    .machine = {.lines = 1,
                .lines_up = 1,
                .disk_free = 20 * GIB,
                .disk_size = 32 * GIB,
                .clock_kept = true,
                .clock_set = true,
                .power = POWER_MAINS,
                .battery_percent = 96,
                .celsius = 48,
                .slot = "A"},
    .courier = DEVICE_WELL,
    .online = true,
    .outbox = {.told = true, .room = GIB, .worst = MIB},
    .now_s = NOW,
    .version = "v1.2",
};

static struct health_facts *open_staff(struct app *a)
{
    a->staff = (struct staff){.facts = well, .told = true};
    a->printer = well.status;
    a->site_volume = 4;
    a->light = 80;
    return &a->staff.facts;
}

void fill_staff(struct app *a)
{
    (void)open_staff(a);
}

/* Somebody's visit lies underneath. */
void fill_staff_wrong(struct app *a)
{
    struct health_facts *f = open_staff(a);
    f->status.paper = PAPER_OUT;
    f->scanner = DEVICE_GONE;
    f->camera = DEVICE_ASKED;
    f->machine.lines_up = 0;
    f->online = false;
    f->outbox.waiting = 3;
    f->outbox.oldest_s = 5 * 3600;
    f->machine.power = POWER_BATTERY;
    f->machine.battery_percent = 60;
    f->machine.celsius = 88;
}

void fill_staff_more(struct app *a)
{
    struct health_facts *f = open_staff(a);
    f->printer = DEVICE_GONE;
    f->paper_mm = -1;
    f->camera = DEVICE_GONE;
    f->sound = DEVICE_GONE;
    f->keypad = DEVICE_GONE;
    f->beacon = DEVICE_GONE;
    f->keyboard = DEVICE_GONE;
    f->touch = DEVICE_GONE;
    f->machine.lines = 0;
    f->courier = DEVICE_GONE;
    f->outbox.waiting = 2;
    f->outbox.held = 2;
    f->machine.disk_free = 10 * MIB;
    f->clock = CLOCK_EARLY;
    f->machine.power = POWER_BATTERY;
    f->machine.battery_percent = 9;
    f->machine.celsius = 97;
    f->machine.slot[0] = '\0';
}

void fill_staff_rest(struct app *a)
{
    struct health_facts *f = open_staff(a);
    f->status.cover_open = true;
    f->status.paper = PAPER_NEAR_END;
    f->paper_receipts = 12;
    f->paper_mm = 2400;
    f->scanner = DEVICE_NONE;
    f->camera = DEVICE_NONE;
    f->sound = DEVICE_NONE;
    f->keypad = DEVICE_NONE;
    f->beacon = DEVICE_NONE;
    f->keyboard = DEVICE_NONE;
    f->touch = DEVICE_NONE;
    f->outbox.waiting = 1;
    f->outbox.oldest_s = (int64_t)31 * 86400;
    f->machine.disk_free = 300 * MIB;
    f->machine.clock_set = false;
    f->machine.power = POWER_UNKNOWN;
    f->machine.celsius = -1;
}

void fill_staff_last(struct app *a)
{
    struct health_facts *f = open_staff(a);
    f->status.jam = true;
    f->status.paper = PAPER_NEAR_END;
    f->paper_mm = -1;
    f->outbox.waiting = 4;
    f->outbox.oldest_s = 12 * 60;
    f->clock = CLOCK_JUMPED;
    f->machine.battery_percent = -1;
}

void fill_staff_asked(struct app *a)
{
    struct health_facts *f = open_staff(a);
    a->staff.told = false;
    f->printer = DEVICE_ASKED;
    f->paper_mm = -1;
    f->machine_told = false;
    f->outbox.told = false;
    f->courier = DEVICE_ASKED;
}

/* No printer, a clock that the portal contradicts, and a file whose age nobody knows. */
void fill_printer_none(struct app *a)
{
    struct health_facts *f = open_staff(a);
    f->printer = DEVICE_NONE;
    f->clock = CLOCK_APART;
    f->outbox.waiting = 3;
    f->outbox.undated = 1;
    f->outbox.oldest_s = 2 * 3600;
}

void fill_printer_hot(struct app *a)
{
    open_staff(a)->status.hot = true;
}

void fill_printer_paused(struct app *a)
{
    open_staff(a)->status.online = false;
}

void fill_printer_mute(struct app *a)
{
    struct health_facts *f = open_staff(a);
    f->status.answers = false;
    f->status.paper = PAPER_UNKNOWN;
    f->paper_mm = -1;
}

/* The longest of the printer's sentences, and the one to call somebody for. */
void fill_printer_broken(struct app *a)
{
    fill_staff(a);
    a->staff.facts.status.jam = a->staff.facts.status.broken = true;
    a->staff.facts.status.online = false;
}

/* What keeps the courier from the portal, in words of its own. */
void fill_portal(struct app *a, int why)
{
    struct health_facts *f = open_staff(a);
    f->online = false;
    f->trouble = (enum message_id)why;
}

void fill_ups(struct app *a, int power)
{
    struct health_facts *f = open_staff(a);
    f->machine.power = (enum machine_power)power;
    f->machine.battery_percent = -1;
}

void fill_ups_ends(struct app *a)
{
    fill_ups(a, POWER_BATTERY);
    a->staff.facts.machine.battery_low = true;
}
