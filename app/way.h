/* The way through a form, question by question: those of a field-list one after the other, the page
 * of a repeat before its instances and again after each. Decides only; app/steps_question.c goes.
 */
#ifndef APP_WAY_H
#define APP_WAY_H

#include "app/form/form.h"

/* The question or page after n and before it; FORM_NONE at the end and at the beginning. After the
 * last question of an instance comes its repeat's page; after that page what follows the instances.
 */
form_node way_after(struct form *f, form_node n);
form_node way_before(struct form *f, form_node n);
form_node way_last(struct form *f);

/* True for the last question of a page, and for a page of one. */
bool way_is_last_of_page(struct form *f, form_node n);

/* True for the page of a repeat. */
bool way_is_repeat(struct form *f, form_node n);

/* True when n lies in the instance, however deep. */
bool way_holds(struct form *f, form_node instance, form_node n);

/* First question of an instance, FORM_NONE when it asks nothing; the first problem in it. */
form_node way_into(struct form *f, form_node instance);
struct form_problem way_problem(struct form *f, form_node instance);

#endif
