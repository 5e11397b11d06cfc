/* Ports that count what goes through them, and end their program as kill -9 does at the call that
 * was chosen: before it, or after it and before anybody knows how it went. */
#ifndef TESTS_TOOLS_KILL_POINTS_H
#define TESTS_TOOLS_KILL_POINTS_H

#include <stdio.h>

#include "platform/port_dir.h"
#include "platform/port_hold.h"
#include "platform/port_http.h"
#include "platform/port_part.h"
#include "platform/port_slots.h"

struct kill_points {
    int at;                     /* which one kills; 0 = none */
    int count;                  /* how many there were */
    const char *(*where)(void); /* a word for the trace */
    FILE *trace;                /* "NUMBER WORD CALL" a line; NULL = none */
};

/* One set for a program; *points outlives them. */
void kill_points_start(struct kill_points *points);

/* Each passes on to inner, which outlives it. */
struct port_http *kill_points_http(struct port_http *inner);
struct port_dir kill_points_dir(struct port_dir *inner);
struct port_part *kill_points_part(struct port_part *inner);
struct port_slots *kill_points_slots(struct port_slots *inner);
struct port_hold *kill_points_hold(struct port_hold *inner);

#endif
