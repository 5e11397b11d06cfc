/* The engine on large forms, generated: 551 binds and 1.5 MB, and a list of 12,600 items in 63,000
 * elements, each beside the time libxml2 alone takes for it, by turns; an answer on which five
 * fields depend in forms of 50, 500 and 5,000 binds; an answer that filters the long list. All of
 * it is work in memory: its time is the processor's. Prints "name<TAB>value<TAB>limit<TAB>unit"
 * lines. */
#include <libxml/parser.h>
#include <malloc.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/form/form.h"

#define ARENA_BYTES     ((size_t)96 << 20)
#define XML_BYTES       ((size_t)4 << 20)
#define ROUNDS          15
#define PROVINCES       63
#define ITEMS           12600
#define FORM_ROOM_BYTES ((size_t)1 << 20) /* that every form has for its evaluations */

static char *memory, *xml;
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

__attribute__((format(printf, 2, 3))) static void add(size_t *at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    *at += (size_t)vsnprintf(xml + *at, XML_BYTES - *at, format, arguments);
    va_end(arguments);
}

/* q0 is answered; c1..c5 depend on it; the others depend on their neighbour; labels fill up to
 * about `bytes`. */
static size_t generate(int binds, size_t bytes)
{
    size_t at = 0;
    const int fill = (int)(bytes / (size_t)binds) > 450 ? (int)(bytes / (size_t)binds) - 450 : 1;
    add(&at, "<h:html xmlns='http://www.w3.org/2002/xforms' xmlns:h='http://www.w3.org/1999/xhtml'"
             " xmlns:jr='http://openrosa.org/javarosa'><h:head><h:title>T</h:title><model>"
             "<itext><translation lang='vi'>");
    for (int i = 0; i < binds; i++) {
        add(&at, "<text id='t%d'><value>%0*d</value></text>", i, fill, i);
    }
    add(&at, "</translation></itext><instance><data id='big' version='1'>");
    for (int i = 0; i < binds; i++) {
        add(&at, "<q%d/>", i);
    }
    add(&at, "<meta><instanceID/></meta></data></instance>");
    for (int i = 0; i < binds; i++) {
        if (i == 0) {
            add(&at, "<bind nodeset='/data/q0' type='int'/>");
        } else if (i <= 5) {
            add(&at, "<bind nodeset='/data/q%d' type='int' calculate='/data/q0 + %d'/>", i, i);
        } else {
            add(&at,
                "<bind nodeset='/data/q%d' type='string' relevant=\"/data/q%d != 'no'\""
                " constraint='string-length(.) &lt; 80' jr:constraintMsg='short'/>",
                i, i - 1);
        }
    }
    add(&at, "</model></h:head><h:body>");
    for (int i = 0; i < binds; i++) {
        if (i == 0 || i > 5) {
            add(&at, "<input ref='/data/q%d'><label ref=\"jr:itext('t%d')\"/></input>", i, i);
        }
    }
    add(&at, "</h:body></h:html>");
    return at;
}

static struct err no_media(void *context, const char *name, const char **ret_bytes,
                           size_t *ret_size)
{
    (void)context;
    (void)name;
    (void)ret_bytes;
    (void)ret_size;
    return ERR(ERR_NOT_FOUND, 0, "bench: media");
}

static struct form *load(size_t size)
{
    static const struct form_media media = {NULL, no_media};
    static const struct form_clock clock = {
        .now_s = 1795395600, .offset_minutes = 420, .seed = 7, .uuid = "11111111-2222"};
    struct form *f = NULL;
    struct form_where where = {0};
    arena_init(&arena, memory, ARENA_BYTES);
    if (failed(form_load(&arena, xml, size, &media, &clock, &f, &where))) {
        fprintf(stderr, "%s:%d %s\n", where.path, where.line, where.message);
        stop("the generated form is refused");
    }
    return f;
}

static void loading(const char *what, size_t size)
{
    char name[80];
    double parse[ROUNDS], whole[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        double start = now_ms();
        xmlDoc *d = xmlReadMemory(xml, (int)size, NULL, NULL, 0);
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
    show(name, median(whole, ROUNDS), 2 * peer, "ms");
    snprintf(name, sizeof name, "memory of %s", what);
    show(name, (double)(arena.used - FORM_ROOM_BYTES) / (1 << 20), 0, "MiB");
}

static double answering(int binds, size_t bytes)
{
    double times[200];
    struct form *f = load(generate(binds, bytes));
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

/* Provinces and their communes as XLSForm's cascading select makes them; four fields an item. */
static size_t generate_list(void)
{
    size_t at = 0;
    add(&at, "<h:html xmlns='http://www.w3.org/2002/xforms' xmlns:h='http://www.w3.org/1999/xhtml'>"
             "<h:head><h:title>T</h:title><model><instance><data id='l'><p/><c/></data></instance>"
             "<instance id='p'><root>");
    for (int i = 0; i < PROVINCES; i++) {
        add(&at, "<item><name>p%d</name><label>Province %d</label></item>", i, i);
    }
    add(&at, "</root></instance><instance id='c'><root>");
    for (int i = 0; i < ITEMS; i++) {
        add(&at,
            "<item><name>c%d</name><label>Commune of number %d</label><province>p%d</province>"
            "<district>d%d</district></item>",
            i, i, i % PROVINCES, i % 630);
    }
    add(&at, "</root></instance></model></h:head><h:body><select1 ref='/data/p'><label>P</label>"
             "<itemset nodeset=\"instance('p')/root/item\"><value ref='name'/><label ref='label'/>"
             "</itemset></select1><select1 ref='/data/c'><label>C</label><itemset "
             "nodeset=\"instance('c')/root/item[province = /data/p]\"><value ref='name'/>"
             "<label ref='label'/></itemset></select1></h:body></h:html>");
    return at;
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
        snprintf(value, sizeof value, "p%d", i % PROVINCES);
        const double start = now_ms();
        if (failed(form_set(f, p, value, &problem)) || failed(form_question(f, c, &q)) ||
            q.choice_count != ITEMS / PROVINCES) {
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
    xml = malloc(XML_BYTES);
    if (memory == NULL || xml == NULL) {
        stop("memory");
    }
    /* libxml2 keeps the memory it gave back, so that its time is its work and not page faults. */
    (void)mallopt(M_TRIM_THRESHOLD, 512 << 20);
    (void)mallopt(M_MMAP_THRESHOLD, 256 << 20);
    loading("a form of 551 binds", generate(551, 1500000));
    const size_t list = generate_list();
    loading("a list of 63,000 elements", list);
    filtering(load(list));
    const double small = answering(50, 15000);
    show("one answer, 5 dependants, 50 binds", small, 0, "ms");
    show("one answer, 5 dependants, 500 binds", answering(500, 1400000), 3 * small + 0.02, "ms");
    show("one answer, 5 dependants, 5,000 binds", answering(5000, 2600000), 3 * small + 0.02, "ms");
    free(memory);
    free(xml);
    return 0;
}
