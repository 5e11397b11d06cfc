/* A scanner whose payloads a script puts in; faults: silent, unplugged. */
#ifndef PLATFORM_SIM_SCANNER_SCRIPT_H
#define PLATFORM_SIM_SCANNER_SCRIPT_H

#include "platform/port_scanner.h"

struct scanner_script {
    struct port_scanner port;
    char next[SCAN_MAX + 1];
    size_t length;
    bool waiting;   /* next holds a payload not yet taken */
    bool unplugged; /* fault: alive() is false and nothing arrives */
    bool silent;    /* fault: payloads vanish */
};

void scanner_script_open(struct scanner_script *s);

/* Puts one payload in front of the scanner (cut at SCAN_MAX). */
void scanner_script_show(struct scanner_script *s, const char *payload);

#endif
