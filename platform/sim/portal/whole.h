/* A paper whose pages came in several files, the kiosk's PDF and pages from a phone, becomes one
 * PDF: a record tells of each file which page it is ("page"), and by how much a page is to be
 * turned ("turned"). Any thread. */
#ifndef PLATFORM_SIM_PORTAL_WHOLE_H
#define PLATFORM_SIM_PORTAL_WHOLE_H

#include <jansson.h>

#include "platform/sim/portal/routes.h"

/* Once every file of the application is here: makes one of those that are of one paper. Files that
 * cannot be read as pages, or tell no order without gaps, stay as they are. Once, however often it
 * is called; an application that is not here yet is left alone. */
MUST_USE struct err whole_bind(struct portal *p, const char *uuid);

/* Every file that is here of an application; one that was made of others tells its ref and pages.
 * The caller's to give back, also beside an error. */
json_t *whole_list(struct ledger *l, const char *uuid, struct err *ret_err);

#endif
