/* What the checker warns of once a form is read. Inside app/form only. */
#ifndef APP_FORM_WARN_H
#define APP_FORM_WARN_H

#include "app/form/model.h"

/* Texts and sounds that a language lacks; labels that are not translated or not there. */
void warn_of_texts(struct loader *l);

/* Appearances that do nothing. */
void warn_of_appearances(struct loader *l);

/* Rules without their words, booleans read as texts, dates computed before they are answered. */
void warn_of_rules(struct loader *l);

/* Absolute paths to fields that are not there, in texts, lists of choices and setvalues; the rules
 * of binds are refused for it by the graph. */
void warn_of_names(struct loader *l, const struct element *at, const char *what,
                   const struct xpath_expression *x);

#endif
