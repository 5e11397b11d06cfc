/* Allocations and system calls of this program that fail once, at a countdown. Memory is counted
 * for every library there is, since the program brings its own malloc; system calls for our own
 * objects, by the linker's --wrap (SQLite's go to the crash disk). */
#ifndef TESTS_CRASH_FAIL_CALLS_H
#define TESTS_CRASH_FAIL_CALLS_H

#include <stdint.h>

enum fail_kind { FAIL_MEMORY, FAIL_SYSTEM };

/* Counts from now on; call number n of the kind fails (0 = none). */
void fail_arm(enum fail_kind kind, uint64_t n);
/* No call fails any more; tells how many there were. */
uint64_t fail_disarm(void);

/* Blocks of memory that are taken and not given back. */
int64_t fail_blocks(void);
/* Descriptors that are open. */
int fail_descriptors(void);

#endif
