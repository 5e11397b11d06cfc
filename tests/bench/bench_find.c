/* Finding, key by key: procedures among more than 500, communes among 3,321. The province's list is
 * shorter, so it is filled up in memory with rows made of halves of its own names and marked "(hàng
 * thử)"; nothing else ever sees them. What is typed is what people say (tests/fixtures), one search
 * a key. A search reads memory and waits for nothing: its time is the processor's. Prints
 * "name<TAB>value<TAB>limit<TAB>unit" lines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/assets.h"
#include "app/citizen/commune.h"
#include "app/citizen/csv.h"
#include "app/citizen/search.h"

#define OFFERED     500 /* what CONTRACTS names; more rows than that are searched */
#define ADDED       150
#define ROWS_MAX    1024
#define LIST_BYTES  ((size_t)1 << 20)
#define ARENA_BYTES ((size_t)16 << 20)
#define KEYS_MAX    20000
#define UNITS_MAX   4096

static double times[KEYS_MAX];
static int keys;

static void stop(const char *what)
{
    fprintf(stderr, "bench_find: %s\n", what);
    exit(1);
}

static double now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* --- a list of more than 500 ----------------------------------------------------------------- */

static size_t words_of(const struct csv_field *name, bool first_half, char *ret_half, size_t cap)
{
    size_t cut = name->len / 2;
    while (cut > 0 && name->text[cut] != ' ') {
        cut--;
    }
    const size_t from = first_half ? 0 : cut;
    const size_t len = first_half ? cut : name->len - cut;
    return (size_t)snprintf(ret_half, cap, "%.*s", (int)len, name->text + from);
}

/* Row i of the test: the beginning of one name and the end of another, in the first one's sector.
 */
static size_t add_row(char *at, size_t room, const struct csv_field (*rows)[3], int count, int i)
{
    const struct csv_field *a = rows[i * 2 % count];
    const struct csv_field *b = rows[(i * 7 + 31) % count];
    char begin[600];
    char end[600];
    (void)words_of(&a[1], true, begin, sizeof begin);
    (void)words_of(&b[1], false, end, sizeof end);
    return (size_t)snprintf(at, room, "9.%06d,\"(hàng thử) %s %s\",\"%.*s\",1,0,tờ khai,C,S1\n", i,
                            begin, end, (int)a[2].len, a[2].text);
}

static struct err filled_up(struct file_bytes *file)
{
    static char list[LIST_BYTES];
    static struct csv_field rows[ROWS_MAX][3];
    struct csv csv;
    struct csv_field fields[16];
    int count = 0;
    csv_open(&csv, file->bytes, file->size, ',');
    (void)csv_next(&csv, fields, 16);
    while (count < ROWS_MAX && csv_next(&csv, fields, 16) > 0) {
        memcpy(rows[count++], fields, sizeof rows[0]);
    }
    if (count == 0 || file->size > sizeof list) {
        return ERR(ERR_FULL, 0, "bench: the list");
    }
    size_t used = file->size;
    memcpy(list, file->bytes, used);
    for (int i = 0; i < ADDED && used + 4096 < sizeof list; i++) {
        used +=
            add_row(list + used, sizeof list - used, (const struct csv_field(*)[3])rows, count, i);
    }
    *file = (struct file_bytes){.bytes = list, .size = used};
    return ERR_OK;
}

static struct err map(const char *path, struct file_bytes *ret_file)
{
    static const char name[] = "/data/procedures.csv";
    const size_t len = strlen(path);
    const struct err e = files_linux()->ops->map(path, ret_file);
    return failed(e) || len < sizeof name || strcmp(path + len + 1 - sizeof name, name) != 0
               ? e
               : filled_up(ret_file);
}

/* --- typing ---------------------------------------------------------------------------------- */

