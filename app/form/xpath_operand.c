/* Operands of an expression: literals, numbers, calls, paths with steps and predicates. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/form/pattern.h"
#include "app/form/profile.h"
#include "app/form/xpath_parser.h"

void parser_fail(struct parser *p, const char *message)
{
    if (failed(p->error)) {
        return;
    }
    p->error = ERR(ERR_BAD_INPUT, 0, "xpath: parse");
    p->mistake->column = (int)(p->at - p->text) + 1;
    snprintf(p->mistake->message, sizeof p->mistake->message, "%s", message);
}

static void *parser_alloc(struct parser *p, size_t size)
{
    void *memory = arena_alloc(p->arena, size);
    if (memory == NULL && !failed(p->error)) {
        p->error = ERR(ERR_FULL, 0, "xpath: arena");
    }
    return memory;
}

struct xpath_expression *parser_make(struct parser *p, enum operation operation,
                                     struct xpath_expression *a, struct xpath_expression *b)
{
    struct xpath_expression *x = parser_alloc(p, sizeof *x);
    if (x == NULL) {
        return NULL;
    }
    x->operation = operation;
    x->first = a;
    if (a != NULL) {
        a->next = b;
    }
    return x;
}

void parser_skip_space(struct parser *p)
{
    while (*p->at == ' ' || *p->at == '\t' || *p->at == '\r' || *p->at == '\n') {
        p->at++;
    }
}

static bool is_name_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
}

static bool is_name_part(char c)
{
    return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/* Takes token when it is next. */
bool parser_take(struct parser *p, const char *token)
{
    parser_skip_space(p);
    if (*p->at != *token) { /* nearly always: ten levels ask in turn */
        return false;
    }
    const size_t len = strlen(token);
    if (strncmp(p->at, token, len) != 0) {
        return false;
    }
    p->at += len;
    return true;
}

/* Takes an operator that is a word: not followed by more of a name. */
bool parser_take_word(struct parser *p, const char *word)
{
    parser_skip_space(p);
    if (*p->at != *word) {
        return false;
    }
    const size_t len = strlen(word);
    if (strncmp(p->at, word, len) != 0 || is_name_part(p->at[len])) {
        return false;
    }
    p->at += len;
    return true;
}

static bool peek(struct parser *p, const char *token)
{
    parser_skip_space(p);
    return strncmp(p->at, token, strlen(token)) == 0;
}

static const char *copy_range(struct parser *p, const char *from, const char *to)
{
    char *copy = arena_copy(p->arena, from, (size_t)(to - from));
    if (copy == NULL && !failed(p->error)) {
        p->error = ERR(ERR_FULL, 0, "xpath: arena");
    }
    return copy;
}

/* Name with an optional prefix; keep_prefix = false drops "p:". */
static const char *parse_name(struct parser *p, bool keep_prefix)
{
    parser_skip_space(p);
    const char *from = p->at;
    if (!is_name_start(*p->at)) {
        parser_fail(p, "a name is expected here");
        return NULL;
    }
    while (is_name_part(*p->at)) {
        p->at++;
    }
    if (p->at[0] == ':' && is_name_start(p->at[1])) {
        p->at++;
        if (!keep_prefix) {
            from = p->at;
        }
        while (is_name_part(*p->at)) {
            p->at++;
        }
    }
    return copy_range(p, from, p->at);
}

static bool enter(struct parser *p)
{
    if (++p->depth > XPATH_DEPTH_MAX) {
        parser_fail(p, "the expression is nested too deep; split it over helper fields");
        return false;
    }
    return !failed(p->error);
}

static struct xpath_expression *parse_predicates(struct parser *p)
{
    struct xpath_expression *first = NULL, **tail = &first;
    while (!failed(p->error) && parser_take(p, "[")) {
        if (!enter(p)) {
            return NULL;
        }
        struct xpath_expression *x = parser_expression(p);
        p->depth--;
        if (x == NULL || !parser_take(p, "]")) {
            parser_fail(p, "a ']' is missing");
            return NULL;
        }
        /* One node around it, so that predicates chain by next. */
        struct xpath_expression *wrapped = parser_make(p, DO_UNION, x, NULL);
        if (wrapped == NULL) {
            return NULL;
        }
        *tail = wrapped;
        tail = &wrapped->next;
    }
    return first;
}

