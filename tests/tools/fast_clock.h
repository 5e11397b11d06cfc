/* A clock that goes faster than the machine's, so that a program's own waits and back-offs, which
 * are its real ones, pass in a test's time. */
#ifndef TESTS_TOOLS_FAST_CLOCK_H
#define TESTS_TOOLS_FAST_CLOCK_H

#include "platform/port_clock.h"

/* speed: so many of its milliseconds pass in one. It shows Unix second since now, or the machine's
 * time for 0. Its monotonic time is the machine's times speed, so two programs agree on it. */
struct port_clock clock_fast(int speed, int64_t since);

/* Waits until so many of the clock's milliseconds are over. */
void clock_fast_rest(const struct port_clock *c, int64_t ms);

#endif
