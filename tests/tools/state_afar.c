/* The states of what comes from afar: settings of the province, and its lock. */
#include <stdio.h>

#include "app/steward/desired.h"
#include "tests/tools/state_fills.h"
#include "tests/tools/state_rows.h"

static struct desired afar;

static void add(const char *key, const char *value, enum desired_why why)
{
    struct desired_key *k = &afar.keys[afar.count++];
    (void)snprintf(k->key, sizeof k->key, "%s", key);
    (void)snprintf(k->value, sizeof k->value, "%s", value);
    k->why = why;
}

void fill_staff_afar_well(struct app *a)
{
    fill_staff(a);
    afar = (struct desired){.kiosk = "K07", .version = 12};
    add("sound.call_again_s", "30", DESIRED_SET);
    add("idle.warning_s", "180", DESIRED_SET);
    add("limits.calls", "20", DESIRED_SET);
    a->world.afar = &afar;
}

void fill_staff_afar(struct app *a)
{
    fill_staff_afar_well(a);
    add("kiosk.name", "K08", DESIRED_LOCAL);
    add("send.wait_s", "999", DESIRED_VALUE);
    add("screen.shape", "round", DESIRED_UNKNOWN);
}

void fill_staff_locked(struct app *a)
{
    fill_staff(a);
    a->care.lock = (struct care_word){.now = 1, .told = 1};
    a->care.closed = true;
}
