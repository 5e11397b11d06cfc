/* The portal's form list as a source of packs; a part of the steward's composition root. */
#ifndef APP_STEWARD_MAIN_FORMS_H
#define APP_STEWARD_MAIN_FORMS_H

#include "app/courier/credentials.h"
#include "app/steward/ddi_line.h"
#include "app/steward/main_pack.h"
#include "app/steward/pack_offers.h"
#include "platform/linux/part_file.h"

struct steward_forms {
    const char *url, *ca, *credentials; /* url NULL: no portal offers any */
    struct pack_offers offers;
    struct part_file part;
    struct port_http *http;
    struct credentials known;
    char address[DDI_HREF], folder[DIR_PATH_MAX];
    bool open;
};

/* Opens the line where there is an address; what is wrong with it is an error. */
MUST_USE struct err steward_forms_open(struct steward_forms *f, struct pack_taker *taker,
                                       struct action_journal *journal, const atomic_bool *stop,
                                       void (*say)(const char *what, const char *detail));

/* Asks when it is due; how long until it is again, however long where there is no address. */
int64_t steward_forms_turn(struct steward_forms *f, int64_t now_ms);

/* Accepts one that never opened. */
void steward_forms_close(struct steward_forms *f);

#endif
