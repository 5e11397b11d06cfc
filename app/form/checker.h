/* The checker behind `kioskctl form check`: everything in a form that is outside the profile, not
 * only the first thing, and what its author may have overlooked. Citizens' forms are loaded by
 * form_load, which ends at the first refusal. */
#ifndef APP_FORM_CHECKER_H
#define APP_FORM_CHECKER_H

#include "app/form/form.h"

#define REFUSALS_MAX 200 /* lines about one form; the last says that there is more */
#define WARNINGS_MAX 20  /* lines of one kind; then how many more there are */

/* A mistake is a warning that is surely one: a field or a list that is not there. The form loads as
 * in the other engines, and reads it as empty. */
enum finding { FINDING_REFUSAL, FINDING_MISTAKE, FINDING_WARNING };

struct form_report {
    void *context;
    void (*tell)(void *context, enum finding finding, const struct form_where *where);
};

/* Tells report every refusal and every warning; ERR_OK when there was no refusal. */
MUST_USE struct err form_examine(struct arena *arena, const char *xml, size_t size,
                                 const struct form_media *media, const struct form_clock *clock,
                                 const struct form_report *report);

#endif
