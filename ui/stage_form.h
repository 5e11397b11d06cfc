/* Pages of a form for ui/stage.h, in a visit that nobody makes. */
#ifndef UI_STAGE_FORM_H
#define UI_STAGE_FORM_H

#include "app/app.h"

/* Loads the form of the visit's procedure into the app's arena, in Vietnamese. False when there is
 * none, or no room. */
bool stage_form_load(struct app *a);

/* Turns to a node's page, in the language of the app. False when the node is no question. */
bool stage_form_turn(struct app *a, form_node node);

/* Turns to the first page with the text of that message as a question, a hint or an answer to
 * choose. False when there is none. */
bool stage_form_find(struct app *a, enum message_id message);

#endif
