/* The ledger's side of the officer's page: lists, moves of state that can be undone, and electronic
 * results. As ledger.h: one transaction a call, any thread. */
#ifndef PLATFORM_SIM_PORTAL_LEDGER_OFFICE_H
#define PLATFORM_SIM_PORTAL_LEDGER_OFFICE_H

#include "platform/sim/portal/ledger.h"

#define LEDGER_MOVES_MAX   64 /* moves shown of one file, the newest */
#define LEDGER_RESULTS_MAX 8  /* results of one file */
#define LEDGER_FIND_MAX    40 /* letters of a file number searched for */

enum ledger_actor { LEDGER_OFFICER, LEDGER_CONTROL, LEDGER_CITIZEN };

/* What to list. */
struct ledger_query {
    int state;        /* 0 = every state, -1 = unknown ones */
    const char *find; /* part of a file number, "" = all */
    int offset, limit;
};

struct ledger_row {
    struct ledger_entry entry;
    int missing; /* papers named and not here */
};

/* A file given along with a move; bytes NULL = none, text "" = none. They stay the caller's. */
struct ledger_result_in {
    const char *text;
    const char *type;
    const void *bytes;
    size_t size;
};

struct ledger_move_in {
    const char *uuid;
    int state;
    const char *text;   /* words for an unknown number, "" = the contract's */
    const char *reason; /* "" = none */
    int revision;       /* entry.moves as the officer saw it, -1 = whatever it is */
    enum ledger_actor actor;
    struct ledger_result_in result;
};

struct ledger_move {
    int64_t at;
    enum ledger_actor actor;
    int from, to;
    char from_text[80], to_text[80];
    char reason[LEDGER_REASON];
    int64_t undone_at; /* 0 = it stands */
};

struct ledger_result {
    int64_t at;
    char text[LEDGER_REASON];
    char type[20]; /* "" = text only */
    char sha256[SHA256_HEX];
    int64_t size;
};

/* Newest first; rows has room for query->limit. */
MUST_USE struct err ledger_list(struct ledger *l, const struct ledger_query *query,
                                struct ledger_row *rows, int *ret_count, int *ret_total);

/* How many files are in each of the ten states; [0] = in any other. */
MUST_USE struct err ledger_counts(struct ledger *l, int ret_counts[11]);

/* Moves a file. ERR_NOT_FOUND when unknown, ERR_REFUSED when it was moved since the revision,
 * ERR_FULL (os 0) when it has LEDGER_RESULTS_MAX results. */
MUST_USE struct err ledger_move(struct ledger *l, const struct ledger_move_in *in, int64_t now);

/* Takes the last standing move of an officer back, with its result, when it was made within
 * window_ms. The history keeps both. ERR_REFUSED when there is none or the revision is older. */
MUST_USE struct err ledger_undo(struct ledger *l, const char *uuid, int revision, int64_t window_ms,
                                int64_t now);

/* Newest first, at most LEDGER_MOVES_MAX. */
MUST_USE struct err ledger_moves(struct ledger *l, const char *uuid, struct ledger_move *moves,
                                 int *ret_count);

/* Results that stand, oldest first. */
MUST_USE struct err ledger_results(struct ledger *l, const char *uuid,
                                   struct ledger_result *results, int *ret_count);

/* The bytes of a stored paper, or of a result that stands; from malloc, the caller's.
 * ERR_NOT_FOUND when there is none. */
MUST_USE struct err ledger_paper_bytes(struct ledger *l, const char *uuid, const char *sha256,
                                       char ret_type[20], char **ret_bytes, size_t *ret_size);
MUST_USE struct err ledger_result_bytes(struct ledger *l, const char *uuid, const char *sha256,
                                        char ret_type[20], char **ret_bytes, size_t *ret_size);

#endif
