/* Hostile expressions on a small document: refused with a column or evaluated within their bounds.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/form/xpath.h"

#define ARENA_BYTES   ((size_t)2 << 20)
#define SCRATCH_BYTES ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static _Alignas(max_align_t) uint8_t storage[ARENA_BYTES]; /* one for all: mapping it costs more */
static _Alignas(max_align_t) uint8_t room[SCRATCH_BYTES];

static struct node *document(struct arena *arena, struct node **ret_context)
{
    static const char *const values[] = {"5", "", "2026-11-23", "x y", "Jrai"};
    struct node *top = node_add(arena, NULL, "");
    struct node *data = node_add(arena, top, "data");
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        struct node *item = node_add(arena, data, "item");
        (void)node_set(arena, node_add(arena, item, "a"), values[i]);
        (void)node_set(arena, node_add(arena, item, "b"), values[4 - i]);
    }
    *ret_context = data->first->first;
    return top;
}

static struct node *same_document(void *context, const char *id)
{
    return strcmp(id, "list") == 0 ? context : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena, scratch;
    struct node *context = NULL;
    struct xpath_expression *x = NULL;
    struct xpath_mistake mistake;
    struct xpath_value v;
    char *text = malloc(size + 1);
    memcpy(text, data, size);
    text[size] = '\0';
    arena_init(&arena, storage, sizeof storage);
    arena_init(&scratch, room, sizeof room);
    struct xpath_host host = {.context = document(&arena, &context),
                              .instance = same_document,
                              .now_s = 1795395600,
                              .offset_minutes = 420,
                              .scratch = &scratch,
                              .index_arena = &arena};
    const struct err e = xpath_parse(&arena, text, &x, &mistake);
    if (e.code == ERR_BAD_INPUT && (mistake.message[0] == '\0' || mistake.column < 1)) {
        abort();
    }
    if (!failed(e) && !failed(xpath_eval(x, &host, context, &v))) {
        (void)xpath_string(&v, &scratch);
        (void)xpath_boolean(&v);
        (void)xpath_number(&v, 420);
    }
    free(text);
    return 0;
}