static enum axis parse_axis(struct parser *p)
{
    static const struct {
        const char *name;
        enum axis axis;
    } axes[] = {{"child::", AXIS_CHILD},
                {"parent::", AXIS_PARENT},
                {"self::", AXIS_SELF},
                {"descendant::", AXIS_DESCENDANT},
                {"descendant-or-self::", AXIS_DESCENDANT_OR_SELF},
                {"ancestor::", AXIS_ANCESTOR},
                {"ancestor-or-self::", AXIS_ANCESTOR_OR_SELF},
                {"following-sibling::", AXIS_FOLLOWING_SIBLING},
                {"preceding-sibling::", AXIS_PRECEDING_SIBLING},
                {"following::", AXIS_FOLLOWING},
                {"preceding::", AXIS_PRECEDING}};
    const char *end = p->at;
    while (is_name_part(*end)) {
        end++;
    }
    if (*p->at == '@' || strncmp(p->at, "attribute::", 11) == 0) {
        parser_fail(p, "attributes cannot be read; use an element");
    }
    for (size_t i = 0; strncmp(end, "::", 2) == 0 && i < sizeof axes / sizeof axes[0]; i++) {
        if (parser_take(p, axes[i].name)) {
            return axes[i].axis;
        }
    }
    if (end > p->at && strncmp(end, "::", 2) == 0) {
        parser_fail(p, "this is no axis of XPath");
    }
    return AXIS_CHILD;
}

static struct step *parse_step(struct parser *p)
{
    struct step *s = parser_alloc(p, sizeof *s);
    if (s == NULL) {
        return NULL;
    }
    parser_skip_space(p);
    if (parser_take(p, "..")) {
        s->axis = AXIS_PARENT;
    } else if (*p->at == '.' && !(p->at[1] >= '0' && p->at[1] <= '9')) {
        p->at++;
        s->axis = AXIS_SELF;
    } else {
        s->axis = parse_axis(p);
        s->element = parser_take(p, "*");
        if (!s->element && !parser_take(p, "node()")) {
            s->name = parse_name(p, false);
            if (s->name == NULL) {
                return NULL;
            }
        }
    }
    s->predicates = parse_predicates(p);
    return failed(p->error) ? NULL : s;
}

/* What "//" stands for: /descendant-or-self::node()/ and the step, or in one when no predicate
 * counts among its siblings. */
static struct step *parse_anywhere(struct parser *p)
{
    struct step *any = parser_alloc(p, sizeof *any);
    struct step *s = parse_step(p);
    if (any == NULL || s == NULL) {
        return NULL;
    }
    if (s->axis == AXIS_CHILD && s->predicates == NULL) {
        s->axis = AXIS_DESCENDANT;
        return s;
    }
    any->axis = AXIS_DESCENDANT_OR_SELF;
    any->next = s;
    return any;
}

static struct step *parse_steps(struct parser *p)
{
    struct step *first = NULL, **tail = &first;
    do {
        struct step *s = parser_take(p, "/") ? parse_anywhere(p) : parse_step(p);
        if (s == NULL) {
            return NULL;
        }
        *tail = s;
        tail = s->next != NULL ? &s->next->next : &s->next;
    } while (parser_take(p, "/"));
    return first;
}

static struct xpath_expression *parse_literal(struct parser *p)
{
    const char quote = *p->at++;
    const char *from = p->at;
    const char *to = strchr(from, quote);
    if (to == NULL) {
        parser_fail(p, "a quote is not closed");
        return NULL;
    }
    struct xpath_expression *x = parser_make(p, DO_LITERAL, NULL, NULL);
    if (x != NULL) {
        x->text = copy_range(p, from, to);
        p->at = to + 1;
    }
    return x;
}

static struct xpath_expression *parse_number(struct parser *p)
{
    char digits[64];
    const size_t whole = strspn(p->at, "0123456789");
    const size_t point = p->at[whole] == '.' ? 1 : 0;
    const size_t fraction = point > 0 ? strspn(p->at + whole + 1, "0123456789") : 0;
    const size_t len = whole + point + fraction;
    if (len >= sizeof digits || p->at[len] == '.') {
        parser_fail(p, "this is not a number");
        return NULL;
    }
    memcpy(digits, p->at, len);
    digits[len] = '\0';
    struct xpath_expression *x = parser_make(p, DO_NUMBER, NULL, NULL);
    if (x != NULL) {
        x->number = strtod(digits, NULL);
        p->at += len;
    }
    return x;
}

