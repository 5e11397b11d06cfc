/* The files: a software module's list, their bytes by ranges, their MD5 sums. */
#ifndef PLATFORM_SIM_FLEET_ARTIFACT_H
#define PLATFORM_SIM_FLEET_ARTIFACT_H

#include "platform/sim/fleet/fleet.h"

void artifact_list(struct call *c);
void artifact_answer(struct call *c);
void artifact_md5sum(struct call *c);

/* Keeps the file's bytes and gives it an id; its hashes go to *ret_row as JSON, the caller's.
 * ERR_IO when it cannot be read or kept, ERR_FULL above 1 GiB. */
MUST_USE struct err artifact_keep(struct store *s, const char *path, const char *filename,
                                  int64_t now_ms, json_t **ret_row);

#endif
