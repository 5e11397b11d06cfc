#include "platform/sim/slots_script.h"

#include <stdio.h>
#include <string.h>

static struct slots_script *own(struct port_slots *port)
{
    return (struct slots_script *)port;
}

static struct err nobody(void)
{
    return ERR(ERR_OFFLINE, 0, "slots: no installer answers");
}

/* It goes on whoever asks, as the real one does without being asked. */
static void go_on(struct slots_script *s)
{
    if (s->view.busy && s->left-- <= 0) {
        s->view.busy = false;
        s->good = s->fault != SLOTS_BREAKS;
        if (s->good) {
            memcpy(s->view.held, s->bundle.version, sizeof s->view.held);
            s->view.other_next = true;
        }
    }
}

static struct err look(struct port_slots *port, struct slots_view *ret_view)
{
    struct slots_script *s = own(port);
    if (s->fault == SLOTS_NOBODY) {
        return nobody();
    }
    go_on(s);
    *ret_view = s->view;
    return ERR_OK;
}

static struct err inspect(struct port_slots *port, const char *path,
                          struct slots_bundle *ret_bundle)
{
    const struct slots_script *s = own(port);
    (void)path;
    if (s->fault == SLOTS_NOBODY) {
        return nobody();
    }
    if (s->fault == SLOTS_UNSIGNED) {
        return ERR(ERR_REFUSED, 0, "slots: not signed by whom we trust");
    }
    *ret_bundle = s->bundle;
    return ERR_OK;
}

static struct err install(struct port_slots *port, const char *path)
{
    struct slots_script *s = own(port);
    if (s->fault == SLOTS_NOBODY) {
        return nobody();
    }
    if (s->view.busy) {
        return ERR(ERR_REFUSED, 0, "slots: busy");
    }
    snprintf(s->installed, sizeof s->installed, "%s", path);
    s->view.busy = true;
    s->view.held[0] = '\0';
    s->view.other_next = false;
    s->left = s->turns;
    s->good = false;
    s->installs++;
    return ERR_OK;
}

static struct err progress(struct port_slots *port, struct slots_progress *ret_progress)
{
    struct slots_script *s = own(port);
    if (s->fault == SLOTS_NOBODY) {
        return nobody();
    }
    go_on(s);
    *ret_progress = (struct slots_progress){
        .over = !s->view.busy, .good = s->good, .percent = s->view.busy ? 50 : 100};
    if (!s->view.busy && !s->good) {
        snprintf(ret_progress->said, sizeof ret_progress->said, "write error: <slot> B & more");
    }
    return ERR_OK;
}

static struct err reboot(struct port_slots *port)
{
    struct slots_script *s = own(port);
    if (s->fault == SLOTS_NOBODY || s->fault == SLOTS_NO_REBOOT) {
        return ERR(ERR_REFUSED, 0, "slots: the restart is refused");
    }
    s->reboots++;
    return ERR_OK;
}

static void close_port(struct port_slots *port)
{
    (void)port;
}

/* The other slot becomes the one that runs. */
static void swap(struct slots_script *s)
{
    const struct slots_view was = s->view;
    memcpy(s->view.booted, was.other, sizeof s->view.booted);
    memcpy(s->view.other, was.booted, sizeof s->view.other);
    memcpy(s->view.running, was.held, sizeof s->view.running);
    memcpy(s->view.held, was.running, sizeof s->view.held);
}

void slots_script_boot(struct slots_script *s)
{
    s->boots++;
    snprintf(s->view.boot_id, sizeof s->view.boot_id, "boot-%d", s->boots);
    s->view.busy = false;
    s->view.health = SLOTS_TRYING;
    if (s->view.other_next) {
        swap(s);
        s->view.other_next = false;
    }
}

void slots_script_judge(struct slots_script *s)
{
    if (s->fault == SLOTS_FALLS) {
        swap(s);
        s->boots++;
        snprintf(s->view.boot_id, sizeof s->view.boot_id, "boot-%d", s->boots);
    }
    s->view.health = SLOTS_GOOD;
}

void slots_script_init(struct slots_script *s, const char *running)
{
    static const struct port_slots_ops ops = {"script", look,   inspect,   install,
                                              progress, reboot, close_port};
    *s = (struct slots_script){.port = {&ops}};
    s->boots = 1;
    snprintf(s->view.booted, sizeof s->view.booted, "A");
    snprintf(s->view.other, sizeof s->view.other, "B");
    snprintf(s->view.running, sizeof s->view.running, "%s", running);
    snprintf(s->view.boot_id, sizeof s->view.boot_id, "boot-1");
    snprintf(s->view.compatible, sizeof s->view.compatible, "rong-x86");
    snprintf(s->bundle.compatible, sizeof s->bundle.compatible, "rong-x86");
    s->view.health = SLOTS_GOOD;
}
