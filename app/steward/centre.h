/* The centre's own figures of a day, from what the kiosk keeps anyway: files by procedure and
 * language, share sent online, share with all papers digitised, minutes of half the visits, seconds
 * from saved to received of half the applications, where visits were given up, sentences heard in
 * Vietnamese for want of a clip. Told as the slip of the day tells them: what is under DAY_FEW is
 * not, nor what it would follow from (day_veil). Once the day is over they are told to the fleet,
 * dated at its end; until then they lie so in STATE/centre, where a restart over midnight finds
 * them. Pure; one thread. */
#ifndef APP_STEWARD_CENTRE_H
#define APP_STEWARD_CENTRE_H

#include "app/language/counts.h"
#include "app/staff/day.h"
#include "app/steward/ack_times.h"
#include "app/steward/metrics.h"

#define CENTRE_FILE  "centre"
#define CENTRE_BYTES 16384

struct centre_facts {
    const struct day_files *files; /* of the outbox, since midnight; NULL = not known */
    const struct day_tally *tally;
    const struct counts *counts;  /* since they are counted; NULL = none */
    const struct ack_times *acks; /* of the courier's log, since midnight; NULL = not known */
    int64_t midnight;             /* when the day began, Unix seconds */
};

/* Begins the day in m and sets all that may be told of it. */
void centre_tell(struct metrics *m, const struct centre_facts *f);

/* What m tells of its day as text. Returns its length; 0 when there is nothing, or no room. */
size_t centre_write(const struct metrics *m, char text[CENTRE_BYTES]);

/* When the day of a text is over, Unix seconds; 0 when it is not what this program writes. */
int64_t centre_end(const char *text, size_t size);

/* Begins the text's day in m and sets what it tells. False, and nothing, when it is damaged. */
bool centre_read(const char *text, size_t size, struct metrics *m);

#endif
