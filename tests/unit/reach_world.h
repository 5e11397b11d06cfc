/* The ring on one page of the gallery or of a form, as it is laid out: it is on a stop from the
 * start, next alone and previous alone come to every target and back, so do the five keys, and it
 * is on a stop still when any node goes. */
#ifndef TESTS_UNIT_REACH_WORLD_H
#define TESTS_UNIT_REACH_WORLD_H

#include "app/reach.h"
#include "tests/unit/screens_world.h"

static struct reach reach_before; /* where it was on the page looked at before */

static inline int reach_stops(void)
{
    int stops = 0;
    for (int i = 0; i < w.view.count; i++) {
        stops += reach_is_stop(&w.view, i);
    }
    return stops;
}

static inline bool reach_missed(const bool *seen, const char *by)
{
    bool missed = false;
    for (int i = 0; i < w.view.count; i++) {
        if (view_is_target(&w.view.nodes[i]) && reach_is_stop(&w.view, i) && !seen[i]) {
            printf("# %s: %s is not reached by %s\n", w.name, w.view.nodes[i].name, by);
            missed = true;
        }
    }
    return missed;
}

/* One way round comes to every stop once and ends where it began. */
static inline void reach_round(struct reach r, enum command command, const char *by)
{
    bool seen[VIEW_NODES_MAX] = {false};
    const int start = reach_node(&r, &w.view), stops = reach_stops();
    for (int i = 0; i < stops; i++) {
        (void)reach_step(&r, &w.view, command);
        seen[reach_node(&r, &w.view)] = true;
    }
    CHECK_INT(reach_node(&r, &w.view), start);
    CHECK(!reach_missed(seen, by));
}

/* Every turn of the four keys from every node they come to. */
static inline void reach_flood(struct reach r)
{
    static const enum command moves[] = {COMMAND_DOWN, COMMAND_UP, COMMAND_LEFT, COMMAND_RIGHT};
    bool seen[VIEW_NODES_MAX] = {false};
    int waiting[VIEW_NODES_MAX], count = 0;
    waiting[count++] = reach_node(&r, &w.view);
    seen[waiting[0]] = true;
    while (count > 0) {
        const int from = waiting[--count];
        for (size_t m = 0; m < sizeof moves / sizeof moves[0]; m++) {
            reach_point(&r, &w.view, from);
            const struct reach_act act = reach_step(&r, &w.view, moves[m]);
            const bool comes = act.kind == REACH_FOCUS || act.kind == REACH_PRESS;
            if (comes && !seen[act.node]) {
                seen[act.node] = true;
                waiting[count++] = act.node;
            }
        }
    }
    CHECK(!reach_missed(seen, "the five keys"));
}

/* Whatever node goes, the ring stands on a stop as long as there is one. */
static inline void reach_losses(struct reach r, int depth, int language)
{
    for (int i = 0; i < w.view.count; i++) {
        if (!reach_is_stop(&w.view, i) || reach_stops() < 2) {
            continue;
        }
        reach_point(&r, &w.view, i);
        w.view.nodes[i].hidden = true;
        reach_shown(&r, &w.view, depth, language);
        const bool held = reach_is_stop(&w.view, reach_node(&r, &w.view));
        w.view.nodes[i].hidden = false;
        if (!held) {
            printf("# %s: the ring is lost with %s\n", w.name, w.view.nodes[i].name);
        }
        CHECK(held);
    }
}

static inline void reach_hold(const struct state_look *look)
{
    struct reach r = {.depth = 0};
    if (w.view.no_focus) {
        return;
    }
    reach_shown(&r, &w.view, 0, look->language);
    reach_shown(&reach_before, &w.view, 0, look->language);
    CHECK(reach_is_stop(&w.view, reach_node(&r, &w.view)));
    CHECK(reach_is_stop(&w.view, reach_node(&reach_before, &w.view)));
    (void)reach_step(&reach_before, &w.view, COMMAND_PREVIOUS);
    reach_round(r, COMMAND_NEXT, "next");
    reach_round(r, COMMAND_PREVIOUS, "previous");
    reach_flood(r);
    reach_losses(r, 0, look->language);
}

#endif
