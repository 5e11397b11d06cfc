/* How long a receipt takes until it can be sent to the printer: every receipt of tests/fixtures,
 * drawn again and again; the first is of a kiosk that has drawn none yet. Prints
 * "name<TAB>value<TAB>limit<TAB>unit" lines. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "tests/bench/slip.h"

enum { ROUNDS = 30, LIMIT_MS = 50 };

static double now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t); /* it waits for nothing */
    return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void stop(const char *what)
{
    fprintf(stderr, "bench_slip: %s\n", what);
    exit(1);
}

int main(void)
{
    static const char *const names[] = {"received", "long", "saved", "sent", "held", "copy"};
    enum { NAMES = sizeof names / sizeof names[0] };
    static double times[NAMES * ROUNDS];
    struct assets assets;
    double first = 0;
    if (failed(assets_open(&assets, files_linux(), getenv("RONG_ASSETS"))) || !slip_open(&assets)) {
        stop("no assets or fonts");
    }
    for (int i = 0; i < NAMES * ROUNDS; i++) {
        if (!slip_read(names[i % NAMES])) {
            stop("tests/fixtures is missing; run from the top of the checkout");
        }
        const double start = now_ms();
        if (!slip_draw()) {
            stop("a receipt is not drawn");
        }
        times[i] = now_ms() - start;
        first = i == 0 ? times[0] : first;
    }
    qsort(times, NAMES * ROUNDS, sizeof times[0], by_size);
    printf("receipt rendered, the first\t%.3f\t%d\tms\n", first, LIMIT_MS);
    printf("receipt rendered, median of %d\t%.3f\t0\tms\n", NAMES * ROUNDS,
           times[NAMES * ROUNDS / 2]);
    printf("receipt rendered, longest\t%.3f\t%d\tms\n", times[NAMES * ROUNDS - 1], LIMIT_MS);
    return 0;
}
