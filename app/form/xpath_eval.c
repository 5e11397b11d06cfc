#include <math.h>
#include <string.h>

#include "app/form/xpath_tree.h"

void *scratch_alloc(struct evaluation *e, size_t size)
{
    void *memory = arena_alloc(e->host->scratch, size);
    if (memory == NULL && !failed(e->error)) {
        e->error = ERR(ERR_FULL, 0, "xpath: scratch");
    }
    return memory;
}

static double number_of(struct evaluation *e, const struct xpath_value *v)
{
    return xpath_number(v, e->host->offset_minutes);
}

static const char *text_of(struct evaluation *e, const struct xpath_value *v)
{
    const char *text = xpath_string(v, e->host->scratch);
    if (text == NULL) {
        if (!failed(e->error)) {
            e->error = ERR(ERR_FULL, 0, "xpath: scratch");
        }
        return "";
    }
    return text;
}

static const struct xpath_expression *unwrap(const struct xpath_expression *x)
{
    while (x != NULL && x->operation == DO_UNION && x->first != NULL && x->first->next == NULL) {
        x = x->first;
    }
    return x;
}

const struct xpath_expression *argument_at(const struct xpath_expression *call, int i)
{
    const struct xpath_expression *x = call->first;
    while (x != NULL && i-- > 0) {
        x = x->next;
    }
    return unwrap(x);
}

int argument_count(const struct xpath_expression *call)
{
    int count = 0;
    for (const struct xpath_expression *x = call->first; x != NULL; x = x->next) {
        count++;
    }
    return count;
}

struct xpath_value argument(struct evaluation *e, const struct xpath_expression *call, int i)
{
    const struct xpath_expression *x = argument_at(call, i);
    return x != NULL ? evaluate(e, x) : value_string("");
}

const char *argument_string(struct evaluation *e, const struct xpath_expression *call, int i)
{
    const struct xpath_value v = argument(e, call, i);
    return text_of(e, &v);
}

double argument_number(struct evaluation *e, const struct xpath_expression *call, int i)
{
    const struct xpath_value v = argument(e, call, i);
    return number_of(e, &v);
}

bool argument_boolean(struct evaluation *e, const struct xpath_expression *call, int i)
{
    const struct xpath_value v = argument(e, call, i);
    return xpath_boolean(&v);
}

static bool compare_numbers(enum operation operation, double a, double b)
{
    switch ((int)operation) {
    case DO_EQUAL:
        return a == b;
    case DO_NOT_EQUAL:
        return a != b;
    case DO_LESS:
        return a < b;
    case DO_LESS_EQUAL:
        return a <= b;
    case DO_GREATER:
        return a > b;
    default:
        return a >= b;
    }
}

static bool compare_single(struct evaluation *e, enum operation operation,
                           const struct xpath_value *a, const struct xpath_value *b)
{
    const bool equality = operation == DO_EQUAL || operation == DO_NOT_EQUAL;
    if (equality && (a->type == XPATH_BOOLEAN || b->type == XPATH_BOOLEAN)) {
        return (xpath_boolean(a) == xpath_boolean(b)) == (operation == DO_EQUAL);
    }
    if (equality && a->type != XPATH_NUMBER && b->type != XPATH_NUMBER) {
        return (strcmp(text_of(e, a), text_of(e, b)) == 0) == (operation == DO_EQUAL);
    }
    return compare_numbers(operation, number_of(e, a), number_of(e, b));
}

/* A node set compares true when any of its nodes does; with true and false it compares whole. */
static bool compare(struct evaluation *e, enum operation operation, const struct xpath_value *a,
                    const struct xpath_value *b)
{
    const bool equality = operation == DO_EQUAL || operation == DO_NOT_EQUAL;
    if (a->type == XPATH_NODES && !(equality && b->type == XPATH_BOOLEAN)) {
        for (size_t i = 0; i < a->count && !failed(e->error); i++) {
            const struct xpath_value one = value_string(text_of(
                e, &(struct xpath_value){.type = XPATH_NODES, .nodes = a->nodes + i, .count = 1}));
            e->work++;
            if (compare(e, operation, &one, b)) {
                return true;
            }
        }
        return false;
    }
    if (b->type == XPATH_NODES && !(equality && a->type == XPATH_BOOLEAN)) {
        for (size_t i = 0; i < b->count && !failed(e->error); i++) {
            const struct xpath_value one = value_string(text_of(
                e, &(struct xpath_value){.type = XPATH_NODES, .nodes = b->nodes + i, .count = 1}));
            e->work++;
            if (compare_single(e, operation, a, &one)) {
                return true;
            }
        }
        return false;
    }
    return compare_single(e, operation, a, b);
}

