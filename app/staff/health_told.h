/* The kiosk's own judgement of itself (health.h) as the steward reads it, for the fleet: a grade of
 * each row, the receipts left on the roll, whether the portal is reached. It lies as a small text
 * in the state directory, and says nothing of anybody: what is unsent the steward counts itself, in
 * steps. Pure; one thread. */
#ifndef APP_STAFF_HEALTH_TOLD_H
#define APP_STAFF_HEALTH_TOLD_H

#include "app/staff/health.h"

#define HEALTH_TOLD_FILE  "health.state"
#define HEALTH_TOLD_BYTES 1024
#define HEALTH_TOLD_AGAIN (5 * 60)  /* seconds: what did not change is written again this often */
#define HEALTH_TOLD_OLD   (15 * 60) /* ... and means nothing any more after so long */

struct health_told {
    int64_t at; /* Unix seconds, the best that the kiosk knew */
    bool known[HEALTH_PARTS];
    enum health_grade grade[HEALTH_PARTS];
    int paper_left; /* receipts; -1 = not counted */
    int portal;     /* 1: the courier's last exchange reached it, 0: not; -1 = nobody asked */
};

/* Judges the facts as they are at now. HEALTH_UNSENT is left out. */
void health_told_make(const struct health_facts *f, int64_t now, struct health_told *ret_told);

/* Whether both say the same, whenever they said it. */
bool health_told_same(const struct health_told *a, const struct health_told *b);

/* "printer": a row as the fleet's figures call it; never NULL. */
const char *health_told_word(enum health_part part);

/* Writes it as text; returns its length. */
size_t health_told_write(const struct health_told *told, char text[HEALTH_TOLD_BYTES]);

/* Reads such a text. False, and *ret_told knows nothing, for one that this program does not write;
 * a row that it has no word for is passed over. */
bool health_told_read(const char *text, size_t size, struct health_told *ret_told);

/* Whether it is worth something at now. */
bool health_told_fresh(const struct health_told *told, int64_t now);

#endif
