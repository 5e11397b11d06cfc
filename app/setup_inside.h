/* The inside of app/steps_setup.c: what its parts share. Not for others. */
#ifndef APP_SETUP_INSIDE_H
#define APP_SETUP_INSIDE_H

#include "app/steps.h"

/* To a page of the set-up: what it asks for is asked, and it is read. */
void setup_enter(struct app *a, enum setup_step step, struct effects *fx);

/* The page has changed: it is read again. */
void setup_show(struct app *a, struct effects *fx);

#endif
