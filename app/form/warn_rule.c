/* Rules that say something else than their author may think. The parse trees are read as the
 * dependency graph reads them; paths into lists are left alone. */
#include <string.h>

#include "app/form/warn.h"
#include "app/form/xpath_tree.h"

#define LOOKED_MAX 2000000 /* parts of expressions read again and again */

typedef void (*visitor)(void *context, const struct xpath_expression *x);

/* What a wrapper of one operand holds. */
static const struct xpath_expression *unwrap(const struct xpath_expression *x)
{
    while (x != NULL && x->operation == DO_UNION && x->first != NULL && x->first->next == NULL) {
        x = x->first;
    }
    return x;
}

static bool is_call(const struct xpath_expression *x, const char *name)
{
    return x->operation == DO_CALL && strcmp(x->text, name) == 0;
}

/* The field a path without conditions names when it is read at owner, or NULL. */
static const struct def *field_of(const struct form *f, const struct def *owner,
                                  const struct xpath_expression *x)
{
    x = unwrap(x);
    if (x == NULL || x->operation != DO_PATH) {
        return NULL;
    }
    const struct xpath_expression *start = unwrap(x->start);
    if (start != NULL && !is_call(start, "current")) {
        return NULL;
    }
    const struct def *at = x->absolute ? NULL : owner;
    for (const struct step *s = x->steps; s != NULL; s = s->next) {
        if (s->axis == AXIS_PARENT) {
            at = at != NULL ? at->parent : NULL;
        } else if (s->axis == AXIS_CHILD && at == NULL && s == x->steps && x->absolute) {
            at = s->name != NULL && strcmp(s->name, f->root->name) == 0 ? f->root : NULL;
        } else if (s->axis == AXIS_CHILD) {
            at = at != NULL && s->name != NULL ? def_find(f, at, s->name) : NULL;
        }
        if (at == NULL) {
            return NULL;
        }
    }
    return at;
}

/* Each part of an expression outside of predicates; as deep as the parser allows. */
static void each_part(const struct xpath_expression *x, visitor visit, void *context)
{
    if (x == NULL) {
        return;
    }
    visit(context, x);
    for (const struct xpath_expression *c = x->first; c != NULL; c = c->next) {
        each_part(c, visit, context);
    }
}

struct rule {
    struct loader *l;
    const struct element *at;
    const char *what;
    const struct def *owner;
    const struct xpath_expression *whole;
    const struct def *wanted; /* looked for */
    bool found;
};

/* Whether what an expression gives is a boolean that is then kept as "true" or "false". */
static bool gives_boolean(const struct xpath_expression *x)
{
    static const char *const calls[] = {"true",     "false",    "not",         "boolean",  "regex",
                                        "selected", "contains", "starts-with", "ends-with"};
    x = unwrap(x);
    if (x == NULL) {
        return false;
    }
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        if (is_call(x, calls[i])) {
            return true;
        }
    }
    return x->operation <= DO_GREATER_EQUAL; /* or, and, comparisons */
}

static void warn_of_boolean(struct rule *r, const struct xpath_expression *x)
{
    const struct xpath_expression *plain = unwrap(x);
    const struct def *d = field_of(r->l->form, r->owner, x);
    if (plain != NULL && plain->operation == DO_LITERAL && strcmp(plain->text, "false") == 0) {
        load_warn(r->l, WARN_BOOLEAN, r->at,
                  "%s: the text 'false' counts as true here; write false()", r->what);
    } else if (d != NULL && (d->type == TYPE_BOOLEAN || gives_boolean(d->calculate))) {
        load_warn(r->l, WARN_BOOLEAN, r->at,
                  "%s: %.60s keeps \"true\" or \"false\", and the text \"false\" counts as true; "
                  "write %.60s = 'true'",
                  r->what, d->path, d->path);
    }
}

/* Operands that are read as booleans. */
static void find_booleans(void *context, const struct xpath_expression *x)
{
    struct rule *r = context;
    if (is_call(x, "boolean") || is_call(x, "not") || is_call(x, "if")) {
        if (x->first != NULL) {
            warn_of_boolean(r, x->first);
        }
    } else if (x->operation == DO_AND || x->operation == DO_OR) {
        for (const struct xpath_expression *c = x->first; c != NULL; c = c->next) {
            warn_of_boolean(r, c);
        }
    }
}

static void find_wanted(void *context, const struct xpath_expression *x)
{
    struct rule *r = context;
    r->l->looked++;
    r->found =
        r->found || (x->operation == DO_PATH && field_of(r->l->form, r->owner, x) == r->wanted);
}

static bool mentions(struct rule *r, const struct xpath_expression *x, const struct def *d)
{
    r->wanted = d;
    r->found = false;
    each_part(x, find_wanted, r);
    return r->found;
}

struct guard {
    struct rule *rule;
    const struct def *field;
    bool guarded;
};

/* A comparison, a condition or a substitute that thinks of the empty field. */
static void find_guard(void *context, const struct xpath_expression *x)
{
    struct guard *g = context;
    if (g->guarded || g->rule->l->looked > LOOKED_MAX) {
        g->guarded = true; /* enough is read: what is left is taken on trust */
        return;
    }
    const bool compares = x->operation == DO_EQUAL || x->operation == DO_NOT_EQUAL;
    const bool asks = is_call(x, "boolean") || is_call(x, "not") || is_call(x, "string-length");
    if (compares || asks || is_call(x, "coalesce")) {
        g->guarded = g->guarded || mentions(g->rule, x, g->field);
    } else if (is_call(x, "if")) {
        g->guarded = g->guarded || mentions(g->rule, unwrap(x->first), g->field);
    }
}

