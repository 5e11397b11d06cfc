/* A fetched pack handed over to the kiosk's packs; a part of the steward's composition root. */
#ifndef APP_STEWARD_MAIN_PACK_H
#define APP_STEWARD_MAIN_PACK_H

#include "app/steward/plan.h"
#include "platform/port_dir.h"

struct pack_taker {
    const char *state, *key; /* a folder, a file; without key no pack is taken */
    struct port_dir *dir;
};

/* Of steward_params.take_pack and try_pack; the context is a struct pack_taker. */
enum reason steward_take_pack(void *context, const char *path, char ret_handle[PLAN_HANDLE],
                              char ret_why[DDI_DETAIL]);
enum plan_try steward_try_pack(void *context, const char *handle, char ret_why[DDI_DETAIL]);

#endif
