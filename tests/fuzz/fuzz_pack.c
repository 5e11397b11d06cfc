/* What a content pack brings: its catalogue, needs, routes, phrases, units. The first byte says
 * which file the rest is; all others are small and good. Each is refused whole or can be used. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/citizen/commune.h"
#include "app/citizen/needs.h"
#include "app/citizen/search.h"
#include "app/citizen/terms.h"
#include "app/route.h"

#define ARENA_BYTES ((size_t)4 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static _Alignas(max_align_t) uint8_t storage[ARENA_BYTES]; /* one for all: mapping it costs more */

static const struct {
    const char *name, *good;
} files[] = {
    {"forms/1.000001/procedure.ini", "[procedure]\ncode = 1.000001\ntitle = Khai sinh\n"},
    {"data/procedures.csv", "code,name_vi,sector,days,fee_vnd,components,confidence,source\n"
                            "1.000001,Khai sinh,H,1,0,t; a,A,S\n2.000002,B,H,2wd,9/b,t,A,S\n"},
    {"data/sectors.tsv", "H\there\tdocument\n"},
    {"data/procedures.vi.tsv", "1.000001\tKhai sinh\tt; a\n"},
    {"data/procedures.en.tsv", "1.000001\tBirth\tform; photo\n"},
    {"data/needs.tsv", "birth\tprocedure\t1.000001\nland\troute\tland\n"},
    {"data/routes/land.ini", "[route]\nid = land\n"},
    {"data/need-phrases.tsv", "1.000001\tmới sinh\n"},
    {"data/need-phrases.en.tsv", "1.000001\tnew born\n"},
    {"data/synonyms.tsv", "sanh\tsinh\n"},
    {"data/vn_provinces.csv", "code,type,name,name_ascii\n52,tỉnh,Gia Lai,Gia Lai\n"},
    {"data/vn_communes.csv", "code,p,type,name,ascii\n23000,52,xã,Ia Hrung,Ia Hrung\n"},
    {"data/cccd_birth_province_codes.csv", "id,old,code,new\n064,Gia Lai,52,Gia Lai\n"},
    {"data/gia_lai_old_to_new.csv", "a,b,c,d,e,f,g,h\n"
                                    "22999,xã,Ia Sao,Huyện Ia Grai,Gia Lai,23000,xã Ia Hrung,w\n"},
};
#define FILES (sizeof files / sizeof files[0])

static struct {
    size_t file;
    const char *bytes;
    size_t size;
} hostile;

static struct err map(const char *path, struct file_bytes *ret_file)
{
    for (size_t i = 0; i < FILES; i++) {
        const size_t length = strlen(files[i].name), whole = strlen(path);
        if (whole > length && strcmp(path + whole - length, files[i].name) == 0) {
            *ret_file = (struct file_bytes){.bytes = files[i].good, .size = strlen(files[i].good)};
            if (i == hostile.file) {
                *ret_file = (struct file_bytes){.bytes = hostile.bytes, .size = hostile.size};
            }
            return ERR_OK;
        }
    }
    return ERR(ERR_NOT_FOUND, 0, "fuzz: no such file");
}

static void unmap(struct file_bytes *file)
{
    *file = (struct file_bytes){0};
}

static void rest(const struct file_bytes *file)
{
    (void)file;
}

static bool is_directory(const char *path)
{
    (void)path;
    return true;
}

static struct err list(const char *path, void (*each)(void *context, const char *name),
                       void *context)
{
    each(context, strstr(path, "routes") != NULL ? "land.ini" : "1.000001");
    return ERR_OK;
}

static const struct port_files_ops file_ops = {.name = "fuzz",
                                               .map = map,
                                               .unmap = unmap,
                                               .rest = rest,
                                               .is_directory = is_directory,
                                               .list = list};
static const struct port_files port = {&file_ops};

/* Everything a screen asks of the catalogue. */
static void use(const struct catalogue *c)
{
    bool fallback = false;
    for (int i = 0; i < c->count; i++) {
        const struct catalogue_entry *e = &c->entries[i];
        (void)terms_fee(e->fee);
        (void)terms_days(e->days);
        (void)catalogue_offered(c, i, "2026-11-23");
        if (e->successor >= c->count || catalogue_title(c, i, "en", &fallback) == NULL) {
            abort();
        }
        for (int k = 0; k < catalogue_bring_count(c, i); k++) {
            if (catalogue_bring(c, i, k, "en", &fallback) == NULL) {
                abort();
            }
        }
        for (int k = 0; e->form != NULL && k < procedure_in(e->form, "en")->bring_count; k++) {
            if (procedure_in(e->form, "en")->bring[k].title == NULL) {
                abort();
            }
        }
    }
}

static void search_in(struct arena *arena, const struct assets *a, const struct catalogue *c)
{
    struct search *s = NULL;
    struct needs *needs = NULL;
    struct search_hit hits[4];
    if (!failed(search_load(arena, a, c, &s))) {
        (void)search_find(s, "mới sinh", hits, 4);
        (void)search_find(s, "new bron", hits, 4);
    }
    if (!failed(needs_load(arena, a, c, &needs))) {
        for (int row = needs_next(needs, "birth", -1); row >= 0;
             row = needs_next(needs, "birth", row)) {
            if (needs->rows[row].entry >= c->count) {
                abort();
            }
        }
    }
}

static void read_catalogue(struct arena *arena, const struct assets *a)
{
    static const char *const languages[] = {"en", NULL};
    struct catalogue *c = NULL;
    struct catalogue_problem problem = {.message = ""};
    const struct err e = catalogue_load(arena, a, languages, &c, &problem);
    if (!failed(e)) {
        use(c);
        search_in(arena, a, c);
    } else if (problem.message[0] == '\0' && (e.code == ERR_BAD_INPUT || e.code == ERR_CORRUPT)) {
        abort();
    }
}

static void read_routes(struct arena *arena, const struct assets *a)
{
    struct routes routes;
    struct route_problem problem;
    if (failed(routes_load(arena, a, &routes, &problem))) {
        return;
    }
    for (int i = 0; i < routes.list[0]->question_count; i++) {
        const struct route_question *q = &route_in(routes.list[0], "en")->questions[i];
        for (int k = 0; k < q->answer_count; k++) {
            if (q->answers[k].label == NULL ||
                (q->answers[k].code == NULL && q->answers[k].question < 0)) {
                abort();
            }
        }
    }
}

static void read_units(struct arena *arena, const struct assets *a)
{
    struct communes *c = NULL;
    uint16_t units[8];
    char text[256];
    struct buf out;
    if (failed(communes_load(arena, a, "52", &c))) {
        return;
    }
    const int count = communes_filter(c, "ia s", units, 8);
    for (int i = 0; i < count; i++) {
        buf_init(&out, text, sizeof text);
        communes_label(c, units[i], &out);
        communes_made_of(c, units[i], &out);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct assets assets = {.files = &port, .root = "/"};
    struct arena arena;
    if (size == 0) {
        return 0;
    }
    char *bytes = malloc(size); /* no more: what reads beyond is found */
    memcpy(bytes, data + 1, size - 1);
    bytes[size - 1] = '\0';
    hostile.file = (size_t)(data[0] - 'a') % FILES;
    hostile.bytes = bytes;
    hostile.size = size - 1;
    arena_init(&arena, storage, sizeof storage);
    if (hostile.file >= 10) {
        read_units(&arena, &assets);
    } else if (hostile.file == 6) {
        read_routes(&arena, &assets);
    } else {
        read_catalogue(&arena, &assets);
    }
    free(bytes);
    return 0;
}
