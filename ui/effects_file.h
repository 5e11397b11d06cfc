/* The inside of ui/effects.c that deals with a file already in the outbox, and with the PIN that
 * its withdrawal takes. Not for others. */
#ifndef UI_EFFECTS_FILE_H
#define UI_EFFECTS_FILE_H

#include "app/app.h"

struct shell;

/* Each becomes a job; what cannot become one is answered at once. */
void effects_find(struct shell *s, enum find_what what);
void effects_withdraw(struct shell *s);
void effects_pin(struct shell *s, enum pin_what what);

/* Their ends. */
void effects_file_done(struct shell *s);
void effects_pin_done(struct shell *s);

/* The visit is over: what is under way is told to nobody. */
void effects_file_wipe(struct shell *s);

#endif
