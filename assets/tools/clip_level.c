#include "assets/tools/clip_build.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

double level_peak(const float *samples, size_t count)
{
    double peak = 0;
    for (size_t i = 0; i < count; i++) {
        peak = fmax(peak, fabs((double)samples[i]));
    }
    return peak;
}

void level_trim(struct sound *s, int tail_ms)
{
    const size_t front = BUILD_RATE / 50;
    const size_t tail = (size_t)tail_ms * BUILD_RATE / 1000;
    const double floor = level_peak(s->samples, s->count) * 0.006; /* -44 dB under the peak */
    size_t first = 0;
    while (first < s->count && fabs((double)s->samples[first]) <= floor) {
        first++;
    }
    if (first == s->count) {
        s->count = 0;
        return;
    }
    size_t last = s->count - 1;
    while (fabs((double)s->samples[last]) <= floor) {
        last--;
    }
    const size_t body = last - first + 1;
    float *cut = calloc(front + body + tail, sizeof *cut);
    if (cut == NULL) {
        abort();
    }
    memcpy(cut + front, s->samples + first, body * sizeof *cut);
    const size_t fade = body < BUILD_RATE / 100 ? body : BUILD_RATE / 100;
    for (size_t i = 0; i < fade; i++) { /* no click where the rest was cut away */
        cut[front + body - 1 - i] *= (float)i / (float)fade;
    }
    free(s->samples);
    *s = (struct sound){cut, front + body + tail};
}

struct biquad {
    double b0, b1, b2, a1, a2;
    double x1, x2, y1, y2;
};

static double filter(struct biquad *f, double x)
{
    const double y = f->b0 * x + f->b1 * f->x1 + f->b2 * f->x2 - f->a1 * f->y1 - f->a2 * f->y2;
    f->x2 = f->x1;
    f->x1 = x;
    f->y2 = f->y1;
    f->y1 = y;
    return y;
}

static double lufs(double mean_square)
{
    return mean_square > 0 ? -0.691 + 10 * log10(mean_square) : -120;
}

/* Mean square of each 100 ms after K-weighting (the coefficients of BS.1770 for 48 kHz). */
static size_t tenths(const float *samples, size_t count, double *ret_square)
{
    struct biquad shelf = {1.53512485958697,
                           -2.69169618940638,
                           1.19839281085285,
                           -1.69065929318241,
                           0.73248077421585,
                           0,
                           0,
                           0,
                           0};
    struct biquad pass = {1, -2, 1, -1.99004745483398, 0.99007225036621, 0, 0, 0, 0};
    const size_t step = BUILD_RATE / 10;
    size_t blocks = 0;
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        const double y = filter(&pass, filter(&shelf, (double)samples[i]));
        sum += y * y;
        if ((i + 1) % step == 0) {
            ret_square[blocks++] = sum / (double)step;
            sum = 0;
        }
    }
    if (blocks == 0 && count > 0) {
        ret_square[blocks++] = sum / (double)count;
    }
    return blocks;
}

/* Mean of the 400 ms blocks louder than gate. */
static double gated(const double *square, size_t blocks, size_t wide, double gate)
{
    double sum = 0;
    int counted = 0;
    for (size_t i = 0; i + wide <= blocks; i++) {
        double mean = 0;
        for (size_t j = 0; j < wide; j++) {
            mean += square[i + j] / (double)wide;
        }
        if (lufs(mean) > gate) {
            sum += mean;
            counted++;
        }
    }
    return counted > 0 ? lufs(sum / counted) : -120;
}

double level_loudness(const float *samples, size_t count)
{
    double *square = calloc(count / (BUILD_RATE / 10) + 1, sizeof *square);
    if (square == NULL) {
        abort();
    }
    const size_t blocks = tenths(samples, count, square);
    const size_t wide = blocks < 4 ? (blocks == 0 ? 1 : blocks) : 4;
    const double first = gated(square, blocks, wide, -70);
    const double result = first > -119 ? gated(square, blocks, wide, first - 10) : first;
    free(square);
    return result;
}

enum { LIMIT_BLOCK = 96 /* 2 ms */, LIMIT_REACH = 5, LIMIT_SMOOTH = 4 };

/* Gain per 2 ms block: the least that any near block needs, smoothed within the reach of that
 * least, so the gain is down before the peak comes. */
static void limit(float *samples, size_t count, double ceiling)
{
    const size_t blocks = count / LIMIT_BLOCK + 2;
    double *need = malloc(blocks * sizeof *need);
    double *least = malloc(blocks * sizeof *least);
    if (need == NULL || least == NULL) {
        abort();
    }
    for (size_t b = 0; b < blocks; b++) {
        const size_t at = b * LIMIT_BLOCK;
        const size_t n = at >= count ? 0 : count - at < LIMIT_BLOCK ? count - at : LIMIT_BLOCK;
        const double peak = level_peak(samples + (n > 0 ? at : 0), n);
        need[b] = peak > ceiling ? ceiling / peak : 1;
    }
    for (size_t b = 0; b < blocks; b++) {
        least[b] = 1;
        for (int d = -LIMIT_REACH; d <= LIMIT_REACH; d++) {
            const size_t near = b + (size_t)d;
            if (near < blocks) {
                least[b] = fmin(least[b], need[near]);
            }
        }
    }
    for (size_t b = 0; b < blocks; b++) {
        double sum = 0;
        for (int d = -LIMIT_SMOOTH; d <= LIMIT_SMOOTH; d++) {
            const size_t near = b + (size_t)d < blocks ? b + (size_t)d : b;
            sum += least[near];
        }
        need[b] = sum / (2 * LIMIT_SMOOTH + 1);
    }
    for (size_t i = 0; i < count; i++) {
        const size_t b = i / LIMIT_BLOCK;
        const double part = (double)(i % LIMIT_BLOCK) / LIMIT_BLOCK;
        samples[i] *= (float)(need[b] + (need[b + 1] - need[b]) * part);
    }
    free(need);
    free(least);
}

void level_apply(struct sound *s, double ceiling)
{
    for (int pass = 0; pass < 6; pass++) {
        const double miss = CLIP_LUFS - level_loudness(s->samples, s->count);
        if (pass > 0 && fabs(miss) < 0.3) {
            break;
        }
        const double gain = pow(10, miss / 20);
        for (size_t i = 0; i < s->count; i++) {
            s->samples[i] *= (float)gain;
        }
        limit(s->samples, s->count, ceiling);
    }
}
