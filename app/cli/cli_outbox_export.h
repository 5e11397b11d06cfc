/* kioskctl outbox export, import and key: applications that go to another kiosk on a stick. */
#ifndef APP_CLI_CLI_OUTBOX_EXPORT_H
#define APP_CLI_CLI_OUTBOX_EXPORT_H

#include "app/outbox/outbox.h"

struct cli_export {
    const char *folder; /* where the bundles go */
    const char *to;     /* the other kiosk's box.pub */
    char *const *uuids; /* which; none = all that wait */
    int count;
    int wait_s; /* so long the courier may look at none of them */
};

/* Status to leave with: 0 all exported, 1 some not, each with its reason. */
int cli_outbox_export(struct outbox *o, const struct cli_export *x);

/* Takes in every bundle in folder; 0 when all of them are here now. */
int cli_outbox_import(struct outbox *o, const char *folder);

/* Says the fingerprint of this kiosk's key. */
int cli_outbox_key(struct outbox *o, const char *state);

/* Of an exported row: to whom it went. */
void cli_outbox_show_export(struct outbox *o, const struct outbox_row *row);

/* Beside the list: what was exported and is on no stick. */
void cli_outbox_warn_of_unwritten(struct outbox *o);

#endif
