/* The profile's XPath 1.0 subset: axes child, parent, self; predicates; ODK functions and date
 * rules (reference/forms.md A.2). Numbers are doubles here and nowhere else. Parsed once, evaluated
 * often; both are bounded in depth, length and work. */
#ifndef APP_FORM_XPATH_H
#define APP_FORM_XPATH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/form/node.h"
#include "platform/base/arena.h"
#include "platform/base/err.h"

#define XPATH_TEXT_MAX  16384   /* bytes of one expression */
#define XPATH_DEPTH_MAX 100     /* nested brackets and predicates */
#define XPATH_WORK_MAX  4000000 /* nodes looked at by one evaluation */

struct xpath_expression; /* the parse tree; see xpath_tree.h */

/* What is wrong with an expression, for its author. */
struct xpath_mistake {
    int column; /* 1-based character in the expression */
    char message[160];
};

enum xpath_type { XPATH_NODES, XPATH_STRING, XPATH_NUMBER, XPATH_BOOLEAN };

struct xpath_value {
    enum xpath_type type;
    bool boolean;
    double number;
    const char *string;
    struct node **nodes; /* document order */
    size_t count;
};

/* A hash of one column of a list; built when first used, lives as long as the form. */
struct xpath_index;

/* The world around an expression. Callbacks may be NULL. */
struct xpath_host {
    void *context;
    struct node *(*instance)(void *context, const char *id); /* the node above its root */
    const char *(*itext)(void *context, const char *id);
    const char *(*choice_name)(void *context, const struct node *question, const char *value);
    int64_t now_s;
    int offset_minutes;
    uint64_t random;           /* state of uuid(); moves on */
    const char *language;      /* of month and day names */
    struct arena *scratch;     /* results live here until the caller releases */
    struct arena *index_arena; /* NULL = no indexes */
    struct xpath_index *indexes;
    long work;                /* nodes looked at by all evaluations until the caller sets it to 0 */
    unsigned indexed_lookups; /* how often an index answered, for tests */
};

/* Parses; ERR_BAD_INPUT fills ret_mistake. The tree lives in arena. */
MUST_USE struct err xpath_parse(struct arena *arena, const char *text,
                                struct xpath_expression **ret_expression,
                                struct xpath_mistake *ret_mistake);

/* Evaluates with node as context and current(). ERR_FULL: scratch or work limit; ERR_BAD_INPUT: a
 * pattern of regex() that is malformed or too slow. */
MUST_USE struct err xpath_eval(const struct xpath_expression *x, struct xpath_host *host,
                               struct node *node, struct xpath_value *ret_value);
/* The same at an item of a list: absolute paths and current() start at current. */
MUST_USE struct err xpath_eval_within(const struct xpath_expression *x, struct xpath_host *host,
                                      struct node *node, struct node *current,
                                      struct xpath_value *ret_value);

/* Conversions by the rules of XPath and ODK; strings may be written to scratch (NULL when full). */
bool xpath_boolean(const struct xpath_value *v);
double xpath_number(const struct xpath_value *v, int offset_minutes);
const char *xpath_string(const struct xpath_value *v, struct arena *scratch);

/* "1.5", ISO dates as days since 1970-01-01 UTC (local midnight when they have no time); NaN when
 * it is neither. */
double xpath_number_of(const char *text, int offset_minutes);

/* Shortest decimal text that reads back the same, "" of NaN; out has room for 400 bytes. */
void xpath_number_text(double number, char out[400]);

/* The text of a node: its value, or that of all below it joined. */
const char *xpath_node_text(const struct node *n, struct arena *scratch);

#endif