static bool may_be_empty(struct rule *r, const struct def *d)
{
    if (r->l->looked > LOOKED_MAX || d->calculate != NULL || d->preload != NULL ||
        (d->initial != NULL && d->initial[0] != '\0')) {
        return false;
    }
    struct guard g = {r, d, false};
    each_part(r->whole, find_guard, &g);
    for (const struct def *o = r->owner; o != NULL && !g.guarded; o = o->parent) {
        struct rule above = {.l = r->l, .owner = o};
        g.guarded = o->relevant != NULL && mentions(&above, o->relevant, d);
    }
    return !g.guarded;
}

static void warn_of_date(struct rule *r, const struct xpath_expression *x)
{
    const struct def *d = field_of(r->l->form, r->owner, x);
    if (d != NULL && d != r->owner && d->first == NULL && may_be_empty(r, d)) {
        load_warn(r->l, WARN_DATE, r->at,
                  "%s: while %.80s is empty there is no date to compute with; write "
                  "if(%.80s != '', ..., '')",
                  r->what, d->path, d->path);
    }
}

static void find_dates(void *context, const struct xpath_expression *x)
{
    static const char *const calls[] = {"decimal-date-time", "decimal-time", "date", "format-date",
                                        "format-date-time"};
    struct rule *r = context;
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        if (is_call(x, calls[i]) && x->first != NULL) {
            warn_of_date(r, x->first);
        }
    }
    if (x->operation == DO_ADD || x->operation == DO_SUBTRACT) {
        for (const struct xpath_expression *c = x->first; c != NULL; c = c->next) {
            const struct def *d = field_of(r->l->form, r->owner, c);
            if (d != NULL && (d->type == TYPE_DATE || d->type == TYPE_DATETIME)) {
                warn_of_date(r, c);
            }
        }
    }
}

static void warn_of_messages(struct loader *l, const struct element *e, const struct def *d)
{
    if (d->constraint != NULL && d->constraint_message == NULL) {
        load_warn(l, WARN_MESSAGE, e,
                  "the constraint has no jr:constraintMsg; say in words what a right answer is");
    }
    const bool asked = d->control != NULL && d->supplier <= SUPPLIER_CARD;
    const struct xpath_expression *required = asked ? unwrap(d->required) : NULL;
    if (required != NULL && !is_call(required, "false") && d->required_message == NULL) {
        load_warn(l, WARN_MESSAGE, e,
                  "the field is required without jr:requiredMsg; say in words what is needed");
    }
}

static void warn_of_bind(struct loader *l, const struct element *e, const struct def *d)
{
    const struct {
        const char *what;
        const struct xpath_expression *rule;
        bool boolean; /* its result is read as one */
    } rules[] = {{"calculate", d->calculate, false},
                 {"relevant", d->relevant, true},
                 {"required", d->required, true},
                 {"constraint", d->constraint, true},
                 {"readonly", d->readonly, true}};
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        struct rule r = {
            .l = l, .at = e, .what = rules[i].what, .owner = d, .whole = rules[i].rule};
        if (r.whole != NULL && rules[i].boolean) {
            warn_of_boolean(&r, r.whole);
        }
        each_part(r.whole, find_booleans, &r);
        if (!rules[i].boolean) {
            each_part(r.whole, find_dates, &r);
        }
    }
    warn_of_messages(l, e, d);
}

static void warn_of_name(struct loader *l, const struct element *at, const char *what,
                         const struct xpath_expression *x)
{
    const struct def *d = NULL;
    for (const struct step *s = x->steps; s != NULL; s = s->next) {
        if (s->axis != AXIS_CHILD || s->name == NULL) {
            return; /* what lies beside is not followed */
        }
        const bool root = d == NULL && strcmp(s->name, l->form->root->name) == 0;
        d = d != NULL ? def_find(l->form, d, s->name) : root ? l->form->root : NULL;
        if (d == NULL) {
            load_warn(l, WARN_NAME, at, "%s: there is no field %.60s, so this is empty; correct it",
                      what, s->name);
            return;
        }
    }
}

static void each_name(struct loader *l, const struct element *at, const char *what,
                      const struct xpath_expression *x)
{
    for (; x != NULL; x = x->next) {
        if (x->operation == DO_PATH && x->absolute) {
            warn_of_name(l, at, what, x);
        }
        for (const struct step *s = x->steps; s != NULL; s = s->next) {
            each_name(l, at, what, s->predicates);
        }
        each_name(l, at, what, x->predicates);
        each_name(l, at, what, x->start);
        each_name(l, at, what, x->first);
    }
}

void warn_of_names(struct loader *l, const struct element *at, const char *what,
                   const struct xpath_expression *x)
{
    if (l->form->root != NULL && strcmp(what, "jr:count") != 0) {
        each_name(l, at, what, x);
    }
}

void warn_of_rules(struct loader *l)
{
    for (const struct element *e = element_first(l->model); e != NULL; e = element_next(e)) {
        const char *nodeset = element_attribute(e, SPACE_NONE, "nodeset");
        if (strcmp(e->name, "bind") == 0 && nodeset != NULL) {
            const struct def *d = def_find(l->form, NULL, nodeset);
            if (d != NULL) {
                warn_of_bind(l, e, d);
            }
        }
    }
}
