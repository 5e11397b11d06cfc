/* How long "send" waits until an application is safe, beside what this disk itself takes to flush:
 * a record with a photographed paper, put again and again; each time also a plain file of the same
 * size, written and flushed. How many applications a second it commits beside how often this disk
 * flushes. Prints "name<TAB>value<TAB>limit<TAB>unit" lines. usage: bench_store
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <time.h>

#include "app/outbox/box_key.h"
#include "app/outbox/outbox.h"
#include "tests/unit/record_example.h"
#include "tests/unit/scratch.h"

enum { PUTS = 200, PAPER = 300 * 1024, BLOCK = 4096 };

static char paper[PAPER];

static double now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double p99(double *times)
{
    qsort(times, PUTS, sizeof times[0], by_size);
    return times[PUTS * 99 / 100];
}

static bool put(struct outbox *o, int number, size_t paper_size, double *ret_ms)
{
    char uuid[37], token[27];
    snprintf(uuid, sizeof uuid, "00000000-0000-4000-8000-%012d", number);
    snprintf(token, sizeof token, "%026d", number);
    struct record r = record_example(uuid);
    r.token = token;
    r.papers[0].bytes = paper;
    r.papers[0].size = paper_size;
    r.paper_count = paper_size == 0 ? 0 : r.paper_count;
    const double start = now_ms();
    const struct err e = outbox_put(o, &r);
    *ret_ms = now_ms() - start;
    return !failed(e);
}

/* The same bytes as a plain file: written, flushed, its folder flushed. */
static bool flush_plain(int number, double *ret_ms)
{
    char name[32];
    snprintf(name, sizeof name, "plain-%d", number);
    const double start = now_ms();
    const int folder = open(scratch("."), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const int f = open(scratch(name), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    const bool good = folder >= 0 && f >= 0 && write(f, paper, sizeof paper) == sizeof paper &&
                      fsync(f) == 0 && fsync(folder) == 0;
    *ret_ms = now_ms() - start;
    if (f >= 0) {
        close(f);
    }
    if (folder >= 0) {
        close(folder);
    }
    return good;
}

/* One flush of what was added to a file that is there: the least that a commit can wait for. */
static bool flush_alone(int f, double *ret_ms)
{
    const double start = now_ms();
    const bool good = write(f, paper, BLOCK) == BLOCK && fdatasync(f) == 0;
    *ret_ms = now_ms() - start;
    return good;
}

/* Applications without papers, one commit each, and flushes of this disk, by turns. */
static bool commits(struct outbox *o)
{
    double commit_ms = 0, flush_ms = 0;
    const int f = open(scratch("flushed"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    bool good = f >= 0;
    for (int i = 0; good && i < PUTS; i++) {
        double commit = 0, flush = 0;
        good = put(o, PUTS + i, 0, &commit) && flush_alone(f, &flush);
        commit_ms += commit;
        flush_ms += flush;
    }
    if (f >= 0) {
        close(f);
    }
    if (good) {
        printf("this disk's own flushes a second\t%.0f\t0\t1/s\n", PUTS * 1000 / flush_ms);
        printf("outbox commits a second, without papers\t%.0f\t0\t1/s\n", PUTS * 1000 / commit_ms);
        printf("time of a commit, in flushes of this disk\t%.3f\t2\tx\n", commit_ms / flush_ms);
    }
    return good;
}

int main(void)
{
    static double put_ms[PUTS], flush_ms[PUTS];
    struct port_dir dir = dir_linux();
    struct seal_secret secret;
    struct outbox *o = NULL;
    (void)scratch_open();
    memset(paper, 0x5A, sizeof paper);
    bool good = !failed(box_key_open(&dir, scratch("."), &secret)) &&
                !failed(outbox_open(&o, scratch(".")));
    for (int i = 0; good && i < PUTS; i++) { /* by turns, so that both meet the same disk */
        good = put(o, i, sizeof paper, &put_ms[i]) && flush_plain(i, &flush_ms[i]);
    }
    good = good && commits(o);
    outbox_close(o);
    scratch_close();
    if (!good) {
        fprintf(stderr, "bench_store: could not save\n");
        return 1;
    }
    const double disk = p99(flush_ms), safe = p99(put_ms);
    printf("this disk's own flush of a file of that size, p99\t%.3f\t0\tms\n", disk);
    printf("application safe on disk, p99 (limit: 100 + flush)\t%.3f\t%.3f\tms\n", safe,
           100 + disk);
    printf("application safe on disk, median\t%.3f\t0\tms\n", put_ms[PUTS / 2]);
    return 0;
}
