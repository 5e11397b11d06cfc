/* One file as its page shows it: what office_file.c loads, office_papers.c shows and
 * office_moves.c offers. */
#ifndef PLATFORM_SIM_PORTAL_OFFICE_FILE_H
#define PLATFORM_SIM_PORTAL_OFFICE_FILE_H

#include <jansson.h>

#include "platform/sim/portal/ledger_whole.h"
#include "platform/sim/portal/office_page.h"

#define OFFICE_ANSWERS_MAX 300 /* answers shown of one file */

struct office_file {
    struct ledger_entry entry;
    json_t *record; /* as received; NULL when it is no JSON */
    struct ledger_paper papers[LEDGER_PAPERS_MAX];
    int paper_count;
    struct ledger_whole wholes[LEDGER_PAPERS_MAX];
    int whole_count;
    struct ledger_move moves[LEDGER_MOVES_MAX];
    int move_count;
    struct ledger_result results[LEDGER_RESULTS_MAX];
    int result_count;
    const struct office_draft *draft; /* NULL = nothing was typed yet */
};

/* What an officer's page shows of a file: the record of the rest contract, or the one that came
 * along as a file with an OpenRosa submission or an iGate dossier; else the submission's XML as its
 * instance. NULL when there is none. */
json_t *office_record(struct ledger *l, const struct ledger_entry *entry, const char *body,
                      size_t size);

/* The id of the form that it was filled in with; the procedure's code where the record names none.
 * Lives as long as f. */
const char *office_form_of(const struct office_file *f);

/* The section of its papers. */
void office_put_papers(struct html *w, const struct office_file *f);

/* "PDF, 120 KB"; and the way to the bytes: a picture is shown, a PDF opened by the browser; kind is
 * "papers" or "results". */
void office_put_size(struct html *w, const char *type, int64_t size);
void office_put_bytes_link(struct html *w, const struct office_file *f, const char *kind,
                           const char *sha256, const char *type, const char *label);

/* The moves that are open, each with its form, and undoing the last one. */
void office_put_moves(struct office *o, struct html *w, const struct office_file *f);

#endif
