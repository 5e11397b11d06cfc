/* Functions of XPath 1.0 itself and of ODK on truth, numbers and node sets. */
#include <math.h>
#include <string.h>

#include "app/form/xpath_tree.h"

#define CALL(name_)                                                                                \
    static struct xpath_value name_(struct evaluation *e, const struct xpath_expression *x)

CALL(call_true)
{
    (void)e;
    (void)x;
    return value_boolean(true);
}

CALL(call_false)
{
    (void)e;
    (void)x;
    return value_boolean(false);
}

CALL(call_boolean)
{
    return value_boolean(argument_boolean(e, x, 0));
}

CALL(call_boolean_from_string)
{
    const char *text = argument_string(e, x, 0);
    return value_boolean(strcmp(text, "true") == 0 || strcmp(text, "1") == 0);
}

CALL(call_not)
{
    return value_boolean(!argument_boolean(e, x, 0));
}

CALL(call_if)
{
    return argument(e, x, argument_boolean(e, x, 0) ? 1 : 2);
}

CALL(call_coalesce)
{
    const char *first = argument_string(e, x, 0);
    return value_string(first[0] != '\0' ? first : argument_string(e, x, 1));
}

CALL(call_once)
{
    const char *own = node_value(e->current);
    return own[0] != '\0' ? value_string(own) : argument(e, x, 0);
}

CALL(call_number)
{
    if (x->first == NULL) {
        return value_number(xpath_number_of(node_value(e->node), e->host->offset_minutes));
    }
    return value_number(argument_number(e, x, 0));
}

CALL(call_int)
{
    return value_number(trunc(argument_number(e, x, 0)));
}

CALL(call_abs)
{
    return value_number(fabs(argument_number(e, x, 0)));
}

/* Half goes away from zero, as in the other form engines (XPath itself goes up); with a second
 * argument to that many decimals. */
CALL(call_round)
{
    const double number = argument_number(e, x, 0);
    const double places = argument_count(x) > 1 ? argument_number(e, x, 1) : 0;
    if (isnan(number) || isnan(places) || fabs(places) > 30) {
        return value_number(NOT_A_NUMBER);
    }
    const double scale = pow(10, trunc(places));
    return value_number(copysign(floor(fabs(number) * scale + 0.5) / scale, number));
}

CALL(call_floor)
{
    return value_number(floor(argument_number(e, x, 0)));
}

CALL(call_ceiling)
{
    return value_number(ceil(argument_number(e, x, 0)));
}

CALL(call_pow)
{
    const double base = argument_number(e, x, 0), power = argument_number(e, x, 1);
    return value_number(isnan(base) || isnan(power) ? NOT_A_NUMBER : pow(base, power));
}

/* Whether the arguments from place from on that hold, each with its weight, come to least..most;
 * most -1 is no limit. A node set counts each node that is not empty of text. */
static bool checked(struct evaluation *e, const struct xpath_expression *x, bool weighted)
{
    const double least = argument_number(e, x, 0), most = argument_number(e, x, 1);
    double total = 0;
    for (int i = 2; i < argument_count(x); i += weighted ? 2 : 1) {
        const struct xpath_value v = argument(e, x, i);
        double held = xpath_boolean(&v) ? 1 : 0;
        for (size_t n = 0; v.type == XPATH_NODES && n < v.count; n++) {
            held = n == 0 ? 0 : held;
            held += xpath_node_text(v.nodes[n], e->host->scratch)[0] != '\0';
        }
        total += weighted ? held * argument_number(e, x, i + 1) : held;
    }
    return total >= least && (most == -1 || total <= most);
}

CALL(call_checklist)
{
    return value_boolean(checked(e, x, false));
}

CALL(call_weighted_checklist)
{
    return value_boolean(checked(e, x, true));
}

/* Walks all values of all arguments; a sum skips empty ones. */
typedef void (*fold)(double *total, double number, long index);

static void fold_sum(double *total, double number, long index)
{
    (void)index;
    *total += number;
}

