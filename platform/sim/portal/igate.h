/* The iGate personality, as a province's one-stop system is asked by others: a token, a file
 * number, files one by one, then the dossier (NopHoSo) that names them. Field names are the
 * ministry's; what a second dossier under one number is answered is our assumption (409 DUPLICATE).
 */
#ifndef PLATFORM_SIM_PORTAL_IGATE_H
#define PLATFORM_SIM_PORTAL_IGATE_H

#include "platform/sim/portal/routes.h"

#define IGATE_TOKEN_LIFE_MS 600000
#define IGATE_FILES_MAX     64

bool igate_is_path(const char *path);

/* Answers such a path. */
void igate_answer(struct portal *p, const struct portal_request *q, struct portal_reply *ret_reply);

/* {"code","message"} and, when it is not "", the file number. */
void igate_refuse(struct portal_reply *ret_reply, int status, const char *code, const char *message,
                  const char *number);

#endif
