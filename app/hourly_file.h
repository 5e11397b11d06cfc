/* What was done within the last hour on the disk (STATE/hourly), so that a restart lifts no limit:
 * plain lines, replaced whole, ages in milliseconds and nothing else; no name, no code, no hour of
 * the day. How long it was away is the longer of what the monotonic clock and the clock on the wall
 * tell: one that runs ahead lifts a limit early, one that stands or goes back shortens nothing and
 * holds nobody up for more than the hour that follows. */
#ifndef APP_HOURLY_FILE_H
#define APP_HOURLY_FILE_H

#include "app/hourly.h"
#include "platform/port_dir.h"

#define HOURLY_FILE       "hourly"
#define HOURLY_FILE_BYTES 6144 /* HOURLY_KINDS lines of HOURLY_MOST ages, with room */

/* While anything counts it is written anew this often: what a kiosk was on for counts, whatever its
 * clocks tell later. */
#define HOURLY_FILE_AGAIN_MS 300000U

/* Writes what is younger than an hour as text; nothing when there is none. now_ms is monotonic,
 * now_s Unix seconds. Returns its length. Pure. */
size_t hourly_file_write(const struct hourly *h, uint64_t now_ms, int64_t now_s,
                         char text[HOURLY_FILE_BYTES]);

/* Reads it at another moment; false, and an empty *ret_hourly, when it is not what this program
 * writes. Pure. */
bool hourly_file_read(const char *text, size_t size, uint64_t now_ms, int64_t now_s,
                      struct hourly *ret_hourly);

/* Another number once anything was noted or lifted; 0 when nothing is there. Pure. */
uint64_t hourly_file_mark(const struct hourly *h);

/* At the start: what is kept. One that is over or damaged is taken away; empty when there is
 * nothing. ERR_CORRUPT: it was damaged, and counts for nothing. */
MUST_USE struct err hourly_file_load(struct port_dir *dir, const char *state, uint64_t now_ms,
                                     int64_t now_s, struct hourly *ret_hourly);

#endif
