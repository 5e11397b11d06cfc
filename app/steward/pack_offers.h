/* Content packs that a portal offers in its OpenRosa form list (form_list.h): asked for once an
 * hour, fetched when their hash is another than that of the last one, and handed to who judges
 * packs. A pack that is no longer offered stays: only a signed, newer one takes it back. Links to
 * other hosts are not followed. One thread; a turn that is due blocks. */
#ifndef APP_STEWARD_PACK_OFFERS_H
#define APP_STEWARD_PACK_OFFERS_H

#include <stdatomic.h>

#include "app/steward/action_journal.h"
#include "app/steward/form_list.h"
#include "platform/port_http.h"
#include "platform/port_part.h"

#define PACK_OFFERS_EVERY_MS  ((int64_t)3600 * 1000)
#define PACK_OFFERS_LONGEST_S 24 /* hours between two tries while they fail */
#define PACK_OFFERS_FILE      "offered.pack"

struct pack_offers_params {
    struct port_http *http; /* to the portal's host, with what this kiosk is known by */
    const char *url;        /* what stands before /formList: https://HOST/v1/key/TOKEN/projects/1 */
    struct port_part *part;
    const char *folder; /* where it is put before it is judged */
    struct action_journal *journal;
    const atomic_bool *stop;
    /* As steward_params has it. */
    enum reason (*take_pack)(void *context, const char *path, char ret_handle[PLAN_HANDLE],
                             char ret_why[DDI_DETAIL]);
    void *context;
    void (*say)(const char *what, const char *detail); /* may be NULL */
};

struct pack_offers {
    struct pack_offers_params params;
    struct arena arena; /* FORM_LIST_ROOM */
    char origin[300];
    int64_t next_ms; /* when it is due; 0 = now */
    int fails;       /* in a row */
};

/* ERR_BAD_INPUT for an address that is none. The arena is the caller's. */
MUST_USE struct err pack_offers_init(struct pack_offers *o, const struct pack_offers_params *params,
                                     const struct arena *arena);

/* Asks when it is due; how long until it is again. */
int64_t pack_offers_turn(struct pack_offers *o, int64_t now_ms);

#endif
