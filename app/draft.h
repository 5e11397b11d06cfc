/* The answer being made on a question page, before it goes into the form: typed text, a partly
 * typed date, a filtered list, a photograph. Everything lies in the visit. */
#ifndef APP_DRAFT_H
#define APP_DRAFT_H

#include "app/app.h"

#define DRAFT_VALUE_MAX 512

/* Prepares the page's draft from the form's answer. */
void draft_open(struct app *a, const struct form_question *q);

/* One touch on the page (INTENT_KEY, STROKE, CHOOSE, TOGGLE, PICK, DATE_PART, YEAR_ONLY). False
 * when it changed nothing. */
bool draft_intent(struct app *a, const struct form_question *q, int intent, int argument);

/* What the scanner read becomes the draft; false when it is no plain text. */
bool draft_scanned(struct app *a, const char *payload);

/* True for kinds whose answer lies in the draft until she goes on; choices go into the form at
 * once. */
bool draft_is_typed(const struct form_question *q);

/* The draft as the form's text; MSG_NONE, or why it is no answer yet. */
enum message_id draft_value(struct app *a, const struct form_question *q,
                            char ret_value[DRAFT_VALUE_MAX]);

/* The form refused the page's answer: every part of a date is marked. */
void draft_refused(struct app *a, const struct form_question *q);

/* Tells the form about the photograph or that the paper will be handed in. */
void draft_set_paper(struct app *a, const struct form_question *q);

/* How a question is asked. */
bool draft_is_commune(const struct form_question *q); /* picker over all units */
bool draft_is_date(const struct form_question *q);
bool draft_is_number(const struct form_question *q);
/* First and last part of a date that is typed now, of DATE_PARTS. */
int date_first_part(const struct date_draft *d);
int date_last_part(const struct date_draft *d);

#endif
