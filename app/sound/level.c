#include "app/sound/level.h"

#include <math.h>
#include <stdlib.h>

enum { PASSES = 8, REACH = 5, SMOOTH = 4 /* blocks */ };

#define NEAR 0.2 /* LUFS from the aim: good enough to stop */

/* What the loudest sample of block b needs to stay under the ceiling. */
static float need_of(const int16_t *from, size_t count, size_t b, double gain, double most)
{
    int peak = 0;
    const size_t end = (b + 1) * LEVEL_BLOCK < count ? (b + 1) * LEVEL_BLOCK : count;
    for (size_t i = b * LEVEL_BLOCK; i < end; i++) {
        peak = abs(from[i]) > peak ? abs(from[i]) : peak;
    }
    return (float)(peak * gain > most ? most / (peak * gain) : 1);
}

static float least_near(const float *need, size_t blocks, size_t b)
{
    float least = 1;
    for (int d = -REACH; d <= REACH; d++) {
        const size_t at = b + (size_t)d;
        least = at < blocks && need[at] < least ? need[at] : least;
    }
    return least;
}

/* The gain of each block: the least that any near block needs, smoothed within the reach of that
 * least. */
static void plan(struct level_room *room, size_t blocks)
{
    for (size_t b = 0; b < blocks; b++) {
        room->gain[b] = least_near(room->need, blocks, b);
    }
    for (size_t b = 0; b < blocks; b++) { /* need is not wanted any more */
        float sum = 0;
        for (int d = -SMOOTH; d <= SMOOTH; d++) {
            const size_t at = b + (size_t)d < blocks ? b + (size_t)d : b;
            sum += room->gain[at];
        }
        room->need[b] = sum / (2 * SMOOTH + 1);
    }
}

static int16_t rounded(double value)
{
    const long whole = lround(value);
    return (int16_t)(whole > INT16_MAX ? INT16_MAX : whole < INT16_MIN ? INT16_MIN : whole);
}

static void apply(const int16_t *from, size_t count, double gain, double ceiling,
                  struct level_room *room, int16_t *to)
{
    const double most = pow(10, ceiling / 20) * 32768;
    const size_t blocks = count / LEVEL_BLOCK + 2;
    for (size_t b = 0; b < blocks; b++) {
        room->need[b] = need_of(from, count, b, gain, most);
    }
    plan(room, blocks);
    for (size_t i = 0; i < count; i++) {
        const size_t b = i / LEVEL_BLOCK;
        const double part = (double)(i % LEVEL_BLOCK) / LEVEL_BLOCK;
        const double here = (double)room->need[b];
        const double limit = here + ((double)room->need[b + 1] - here) * part;
        to[i] = rounded(from[i] * gain * limit);
    }
}

struct err level_bring(const int16_t *from, size_t count, double ceiling, struct level_room *room,
                       int16_t *ret_to, struct loudness *ret_loudness)
{
    struct loudness l;
    if (count == 0 || count > LEVEL_SAMPLES) {
        return ERR(ERR_BAD_INPUT, 0, "level: nothing, or too long");
    }
    struct err e = loudness_measure(from, count, &l);
    if (failed(e)) {
        return e;
    }
    if (l.lufs <= LOUDNESS_NONE) {
        return ERR(ERR_BAD_INPUT, 0, "level: silent");
    }
    double gain = 1;
    for (int pass = 0; pass < PASSES; pass++) {
        gain *= pow(10, (LEVEL_LUFS - l.lufs) / 20);
        apply(from, count, gain, ceiling, room, ret_to);
        e = loudness_measure(ret_to, count, &l);
        if (failed(e) || fabs(LEVEL_LUFS - l.lufs) < NEAR) {
            break;
        }
    }
    *ret_loudness = l;
    return e;
}

bool level_is_right(const struct loudness *l)
{
    return fabs(l->lufs - LEVEL_LUFS) <= LEVEL_LUFS_ROOM && l->peak <= LEVEL_PEAK;
}
