/* Whether the wall clock can be believed (reference/devices.md 8: 1970 at boot, back two hours,
 * 2038): a battery that is empty, a network that sets it wrong, a hand that does. Judged by three
 * things: this program was not written before CLOCK_LEAST; the monotonic clock does not jump; and
 * the portal says the time in the Date of its answers. Pure: no clock is read here. */
#ifndef APP_CLOCK_JUDGE_H
#define APP_CLOCK_JUDGE_H

#include <stdbool.h>
#include <stdint.h>

/* 1 June 2026, Unix seconds: no true clock is before this program. */
#define CLOCK_LEAST ((int64_t)1780272000)
/* Nor is any so long after it: by then there are newer ones. */
#define CLOCK_MOST (CLOCK_LEAST + (int64_t)10 * 365 * 86400)
/* Apart from the portal by more: it is wrong. A slip's minutes and a day's end need no better. */
#define CLOCK_APART_S 600
/* A step against the monotonic clock; what the network corrects in an hour is far smaller. */
#define CLOCK_JUMP_S 120

enum clock_doubt {
    CLOCK_WELL,
    CLOCK_EARLY,  /* before this program, or long after it */
    CLOCK_JUMPED, /* by itself or by hand, and the portal has not said the time since the start */
    CLOCK_APART,  /* the portal says another time */
};

/* All zero: nothing is known. */
struct clock_judge {
    bool seen;
    int64_t wall_s; /* of the last look, as the next */
    uint64_t ms;
    bool told;     /* the portal said the time since the start */
    bool jumped;   /* ... it did not, and the clock stepped */
    int64_t off_s; /* the right time is so much after the wall clock's, as far as is known */
};

/* The wall clock (Unix seconds) and the monotonic one at the same moment. */
void clock_judge_look(struct clock_judge *c, int64_t wall_s, uint64_t ms);

/* By the portal's word the right time is off_s after that of the last look. A portal that says a
 * time no clock can have is not believed. */
void clock_judge_told(struct clock_judge *c, int64_t off_s);

/* What is to be thought of the wall clock; WELL before the first look. */
enum clock_doubt clock_judge_doubt(const struct clock_judge *c);

/* The best that is known of the right time, Unix seconds: the wall clock's while it is not in
 * doubt, then the portal's, then that before a jump; else a moment of
 * the day before CLOCK_LEAST, by which whatever is kept is known to have no true time. */
int64_t clock_judge_best_s(const struct clock_judge *c);

/* Whether clock_judge_best_s() is the right day: by the portal's word, or nothing speaks against
 * the clock. */
bool clock_judge_knows_day(const struct clock_judge *c);

/* Whether what has run out may be thrown away: only when the portal and the clock agree. */
bool clock_judge_may_forget(const struct clock_judge *c);

#endif
