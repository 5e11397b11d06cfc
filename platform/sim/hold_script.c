#include "platform/sim/hold_script.h"

#include <string.h>

static const struct {
    const char *name;
    enum err_code code;
} faults[] = {{"offline", ERR_OFFLINE}, {"silent", ERR_TIMEOUT}, {"nonsense", ERR_BAD_INPUT}};

static struct err fault_of(const struct hold_script *h)
{
    return h->fault == ERR_OFFLINE   ? ERR(ERR_OFFLINE, 0, "hold: pretended: no kiosk")
           : h->fault == ERR_TIMEOUT ? ERR(ERR_TIMEOUT, 0, "hold: pretended: silent")
                                     : ERR(ERR_BAD_INPUT, 0, "hold: pretended: no answer");
}

static struct err ask(struct port_hold *port, int countdown_s, struct hold_answer *ret_answer)
{
    struct hold_script *h = (struct hold_script *)port;
    if (countdown_s < -1 || countdown_s > HOLD_COUNTDOWN_MAX) {
        return ERR(ERR_BAD_INPUT, 0, "hold: no such countdown");
    }
    h->asked++;
    if (h->fault != ERR_NONE) {
        h->held = false;
        return fault_of(h);
    }
    h->held = h->held || !h->busy;
    if (h->held) {
        h->countdown_s = countdown_s;
        *ret_answer = (struct hold_answer){.granted = true, .seconds = HOLD_LEASE_S};
    } else {
        *ret_answer = (struct hold_answer){.why = h->why};
    }
    return ERR_OK;
}

static void release(struct port_hold *port)
{
    struct hold_script *h = (struct hold_script *)port;
    h->released += h->held;
    h->held = false;
}

void hold_script_open(struct hold_script *h)
{
    static const struct port_hold_ops ops = {"sim", ask, release, release};
    *h = (struct hold_script){.port = {&ops}, .countdown_s = -1};
}

bool hold_script_fault(struct hold_script *h, const char *name)
{
    h->fault = ERR_NONE;
    h->busy = false;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        h->fault = strcmp(name, faults[i].name) == 0 ? faults[i].code : h->fault;
    }
    for (int why = 0; why < HOLD_WHYS && h->fault == ERR_NONE; why++) {
        if (strcmp(name, hold_why_name((enum hold_why)why)) == 0) {
            h->busy = true;
            h->why = (enum hold_why)why;
        }
    }
    h->held = h->held && h->fault == ERR_NONE;
    return h->busy || h->fault != ERR_NONE || strcmp(name, "well") == 0;
}

void hold_script_lose(struct hold_script *h)
{
    h->held = false;
}
