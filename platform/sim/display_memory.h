/* A display without a screen, for headless runs and tests: pixels in memory, input from a queue
 * that the caller (a script, a test) fills. wake() may be called from any thread; everything else
 * belongs to the main thread. */
#ifndef PLATFORM_SIM_DISPLAY_MEMORY_H
#define PLATFORM_SIM_DISPLAY_MEMORY_H

#include "platform/port_display.h"

#define DISPLAY_QUEUE 256 /* inputs waiting */

/* A black canvas of that many pixels. ERR_BAD_INPUT for sizes under 1 or over 8192; ERR_FULL when
 * memory is short. Close with ops->close. */
MUST_USE struct err display_memory_open(int width, int height, struct port_display **ret_display);

/* Queues one input, as if it came from the panel; ERR_FULL when the queue is. */
MUST_USE struct err display_memory_push(struct port_display *d, const struct input *input);

/* Inputs queued and not yet taken. */
int display_memory_waiting(const struct port_display *d);

/* How often present() was called, and how many pixels it was given in all. */
void display_memory_counts(const struct port_display *d, long *ret_presents, long long *ret_pixels);

#endif
