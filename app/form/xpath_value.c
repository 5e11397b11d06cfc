#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/form/iso_date.h"
#include "app/form/xpath_tree.h"

struct xpath_value value_string(const char *text)
{
    return (struct xpath_value){.type = XPATH_STRING, .string = text != NULL ? text : ""};
}

struct xpath_value value_number(double number)
{
    return (struct xpath_value){.type = XPATH_NUMBER, .number = number};
}

struct xpath_value value_boolean(bool boolean)
{
    return (struct xpath_value){.type = XPATH_BOOLEAN, .boolean = boolean};
}

struct xpath_value value_nodes(struct node **nodes, size_t count)
{
    return (struct xpath_value){.type = XPATH_NODES, .nodes = nodes, .count = count};
}

/* Optional spaces and minus, digits with at most one point. */
static bool is_plain_number(const char *text)
{
    const char *c = text + strspn(text, " \t\r\n");
    c += *c == '-';
    const size_t whole = strspn(c, "0123456789");
    c += whole;
    size_t fraction = 0;
    if (*c == '.') {
        c++;
        fraction = strspn(c, "0123456789");
        c += fraction;
    }
    c += strspn(c, " \t\r\n");
    return *c == '\0' && whole + fraction > 0;
}

double xpath_number_of(const char *text, int offset_minutes)
{
    struct iso_date d;
    if (is_plain_number(text)) {
        return strtod(text, NULL);
    }
    if (iso_date_read(text, &d)) {
        return iso_to_days(&d, offset_minutes);
    }
    return NOT_A_NUMBER;
}

void xpath_number_text(double number, char out[400])
{
    if (isnan(number)) {
        out[0] = '\0'; /* what is no number says nothing to people */
    } else if (isinf(number)) {
        snprintf(out, 400, "%s", number > 0 ? "Infinity" : "-Infinity");
    } else if (number == floor(number) && fabs(number) < 1e15) {
        snprintf(out, 400, "%.0f", number == 0 ? 0.0 : number);
    } else {
        int places = fabs(number) >= 1 ? 0 : 1;
        do {
            snprintf(out, 400, "%.*f", places++, number);
        } while (places < 330 && strtod(out, NULL) != number);
    }
}

/* Joined text of all leaves below n, relevant ones only. */
static const char *joined_text(const struct node *n, struct arena *scratch)
{
    size_t len = 0;
    for (const struct node *c = node_walk(n, n); c != NULL; c = node_walk(c, n)) {
        len += c->irrelevant ? 0 : strlen(node_value(c));
    }
    char *out = arena_alloc(scratch, len + 1);
    size_t at = 0;
    for (const struct node *c = node_walk(n, n); c != NULL && out != NULL; c = node_walk(c, n)) {
        const char *value = c->irrelevant ? "" : node_value(c);
        memcpy(out + at, value, strlen(value));
        at += strlen(value);
    }
    return out;
}

const char *xpath_node_text(const struct node *n, struct arena *scratch)
{
    if (n->irrelevant) {
        return "";
    }
    return n->first == NULL ? node_value(n) : joined_text(n, scratch);
}

bool xpath_boolean(const struct xpath_value *v)
{
    switch (v->type) {
    case XPATH_NODES:
        return v->count > 0;
    case XPATH_STRING:
        return v->string[0] != '\0';
    case XPATH_NUMBER:
        return v->number != 0 && !isnan(v->number);
    case XPATH_BOOLEAN:
        return v->boolean;
    }
    return false;
}

double xpath_number(const struct xpath_value *v, int offset_minutes)
{
    switch (v->type) {
    case XPATH_NODES:
        return v->count > 0 && !v->nodes[0]->irrelevant
                   ? xpath_number_of(node_value(v->nodes[0]), offset_minutes)
                   : NOT_A_NUMBER;
    case XPATH_STRING:
        return xpath_number_of(v->string, offset_minutes);
    case XPATH_NUMBER:
        return v->number;
    case XPATH_BOOLEAN:
        return v->boolean ? 1 : 0;
    }
    return NOT_A_NUMBER;
}

const char *xpath_string(const struct xpath_value *v, struct arena *scratch)
{
    char number[400];
    switch (v->type) {
    case XPATH_NODES:
        return v->count > 0 ? xpath_node_text(v->nodes[0], scratch) : "";
    case XPATH_STRING:
        return v->string;
    case XPATH_NUMBER:
        xpath_number_text(v->number, number);
        return arena_copy(scratch, number, strlen(number));
    case XPATH_BOOLEAN:
        return v->boolean ? "true" : "false";
    }
    return "";
}
