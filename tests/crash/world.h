/* A kiosk and its courier on a disk that loses power: a working day made from a seed, what was told
 * to whom and when, and a portal that remembers. Moments are counted in operations of the disk. */
#ifndef TESTS_CRASH_WORLD_H
#define TESTS_CRASH_WORLD_H

#include "app/courier/courier.h"
#include "platform/sim/crash_disk.h"
#include "platform/sim/http_script.h"

#define APPS       6
#define PAPERS     2
#define PAPER_MAX  3000
#define MOVES      64
#define PIECE      48 /* bytes by which sealed content is known again */
#define NEVER      SIZE_MAX
#define STATE      "/state"
#define POOL_BYTES ((size_t)256 << 20)
#define POOL_OPS   ((size_t)1 << 20)

/* One application, and what anybody was told about it. */
struct app {
    char uuid[37], instance[160];
    uint8_t papers[PAPERS][PAPER_MAX];
    size_t paper_size[PAPERS];
    char paper_sha256[PAPERS][SEAL_HEX];
    int paper_count;
    char sha256[SEAL_HEX]; /* of its JSON */
    size_t began, done;    /* outbox_put called; returned that it is saved */
    size_t asked, back;    /* outbox_withdraw called first; returned that it is withdrawn */
    size_t written;        /* outbox_export_write first returned that its bundle is on the stick */
    size_t ends, ended;    /* outbox_export_end called first; returned that it is at rest */
    struct {
        size_t at;
        enum outbox_state state;
    } moves[MOVES]; /* that the courier said it made */
    int move_count;
    uint8_t pieces[1 + PAPERS][PIECE]; /* of its sealed bytes: the box, then each paper */
    int piece_count;
    size_t stored_at, paper_at[PAPERS], number_at; /* at the portal for the first time */
    size_t paper_done[PAPERS];                     /* the courier went on to the next */
};

/* What the portal has. */
struct portal {
    char stored[APPS][SEAL_HEX];
    bool paper[APPS][PAPERS], number[APPS];
    int puts[APPS], gets[APPS], others[APPS]; /* others: other bytes under a known uuid */
    int paper_puts[APPS][PAPERS];
    bool put_first[APPS]; /* its first exchange was no question */
    char answer[640];
};

struct world {
    struct crash_disk disk;
    struct port_dir dir; /* the crash disk's, unless the world lies on the real one */
    char state[CRASH_PATH];
    bool real;
    size_t ticks;              /* of a world on the real disk */
    const char *log;           /* ... whose moments are the bytes of this file; NULL = none */
    struct port_random random; /* chooses what happens */
    uint64_t keys;             /* of every key and nonce */
    struct port_clock clock;
    struct http_script http;
    struct portal portal;
    bool moody; /* the portal and the line fail at times */
    bool noting;
    int speaking; /* the application of the last exchange */
    struct app apps[APPS];
    int app_count;
    struct outbox *kiosk;
    struct courier courier;
    bool courier_open;
    bool carrying; /* most of the day they carry applications to another kiosk */
    bool careless; /* synchronous=NORMAL: for the test of the test */
    bool hasty;    /* a bundle is not flushed: the same */
    bool rash;     /* what is done is not flushed: the same */
    bool damaged;  /* its database is, on purpose: a damaged one is kept beside with all it holds */
    struct err bad; /* something that must not happen did */
};

/* A world of its own, from the seed, on an empty disk. */
MUST_USE struct err world_open(struct world *w, uint64_t seed);
void world_close(struct world *w);

/* The moment: operations of the disk so far. */
size_t world_now(struct world *w);

/* Below n, of the seed's choices. */
unsigned world_draw(struct world *w, unsigned n);

/* Everything that happens on the disk: a first start, applications, rounds, restarts. */
void world_live(struct world *w, int steps);

/* Another state directory, on the real disk. */
void world_on_real_disk(struct world *w, const char *state);

/* Starts and stops the two programs. */
MUST_USE struct err world_start(struct world *w);
void world_stop(struct world *w);

/* One round of the courier an hour later; whether due or not: everything. */
MUST_USE struct err world_round(struct world *w, bool everything);

/* Makes application number i and saves it. */
MUST_USE struct err world_put(struct world *w, int i);

/* Wishes application number i to go to another kiosk. */
MUST_USE struct err world_wish_export(struct world *w, int i);

/* Rounds until everything there is was received; false when that does not come. */
bool world_drain(struct world *w);

/* The portal as it was when the disk had done `op` operations. */
void portal_at(struct world *w, size_t op);
struct http_step portal_answer(struct http_script *s, const struct http_request *r);

/* The state the courier last said it moved the application to before `op` (OUTBOX_SAVED at first),
 * and the one it moved it to next, which a cut may find already there. */
enum outbox_state world_told(const struct app *a, size_t op, enum outbox_state *ret_next);

#endif
