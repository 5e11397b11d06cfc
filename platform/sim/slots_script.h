/* Two pretended slots: what is installed starts at the next restart, unless a fault says otherwise.
 * Nothing of it is stored; a test that restarts the machine calls slots_script_boot(). */
#ifndef PLATFORM_SIM_SLOTS_SCRIPT_H
#define PLATFORM_SIM_SLOTS_SCRIPT_H

#include "platform/port_slots.h"

enum slots_fault {
    SLOTS_WELL,
    SLOTS_NOBODY,    /* no installer answers */
    SLOTS_UNSIGNED,  /* the bundle is not trusted */
    SLOTS_BREAKS,    /* the installation fails half way */
    SLOTS_FALLS,     /* the new version does not become good, the loader goes back */
    SLOTS_NO_REBOOT, /* the restart is refused */
};

struct slots_script {
    struct port_slots port; /* first: the port is this struct */
    struct slots_view view;
    struct slots_bundle bundle; /* what every file is */
    enum slots_fault fault;
    int turns; /* how often it is asked before an installation is over */
    int left;
    bool good;
    int installs, reboots, boots;
    char installed[512]; /* path of the last */
};

/* Slot A runs this version and is good; B holds nothing. */
void slots_script_init(struct slots_script *s, const char *running);

/* The machine starts anew: what was installed runs, not yet good. */
void slots_script_boot(struct slots_script *s);

/* The gate of health gives its word; with SLOTS_FALLS the machine goes back to what ran before. */
void slots_script_judge(struct slots_script *s);

#endif
