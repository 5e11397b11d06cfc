/* What the kernel and systemd tell of this machine, by their files (platform/port_machine.h). */
#ifndef PLATFORM_LINUX_MACHINE_LINUX_H
#define PLATFORM_LINUX_MACHINE_LINUX_H

#include "platform/linux/ups_nut.h"
#include "platform/port_machine.h"

#define MACHINE_PATH 256

/* Below the state directory: its being there is the wish that the machine is shut down. Who may do
 * so watches for it and takes it away (image/units/rong-poweroff.path). */
#define MACHINE_OFF "/run/poweroff"

struct machine_linux {
    struct port_machine port;
    char root[MACHINE_PATH], state[MACHINE_PATH];
    char slot[MACHINE_SLOT];
    struct ups_nut ups;
    bool asks_ups; /* power is what it says, and not what the kernel does */
    int light;     /* descriptor of the panel's brightness; -1 = there is none */
    int light_max;
};

/* root stands before /sys, /proc and /run ("" for this machine's own); state is the folder whose
 * disk counts. Opens the panel's light and reads the slot at once, since a confined process may
 * not later; a wish of before that it be shut down is taken back. Nothing missing is an error;
 * ERR_BAD_INPUT: a path that is too long. */
MUST_USE struct err machine_linux_open(struct machine_linux *m, const char *root,
                                       const char *state);

/* Where an opened machine hears of its power: "kernel:", or "nut:" and what ups_nut_init() takes.
 * ERR_BAD_INPUT. */
MUST_USE struct err machine_linux_ups(struct machine_linux *m, const char *uri);

/* Seconds since this machine started, those it slept among them; 0 when nobody knows. */
int64_t machine_linux_up_s(void);

#endif
