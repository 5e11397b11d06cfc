/* The first visit with a pack, by which it is kept or undone. What is known of it lies beside it,
 * packs/NAME.trial: the mark of the pack it is about, how far its trial is, the start of the
 * machine (boot) it was written in, how often a trial ended without an end, the mark of the last
 * pack that was undone, which is not taken again, and of the one that was proved before this one.
 * Written by the kiosk alone.
 *
 *   what happens                          LOADING   WAITING   VISITED   PROVED    UNDONE
 *   no .trial, or of another pack         -> LOADING, whatever it was (the one proved before is
 *                                         PROVED: a failure of another is not held against it)
 *   it was loaded and is offered          WAITING   -         -         -         -
 *   somebody leaves the welcome screen    -         VISITED   -         -         -
 *   the visit is over                     -         -         PROVED    -         -
 *   the kiosk ends in order               LOADING   WAITING   WAITING   PROVED    UNDONE
 *   starts again, the machine went on     UNDONE    WAITING   UNDONE    PROVED    UNDONE
 *   starts again, so did the machine      LOADING*  WAITING   WAITING*  PROVED    UNDONE
 *   a form of it does not load            UNDONE    UNDONE    UNDONE    UNDONE    -
 *   * a power cut is not the pack's fault: twice; the third time it is UNDONE.
 *
 * UNDONE: the note is written first, then NAME.before takes the place of NAME.pack by one rename,
 * or where there is none NAME.pack goes. Cut between the two, the next start finds a pack whose
 * mark is the refused one, and does the rest. */
#ifndef APP_PACK_PACK_TRIAL_H
#define APP_PACK_PACK_TRIAL_H

#include "app/pack/pack_file.h"
#include "platform/port_dir.h"

#define PACK_MARK  33 /* of one signed file: the first 16 bytes of its signature in hex, a NUL */
#define PACK_TRIAL ".trial"
#define PACK_TRIES 3

enum pack_trial_state {
    TRIAL_NONE, /* nothing is known: it is new */
    TRIAL_LOADING,
    TRIAL_WAITING,
    TRIAL_VISITED,
    TRIAL_PROVED,
    TRIAL_UNDONE,
};

struct pack_trial {
    char mark[PACK_MARK]; /* "" = of no pack */
    enum pack_trial_state state;
    char boot[40];
    int tries;
    char refused[PACK_MARK]; /* "" = none was undone */
    char why[16];            /* "crashed", "form", "load" */
    char good[PACK_MARK];    /* of the one proved before it; "" = none */
};

/* The mark of a pack; its signature must have been verified. */
void pack_mark(const struct pack_file *p, char ret_mark[PACK_MARK]);

/* What is known of NAME's trial; nothing where there is no note, or none that can be read. */
void pack_trial_read(struct port_dir *dir, const char *state, const char *name,
                     struct pack_trial *ret_trial);
/* Whether both say the same of the same pack. */
bool pack_trial_same(const struct pack_trial *a, const struct pack_trial *b);

MUST_USE struct err pack_trial_write(struct port_dir *dir, const char *state, const char *name,
                                     const struct pack_trial *trial);

/* What a start, or a look at the folder, makes of it for the pack with this mark: the table's
 * column of states. `starting`: the kiosk begins, so that a trial in the middle was broken off.
 * Pure. */
enum pack_trial_state pack_trial_begin(struct pack_trial *t, const char *mark, const char *boot,
                                       bool starting);

/* The pack it is about is refused from now on, for that reason ("form"). Pure. */
void pack_trial_undo(struct pack_trial *t, const char *why);

/* NAME.before, if there is one, takes the place of NAME.pack; else that goes. */
MUST_USE struct err pack_undo(struct port_dir *dir, const char *state, const char *name);

/* "waiting" */
const char *pack_trial_word(enum pack_trial_state state);

#endif
