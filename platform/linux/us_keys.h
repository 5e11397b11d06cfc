/* What the keys of a US keyboard type: the kernel's codes as ASCII. Pure; any thread. */
#ifndef PLATFORM_LINUX_US_KEYS_H
#define PLATFORM_LINUX_US_KEYS_H

#include <stdbool.h>
#include <stdint.h>

/* The character of a code of linux/input-event-codes.h, alone or with Shift; Enter is '\r', Tab
 * '\t'. '\0' for a key that types nothing. */
char us_key(uint16_t code, bool shifted);

#endif