static double fold_arguments(struct evaluation *e, const struct xpath_expression *x, double start,
                             fold step, long *ret_count)
{
    double total = start;
    long count = 0;
    for (int i = 0; i < argument_count(x); i++) {
        const struct xpath_value v = argument(e, x, i);
        if (v.type != XPATH_NODES) {
            step(&total, xpath_number(&v, e->host->offset_minutes), count++);
            continue;
        }
        for (size_t n = 0; n < v.count; n++) {
            const char *text = v.nodes[n]->irrelevant ? "" : node_value(v.nodes[n]);
            if (text[0] != '\0' || step != fold_sum) {
                step(&total, xpath_number_of(text, e->host->offset_minutes), count++);
            }
        }
    }
    *ret_count = count;
    return total;
}

static void fold_min(double *total, double number, long index)
{
    *total = index == 0 || isnan(number) || number < *total ? number : *total;
}

static void fold_max(double *total, double number, long index)
{
    *total = index == 0 || isnan(number) || number > *total ? number : *total;
}

CALL(call_sum)
{
    long count = 0;
    return value_number(fold_arguments(e, x, 0, fold_sum, &count));
}

CALL(call_min)
{
    long count = 0;
    return value_number(fold_arguments(e, x, NOT_A_NUMBER, fold_min, &count));
}

CALL(call_max)
{
    long count = 0;
    return value_number(fold_arguments(e, x, NOT_A_NUMBER, fold_max, &count));
}

CALL(call_count)
{
    const struct xpath_value v = argument(e, x, 0);
    return value_number(v.type == XPATH_NODES ? (double)v.count : NOT_A_NUMBER);
}

CALL(call_count_non_empty)
{
    const struct xpath_value v = argument(e, x, 0);
    double count = 0;
    for (size_t i = 0; v.type == XPATH_NODES && i < v.count; i++) {
        const char *text = xpath_node_text(v.nodes[i], e->host->scratch);
        count += text != NULL && text[0] != '\0';
    }
    return value_number(count);
}

/* position() in a predicate, position(node) among its siblings. */
CALL(call_position)
{
    if (x->first == NULL) {
        return value_number((double)e->position);
    }
    const struct xpath_value v = argument(e, x, 0);
    return value_number(v.type == XPATH_NODES && v.count > 0 ? (double)node_position(v.nodes[0])
                                                             : NOT_A_NUMBER);
}

CALL(call_last)
{
    (void)x;
    return value_number((double)e->size);
}

CALL(call_current)
{
    (void)x;
    struct node **one = scratch_alloc(e, sizeof *one);
    if (one != NULL) {
        one[0] = e->current;
    }
    return value_nodes(one, one != NULL ? 1 : 0);
}

/* Names are kept without their prefix. */
CALL(call_name)
{
    if (x->first == NULL) {
        return value_string(e->node->name);
    }
    const struct xpath_value v = argument(e, x, 0);
    return value_string(v.type == XPATH_NODES && v.count > 0 ? v.nodes[0]->name : "");
}

const struct function functions_core[] = {
    {"true", 0, 0, call_true},
    {"false", 0, 0, call_false},
    {"boolean", 1, 1, call_boolean},
    {"boolean-from-string", 1, 1, call_boolean_from_string},
    {"not", 1, 1, call_not},
    {"if", 3, 3, call_if},
    {"coalesce", 2, 2, call_coalesce},
    {"once", 1, 1, call_once},
    {"number", 0, 1, call_number},
    {"int", 1, 1, call_int},
    {"abs", 1, 1, call_abs},
    {"round", 1, 2, call_round},
    {"floor", 1, 1, call_floor},
    {"ceiling", 1, 1, call_ceiling},
    {"pow", 2, 2, call_pow},
    {"checklist", 2, -1, call_checklist},
    {"weighted-checklist", 2, -1, call_weighted_checklist},
    {"sum", 1, 1, call_sum},
    {"min", 1, -1, call_min},
    {"max", 1, -1, call_max},
    {"count", 1, 1, call_count},
    {"count-non-empty", 1, 1, call_count_non_empty},
    {"position", 0, 1, call_position},
    {"last", 0, 0, call_last},
    {"current", 0, 0, call_current},
    {"name", 0, 1, call_name},
    {"local-name", 0, 1, call_name},
    {NULL, 0, 0, NULL},
};

const struct function *function_find(const char *name)
{
    const struct function *const tables[] = {functions_core, functions_text, functions_date,
                                             functions_form};
    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++) {
        for (const struct function *f = tables[t]; f->name != NULL; f++) {
            if (strcmp(f->name, name) == 0) {
                return f;
            }
        }
    }
    return NULL;
}
