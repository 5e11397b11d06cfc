/* Functions on the form: selections, lists, texts, repeats, identifiers. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/form/xpath_tree.h"

#define CALL(name_)                                                                                \
    static struct xpath_value name_(struct evaluation *e, const struct xpath_expression *x)

#define SPACES " \t\r\n"

CALL(call_selected)
{
    const char *list = argument_string(e, x, 0);
    const char *wanted = argument_string(e, x, 1);
    wanted += strspn(wanted, SPACES);
    size_t len = strlen(wanted);
    while (len > 0 && strchr(SPACES, wanted[len - 1]) != NULL) {
        len--;
    }
    if (len == 0) { /* nothing is selected where nothing is */
        return value_boolean(list[strspn(list, SPACES)] == '\0');
    }
    for (list += strspn(list, SPACES); *list != '\0'; list += strspn(list, SPACES)) {
        const size_t word = strcspn(list, SPACES);
        if (word == len && memcmp(list, wanted, len) == 0) {
            return value_boolean(true);
        }
        list += word;
    }
    return value_boolean(false);
}

CALL(call_selected_at)
{
    const char *list = argument_string(e, x, 0);
    double index = trunc(argument_number(e, x, 1));
    for (list += strspn(list, SPACES); *list != '\0'; list += strspn(list, SPACES)) {
        const size_t word = strcspn(list, SPACES);
        if (index == 0) {
            char *out = scratch_alloc(e, word + 1);
            if (out != NULL) {
                memcpy(out, list, word);
            }
            return value_string(out);
        }
        list += word;
        index -= 1;
    }
    return value_string("");
}

CALL(call_count_selected)
{
    const char *list = argument_string(e, x, 0);
    double count = 0;
    for (list += strspn(list, SPACES); *list != '\0'; list += strspn(list, SPACES)) {
        list += strcspn(list, SPACES);
        count++;
    }
    return value_number(count);
}

static struct node *instance_root(struct evaluation *e, const char *id)
{
    return e->host->instance != NULL ? e->host->instance(e->host->context, id) : NULL;
}

CALL(call_instance)
{
    struct node *root = instance_root(e, argument_string(e, x, 0));
    struct node **one = root != NULL ? scratch_alloc(e, sizeof(struct node *)) : NULL;
    if (one != NULL) {
        one[0] = root;
    }
    return value_nodes(one, one != NULL ? 1 : 0);
}

/* pulldata(list, wanted column, key column, key) */
CALL(call_pulldata)
{
    struct node *top = instance_root(e, argument_string(e, x, 0));
    struct node *root = top != NULL ? top->first : NULL;
    const char *wanted = argument_string(e, x, 1);
    const char *column = argument_string(e, x, 2);
    const char *key = argument_string(e, x, 3);
    for (struct node *item = root != NULL ? root->first : NULL; item != NULL; item = item->next) {
        const struct node *c = node_child(item, column);
        e->work++;
        if (c != NULL && strcmp(node_value(c), key) == 0) {
            const struct node *found = node_child(item, wanted);
            return value_string(found != NULL ? node_value(found) : "");
        }
    }
    return value_string("");
}

static bool is_inside(const struct node *n, const struct node *top)
{
    while (n != NULL && n != top) {
        n = n->parent;
    }
    return n != NULL;
}

/* indexed-repeat(node, repeat, place[, repeat, place]...) */
CALL(call_indexed_repeat)
{
    struct xpath_value v = argument(e, x, 0);
    for (int i = 1; i + 1 < argument_count(x) && v.type == XPATH_NODES; i += 2) {
        const struct xpath_value groups = argument(e, x, i);
        const double place = argument_number(e, x, i + 1);
        size_t kept = 0;
        for (size_t n = 0; groups.type == XPATH_NODES && n < v.count; n++) {
            for (size_t g = 0; g < groups.count; g++) {
                if (node_position(groups.nodes[g]) == place &&
                    is_inside(v.nodes[n], groups.nodes[g])) {
                    v.nodes[kept++] = v.nodes[n];
                    break;
                }
            }
        }
        v.count = kept;
    }
    return v.type == XPATH_NODES && v.count > 0
               ? value_string(xpath_node_text(v.nodes[0], e->host->scratch))
               : value_string("");
}

CALL(call_itext)
{
    return value_string(
        e->host->itext != NULL ? e->host->itext(e->host->context, argument_string(e, x, 0)) : "");
}

CALL(call_choice_name)
{
    const char *value = argument_string(e, x, 0);
    if (x->path == NULL || e->host->choice_name == NULL || value[0] == '\0') {
        return value_string("");
    }
    const struct xpath_value question = evaluate(e, x->path);
    if (question.type != XPATH_NODES || question.count == 0) {
        return value_string("");
    }
    return value_string(e->host->choice_name(e->host->context, question.nodes[0], value));
}

/* One step of the splitmix64 sequence: not secret, only distinct and repeatable. */
static uint64_t draw(struct xpath_host *host)
{
    host->random += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = host->random;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static struct xpath_value drawn_text(struct evaluation *e, double wanted)
{
    static const char letters[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    const size_t len = wanted >= 1 && wanted <= 255 ? (size_t)wanted : 0;
    char *out = scratch_alloc(e, len + 1);
    for (size_t i = 0; out != NULL && i < len; i++) {
        out[i] = letters[draw(e->host) % (sizeof letters - 1)];
    }
    return value_string(out);
}

CALL(call_uuid)
{
    char text[48];
    const uint64_t a = draw(e->host), b = draw(e->host);
    if (x->first != NULL) { /* as long as is asked, of letters and digits */
        return drawn_text(e, argument_number(e, x, 0));
    }
    snprintf(text, sizeof text, "%08x-%04x-4%03x-%04x-%012llx", (unsigned)(a >> 32),
             (unsigned)(a >> 16 & 0xFFFF), (unsigned)(a & 0xFFF),
             (unsigned)(0x8000 | (b >> 48 & 0x3FFF)),
             (unsigned long long)(b & UINT64_C(0xFFFFFFFFFFFF)));
    char *out = scratch_alloc(e, strlen(text) + 1);
    if (out != NULL) {
        memcpy(out, text, strlen(text) + 1);
    }
    return value_string(out);
}

const struct function functions_form[] = {
    {"selected", 2, 2, call_selected},
    {"selected-at", 2, 2, call_selected_at},
    {"count-selected", 1, 1, call_count_selected},
    {"instance", 1, 1, call_instance},
    {"pulldata", 4, 4, call_pulldata},
    {"indexed-repeat", 3, 7, call_indexed_repeat},
    {"jr:itext", 1, 1, call_itext},
    {"jr:choice-name", 2, 2, call_choice_name},
    {"uuid", 0, 1, call_uuid},
    {NULL, 0, 0, NULL},
};
