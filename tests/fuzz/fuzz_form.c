/* Hostile forms and answers: whatever comes in, form_load refuses or gives a form that can be
 * walked, answered and written out within its memory. The first byte chooses what the rest is: a
 * form, or an expression on a small document. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/form/form.h"
#include "app/form/xpath.h"

#define ARENA_BYTES ((size_t)4 << 20)
#define OUT_BYTES   ((size_t)256 << 10)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct err no_media(void *context, const char *name, const char **ret_bytes,
                           size_t *ret_size)
{
    static const char list[] = "code,name\n1,a\n2,b\n";
    (void)context;
    (void)name;
    *ret_bytes = list;
    *ret_size = strlen(list);
    return ERR_OK;
}

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

static void fuzz_form(struct arena *arena, const char *xml, size_t size)
{
    static const struct form_media media = {NULL, no_media};
    static const struct form_clock clock = {.now_s = 1795395600, .offset_minutes = 420, .seed = 1};
    struct form *f = NULL;
    struct form_where where;
    if (failed(form_load(arena, xml, size, &media, &clock, &f, &where))) {
        return;
    }
    char *out = malloc(OUT_BYTES);
    form_node page = form_page_first(f);
    for (int i = 0; page != FORM_NONE && i < 50; i++) {
        answer(f, page, out);
        page = form_page_next(f, page);
    }
    form_node added = FORM_NONE;
    (void)!failed(form_repeat_add(f, form_next_node(f, FORM_NONE), &added));
    (void)form_check_all(f);
    struct buf b;
    buf_init(&b, out, OUT_BYTES);
    if (!failed(form_instance_xml(f, &b))) {
        (void)!failed(form_restore(f, out, b.len, &where));
    }
    free(out);
}

static void fuzz_xpath(struct arena *arena, const char *text)
{
    struct arena scratch;
    arena_init(&scratch, arena_alloc(arena, 1 << 20), 1 << 20);
    struct node *top = node_add(arena, NULL, "");
    struct node *data = node_add(arena, top, "data");
    struct node *a = node_add(arena, data, "a");
    (void)node_set(arena, a, "5");
    struct xpath_host host = {.now_s = 1795395600, .offset_minutes = 420, .scratch = &scratch};
    struct xpath_expression *x = NULL;
    struct xpath_mistake mistake;
    struct xpath_value v;
    if (!failed(xpath_parse(arena, text, &x, &mistake)) && !failed(xpath_eval(x, &host, a, &v))) {
        (void)xpath_string(&v, &scratch);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2) {
        return 0;
    }
    struct arena arena;
    arena_init(&arena, malloc(ARENA_BYTES), ARENA_BYTES);
    char *text = malloc(size);
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';
    if (data[0] == 'x') {
        fuzz_xpath(&arena, text);
    } else {
        fuzz_form(&arena, text, size - 1);
    }
    free(text);
    free(arena.base);
    return 0;
}
