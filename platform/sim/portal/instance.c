#include "platform/sim/portal/instance.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/buf.h"
#include "platform/base/utf8.h"

void instance_begin(struct instance_reader *r, const char *xml)
{
    *r = (struct instance_reader){.at = xml, .text = xml};
}

/* One reference behind '&'; moves behind its ';'. Anything else stands for itself. */
static const char *put_reference(struct buf *out, const char *at)
{
    static const struct {
        const char *name, *text;
    } rows[] = {{"amp;", "&"}, {"lt;", "<"}, {"gt;", ">"}, {"quot;", "\""}, {"apos;", "'"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strncmp(at, rows[i].name, strlen(rows[i].name)) == 0) {
            buf_puts(out, rows[i].text);
            return at + strlen(rows[i].name);
        }
    }
    if (at[0] == '#') {
        const bool hex = at[1] == 'x';
        char *end = NULL;
        char letter[4];
        const unsigned long cp = strtoul(at + (hex ? 2 : 1), &end, hex ? 16 : 10);
        const size_t len = cp <= 0x10FFFF ? utf8_encode((uint32_t)cp, letter) : 0;
        if (*end == ';' && len > 0) {
            buf_add(out, letter, len);
            return end + 1;
        }
    }
    buf_puts(out, "&");
    return at;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Text between from and to, decoded; whole letters only. */
static void take_value(const char *from, const char *to, char *out, size_t cap)
{
    struct buf b;
    buf_init(&b, out, cap);
    while (from < to && is_space(*from)) {
        from++;
    }
    while (to > from && is_space(to[-1])) {
        to--;
    }
    while (from < to && !b.full) {
        if (*from == '&') {
            from = put_reference(&b, from + 1);
            continue;
        }
        const size_t len = utf8_cluster(from, (size_t)(to - from));
        buf_add(&b, from, len);
        from += len;
    }
}

static const char *skip_past(const char *at, const char *end)
{
    const char *found = strstr(at, end);
    return found == NULL ? at + strlen(at) : found + strlen(end);
}

/* Behind the '>' of a tag; ret_empty: it ends with "/>". */
static const char *skip_tag(const char *at, bool *ret_empty)
{
    char before = '\0';
    char quote = '\0';
    for (; *at != '\0' && (quote != '\0' || *at != '>'); at++) {
        if (quote == '\0' && (*at == '"' || *at == '\'')) {
            quote = *at;
        } else if (*at == quote) {
            quote = '\0';
        }
        before = *at;
    }
    *ret_empty = before == '/';
    return *at == '>' ? at + 1 : at;
}

/* False when it is nested too deeply or its path is too long. */
static bool open_element(struct instance_reader *r, const char *name, size_t len)
{
    const size_t above = strlen(r->path);
    if (r->depth == INSTANCE_DEPTH || above + 1 + len >= sizeof r->path) {
        return false;
    }
    r->ends[r->depth++] = above;
    r->path[above] = '/';
    memcpy(r->path + above + 1, name, len);
    r->path[above + 1 + len] = '\0';
    r->leaf = true;
    r->text = r->at;
    return true;
}

/* Ends the innermost element; true when it was an answer. */
static bool close_element(struct instance_reader *r, const char *text_end,
                          struct instance_leaf *ret_leaf)
{
    const bool answer = r->leaf && r->depth > 0;
    if (answer) {
        memcpy(ret_leaf->path, r->path, sizeof ret_leaf->path);
        take_value(r->text, text_end, ret_leaf->value, sizeof ret_leaf->value);
    }
    if (r->depth > 0) {
        r->path[r->ends[--r->depth]] = '\0';
    }
    r->leaf = false;
    return answer;
}

bool instance_next(struct instance_reader *r, struct instance_leaf *ret_leaf)
{
    for (const char *tag = strchr(r->at, '<'); tag != NULL; tag = strchr(r->at, '<')) {
        bool empty = false;
        if (tag[1] == '?' || tag[1] == '!') {
            r->at = skip_past(tag, tag[1] == '?' ? "?>" : "-->");
            continue;
        }
        const char *name = tag + 1;
        r->at = skip_tag(name, &empty);
        if (name[0] == '/') {
            if (close_element(r, tag, ret_leaf)) {
                return true;
            }
            continue;
        }
        if (!open_element(r, name, strcspn(name, " \t\r\n/>"))) {
            return false;
        }
        if (empty && close_element(r, r->at, ret_leaf)) {
            ret_leaf->value[0] = '\0';
            return true;
        }
    }
    return false;
}
