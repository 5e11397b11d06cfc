/* Functions on text. Lengths and places count code points, as in ODK. */
#include <math.h>
#include <string.h>

#include "app/form/pattern.h"
#include "app/form/xpath_tree.h"
#include "platform/base/utf8.h"

#define CALL(name_)                                                                                \
    static struct xpath_value name_(struct evaluation *e, const struct xpath_expression *x)

/* A list of pieces to be joined. */
struct pieces {
    const char **list;
    size_t count, capacity;
};

static void add_piece(struct evaluation *e, struct pieces *p, const char *text)
{
    if (p->count == p->capacity) {
        const size_t capacity = p->capacity == 0 ? 16 : p->capacity * 2;
        const char **list = scratch_alloc(e, capacity * sizeof *list);
        if (list == NULL) {
            return;
        }
        if (p->count > 0) {
            memcpy(list, p->list, p->count * sizeof *list);
        }
        p->list = list;
        p->capacity = capacity;
    }
    p->list[p->count++] = text != NULL ? text : "";
}

/* All nodes of a node set, or the one value. */
static void add_argument(struct evaluation *e, const struct xpath_expression *x, int i,
                         struct pieces *p)
{
    const struct xpath_value v = argument(e, x, i);
    if (v.type != XPATH_NODES) {
        add_piece(e, p, xpath_string(&v, e->host->scratch));
        return;
    }
    for (size_t n = 0; n < v.count; n++) {
        add_piece(e, p, xpath_node_text(v.nodes[n], e->host->scratch));
    }
}

static struct xpath_value join_pieces(struct evaluation *e, const struct pieces *p,
                                      const char *between)
{
    size_t len = 1;
    for (size_t i = 0; i < p->count; i++) {
        len += strlen(p->list[i]) + strlen(between);
    }
    char *out = scratch_alloc(e, len);
    size_t at = 0;
    for (size_t i = 0; i < p->count && out != NULL; i++) {
        if (i > 0) {
            memcpy(out + at, between, strlen(between));
            at += strlen(between);
        }
        memcpy(out + at, p->list[i], strlen(p->list[i]));
        at += strlen(p->list[i]);
    }
    return value_string(out);
}

static struct xpath_value part(struct evaluation *e, const char *from, size_t len)
{
    char *out = scratch_alloc(e, len + 1);
    if (out != NULL && len > 0) {
        memcpy(out, from, len);
    }
    return value_string(out);
}

CALL(call_string)
{
    return value_string(x->first == NULL ? xpath_node_text(e->node, e->host->scratch)
                                         : argument_string(e, x, 0));
}

CALL(call_concat)
{
    struct pieces p = {0};
    for (int i = 0; i < argument_count(x); i++) {
        add_argument(e, x, i, &p);
    }
    return join_pieces(e, &p, "");
}

CALL(call_join)
{
    struct pieces p = {0};
    const char *between = argument_string(e, x, 0);
    for (int i = 1; i < argument_count(x); i++) {
        add_argument(e, x, i, &p);
    }
    return join_pieces(e, &p, between);
}

/* Byte offset of code point index (clamped to the end). */
static size_t offset_of(const char *text, double index)
{
    size_t at = 0;
    for (size_t i = 0; (double)i < index && text[at] != '\0'; i++) {
        size_t bytes = 1;
        (void)utf8_decode(text + at, strlen(text + at), &bytes);
        at += bytes;
    }
    return at;
}

/* substr(text, start[, end]): from 0, end not included, negative from the end. */
CALL(call_substr)
{
    const char *text = argument_string(e, x, 0);
    const double length = (double)utf8_count(text);
    double start = trunc(argument_number(e, x, 1));
    double end = argument_count(x) > 2 ? trunc(argument_number(e, x, 2)) : length;
    if (isnan(start) || isnan(end)) {
        return value_string("");
    }
    start = fmax(0, start < 0 ? start + length : start);
    end = fmin(length, end < 0 ? end + length : end);
    if (start >= end) {
        return value_string("");
    }
    const size_t from = offset_of(text, start), to = offset_of(text, end);
    return part(e, text + from, to - from);
}

/* substring(text, start[, length]) of XPath 1.0: from 1, halves rounded. */
CALL(call_substring)
{
    const char *text = argument_string(e, x, 0);
    const double start = floor(argument_number(e, x, 1) + 0.5);
    const double end =
        argument_count(x) > 2 ? start + floor(argument_number(e, x, 2) + 0.5) : (double)INFINITY;
    if (isnan(start) || isnan(end) || start >= end) {
        return value_string("");
    }
    const double length = (double)utf8_count(text);
    const size_t from = offset_of(text, fmin(fmax(start - 1, 0), length));
    const size_t to = offset_of(text, fmin(fmax(end - 1, 0), length));
    return part(e, text + from, to > from ? to - from : 0);
}

CALL(call_substring_before)
{
    const char *text = argument_string(e, x, 0);
    const char *found = strstr(text, argument_string(e, x, 1));
    return found != NULL ? part(e, text, (size_t)(found - text)) : value_string("");
}

