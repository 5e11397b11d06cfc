/* Operators of an expression by precedence. */
#include <string.h>

#include "app/form/xpath_parser.h"

typedef struct xpath_expression *(*parse_function)(struct parser *p);

struct word {
    const char *token;
    enum operation operation;
    bool is_word;
};

/* Left-associative operators of one level. */
static struct xpath_expression *parse_level(struct parser *p, parse_function operand,
                                            const struct word *words)
{
    struct xpath_expression *x = operand(p);
    while (x != NULL && !failed(p->error)) {
        const struct word *w = words;
        while (w->token != NULL &&
               !(w->is_word ? parser_take_word(p, w->token) : parser_take(p, w->token))) {
            w++;
        }
        if (w->token == NULL) {
            return x;
        }
        struct xpath_expression *right = operand(p);
        if (right == NULL) {
            parser_fail(p, "an operand is missing after the operator");
            return NULL;
        }
        /* Each operand gets its own wrapper, because next may already be in use. */
        x = parser_make(p, DO_UNION, x, NULL);
        right = parser_make(p, DO_UNION, right, NULL);
        x = x != NULL && right != NULL ? parser_make(p, w->operation, x, right) : NULL;
    }
    return x;
}

static struct xpath_expression *parse_union(struct parser *p)
{
    static const struct word words[] = {{"|", DO_UNION, false}, {NULL, DO_UNION, false}};
    return parse_level(p, parser_operand, words);
}

static struct xpath_expression *parse_unary(struct parser *p)
{
    int signs = 0;
    while (parser_take(p, "-")) {
        signs++;
    }
    struct xpath_expression *x = parse_union(p);
    if (x == NULL || signs == 0) {
        return x;
    }
    x = parser_make(p, DO_NEGATE, parser_make(p, DO_UNION, x, NULL), NULL);
    return x != NULL && signs % 2 == 0
               ? parser_make(p, DO_NEGATE, parser_make(p, DO_UNION, x, NULL), NULL)
               : x;
}

static struct xpath_expression *parse_product(struct parser *p)
{
    static const struct word words[] = {{"*", DO_MULTIPLY, false},
                                        {"div", DO_DIVIDE, true},
                                        {"mod", DO_MODULO, true},
                                        {NULL, DO_UNION, false}};
    return parse_level(p, parse_unary, words);
}

static struct xpath_expression *parse_sum(struct parser *p)
{
    static const struct word words[] = {
        {"+", DO_ADD, false}, {"-", DO_SUBTRACT, false}, {NULL, DO_UNION, false}};
    return parse_level(p, parse_product, words);
}

static struct xpath_expression *parse_relation(struct parser *p)
{
    static const struct word words[] = {{"<=", DO_LESS_EQUAL, false},
                                        {">=", DO_GREATER_EQUAL, false},
                                        {"<", DO_LESS, false},
                                        {">", DO_GREATER, false},
                                        {NULL, DO_UNION, false}};
    return parse_level(p, parse_sum, words);
}

static struct xpath_expression *parse_equality(struct parser *p)
{
    static const struct word words[] = {
        {"!=", DO_NOT_EQUAL, false}, {"=", DO_EQUAL, false}, {NULL, DO_UNION, false}};
    return parse_level(p, parse_relation, words);
}

static struct xpath_expression *parse_and(struct parser *p)
{
    static const struct word words[] = {{"and", DO_AND, true}, {NULL, DO_UNION, false}};
    return parse_level(p, parse_equality, words);
}

struct xpath_expression *parser_expression(struct parser *p)
{
    static const struct word words[] = {{"or", DO_OR, true}, {NULL, DO_UNION, false}};
    return parse_level(p, parse_and, words);
}

struct err xpath_parse(struct arena *arena, const char *text,
                       struct xpath_expression **ret_expression, struct xpath_mistake *ret_mistake)
{
    struct parser p = {
        .arena = arena, .text = text, .at = text, .error = ERR_OK, .mistake = ret_mistake};
    *ret_mistake = (struct xpath_mistake){0};
    if (strlen(text) > XPATH_TEXT_MAX) {
        parser_fail(&p, "the expression is too long; split it over helper fields");
        return p.error;
    }
    struct xpath_expression *x = parser_expression(&p);
    parser_skip_space(&p);
    if (!failed(p.error) && (x == NULL || *p.at != '\0')) {
        parser_fail(&p, "this does not belong here");
    }
    if (!failed(p.error)) {
        *ret_expression = x;
    }
    return p.error;
}
