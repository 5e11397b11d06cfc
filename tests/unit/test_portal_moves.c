/* The ten states: what may follow what, and what a move must say. */
#include "platform/sim/portal/moves.h"
#include "tests/check.h"

TEST(the_way_is_the_national_list)
{
    static const int ways[][2] = {{1, 2}, {1, 3}, {1, 5}, {1, 7}, {2, 4}, {4, 5}, {4, 6}, {4, 8},
                                  {4, 9}, {5, 4}, {5, 7}, {5, 8}, {6, 4}, {6, 9}, {9, 10}};
    int allowed = 0;
    for (int from = 1; from <= MOVES_STATES; from++) {
        for (int to = 0; to <= MOVES_FOREIGN; to++) {
            allowed += moves_allowed(from, to);
        }
    }
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        CHECK(moves_allowed(ways[i][0], ways[i][1]));
    }
    CHECK_INT(allowed, sizeof ways / sizeof ways[0]);
}

TEST(from_an_unknown_state_every_known_one_is_open)
{
    for (int to = 1; to <= MOVES_STATES; to++) {
        CHECK(moves_allowed(42, to));
    }
    CHECK(!moves_allowed(42, 43));
    CHECK(!moves_allowed(42, 0));
    CHECK(!moves_allowed(42, -1));
}

TEST(more_papers_and_refusal_need_a_reason)
{
    for (int to = 1; to <= MOVES_STATES; to++) {
        CHECK_INT(moves_needs_reason(to), to == 3 || to == 5);
        CHECK_INT(moves_takes_result(to), to == 9 || to == 10);
    }
}

int main(void)
{
    RUN(the_way_is_the_national_list);
    RUN(from_an_unknown_state_every_known_one_is_open);
    RUN(more_papers_and_refusal_need_a_reason);
    return check_done();
}
