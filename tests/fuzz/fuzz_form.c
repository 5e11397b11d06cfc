/* Hostile forms: whatever comes in, form_load refuses it in words or gives a form that can be
 * walked, answered and written out within its memory; the checker reads it to its end. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/form/checker.h"

#define ARENA_BYTES ((size_t)4 << 20)
#define OUT_BYTES   ((size_t)256 << 10)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static _Alignas(max_align_t) uint8_t storage[ARENA_BYTES]; /* one for all: mapping it costs more */

static struct err one_list(void *context, const char *name, const char **ret_bytes,
                           size_t *ret_size)
{
    static const char list[] = "code,name\n1,a\n2,b\n";
    static const char xml[] = "<root><item><code>1</code><name>a</name></item></root>";
    (void)context;
    *ret_bytes = strstr(name, ".xml") != NULL ? xml : list;
    *ret_size = strlen(*ret_bytes);
    return ERR_OK;
}

static const struct form_media media = {NULL, one_list};
static const struct form_clock the_clock = {.now_s = 1795395600, .offset_minutes = 420, .seed = 1};

static void answer(struct form *f, form_node n, char *out)
{
    static const char *const values[] = {"1", "2026-11-23", "a b", "", "\xC6\xB0"};
    struct form_problem problem;
    struct form_question q;
    struct buf b;
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        if (failed(form_set(f, n, values[i], &problem))) {
            return;
        }
    }
    if (!failed(form_question(f, n, &q))) {
        struct form_choice c;
        (void)!failed(form_choice(f, n, 0, &c));
    }
    buf_init(&b, out, OUT_BYTES);
    (void)!failed(form_answer_text(f, n, &b));
}

static void use(struct form *f, char *out)
{
    struct form_where where;
    form_node page = form_page_first(f);
    for (int i = 0; page != FORM_NONE && i < 50; i++) {
        answer(f, page, out);
        page = form_page_next(f, page);
    }
    form_node added = FORM_NONE;
    (void)!failed(form_repeat_add(f, form_next_node(f, FORM_NONE), &added));
    (void)!failed(form_repeat_remove(f, added));
    (void)form_check_all(f);
    struct buf b;
    buf_init(&b, out, OUT_BYTES);
    if (!failed(form_instance_xml(f, &b))) {
        (void)!failed(form_restore(f, out, b.len, &where));
    }
}

static void tell(void *context, enum finding finding, const struct form_where *where)
{
    (void)finding;
    if (where->message[0] == '\0') {
        abort();
    }
    ++*(int *)context;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct form *f = NULL;
    struct form_where where;
    int told = 0;
    const struct form_report report = {&told, tell};
    char *xml = malloc(size + 1), *out = malloc(OUT_BYTES);
    memcpy(xml, data, size);
    xml[size] = '\0';
    arena_init(&arena, storage, sizeof storage);
    if (!failed(form_load(&arena, xml, size, &media, &the_clock, &f, &where))) {
        use(f, out);
    } else if (where.message[0] == '\0') {
        abort();
    }
    const bool loaded = f != NULL;
    arena_wipe(&arena);
    const struct err e = form_examine(&arena, xml, size, &media, &the_clock, &report);
    if (loaded == failed(e) || (failed(e) && told == 0)) {
        abort(); /* the checker and the kiosk disagree */
    }
    free(out);
    free(xml);
    return 0;
}
