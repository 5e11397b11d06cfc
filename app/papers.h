/* The papers of one application: of each the form asks for, the still that was taken or that it
 * will be handed in. The stills lie in the visit arena, each as large as it is. */
#ifndef APP_PAPERS_H
#define APP_PAPERS_H

#include "app/app.h"

/* What is known of the paper of this question; NULL: nothing yet. */
struct visit_paper *papers_find(struct visit *v, form_node question);

/* The same, made when there is none; NULL when the application has all it may carry. */
struct visit_paper *papers_of(struct visit *v, form_node question);

/* Copies a still that was taken of this question's paper into the visit, over the one before.
 * ERR_FULL when the arena or the list is: the one before is then gone too. */
MUST_USE struct err papers_keep(struct app *a, form_node question, const struct still *still);

/* True when a still of the question's paper is there. */
bool papers_taken(struct visit *v, form_node question);

/* True when a still of any paper is there: it lay under the camera and may lie there still. */
bool papers_any_taken(const struct visit *v);

/* True when she hands the question's paper in at the counter. */
bool papers_handed_in(struct visit *v, form_node question);

#endif
