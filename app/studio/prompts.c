#include "app/studio/prompts.h"

#include <string.h>

#include "app/sound/telling.h"

static bool is_place(const char *p)
{
    return p[0] == '{' && p[1] >= '0' && p[1] <= '9' && p[2] == '}';
}

static bool is_apart(const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        if (is_place(p)) {
            return true;
        }
    }
    return false;
}

/* Bytes of a mark at text that a part does not begin or end with; 0 = none. */
static size_t mark_at(const char *text, size_t len)
{
    if (len > 0 && strchr(" ,.;:", text[0]) != NULL) {
        return 1;
    }
    return len >= 3 && memcmp(text, "\xE2\x80\x93", 3) == 0 ? 3 : 0;
}

/* Without the marks that join it to what is filled in. */
static void strip(const char **text, size_t *len)
{
    size_t n = 0;
    while ((n = mark_at(*text, *len)) > 0) {
        *text += n;
        *len -= n;
    }
    while (*len > 0 && ((n = mark_at(*text + *len - 1, 1)) > 0 ||
                        (*len >= 3 && (n = mark_at(*text + *len - 3, 3)) == 3))) {
        *len -= n;
    }
}

void prompts_each(const struct folder *f, enum message_id message,
                  void (*take)(void *context, uint64_t id, const char *text, size_t len),
                  void *context)
{
    const struct folder_message *m = &f->messages[message];
    const char *p = m->say != NULL ? m->say : m->text;
    const bool apart = p != NULL && is_apart(p);
    while (p != NULL && *p != '\0') {
        char tidy[TELLING_TEXT_MAX];
        size_t n = 0;
        while (p[n] != '\0' && !is_place(p + n)) {
            n++;
        }
        const char *text = tidy;
        size_t len = telling_tidy(p, n, tidy);
        if (apart) {
            strip(&text, &len);
        }
        if (telling_has_letter(text, len)) {
            take(context, clip_id(f->code, text, len), text, len);
        }
        p += n + (p[n] == '\0' ? 0 : 3);
    }
}

struct gathering {
    struct arena *arena;
    struct prompts *prompts;
    enum message_id message;
    int seen; /* parts of this message, those that stand elsewhere too among them */
    bool full;
};

static void gather(void *context, uint64_t id, const char *text, size_t len)
{
    struct gathering *g = context;
    struct prompts *p = g->prompts;
    const int part = g->seen++;
    if (g->full || prompts_find(p, id) >= 0) {
        return;
    }
    const char *copy = arena_copy(g->arena, text, len);
    if (p->count == PROMPTS_MAX || copy == NULL) {
        g->full = true;
        return;
    }
    p->list[p->count] = (struct prompt){.message = g->message,
                                        .part = part,
                                        .text = copy,
                                        .id = id,
                                        .letters = inventory_length(copy)};
    p->count++;
}

static void add(struct gathering *g, const struct folder *f, enum message_id id)
{
    if (!state_is_shown(folder_state(f, id))) {
        return; /* what nobody answers for is not read */
    }
    const int first = g->prompts->count;
    g->message = id;
    g->seen = 0;
    prompts_each(f, id, gather, g);
    for (int i = first; i < g->prompts->count; i++) {
        g->prompts->list[i].parts = g->seen;
    }
}

struct err prompts_of(struct arena *arena, const struct folder *f, const struct prompt_order *order,
                      struct prompts *ret_prompts)
{
    struct gathering g = {.arena = arena, .prompts = ret_prompts};
    ret_prompts->count = 0;
    for (int i = 0; i < order->count; i++) {
        add(&g, f, order->list[i]);
    }
    return g.full ? ERR(ERR_FULL, 0, "studio: too many sentences") : ERR_OK;
}

int prompts_find(const struct prompts *p, uint64_t id)
{
    for (int i = 0; i < p->count; i++) {
        if (p->list[i].id == id) {
            return i;
        }
    }
    return -1;
}
