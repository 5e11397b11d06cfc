/* The engine on large forms, generated: 551 binds and 1.5 MB, forms of 50, 500 and 5,000 binds, and
 * a list of 12,600 items in 63,000 elements, each beside the time libxml2 alone takes for it, by
 * turns; an answer on which five
 * fields depend in forms of 50, 500 and 5,000 binds; an answer that filters the long list. All of
 * it is work in memory: its time is the processor's. Prints "name<TAB>value<TAB>limit<TAB>unit"
 * lines. */
#include <libxml/parser.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/bench/big_form.h"

#define ARENA_BYTES     ((size_t)96 << 20)
#define ROUNDS          15
#define SMALL_BYTES     15000 /* of labels, where a form has 50 binds */
#define MIDDLE_BYTES    1400000
#define LARGE_BYTES     2600000
#define FORM_ROOM_BYTES ((size_t)1 << 20) /* that every form has for its evaluations */

static char *memory;
static struct arena arena;

static double now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static void show(const char *name, double value, double limit, const char *unit)
{
    printf("%s\t%.3f\t%.3f\t%s\n", name, value, limit, unit);
}

static void stop(const char *what)
{
    fprintf(stderr, "bench_form: %s\n", what);
    exit(1);
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *times, int count)
{
    qsort(times, (size_t)count, sizeof times[0], by_size);
    return times[count / 2];
}

static struct form *load(size_t size)
{
    struct form *f = NULL;
    arena_init(&arena, memory, ARENA_BYTES);
    if (!big_form_load(&arena, size, &f)) {
        stop("the generated form is refused");
    }
    return f;
}

/* The form of CONTRACTS takes twice as long as libxml2 at most. Of a small one the names that every
 * form has are most, of one with 5,000 binds the expressions, which libxml2 does not read. */
static void loading(const char *what, size_t size, int times_libxml2)
{
    char name[80];
    double parse[ROUNDS], whole[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        double start = now_ms();
        xmlDoc *d = xmlReadMemory(big_form_xml, (int)size, NULL, NULL, 0);
        parse[i] = now_ms() - start;
        xmlFreeDoc(d);
        free(malloc(1 << 20)); /* malloc sorts what libxml2 gave back now, on nobody's time */
        start = now_ms();
        (void)load(size);
        whole[i] = now_ms() - start;
    }
    const double peer = median(parse, ROUNDS);
    snprintf(name, sizeof name, "size of %s", what);
    show(name, (double)size / 1e6, 0, "MB");
    snprintf(name, sizeof name, "libxml2 alone parses %s", what);
    show(name, peer, 0, "ms");
    snprintf(name, sizeof name, "load %s", what);
    show(name, median(whole, ROUNDS), times_libxml2 * peer, "ms");
    snprintf(name, sizeof name, "memory of %s", what);
    show(name, (double)(arena.used - FORM_ROOM_BYTES) / (1 << 20), 0, "MiB");
}

static double answering(int binds, size_t bytes)
{
    double times[200];
    struct form *f = load(big_form(binds, bytes));
    const form_node q = form_find(f, "/data/q0");
    for (int i = 0; i < 200; i++) {
        char value[12];
        struct form_problem problem;
        snprintf(value, sizeof value, "%d", i);
        const double start = now_ms();
        if (failed(form_set(f, q, value, &problem))) {
            stop("an answer is refused");
        }
        times[i] = now_ms() - start;
    }
    return median(times, 200);
}

/* An answer and then the 200 choices it leaves, each with its label; the first builds the index. */
static void filtering(struct form *f)
{
    double times[200];
    const form_node p = form_find(f, "/data/p"), c = form_find(f, "/data/c");
    for (int i = 0; i < 200; i++) {
        char value[12];
        struct form_problem problem;
        struct form_question q;
        struct form_choice choice;
        snprintf(value, sizeof value, "p%d", i % BIG_FORM_PROVINCES);
        const double start = now_ms();
        if (failed(form_set(f, p, value, &problem)) || failed(form_question(f, c, &q)) ||
            q.choice_count != BIG_FORM_ITEMS / BIG_FORM_PROVINCES) {
            stop("the list is not filtered");
        }
        for (int k = 0; k < q.choice_count; k++) {
            if (failed(form_choice(f, c, k, &choice))) {
                stop("a choice is missing");
            }
        }
        times[i] = now_ms() - start;
    }
    show("first answer that filters 12,600 items", times[0], 0, "ms");
    show("later answer that filters 12,600 items", median(times, 200), 5, "ms");
}

int main(void)
{
    memory = malloc(ARENA_BYTES);
    if (memory == NULL) {
        stop("memory");
    }
    /* libxml2 keeps the memory it gave back, so that its time is its work and not page faults. */
    (void)mallopt(M_TRIM_THRESHOLD, 512 << 20);
    (void)mallopt(M_MMAP_THRESHOLD, 256 << 20);
    loading("a form of 551 binds", big_form(551, 1500000), 2);
    loading("a form of 50 binds", big_form(50, SMALL_BYTES), 3);
    loading("a form of 500 binds", big_form(500, MIDDLE_BYTES), 2);
    loading("a form of 5,000 binds", big_form(5000, LARGE_BYTES), 4);
    const size_t list = big_form_list();
    loading("a list of 63,000 elements", list, 2);
    filtering(load(list));
    const double small = answering(50, SMALL_BYTES);
    show("one answer, 5 dependants, 50 binds", small, 0, "ms");
    show("one answer, 5 dependants, 500 binds", answering(500, MIDDLE_BYTES), 3 * small + 0.02,
         "ms");
    show("one answer, 5 dependants, 5,000 binds", answering(5000, LARGE_BYTES), 3 * small + 0.02,
         "ms");
    free(memory);
    return 0;
}
