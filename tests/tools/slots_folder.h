/* Two pretended slots in a folder, which outlive whoever asks: an installer that is a process of
 * its own writes the bundle into the other slot piece by piece, and goes on when its client dies.
 *
 *   booted, next   "A" or "B"            boot      of this start of the machine
 *   slot-A         what was written      whole-A   its version, once all of it was
 *   good_at        Unix milliseconds from which the start counts as good
 *   installer      its process, while one runs    reboot   is there when a restart was asked for
 *   installs       a byte for each one begun
 *
 * A machine that starts is the test's: it ends the installer, takes what next says into booted, and
 * writes boot and good_at. A bundle is a file with lines "signed", "compatible=" and "version=". */
#ifndef TESTS_TOOLS_SLOTS_FOLDER_H
#define TESTS_TOOLS_SLOTS_FOLDER_H

#include "platform/port_slots.h"

struct slots_folder {
    struct port_slots port; /* first: the port is this struct */
    char folder[200];
    int slow_ms; /* how long an installation takes */
};

void slots_folder_init(struct slots_folder *s, const char *folder, int slow_ms);

#endif