/* Calls key() for every beginning of the text that ends with a whole letter. */
static void type(const char *text, void (*key)(const void *context, const char *typed),
                 const void *context)
{
    char typed[256];
    const size_t len = strlen(text);
    for (size_t n = 1; n <= len && n < sizeof typed && keys < KEYS_MAX; n++) {
        if (((unsigned char)text[n] & 0xC0) == 0x80) {
            continue;
        }
        memcpy(typed, text, n);
        typed[n] = '\0';
        const double start = now_ms();
        key(context, typed);
        times[keys++] = now_ms() - start;
    }
}

static void type_file(const char *path, void (*key)(const void *context, const char *typed),
                      const void *context)
{
    char line[512];
    FILE *f = fopen(path, "r");
    if (f == NULL) {
        stop("tests/fixtures is missing; run from the top of the checkout");
    }
    while (fgets(line, sizeof line, f) != NULL) {
        char *query = strchr(line, '\t');
        if (line[0] != '#' && query != NULL) {
            query[strcspn(query, "\n")] = '\0';
            type(query + 1, key, context);
        }
    }
    fclose(f);
}

static void report(const char *what, double limit)
{
    qsort(times, (size_t)keys, sizeof times[0], by_size);
    printf("%s, keys typed\t%d\t0\t\n", what, keys);
    printf("%s, median key\t%.3f\t0\tms\n", what, times[keys / 2]);
    printf("%s, p99\t%.3f\t0\tms\n", what, times[keys * 99 / 100]);
    printf("%s, longest key\t%.3f\t%.3f\tms\n", what, times[keys - 1], limit);
    keys = 0;
}

static void search_key(const void *search, const char *typed)
{
    struct search_hit hits[20];
    (void)search_find(search, typed, hits, 20);
}

static void commune_key(const void *communes, const char *typed)
{
    static uint16_t units[UNITS_MAX];
    (void)communes_filter(communes, typed, units, UNITS_MAX);
}

static int offered(const struct catalogue *c)
{
    int count = 0;
    for (int i = 0; i < c->count; i++) {
        count += !c->entries[i].repealed;
    }
    return count;
}

static void procedures(struct arena *arena, const struct assets *assets)
{
    static const char *const languages[] = {"vi", "en", NULL};
    struct catalogue *catalogue = NULL;
    struct catalogue_problem problem = {.line = 0};
    struct search *search = NULL;
    if (failed(catalogue_load(arena, assets, languages, &catalogue, &problem)) ||
        failed(search_load(arena, assets, catalogue, &search))) {
        fprintf(stderr, "%s:%d: %s\n", problem.file, problem.line, problem.message);
        stop("the procedures do not load");
    }
    if (offered(catalogue) < OFFERED) {
        stop("fewer than 500 procedures");
    }
    printf("procedures searched, %d of them made up\t%d\t0\t\n", ADDED, offered(catalogue));
    type_file("tests/fixtures/everyday-people.tsv", search_key, search);
    type_file("tests/fixtures/everyday-unseen.tsv", search_key, search);
    report("search over 500 procedures", 5);
}

static void all_communes(struct arena *arena, const struct assets *assets)
{
    struct communes *communes = NULL;
    if (failed(communes_load(arena, assets, "52", &communes))) {
        stop("the communes do not load");
    }
    for (int i = 0; i < communes->count; i += 8) {
        type(communes->units[i].name, commune_key, communes);
    }
    report("filter 3,321 communes", 5);
}

int main(void)
{
    struct port_files_ops ops = *files_linux()->ops;
    const struct port_files files = {&ops};
    struct arena arena;
    struct assets assets;
    char *memory = malloc(ARENA_BYTES);
    ops.map = map;
    if (memory == NULL || failed(assets_open(&assets, &files, getenv("RONG_ASSETS")))) {
        stop("no memory or no assets");
    }
    arena_init(&arena, memory, ARENA_BYTES);
    procedures(&arena, &assets);
    all_communes(&arena, &assets);
    free(memory);
    return 0;
}
