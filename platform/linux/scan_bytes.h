/* Bytes of a scanner become whole payloads: split, joined, without an end, too long, and read again
 * and again while a card lies under it (reference/devices.md 4.2). Pure: no I/O; now_ms is any
 * clock. What it holds is a citizen's. */
#ifndef PLATFORM_LINUX_SCAN_BYTES_H
#define PLATFORM_LINUX_SCAN_BYTES_H

#include <stdbool.h>

#include "platform/port_scanner.h"

#define SCAN_SILENCE_MS 100  /* ends a payload that has no end of its own */
#define SCAN_AGAIN_MS   2000 /* the same one within this time is the same card lying there */

struct scan_bytes {
    char bytes[SCAN_MAX + 1];
    size_t count;
    bool flooding;         /* more than SCAN_MAX without an end: dropped until the end */
    uint64_t last_byte_ms; /* when the newest byte came */
    uint64_t last_print;   /* of the payload before: 64 bits, not the payload; 0 = there is none */
    uint64_t last_ms;      /* when that was read last */
};

/* One byte; a NUL becomes one that no UTF-8 holds, so that a payload is refused for it and not read
 * up to it; true when it ended a payload, which scan_bytes_take() then hands over. */
bool scan_bytes_feed(struct scan_bytes *s, char byte, uint64_t now_ms);

/* Whether silence ended a payload; ends a flood, too. */
bool scan_bytes_silent(struct scan_bytes *s, uint64_t now_ms);

/* Hands the payload over, NUL-terminated, and forgets it; false when it was read just before. out
 * holds SCAN_MAX + 1 bytes. */
bool scan_bytes_take(struct scan_bytes *s, uint64_t now_ms, char *out, size_t *ret_length);

/* Forgets what has come so far. What was read just before is known until SCAN_AGAIN_MS passed: a
 * card that is left lying there is not read for the next person. */
void scan_bytes_forget(struct scan_bytes *s);

#endif
