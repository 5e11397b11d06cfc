#include "app/later_guard.h"

#include <stdio.h>
#include <string.h>

static int find(const struct later_guard *g, const char *name)
{
    for (int i = 0; i < LATER_GUARD_SLIPS; i++) {
        if (g->slips[i].name[0] != '\0' && strcmp(g->slips[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}

static bool is_over(const struct later_guard *g, int i, uint64_t now_ms)
{
    return now_ms - g->slips[i].seen_ms >= LATER_GUARD_REST_MS;
}

bool later_guard_rests(const struct later_guard *g, const char *name, uint64_t now_ms)
{
    const int i = find(g, name);
    return i >= 0 && g->slips[i].wrong >= LATER_GUARD_TRIES && !is_over(g, i, now_ms);
}

/* A free place, or that of the one seen longest ago. */
static int place_for(struct later_guard *g, const char *name)
{
    int oldest = 0;
    for (int i = 0; i < LATER_GUARD_SLIPS; i++) {
        if (g->slips[i].name[0] == '\0') {
            oldest = i;
            break;
        }
        if (g->slips[i].seen_ms < g->slips[oldest].seen_ms) {
            oldest = i;
        }
    }
    memset(&g->slips[oldest], 0, sizeof g->slips[oldest]);
    snprintf(g->slips[oldest].name, sizeof g->slips[oldest].name, "%s", name);
    return oldest;
}

bool later_guard_wrong(struct later_guard *g, const char *name, uint64_t now_ms)
{
    const int found = find(g, name);
    const int i = found >= 0 ? found : place_for(g, name);
    if (is_over(g, i, now_ms)) {
        g->slips[i].wrong = 0;
    }
    g->slips[i].wrong++;
    g->slips[i].seen_ms = now_ms;
    return g->slips[i].wrong >= LATER_GUARD_TRIES;
}

void later_guard_right(struct later_guard *g, const char *name)
{
    const int i = find(g, name);
    if (i >= 0) {
        memset(&g->slips[i], 0, sizeof g->slips[i]);
    }
}
