/* The parse tree of an expression, shared by parser, evaluator, functions and the dependency
 * graph; nobody else includes it. */
#ifndef APP_FORM_XPATH_TREE_H
#define APP_FORM_XPATH_TREE_H

#include <math.h>

#include "app/form/xpath.h"

#define NOT_A_NUMBER ((double)NAN)

enum operation {
    DO_OR,
    DO_AND,
    DO_EQUAL,
    DO_NOT_EQUAL,
    DO_LESS,
    DO_LESS_EQUAL,
    DO_GREATER,
    DO_GREATER_EQUAL,
    DO_ADD,
    DO_SUBTRACT,
    DO_MULTIPLY,
    DO_DIVIDE,
    DO_MODULO,
    DO_NEGATE,
    DO_UNION,
    DO_LITERAL,
    DO_NUMBER,
    DO_CALL,
    DO_PATH,
};

enum axis {
    AXIS_CHILD,
    AXIS_PARENT,
    AXIS_SELF,
    AXIS_DESCENDANT,
    AXIS_DESCENDANT_OR_SELF,
    AXIS_ANCESTOR,
    AXIS_ANCESTOR_OR_SELF,
    AXIS_FOLLOWING_SIBLING,
    AXIS_PRECEDING_SIBLING,
    AXIS_FOLLOWING,
    AXIS_PRECEDING,
};

struct step {
    enum axis axis;
    const char *name; /* NULL = any */
    bool element;     /* '*': not the nameless node above the root */
    struct xpath_expression *predicates;
    /* Where the form keeps the one node this child step leads to when it starts in the citizen's
     * data outside of repeats; NULL when the form did not say. Saves looking through siblings. */
    struct node *const *sole;
    struct step *next;
};

struct evaluation;
struct function {
    const char *name;
    int least, most; /* arguments; most -1 = any number */
    struct xpath_value (*call)(struct evaluation *e, const struct xpath_expression *call);
};

struct xpath_expression {
    enum operation operation;
    struct xpath_expression *first; /* first operand or argument */
    struct xpath_expression *next;  /* next operand, argument or predicate */
    double number;
    const char *text; /* literal; of DO_CALL the name */
    const struct function *function;
    bool absolute;                       /* DO_PATH: starts at the root */
    struct xpath_expression *start;      /* DO_PATH: instance(...), current(), (...); or NULL */
    struct xpath_expression *predicates; /* of start */
    struct step *steps;
    struct xpath_expression *path; /* jr:choice-name: its literal second argument, parsed */
};

/* One running evaluation. error is sticky; results after an error are empty. */
struct evaluation {
    struct xpath_host *host;
    struct node *node, *current;
    size_t position, size; /* 1-based, of the predicate */
    int depth;
    long work;
    struct err error;
};

const struct function *function_find(const char *name);

struct xpath_value evaluate(struct evaluation *e, const struct xpath_expression *x);
struct xpath_value evaluate_path(struct evaluation *e, const struct xpath_expression *x);

/* The nodes of both, each once, in document order; both are in it. */
struct xpath_value unite_nodes(struct evaluation *e, const struct xpath_value *a,
                               const struct xpath_value *b);

/* Where a step along an axis that xpath_path.c does not walk itself leads from these nodes. */
struct xpath_value step_axis(struct evaluation *e, const struct step *s,
                             const struct xpath_value *from);
/* Whether a node has the name the step asks for. */
bool step_matches(const struct step *s, const struct node *n);
/* Keeps what the predicate lets through, a number being a position; the count that is left. */
size_t step_filter(struct evaluation *e, const struct xpath_expression *predicate,
                   struct node **nodes, size_t count);

/* Argument i of a call evaluated and converted; a missing argument reads as empty. */
struct xpath_value argument(struct evaluation *e, const struct xpath_expression *call, int i);
const char *argument_string(struct evaluation *e, const struct xpath_expression *call, int i);
double argument_number(struct evaluation *e, const struct xpath_expression *call, int i);
bool argument_boolean(struct evaluation *e, const struct xpath_expression *call, int i);
const struct xpath_expression *argument_at(const struct xpath_expression *call, int i);
int argument_count(const struct xpath_expression *call);

/* Scratch memory; on exhaustion sets e->error and returns NULL. */
void *scratch_alloc(struct evaluation *e, size_t size);

struct xpath_value value_string(const char *text); /* NULL reads as "" */
struct xpath_value value_number(double number);
struct xpath_value value_boolean(bool boolean);
struct xpath_value value_nodes(struct node **nodes, size_t count);

/* Nodes below base named name whose child column has this text; false when not indexable. */
bool index_lookup(struct evaluation *e, struct node *base, const char *name, const char *column,
                  const char *text, struct xpath_value *ret_nodes);

/* Function tables, one per file. */
extern const struct function functions_core[], functions_text[], functions_date[], functions_form[];

#endif
