#include "platform/sim/portal/moves.h"

/* Bit n: state n may follow. */
#define TO(n) (1u << (n))

static const unsigned after[MOVES_STATES + 1] = {
    [1] = TO(2) | TO(3) | TO(5) | TO(7), [2] = TO(4),         [4] = TO(5) | TO(6) | TO(8) | TO(9),
    [5] = TO(4) | TO(7) | TO(8),         [6] = TO(4) | TO(9), [9] = TO(10),
};

bool moves_known(int state)
{
    return state >= 1 && state <= MOVES_STATES;
}

bool moves_allowed(int from, int to)
{
    if (!moves_known(to) || from == to) {
        return false;
    }
    return !moves_known(from) || (after[from] & TO(to)) != 0;
}

bool moves_needs_reason(int to)
{
    return to == 3 || to == 5;
}

bool moves_takes_result(int to)
{
    return to == 9 || to == 10;
}
