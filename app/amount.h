/* Numbers as they are shown and as a form stores them: "1500000" is shown "1.500.000", "1.5" is
 * shown "1,5" where the language writes so. Text only: no number is too long. */
#ifndef APP_AMOUNT_H
#define APP_AMOUNT_H

#include "app/form/form.h"

/* Asked as money: dots between thousands, words beneath, and "none" as an answer. */
bool amount_is_money(const struct form_question *q);
/* Asked with a point or comma. */
bool amount_is_decimal(const struct form_question *q);

/* The digits of a stored number in groups of three, its point as the language writes it. */
void amount_show(const char *stored, const char *language, bool grouped, struct buf *out);

/* What was typed without needless zeros and without an open point: "007" is "7", "1." is "1". */
void amount_store(char *typed);

/* Whole dong of a stored number, -1 when there is none. */
int64_t amount_dong(const char *stored);

#endif
