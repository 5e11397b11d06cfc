/* The inside of ui/play.c: what its parts share. Not for others. */
#ifndef UI_PLAY_INSIDE_H
#define UI_PLAY_INSIDE_H

#include "ui/play.h"

/* One line being played. */
struct step {
    struct play *play;
    int line;
};

/* Says file, line, wanted and got; always false. */
bool play_fail(const struct step *s, const char *wanted, const char *got);

/* Turns until the workers rest, so that a script never races them. */
void play_settle(struct play *p);

/* The verb `expect`: rest is what stands behind it. */
bool play_expect(const struct step *s, const char *rest);

#endif
