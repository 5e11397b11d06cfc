/* Which strikes of keys count (EN 301 549 5.7 and 5.8): a second strike of the same key soon after
 * the first is a hand that trembles; a key that is held repeats late and slowly; one
 * that is down longer than anybody holds it is stuck and repeats no more. Pure, no clock. */
#ifndef APP_STRIKE_H
#define APP_STRIKE_H

#include <stdbool.h>
#include <stdint.h>

#define STRIKE_STUCK_MS 15000 /* a hand that can hardly let go is given more than the usual ten */

struct strike_times {
    int double_ms;       /* the same key again within this does not count */
    int repeat_after_ms; /* a held key repeats first after this; 0 = never */
    int repeat_every_ms; /* ... and then this often */
};

/* All zero to begin with. */
struct strike {
    int last; /* 1 + the key that counted last; 0 = none yet */
    uint64_t last_ms;
    int held;                  /* 1 + the key that is down and counted; 0 = none */
    uint64_t due_ms, stuck_ms; /* of the held one: its next repeat, and when it is stuck */
};

/* A key went down; true when it counts. */
bool strike_down(struct strike *s, const struct strike_times *t, int key, uint64_t now_ms);

/* A key went up. */
void strike_up(struct strike *s, int key);

/* True when the held key repeats now: *ret_key. */
bool strike_repeats(struct strike *s, const struct strike_times *t, uint64_t now_ms, int *ret_key);

/* Milliseconds until strike_repeats() has something; -1 = nothing is held. */
int strike_deadline_ms(const struct strike *s, const struct strike_times *t, uint64_t now_ms);

#endif
