/* The page of a form with one of its texts on it, for ui/stage.h. */
#ifndef UI_STAGE_FORM_H
#define UI_STAGE_FORM_H

#include "app/app.h"

/* Puts the made-up visit onto the first page of its procedure's form that has the text of that
 * message as a question, a hint or an answer to choose; loads the form into the app's arena. False
 * when there is none. */
bool stage_form(struct app *a, enum message_id message);

#endif
