/* What the two halves of the parser share: operators (xpath_parse.c) and operands
 * (xpath_operand.c). Errors are sticky: after one, everything returns NULL. */
#ifndef APP_FORM_XPATH_PARSER_H
#define APP_FORM_XPATH_PARSER_H

#include "app/form/xpath_tree.h"

struct parser {
    struct arena *arena;
    const char *text;
    const char *at;
    int depth;
    struct err error;
    struct xpath_mistake *mistake;
};

/* Remembers the first mistake at the place reached. */
void parser_fail(struct parser *p, const char *message);

/* A node with operands a and b (either may be NULL); NULL when the arena is full. */
struct xpath_expression *parser_make(struct parser *p, enum operation operation,
                                     struct xpath_expression *a, struct xpath_expression *b);

void parser_skip_space(struct parser *p);

/* Takes token when it is next; the second only when no name goes on behind it. */
bool parser_take(struct parser *p, const char *token);
bool parser_take_word(struct parser *p, const char *word);

/* A whole expression, and a path or other operand. */
struct xpath_expression *parser_expression(struct parser *p);
struct xpath_expression *parser_operand(struct parser *p);

#endif
