/* Devices that a file lists instead of the kernel: "printer URI name" a line. A line "answers KIND
 * URI" is what it turns out to be: a scanner that reads the code, a keyboard whose key is pressed,
 * a printer that answers on a serial line, a light that flashes. */
#ifndef PLATFORM_SIM_FINDER_SCRIPT_H
#define PLATFORM_SIM_FINDER_SCRIPT_H

#include "platform/port_finder.h"

#define FINDER_FILE 256

struct finder_script {
    struct port_finder port;
    char path[FINDER_FILE]; /* read anew with each find; "" = nothing is plugged in */
    enum found_kind kind;   /* listened for, among these */
    struct found_devices among;
    bool listens;
    int lit; /* how often a light was switched on */
};

/* file: "sim:FILE", or "sim:" for nothing. ERR_BAD_INPUT: another URI, or one too long. */
MUST_USE struct err finder_script_open(struct finder_script *f, const char *uri);

#endif
