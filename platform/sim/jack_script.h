/* A headphone jack that a script plugs. Faults: unplugged (the jack itself is gone), bounce (a
 * loose contact: in it is seen as in and out by turns). */
#ifndef PLATFORM_SIM_JACK_SCRIPT_H
#define PLATFORM_SIM_JACK_SCRIPT_H

#include "platform/port_jack.h"

enum jack_fault { JACK_WELL, JACK_UNPLUGGED, JACK_BOUNCE, JACK_FAULTS };

struct jack_script {
    struct port_jack port;
    enum jack_fault fault;
    bool inserted;
    unsigned asked; /* while it bounces */
};

void jack_script_open(struct jack_script *j);

/* Sets a fault by its name ("well" ends it); false when there is none of this name. */
bool jack_script_fault(struct jack_script *j, const char *name);

#endif
