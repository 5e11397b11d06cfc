/* A pretended machine voice: a tone per byte of the text. Faults: it does not start, it never gives
 * anything, it ends in the middle. Keeps nothing of the text but its length. */
#ifndef PLATFORM_SIM_READER_SCRIPT_H
#define PLATFORM_SIM_READER_SCRIPT_H

#include "platform/port_reader.h"

enum reader_fault { READER_WELL, READER_MISSING, READER_SILENT, READER_CUT };

struct reader_script {
    struct port_reader port;
    enum reader_fault fault;
    int asked, stopped; /* how often */
    char language[16];  /* asked for last */
    int left, whole;    /* samples */
};

#define READER_SCRIPT_SAMPLES 1920 /* per byte: 40 ms */

void reader_script_open(struct reader_script *r);

#endif
