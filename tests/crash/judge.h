/* What a power cut may not do, looked for on the disk it left. */
#ifndef TESTS_CRASH_JUDGE_H
#define TESTS_CRASH_JUDGE_H

#include "tests/crash/world.h"

/* The invariants of outbox.c and courier.c, as they can be broken. */
enum harm {
    HARM_LOST,   /* saved, said the kiosk; and it is not there, or does not open with the key */
    HARM_HALF,   /* never said to be saved, and there in part */
    HARM_UNDONE, /* received or sent, and about to be sent again without asking */
    HARM_LEFT_BEHIND, /* sealed bytes of a received application */
    HARM_CORRUPT,     /* a database does not verify, or does not open */
    HARM_DOUBLED,     /* the portal got other bytes, or a paper again that was done */
    HARM_ASTRAY,      /* on the stick, it was said; and the other kiosk cannot open it */
    HARM_KINDS
};

struct verdict {
    unsigned long withdrawn; /* rows found withdrawn */
    unsigned long exported;  /* rows found exported */
    unsigned long ended;     /* ... of them those that the other kiosk has */
    unsigned long refused;   /* halves of bundles that an import refused */
    unsigned long harm[HARM_KINDS];
    unsigned long cuts, left[4], drained, again;
};

extern const char *const harm_names[HARM_KINDS];

/* Whether it opens with the key and is what was saved, papers and all. */
bool judge_opens(struct outbox *o, const struct seal_secret *key, const struct app *a);

/* Cuts the power of the lived world after `op` operations, starts what was left in `after` and
 * looks. drain: then lets the courier bring everything to the portal as it was, and looks again. */
void judge_cut(const struct world *lived, size_t op, enum crash_left left, uint64_t seed,
               bool drain, struct world *after, struct verdict *v);

/* The same without a cut: starts what lies on the disk of `after`. */
void judge_look(const struct world *lived, size_t op, bool drain, struct world *after,
                struct verdict *v);

/* The power goes again while `after`, just judged, was starting: cut at a moment of the seed. */
void judge_again(const struct world *after, size_t op, uint64_t seed, struct world *third,
                 struct verdict *v);

unsigned long verdict_harm(const struct verdict *v);

/* "# WHAT: so many cuts ..." */
void verdict_print(const char *what, const struct verdict *v);

#endif
