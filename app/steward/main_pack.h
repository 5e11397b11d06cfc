/* A fetched pack handed over to the kiosk's packs; a part of the steward's composition root. */
#ifndef APP_STEWARD_MAIN_PACK_H
#define APP_STEWARD_MAIN_PACK_H

#include <stdbool.h>

#include "app/steward/ddi_feedback.h"

struct pack_taker {
    const char *state, *key; /* a folder, a file; without key no pack is taken */
};

/* Of steward_params.take_pack; the context is a struct pack_taker. */
bool steward_take_pack(void *context, const char *path, char ret_why[DDI_DETAIL]);

#endif
