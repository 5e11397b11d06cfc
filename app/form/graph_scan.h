/* What an expression reads: an edge from each field it may lead to. Inside app/form only. */
#ifndef APP_FORM_GRAPH_SCAN_H
#define APP_FORM_GRAPH_SCAN_H

#include "app/form/model.h"

/* The expression being read. */
struct builder {
    struct loader *loader;
    struct def *owner;     /* whose expression it is */
    struct vertex *target; /* what depends; NULL only checks the names */
    const char *what;
    bool in_indexed_repeat;
    bool other_row; /* the path read now picks a row of the owner's repeat */
};

/* The refusal of an expression: what is wrong in text and name, where its owner stands. */
MUST_USE struct err graph_refuse(const struct builder *b, const char *text, const char *name);
/* Adds the edge from what changes to the target of b, for nodes below one apex instance. */
MUST_USE struct err graph_connect(struct builder *b, struct vertex *from, const struct def *apex);
/* Adds the edges of all that x reads at context (NULL: in a list); a name that is not there is
 * warned of. */
MUST_USE struct err graph_scan(struct builder *b, const struct xpath_expression *x,
                               struct def *context);
/* The next def in document order, or NULL. */
struct def *def_walk(const struct def *d);

#endif
