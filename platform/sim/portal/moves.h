/* The ten states of a file and which may follow which (reference: the national portal's list).
 * Other numbers are other systems' states: they are kept and shown as they came. Pure. */
#ifndef PLATFORM_SIM_PORTAL_MOVES_H
#define PLATFORM_SIM_PORTAL_MOVES_H

#include <stdbool.h>

#define MOVES_STATES  10                 /* known states are 1 to MOVES_STATES */
#define MOVES_FOREIGN 99                 /* highest number of an unknown state we take */
#define MOVES_UNDO_MS (24 * 3600 * 1000) /* how long the last move may be undone */

/* True for the ten. */
bool moves_known(int state);

/* May an officer move a file from one state to another? From an unknown state to every known one,
 * because nobody here knows what it means. */
bool moves_allowed(int from, int to);

/* True when the citizen must be told why: more papers, refusal. */
bool moves_needs_reason(int to);

/* True when the result may be given along. */
bool moves_takes_result(int to);

#endif
