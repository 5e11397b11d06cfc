/* Whether answers obey the form: type, required, constraint. */
#include <stdlib.h>
#include <string.h>

#include "app/form/iso_date.h"
#include "app/form/model.h"
#include "platform/base/utf8.h"

static bool is_number(const char *text, bool fraction)
{
    const char *c = text + (*text == '-');
    size_t digits = strspn(c, "0123456789");
    c += digits;
    if (fraction && *c == '.') {
        const size_t more = strspn(c + 1, "0123456789");
        digits += more;
        c += 1 + more;
    }
    if (*c != '\0' || digits == 0) {
        return false;
    }
    return fraction ? digits <= 18 : digits <= 10 && labs(strtol(text, NULL, 10)) <= INTEGER_MOST;
}

static bool has_partial(const struct control *c)
{
    return c != NULL && strstr(c->appearance, "partial") != NULL;
}

static bool is_date(const struct node *n, bool wants_time)
{
    struct iso_date d;
    if (has_partial(n->def->control)) {
        return iso_date_partial(node_value(n));
    }
    return iso_date_read(node_value(n), &d) && d.has_time == wants_time;
}

static bool has_its_type(struct form *f, struct node *n)
{
    const char *value = node_value(n);
    const struct control *c = n->def->control;
    struct iso_date time;
    if (c != NULL && (c->kind == FORM_SELECT_ONE || c->kind == FORM_SELECT_MANY)) {
        const bool single = c->kind == FORM_SELECT_MANY || strchr(value, ' ') == NULL;
        return single && choice_is_offered(f, n, value);
    }
    if (c != NULL && c->kind == FORM_DATE && n->def->type != TYPE_DATETIME) {
        return is_date(n, false);
    }
    switch (n->def->type) {
    case TYPE_INTEGER:
        return is_number(value, false);
    case TYPE_DECIMAL:
        return is_number(value, true);
    case TYPE_DATE:
        return is_date(n, false);
    case TYPE_TIME:
        return iso_time_read(value, &time);
    case TYPE_DATETIME:
        return is_date(n, true);
    case TYPE_STRING:
    case TYPE_BOOLEAN:
    case TYPE_BINARY:
    case TYPE_SELECT_ONE:
    case TYPE_SELECT_MANY:
    case TYPE_BARCODE:
        break;
    }
    return true;
}

static struct form_problem problem(struct form *f, struct node *n, enum form_fault fault,
                                   const struct form_text *text)
{
    return (struct form_problem){n->index, fault, text_at(f, text, TEXT_LONG, n)};
}

struct form_problem form_check(struct form *f, form_node n)
{
    struct node *node = n >= 0 && n < f->node_count ? f->nodes[n] : NULL;
    const struct form_problem none = {FORM_NONE, FAULT_NONE, NULL};
    if (node == NULL || node->irrelevant || node->first != NULL) {
        return none;
    }
    const struct def *d = node->def;
    const char *value = node_value(node);
    if (value[0] == '\0') {
        /* Nobody can answer a field that has no question, and an officer's may wait. */
        const bool may_wait = node->open != OPEN_NOT || d->supplier == SUPPLIER_OFFICER;
        return !may_wait && form_is_true(f, d->required, node, false)
                   ? problem(f, node, FAULT_REQUIRED, d->required_message)
                   : none;
    }
    if (!has_its_type(f, node)) {
        return problem(f, node, FAULT_TYPE, d->constraint_message);
    }
    const bool too_long = d->max_length > 0 && utf8_count(value) > (size_t)d->max_length;
    if (too_long || !form_is_true(f, d->constraint, node, true)) {
        return problem(f, node, FAULT_CONSTRAINT, d->constraint_message);
    }
    return none;
}

bool form_would_take(struct form *f, form_node n, const char *value)
{
    struct node *node = n >= 0 && n < f->node_count ? f->nodes[n] : NULL;
    if (node == NULL || node->first != NULL) {
        return false;
    }
    const char *own = node->value;
    node->value = value;
    const bool takes = has_its_type(f, node) && form_is_true(f, node->def->constraint, node, true);
    node->value = own;
    return takes;
}

struct form_problem form_check_page(struct form *f, form_node page)
{
    form_node questions[64];
    const int count = form_page_questions(f, page, questions, 64);
    for (int i = 0; i < count; i++) {
        const struct form_problem p = form_check(f, questions[i]);
        if (p.fault != FAULT_NONE) {
            return p;
        }
    }
    return (struct form_problem){FORM_NONE, FAULT_NONE, NULL};
}

struct form_problem form_check_all(struct form *f)
{
    for (struct node *n = f->top->first; n != NULL; n = node_walk(n, f->top)) {
        const struct form_problem p = form_check(f, n->index);
        if (p.fault != FAULT_NONE) {
            return p;
        }
    }
    return (struct form_problem){FORM_NONE, FAULT_NONE, NULL};
}
