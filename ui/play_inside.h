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

/* Lets virtual time pass in small turns. */
void play_pass(struct play *p, int ms);

/* What hands do (ui/play_hands.c): in which way, one touch, as many as it takes, a hand that rests,
 * a stroke, letters, keys, a language's tile. */
bool play_by(const struct step *s, const char *rest);
bool play_touch(const struct step *s, const char *rest);
bool play_tap(const struct step *s, const char *rest);
bool play_hold(const struct step *s, const char *rest);
bool play_sign(const struct step *s, const char *rest);
bool play_type(const struct step *s, const char *rest);
bool play_keys(const struct step *s, const char *rest);
bool play_language(const struct step *s, const char *rest);

/* The verb `expect`: rest is what stands behind it. */
bool play_await(const struct step *s, const char *rest);
bool play_expect(const struct step *s, const char *rest);

#endif
