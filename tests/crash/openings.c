#include "tests/crash/openings.h"

#include <stdio.h>

#include "app/outbox/outbox_inside.h"
#include "tests/crash/bases.h"
#include "tests/crash/judge.h"

/* Opens and closes, then cuts every moment of it. */
static int cut_opening(struct world *lived, struct world *after, struct world *third,
                       unsigned per_moment, const char *what, const char *test)
{
    struct verdict v = {0};
    struct err e = world_start(lived);
    world_stop(lived);
    /* Nothing of it was begun or ended after the first operation. */
    for (size_t i = 1; i <= lived->disk.op_count && !failed(e); i++) {
        for (unsigned k = 0; k < per_moment; k++) {
            const uint64_t seed = i * 100 + k;
            judge_cut(lived, i, (enum crash_left)((i + k) % 3), seed, (i + k) % 9 == 0, after, &v);
            if ((i + k) % 9 == 1) {
                judge_again(after, i, seed * 31, third, &v);
            }
        }
    }
    const bool good = !failed(e) && v.cuts > 0 && verdict_harm(&v) == 0;
    if (failed(e) || !good) {
        printf("# %s %d; %s %d\n", e.at, e.os, after->bad.at, after->bad.os);
    }
    verdict_print(what, &v);
    printf("%s %s\n", good ? "ok" : "not ok", test);
    world_close(lived);
    return !good;
}

static int prove_migration(struct world *lived, struct world *after, struct world *third,
                           unsigned per_moment, int version)
{
    char what[64];
    char test[64];
    struct err e = base_saved(lived, (uint64_t)version);
    world_stop(lived);
    if (!failed(e)) {
        e = base_old(version);
    }
    snprintf(what, sizeof what, "migration from version %d", version);
    snprintf(test, sizeof test, "a_migration_from_version_%d_survives_every_cut", version);
    if (failed(e)) {
        printf("# %s: %s %d\nnot ok %s\n", what, e.at, e.os, test);
        return 1;
    }
    base_settle(lived, third);
    return cut_opening(lived, after, third, per_moment, what, test);
}

static int prove_damage(struct world *lived, struct world *after, struct world *third,
                        unsigned per_moment)
{
    static const char test[] = "a_damaged_database_is_taken_over_whatever_is_cut";
    struct err e = base_saved(lived, 77);
    if (!failed(e)) {
        e = base_damage(lived);
    }
    if (failed(e)) {
        printf("# %s %d\nnot ok %s\n", e.at, e.os, test);
        return 1;
    }
    base_settle(lived, third);
    lived->damaged = true;
    return cut_opening(lived, after, third, per_moment, "taking over a damaged database", test);
}

int prove_openings(struct world *lived, struct world *after, struct world *third,
                   unsigned per_moment)
{
    int bad = 0;
    for (int version = 1; version < outbox_plan.count; version++) {
        bad += prove_migration(lived, after, third, per_moment, version);
    }
    return bad + prove_damage(lived, after, third, per_moment);
}