/* Days are counted from midnight UTC, so local midnights have a fraction and the last bit of a
 * difference may be lost: a difference that is whole but for that bit is whole. Else int() of it
 * would be a day too small. */
static double difference(double a, double b)
{
    const double exact = a - b, whole = rint(exact), larger = fmax(fabs(a), fabs(b));
    return fabs(exact - whole) <= nextafter(larger, (double)INFINITY) - larger ? whole : exact;
}

static double arithmetic(enum operation operation, double a, double b)
{
    switch ((int)operation) {
    case DO_ADD:
        return a + b;
    case DO_SUBTRACT:
        return difference(a, b);
    case DO_MULTIPLY:
        return a * b;
    case DO_DIVIDE:
        return a / b;
    default:
        return fmod(a, b);
    }
}

struct xpath_value unite_nodes(struct evaluation *e, const struct xpath_value *a,
                               const struct xpath_value *b)
{
    if (a->type != XPATH_NODES || b->type != XPATH_NODES) {
        return value_nodes(NULL, 0);
    }
    struct node **out = scratch_alloc(e, (a->count + b->count + 1) * sizeof *out);
    size_t i = 0, j = 0, count = 0;
    while (out != NULL && (i < a->count || j < b->count)) {
        const int order = i == a->count   ? 1
                          : j == b->count ? -1
                                          : node_compare(a->nodes[i], b->nodes[j]);
        out[count++] = order <= 0 ? a->nodes[i] : b->nodes[j];
        i += order <= 0;
        j += order >= 0;
    }
    return value_nodes(out, count);
}

static struct xpath_value evaluate_two(struct evaluation *e, const struct xpath_expression *x)
{
    const struct xpath_value a = evaluate(e, x->first);
    const enum operation operation = x->operation;
    if (operation == DO_OR || operation == DO_AND) {
        const bool left = xpath_boolean(&a);
        if (left == (operation == DO_OR)) {
            return value_boolean(left);
        }
        const struct xpath_value b = evaluate(e, x->first->next);
        return value_boolean(xpath_boolean(&b));
    }
    const struct xpath_value b = evaluate(e, x->first->next);
    if (operation == DO_UNION) {
        return unite_nodes(e, &a, &b);
    }
    if (operation >= DO_EQUAL && operation <= DO_GREATER_EQUAL) {
        return value_boolean(compare(e, operation, &a, &b));
    }
    return value_number(arithmetic(operation, number_of(e, &a), number_of(e, &b)));
}

static struct xpath_value evaluate_one(struct evaluation *e, const struct xpath_expression *x)
{
    switch ((int)x->operation) {
    case DO_LITERAL:
        return value_string(x->text);
    case DO_NUMBER:
        return value_number(x->number);
    case DO_CALL:
        return x->function->call(e, x);
    case DO_PATH:
        return evaluate_path(e, x);
    case DO_NEGATE: {
        const struct xpath_value v = evaluate(e, x->first);
        return value_number(-number_of(e, &v));
    }
    default:
        return evaluate_two(e, x);
    }
}

struct xpath_value evaluate(struct evaluation *e, const struct xpath_expression *x)
{
    x = unwrap(x);
    e->work++;
    if (e->work > XPATH_WORK_MAX || ++e->depth > 16 * XPATH_DEPTH_MAX) {
        if (!failed(e->error)) {
            e->error = ERR(ERR_FULL, 0, "xpath: work limit");
        }
        return value_string("");
    }
    const struct xpath_value v = failed(e->error) ? value_string("") : evaluate_one(e, x);
    e->depth--;
    return v;
}

struct err xpath_eval(const struct xpath_expression *x, struct xpath_host *host, struct node *node,
                      struct xpath_value *ret_value)
{
    return xpath_eval_within(x, host, node, node, ret_value);
}

struct err xpath_eval_within(const struct xpath_expression *x, struct xpath_host *host,
                             struct node *node, struct node *current, struct xpath_value *ret_value)
{
    struct evaluation e = {
        .host = host, .node = node, .current = current, .position = 1, .size = 1, .error = ERR_OK};
    const struct xpath_value v = evaluate(&e, x);
    host->work += e.work;
    if (!failed(e.error)) {
        *ret_value = v;
    }
    return e.error;
}
