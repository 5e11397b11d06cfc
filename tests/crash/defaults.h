/* SQLite by itself on the same disk, in four ways: which of them keep what they said they kept. */
#ifndef TESTS_CRASH_DEFAULTS_H
#define TESTS_CRASH_DEFAULTS_H

/* Prints "ok", "not ok" and figures; returns how many were not as they must be. */
int prove_defaults(void);

#endif
