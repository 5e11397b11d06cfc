/* The inside of app/steps_setup.c: what its parts share. Not for others. */
#ifndef APP_SETUP_INSIDE_H
#define APP_SETUP_INSIDE_H

#include "app/steps.h"

/* To a page of the set-up: what it asks for is asked, and it is read. */
void setup_enter(struct app *a, enum setup_step step, struct effects *fx);

/* The page has changed: it is read again. */
void setup_show(struct app *a, struct effects *fx);

/* To the page that follows step, or comes before it; that of the questions and the
 * bar's only when they are needed. */
void setup_enter_beside(struct app *a, enum setup_step step, bool forward, struct effects *fx);

/* The questions of what no name told: whether there is any, the first of them, the next one, and
 * what came of each. leave: every device is let go. */
bool setup_has_question(const struct app *a);
void setup_ask_enter(struct app *a, struct effects *fx);
void setup_ask_next(struct app *a, struct effects *fx);
void setup_ask_act(struct app *a, int what, struct effects *fx);
void setup_ask_told(struct app *a, const struct setup_news *news, struct effects *fx);
void setup_ask_leave(struct app *a, struct effects *fx);
void setup_ask_tick(struct app *a, struct effects *fx);
/* The bar on a line that is tried is out, or not; false: none is tried. */
bool setup_ask_printed(struct app *a, bool well, struct effects *fx);
int setup_ask_deadline_ms(const struct app *a, uint64_t now_ms);

/* The bar's page: it comes, its main act, and what a person says of the paper. */
void setup_bar_enter(struct app *a);
void setup_bar_next(struct app *a, struct effects *fx);
void setup_bar_act(struct app *a, int what, struct effects *fx);

#endif
