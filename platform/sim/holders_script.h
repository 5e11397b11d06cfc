/* Pretended askers of a hold: what they say is told by a test, what they are told is kept. */
#ifndef PLATFORM_SIM_HOLDERS_SCRIPT_H
#define PLATFORM_SIM_HOLDERS_SCRIPT_H

#include "platform/port_holders.h"

#define HOLDERS_SCRIPT_MAX 8

struct holders_script {
    struct port_holders port;
    struct holders_heard said[HOLDERS_SCRIPT_MAX]; /* not yet taken, the oldest first */
    int count;
    int told_who; /* whom the last answer was for; 0 = nobody was answered yet */
    struct hold_answer told;
    int pictured_who;              /* whom the last picture was for; 0 = none was answered yet */
    const struct canvas *pictured; /* NULL: it was refused */
};

void holders_script_open(struct holders_script *h);

/* Says one thing; what no longer fits is lost. */
void holders_script_say(struct holders_script *h, int who, enum holders_word word, int countdown_s);

#endif
