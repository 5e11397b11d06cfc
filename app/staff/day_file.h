/* The tallies of the day on the disk (STATE/day), so that a restart does not lose them: plain
 * lines, replaced whole. Counts only, as day.h has them: no name, no code, no time of anything,
 * lengths of visits sorted. Counts under DAY_FEW stand in it as they are, since they go on adding
 * up; who shows them merges them. Nothing of it outlives midnight: another day's is not read, and
 * day_file_load takes it away. */
#ifndef APP_STAFF_DAY_FILE_H
#define APP_STAFF_DAY_FILE_H

#include "app/staff/day.h"
#include "platform/port_dir.h"

#define DAY_FILE       "day"
#define DAY_FILE_BYTES 2048 /* the largest there is, with room */

/* Writes the tallies as text; nothing when none was counted. Returns its length. Pure. */
size_t day_file_write(const struct day_tally *t, char text[DAY_FILE_BYTES]);

/* Reads them; false, and an empty *ret_tally, when it is another day's or not what this program
 * writes. Pure. */
bool day_file_read(const char *text, size_t size, int64_t midnight, struct day_tally *ret_tally);

/* At the start: what is kept of the day that began at midnight; one of another day is taken away.
 * Empty when there is nothing. */
void day_file_load(struct port_dir *dir, const char *state, int64_t midnight,
                   struct day_tally *ret_tally);

#endif
