#include "platform/sim/machine_script.h"

#include <string.h>

#define GIB ((int64_t)1 << 30)
#define MIB ((int64_t)1 << 20)

static const struct machine_facts well = {.lines = 1,
                                          .lines_up = 1,
                                          .disk_free = 20 * GIB,
                                          .disk_size = 32 * GIB,
                                          .clock_kept = true,
                                          .clock_set = true,
                                          .power = POWER_MAINS,
                                          .battery_percent = 96,
                                          .celsius = 48,
                                          .slot = "A"};

static void no_line(struct machine_facts *f)
{
    f->lines = 0;
    f->lines_up = 0;
}

static void unplugged(struct machine_facts *f)
{
    f->lines_up = 0;
}

static void disk_low(struct machine_facts *f)
{
    f->disk_free = 300 * MIB;
}

static void disk_full(struct machine_facts *f)
{
    f->disk_free = 10 * MIB;
}

static void clock_unset(struct machine_facts *f)
{
    f->clock_set = false;
}

static void battery(struct machine_facts *f)
{
    f->power = POWER_BATTERY;
    f->battery_percent = 60;
}

static void battery_low(struct machine_facts *f)
{
    f->power = POWER_BATTERY;
    f->battery_percent = 9;
}

static void no_battery(struct machine_facts *f)
{
    f->power = POWER_UNKNOWN;
    f->battery_percent = -1;
}

/* It says so itself, and knows no percent. */
static void battery_says_low(struct machine_facts *f)
{
    f->power = POWER_BATTERY;
    f->battery_percent = -1;
    f->battery_low = true;
}

static void ups_gone(struct machine_facts *f)
{
    f->power = POWER_GONE;
    f->battery_percent = -1;
}

static void warm(struct machine_facts *f)
{
    f->celsius = 88;
}

static void locked(struct machine_facts *f)
{
    f->locked = true;
}

static void reset(struct machine_facts *f)
{
    f->watchdog_reset = true;
}

static void worn(struct machine_facts *f)
{
    f->disk_life_used = 90;
}

static void hot(struct machine_facts *f)
{
    f->celsius = 97;
}

static const struct {
    const char *name;
    void (*put)(struct machine_facts *f);
} faults[] = {{"no-line", no_line},
              {"unplugged", unplugged},
              {"disk-low", disk_low},
              {"disk-full", disk_full},
              {"clock", clock_unset},
              {"battery", battery},
              {"battery-low", battery_low},
              {"no-battery", no_battery},
              {"ups-gone", ups_gone},
              {"warm", warm},
              {"hot", hot},
              {"locked", locked},
              {"watchdog-reset", reset},
              {"disk-worn", worn},
              {"battery-says-low", battery_says_low}};

static void look(struct port_machine *port, struct machine_facts *ret_facts)
{
    struct machine_script *m = (struct machine_script *)port;
    *ret_facts = m->facts;
    if (m->flaps && ++m->looks % 2 == 1) { /* a loose plug */
        battery_low(ret_facts);
    }
}

static struct err dim(struct port_machine *port, int percent)
{
    struct machine_script *m = (struct machine_script *)port;
    if (m->no_lamp) {
        return ERR(ERR_UNSUPPORTED, 0, "machine: no light");
    }
    m->light = percent;
    return ERR_OK;
}

static struct err off(struct port_machine *port, bool asked)
{
    ((struct machine_script *)port)->off = asked;
    return ERR_OK;
}

static void close_machine(struct port_machine *port)
{
    (void)port;
}

void machine_script_open(struct machine_script *m)
{
    static const struct port_machine_ops ops = {"sim", look, dim, off, close_machine};
    *m = (struct machine_script){.port = {&ops}, .facts = well};
}

bool machine_script_fault(struct machine_script *m, const char *name)
{
    if (strcmp(name, "well") == 0) {
        m->facts = well;
        m->flaps = false;
        m->no_lamp = false;
        return true;
    }
    if (strcmp(name, "no-lamp") == 0) {
        m->no_lamp = true;
        return true;
    }
    if (strcmp(name, "battery-flaps") == 0) {
        m->flaps = true;
        return true;
    }
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        if (strcmp(faults[i].name, name) == 0) {
            faults[i].put(&m->facts);
            return true;
        }
    }
    return false;
}
