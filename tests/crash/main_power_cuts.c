/* Cuts the power of kiosk and courier in this process, thousands of times, and looks at what is
 * left. usage: power_cuts COUNT [SEED]    prints "ok NAME", "not ok NAME" and "# figures" */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/crash/defaults.h"
#include "tests/crash/judge.h"
#include "tests/crash/openings.h"

#define DAYS  8 /* at least so many workloads share the cuts */
#define STEPS 26

/* Keys and nonces of the seed's own, so that a day repeats to the byte. */
static struct port_random keys;

static const char *keys_name(void)
{
    return "seeded";
}

static void keys_fill(void *const out, const size_t size)
{
    if (failed(keys.ops->fill(&keys, out, size))) {
        abort();
    }
}

static uint32_t keys_number(void)
{
    uint32_t n = 0;
    keys_fill(&n, sizeof n);
    return n;
}

static randombytes_implementation seeded = {
    .implementation_name = keys_name, .random = keys_number, .buf = keys_fill};

static struct world lived, after, third;
static int bad;

static void say(bool good, const char *name)
{
    printf("%s %s\n", good ? "ok" : "not ok", name);
    bad += !good;
}

/* How a day is lived, and cut. */
struct day {
    uint64_t seed;
    bool carrying, careless, lying, hasty, rash;
    unsigned long cuts; /* at most */
};

/* Harm is what is wanted. */
static bool is_planted(const struct day *day)
{
    return day->careless || day->lying || day->hasty || day->rash;
}

static void cut_day(const struct day *day, struct verdict *v)
{
    const size_t moments = (lived.disk.op_count + 1) * 3;
    const size_t stride = moments <= day->cuts ? 1 : moments / day->cuts;
    struct port_random random = random_seeded(day->seed + 1);
    for (size_t i = 0; i < moments; i += stride) {
        uint64_t seed = 0;
        if (failed(random.ops->fill(&random, &seed, sizeof seed))) {
            abort();
        }
        /* With a stride every way of losing gets its share. */
        const enum crash_left left = (enum crash_left)(stride == 1 ? i % 3 : seed % 3);
        const unsigned long before = verdict_harm(v);
        judge_cut(&lived, i / 3, left, seed, seed % 5 == 0, &after, v);
        if (seed % 16 == 1 && seed % 5 != 0 && verdict_harm(v) == before) {
            judge_again(&after, i / 3, seed / 16, &third, v);
        }
        if (verdict_harm(v) != before && before == 0 && !is_planted(day)) {
            printf("# first harm: day %llu, after operation %zu of %zu, %u, seed %llu; %s %d\n",
                   (unsigned long long)day->seed, i / 3, lived.disk.op_count, left,
                   (unsigned long long)seed, after.bad.at == NULL ? "" : after.bad.at,
                   after.bad.os);
        }
    }
}

static bool live_and_cut(const struct day *day, struct verdict *v)
{
    keys = random_seeded(day->seed);
    struct err e = world_open(&lived, day->seed);
    if (failed(e)) {
        return false;
    }
    lived.carrying = day->carrying;
    lived.careless = day->careless;
    lived.hasty = day->hasty;
    lived.rash = day->rash;
    lived.disk.lying = day->lying;
    world_live(&lived, STEPS);
    if (failed(lived.bad)) {
        printf("# day %llu: %s %d\n", (unsigned long long)day->seed, lived.bad.at, lived.bad.os);
        world_close(&lived);
        return false;
    }
    cut_day(day, v);
    world_close(&lived);
    return true;
}

static bool live_days(unsigned long count, uint64_t seed, bool carrying, struct verdict *v)
{
    bool good = true;
    unsigned long days = 0;
    while (v->cuts < count && good) {
        const struct day day = {
            .seed = seed + days, .carrying = carrying, .cuts = count / DAYS + 1};
        good = live_and_cut(&day, v);
        days++;
    }
    verdict_print(carrying ? "to another kiosk" : "outbox and courier", v);
    printf("# %lu working days, seeds %llu to %llu\n", days, (unsigned long long)seed,
           (unsigned long long)(seed + days - 1));
    return good && verdict_harm(v) == 0 && v->drained > 0 && v->again > 0 && v->exported > 0;
}

static void prove_days(unsigned long count, uint64_t seed)
{
    struct verdict v = {0};
    say(live_days(count, seed, false, &v) && v.withdrawn > 0,
        "no_power_cut_loses_doubles_undoes_or_leaves_anything");
}

static void prove_carrying(unsigned long count, uint64_t seed)
{
    struct verdict v = {0};
    say(live_days(count, seed, true, &v) && v.ended > 0 && v.refused > 0,
        "no_power_cut_sends_astray_what_goes_to_another_kiosk");
}

/* The rig must see harm where harm is done, within some days. */
static void prove_rig(uint64_t seed)
{
    static const struct {
        const char *name, *test;
        struct day day;
        enum harm harm;
    } rigs[] = {
        {"synchronous=NORMAL",
         "with_synchronous_normal_the_same_rig_loses",
         {.careless = true, .cuts = 200},
         HARM_LOST},
        {"flushes that lie",
         "with_flushes_that_lie_the_same_rig_loses",
         {.lying = true, .cuts = 40},
         HARM_LOST},
        {"a bundle that is not flushed",
         "without_the_flush_of_a_bundle_the_same_rig_finds_it_astray",
         {.carrying = true, .hasty = true, .cuts = 60},
         HARM_ASTRAY},
        {"a done that is not flushed",
         "without_its_flush_the_same_rig_sees_done_undone",
         {.carrying = true, .rash = true, .cuts = 60},
         HARM_UNDONE},
    };
    for (size_t i = 0; i < sizeof rigs / sizeof rigs[0]; i++) {
        struct verdict v = {0};
        struct day day = rigs[i].day;
        bool good = true;
        for (day.seed = seed; day.seed < seed + DAYS && good && v.harm[rigs[i].harm] == 0;
             day.seed++) {
            good = live_and_cut(&day, &v);
        }
        verdict_print(rigs[i].name, &v);
        say(good && v.harm[rigs[i].harm] > 0, rigs[i].test);
    }
}

int main(int argc, char **argv)
{
    const unsigned long count = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
    const uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    if (count == 0) {
        fprintf(stderr, "usage: power_cuts COUNT [SEED]\n");
        return 2;
    }
    randombytes_set_implementation(&seeded);
    if (failed(world_open(&after, seed)) || failed(world_open(&third, seed))) {
        return 1;
    }
    prove_days(count, seed);
    prove_carrying(count / (count < 5000 ? 2 : 4), seed);
    bad += prove_openings(&lived, &after, &third, count < 5000 ? 1 : 9);
    prove_rig(seed);
    bad += prove_defaults();
    world_close(&after);
    world_close(&third);
    return bad == 0 ? 0 : 1;
}
