/* The studio's wishes carried out: the microphone here, the rest on a worker. Main thread. */
#ifndef UI_EFFECTS_STUDIO_H
#define UI_EFFECTS_STUDIO_H

#include "ui/shell.h"

void effects_studio(struct shell *s, enum studio_wish wish);
/* A worker has carried one out. */
void effects_studio_done(struct shell *s);
/* Takes what the open microphone heard; every turn of the loop. */
void effects_studio_listen(struct shell *s);
/* Closes the microphone and forgets what it heard. */
void effects_studio_wipe(struct shell *s);

#endif