CALL(call_substring_after)
{
    const char *text = argument_string(e, x, 0);
    const char *mark = argument_string(e, x, 1);
    const char *found = strstr(text, mark);
    return value_string(found != NULL ? found + strlen(mark) : "");
}

CALL(call_string_length)
{
    const char *text =
        x->first == NULL ? xpath_node_text(e->node, e->host->scratch) : argument_string(e, x, 0);
    return value_number(text != NULL ? (double)utf8_count(text) : 0);
}

CALL(call_normalize_space)
{
    const char *text =
        x->first == NULL ? xpath_node_text(e->node, e->host->scratch) : argument_string(e, x, 0);
    char *out = text != NULL ? scratch_alloc(e, strlen(text) + 1) : NULL;
    size_t len = 0;
    bool space = false;
    for (const char *c = text; out != NULL && *c != '\0'; c++) {
        if (strchr(" \t\r\n", *c) != NULL) {
            space = len > 0;
            continue;
        }
        if (space) {
            out[len++] = ' ';
            space = false;
        }
        out[len++] = *c;
    }
    return value_string(out);
}

CALL(call_contains)
{
    const char *text = argument_string(e, x, 0);
    return value_boolean(strstr(text, argument_string(e, x, 1)) != NULL);
}

CALL(call_starts_with)
{
    const char *text = argument_string(e, x, 0);
    const char *head = argument_string(e, x, 1);
    return value_boolean(strncmp(text, head, strlen(head)) == 0);
}

CALL(call_ends_with)
{
    const char *text = argument_string(e, x, 0);
    const char *tail = argument_string(e, x, 1);
    const size_t a = strlen(text), b = strlen(tail);
    return value_boolean(a >= b && strcmp(text + a - b, tail) == 0);
}

/* Place of cp in text, or -1. */
static long place_of(const char *text, uint32_t cp)
{
    long place = 0;
    while (*text != '\0') {
        size_t bytes = 1;
        if (utf8_decode(text, strlen(text), &bytes) == cp) {
            return place;
        }
        text += bytes;
        place++;
    }
    return -1;
}

CALL(call_translate)
{
    const char *text = argument_string(e, x, 0);
    const char *from = argument_string(e, x, 1);
    const char *to = argument_string(e, x, 2);
    char *out = scratch_alloc(e, strlen(text) * 4 + 1);
    size_t len = 0;
    while (out != NULL && *text != '\0') {
        size_t bytes = 1;
        const uint32_t cp = utf8_decode(text, strlen(text), &bytes);
        const long place = place_of(from, cp);
        if (place < 0) {
            memcpy(out + len, text, bytes);
            len += bytes;
        } else {
            const char *other = to + offset_of(to, (double)place);
            size_t other_bytes = 0;
            if (*other != '\0') {
                (void)utf8_decode(other, strlen(other), &other_bytes);
            }
            memcpy(out + len, other, other_bytes);
            len += other_bytes;
        }
        text += bytes;
    }
    return value_string(out);
}

CALL(call_regex)
{
    const char *text = argument_string(e, x, 0);
    bool matches = false;
    const struct err error =
        pattern_matches(argument_string(e, x, 1), text, e->host->scratch, &matches);
    if (failed(error) && !failed(e->error)) {
        e->error = error;
    }
    return value_boolean(matches);
}

static int base64_digit(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *found = c != '\0' ? strchr(digits, c) : NULL;
    return found != NULL ? (int)(found - digits) : -1;
}

/* What is not base64, or not text, reads as empty. */
CALL(call_base64_decode)
{
    const char *text = argument_string(e, x, 0);
    char *out = scratch_alloc(e, strlen(text) + 1);
    size_t len = 0;
    unsigned bits = 0, count = 0;
    for (const char *c = text; out != NULL && *c != '\0' && *c != '='; c++) {
        const int digit = base64_digit(*c);
        if (digit < 0) {
            return value_string("");
        }
        bits = (bits << 6 | (unsigned)digit) & 0xFFFFFF;
        count += 6;
        if (count >= 8) {
            count -= 8;
            out[len++] = (char)(bits >> count & 0xFF);
        }
    }
    const bool is_text = out != NULL && memchr(out, '\0', len) == NULL && utf8_valid(out, len);
    return value_string(is_text ? out : "");
}

const struct function functions_text[] = {
    {"string", 0, 1, call_string},
    {"concat", 0, -1, call_concat},
    {"join", 1, -1, call_join},
    {"substr", 2, 3, call_substr},
    {"substring", 2, 3, call_substring},
    {"substring-before", 2, 2, call_substring_before},
    {"substring-after", 2, 2, call_substring_after},
    {"string-length", 0, 1, call_string_length},
    {"normalize-space", 0, 1, call_normalize_space},
    {"contains", 2, 2, call_contains},
    {"starts-with", 2, 2, call_starts_with},
    {"ends-with", 2, 2, call_ends_with},
    {"translate", 3, 3, call_translate},
    {"regex", 2, 2, call_regex},
    {"base64-decode", 1, 1, call_base64_decode},
    {NULL, 0, 0, NULL},
};