/* Checks what can be known of a call when the form is loaded. */
static void check_call(struct parser *p, struct xpath_expression *x)
{
    const int count = argument_count(x);
    char message[160];
    if (count < x->function->least || (x->function->most >= 0 && count > x->function->most)) {
        snprintf(message, sizeof message, "%s() does not take %d argument(s)", x->text, count);
        parser_fail(p, message);
        return;
    }
    const struct xpath_expression *second = argument_at(x, 1);
    if (second == NULL || second->operation != DO_LITERAL) {
        return;
    }
    if (strcmp(x->text, "regex") == 0 && failed(pattern_check(second->text, p->arena))) {
        parser_fail(p, "the pattern of regex() is malformed or uses what is not supported");
    }
    if (strcmp(x->text, "jr:choice-name") == 0) {
        struct xpath_mistake inner;
        const struct err e = xpath_parse(p->arena, second->text, &x->path, &inner);
        if (failed(e)) {
            parser_fail(p, "the second argument of jr:choice-name() is not a path");
        }
    }
}

static struct xpath_expression *parse_call(struct parser *p)
{
    const char *name_at = p->at;
    struct xpath_expression *x = parser_make(p, DO_CALL, NULL, NULL);
    const char *name = parse_name(p, true);
    if (x == NULL || name == NULL) {
        return NULL;
    }
    x->text = name;
    x->function = function_find(name);
    if (x->function == NULL) {
        char message[160];
        p->at = name_at;
        const char *instead = profile_function(name);
        snprintf(message, sizeof message, "the function %.30s() is outside the profile; %.80s",
                 name, instead != NULL ? instead : "use another or compute elsewhere");
        parser_fail(p, message);
        return NULL;
    }
    (void)parser_take(p, "(");
    struct xpath_expression **tail = &x->first;
    if (!enter(p)) {
        return NULL;
    }
    while (!parser_take(p, ")")) {
        if (x->first != NULL && !parser_take(p, ",")) {
            parser_fail(p, "a ',' or ')' is missing");
            return NULL;
        }
        struct xpath_expression *argument_x = parser_expression(p);
        struct xpath_expression *wrapped =
            argument_x != NULL ? parser_make(p, DO_UNION, argument_x, NULL) : NULL;
        if (wrapped == NULL) {
            return NULL;
        }
        *tail = wrapped;
        tail = &wrapped->next;
    }
    p->depth--;
    check_call(p, x);
    return failed(p->error) ? NULL : x;
}

/* True when a name followed by '(' is next (but not node()). */
static bool is_call(struct parser *p)
{
    const char *c = p->at;
    if (!is_name_start(*c) || strncmp(c, "node()", 6) == 0) {
        return false;
    }
    while (is_name_part(*c)) {
        c++;
    }
    if (*c == ':' && is_name_start(c[1])) {
        c++;
        while (is_name_part(*c)) {
            c++;
        }
    }
    c += strspn(c, " \t\r\n");
    return *c == '(';
}

static struct xpath_expression *parse_primary(struct parser *p)
{
    if (*p->at == '\'' || *p->at == '"') {
        return parse_literal(p);
    }
    if ((*p->at >= '0' && *p->at <= '9') || (*p->at == '.' && p->at[1] >= '0' && p->at[1] <= '9')) {
        return parse_number(p);
    }
    if (*p->at == '(') {
        p->at++;
        if (!enter(p)) {
            return NULL;
        }
        struct xpath_expression *x = parser_expression(p);
        p->depth--;
        if (x == NULL || !parser_take(p, ")")) {
            parser_fail(p, "a ')' is missing");
            return NULL;
        }
        return parser_make(p, DO_UNION, x, NULL);
    }
    return is_call(p) ? parse_call(p) : NULL;
}

struct xpath_expression *parser_operand(struct parser *p)
{
    parser_skip_space(p);
    if (*p->at == '\0') {
        parser_fail(p, "the expression ends too early");
        return NULL;
    }
    struct xpath_expression *start = parse_primary(p);
    if (failed(p->error)) {
        return NULL;
    }
    if (start != NULL && !peek(p, "[") && !peek(p, "/")) {
        return start;
    }
    struct xpath_expression *x = parser_make(p, DO_PATH, NULL, NULL);
    if (x == NULL) {
        return NULL;
    }
    x->start = start;
    if (start != NULL) {
        x->predicates = parse_predicates(p);
        if (parser_take(p, "/")) {
            x->steps = parse_steps(p);
        }
    } else if (parser_take(p, "/")) {
        x->absolute = true;
        parser_skip_space(p);
        if (is_name_start(*p->at) || *p->at == '*' || *p->at == '.' || *p->at == '/') {
            x->steps = parse_steps(p);
        }
    } else {
        x->steps = parse_steps(p);
    }
    return failed(p->error) ? NULL : x;
}
