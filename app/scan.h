/* Automatic scanning, for who can press but one switch: the ring goes on by itself, a set time
 * after what it stands on was said, until somebody chooses; after some rounds in vain it rests, so
 * that the kiosk can ask whether somebody is still there. Pure, no clock. */
#ifndef APP_SCAN_H
#define APP_SCAN_H

#include <stdbool.h>
#include <stdint.h>

#define SCAN_ROUNDS 3

/* All zero to begin with: at rest. */
struct scan {
    bool on;
    int rounds;        /* left before it rests */
    uint64_t since_ms; /* when the ring moved last, or speech was heard last */
};

/* A switch was struck: scanning begins, or has all its rounds again. */
void scan_start(struct scan *s, uint64_t now_ms);

void scan_stop(struct scan *s);

/* Something is being said: the ring waits for it. */
void scan_hear(struct scan *s, uint64_t now_ms);

/* True when the ring goes on now. every_ms: the set time. */
bool scan_moves(struct scan *s, int every_ms, uint64_t now_ms);

/* The ring came round to where a page begins. */
void scan_round(struct scan *s);

/* Milliseconds until scan_moves() is true when nothing is said; -1 = at rest. */
int scan_deadline_ms(const struct scan *s, int every_ms, uint64_t now_ms);

#endif
