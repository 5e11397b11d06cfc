/* Hostile lists: a CSV (or, when it begins with '<', an XML list) behind a form that filters it. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/form/form.h"

#define ARENA_BYTES ((size_t)4 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static _Alignas(max_align_t) uint8_t storage[ARENA_BYTES]; /* one for all: mapping it costs more */

#define FORM(source_)                                                                              \
    "<h:html xmlns='http://www.w3.org/2002/xforms' xmlns:h='http://www.w3.org/1999/xhtml'>"        \
    "<h:head><h:title>T</h:title><model><instance><data id='t'><a/><b/><c/></data></instance>"     \
    "<instance id='l' src='" source_ "'/>"                                                         \
    "<bind nodeset='/data/c' calculate=\"count(instance('l')/root/item[name = /data/a])\"/>"       \
    "</model></h:head><h:body><input ref='/data/a'><label>A</label></input>"                       \
    "<select ref='/data/b'><label>B</label>"                                                       \
    "<itemset nodeset=\"instance('l')/root/item[code != /data/a]\"><value ref='name'/>"            \
    "<label ref='code'/></itemset></select></h:body></h:html>"

struct list {
    const char *bytes;
    size_t size;
};

static struct err read_list(void *context, const char *name, const char **ret_bytes,
                            size_t *ret_size)
{
    const struct list *list = context;
    (void)name;
    *ret_bytes = list->bytes;
    *ret_size = list->size;
    return ERR_OK;
}

static void use(struct form *f)
{
    static const char *const values[] = {"1", "", "x"};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        struct form_problem problem;
        struct form_question q;
        struct form_choice c;
        const form_node b = form_find(f, "/data/b");
        (void)!failed(form_set(f, form_find(f, "/data/a"), values[i], &problem));
        for (int k = 0; !failed(form_question(f, b, &q)) && k < q.choice_count && k < 20; k++) {
            if (!failed(form_choice(f, b, k, &c))) {
                (void)!failed(form_set(f, b, c.value, &problem));
            }
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char csv[] = FORM("jr://file-csv/l.csv"), xml[] = FORM("jr://file/l.xml");
    static const struct form_clock clock = {.now_s = 1795395600, .offset_minutes = 420, .seed = 1};
    const char *form = size > 0 && data[0] == '<' ? xml : csv;
    char *bytes = malloc(size + 1); /* no more: what reads beyond is found */
    memcpy(bytes, data, size);
    bytes[size] = '\0';
    struct list list = {bytes, size};
    const struct form_media media = {&list, read_list};
    struct arena arena;
    struct form *f = NULL;
    struct form_where where;
    arena_init(&arena, storage, sizeof storage);
    if (!failed(form_load(&arena, form, strlen(form), &media, &clock, &f, &where))) {
        use(f);
    } else if (where.message[0] == '\0') {
        abort();
    }
    free(bytes);
    return 0;
}
