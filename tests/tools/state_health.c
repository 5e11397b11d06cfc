/* The states of the dashboard: every row it can have stands on one of them. */
#include "tests/health_well.h"
#include "tests/tools/state_fills.h"
#include "tests/tools/state_rows.h"

/* Everything that is plugged in but the printer. */
static void set_devices(struct health_facts *f, enum device_word word)
{
    f->scanner = f->camera = f->sound = f->keypad = f->beacon = f->keyboard = f->touch = word;
}

static void run_on_battery(struct health_facts *f, int percent, int celsius)
{
    f->machine.power = POWER_BATTERY;
    f->machine.battery_percent = percent;
    f->machine.celsius = celsius;
}

static struct health_facts *open_staff(struct app *a)
{
    a->staff = (struct staff){.facts = health_well, .told = true};
    a->printer = health_well.status;
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
    run_on_battery(f, 60, 88);
}

void fill_staff_more(struct app *a)
{
    struct health_facts *f = open_staff(a);
    f->printer = DEVICE_GONE;
    f->paper_mm = -1;
    set_devices(f, DEVICE_GONE);
    f->scanner = DEVICE_WELL; /* gone on the page before */
    f->machine.lines = 0;
    f->courier = DEVICE_GONE;
    f->outbox.waiting = 2;
    f->outbox.held = 2;
    f->machine.disk_free = 10 * MIB;
    f->clock = CLOCK_EARLY;
    run_on_battery(f, 9, 97);
    f->machine.slot[0] = '\0';
}

void fill_staff_rest(struct app *a)
{
    struct health_facts *f = open_staff(a);
    f->status.cover_open = true;
    f->status.paper = PAPER_NEAR_END;
    f->paper_receipts = 12;
    f->paper_mm = 2400;
    set_devices(f, DEVICE_NONE);
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
    struct health_facts *f = open_staff(a);
    f->status.jam = f->status.broken = true;
    f->status.online = false;
}

/* A content pack that staff must hear of. */
void fill_packs(struct app *a, int word)
{
    struct health_facts *f = open_staff(a);
    f->packs = (enum packs_word)word;
    f->pack = "ia-hiao-nha-rong";
}

/* What keeps the courier from the portal, in words of its own. */
void fill_portal(struct app *a, int why)
{
    struct health_facts *f = open_staff(a);
    f->online = false;
    f->trouble = (enum message_id)why;
}

/* What keeps new versions away. Certificates are over by a clock that is right, all else may be by
 * one that is wrong. */
void fill_fleet(struct app *a, int word)
{
    static const int numbers[FLEET_WORDS] = {
        [FLEET_CERT_OVER] = 3, [FLEET_CERT_FELL] = 12, [FLEET_REFUSED] = 15,
        [FLEET_FROZEN] = 120,  [FLEET_CERT_SOON] = 12, [FLEET_AWAY] = 4,
    };
    struct health_facts *f = open_staff(a);
    f->fleet = (struct fleet_state){.word = (enum fleet_word)word,
                                    .number = numbers[word],
                                    .clock_wrong = word == FLEET_REVOKED};
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
