/* Checks a dossier (NopHoSo) as it comes in at the iGate personality: every member that must be
 * there, and that every file it names was uploaded with the hash it says. */
#ifndef PLATFORM_SIM_PORTAL_DOSSIER_H
#define PLATFORM_SIM_PORTAL_DOSSIER_H

#include "platform/sim/portal/igate.h"
#include "platform/sim/portal/intake.h"
#include "platform/sim/portal/ledger_adapters.h"

struct dossier {
    char number[24];    /* MaHoSo */
    char procedure[24]; /* MaTTHC */
    char uuid[37];      /* MaThamChieu, a member of ours; else the record's; else made of MaHoSo */
    struct intake_peek record; /* among its files */
    char files[IGATE_FILES_MAX][24];
    int file_count;
};

/* ERR_BAD_INPUT when it will not do; why is then a sentence that quotes only names of members. */
MUST_USE struct err dossier_read(const char *body, size_t size, struct ledger *ledger,
                                 struct dossier *ret_dossier, char *why, size_t why_cap);

#endif
