#include "app/form/element.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *element_attribute(const struct element *e, enum space space, const char *name)
{
    for (const struct attribute *a = e->attributes; a != NULL; a = a->next) {
        if (a->space == space && strcmp(a->name, name) == 0) {
            return a->value;
        }
    }
    return NULL;
}

static struct element *skip_text(struct element *e)
{
    while (e != NULL && e->name == NULL) {
        e = e->next;
    }
    return e;
}

struct element *element_next(const struct element *e)
{
    return skip_text(e->next);
}

struct element *element_first(const struct element *e)
{
    return skip_text(e->first);
}

struct element *element_child(const struct element *e, const char *name)
{
    for (struct element *c = element_first(e); c != NULL; c = element_next(c)) {
        if (strcmp(c->name, name) == 0) {
            return c;
        }
    }
    return NULL;
}

const char *element_text(struct arena *arena, const struct element *e)
{
    size_t len = 0, pieces = 0;
    const char *only = "";
    for (const struct element *c = e->first; c != NULL; c = c->next) {
        if (c->name == NULL) {
            len += strlen(c->text);
            pieces++;
            only = c->text;
        }
    }
    if (pieces <= 1) {
        return only;
    }
    char *joined = arena_alloc(arena, len + 1);
    if (joined == NULL) {
        return NULL;
    }
    size_t at = 0;
    for (const struct element *c = e->first; c != NULL; c = c->next) {
        if (c->name == NULL) {
            memcpy(joined + at, c->text, strlen(c->text));
            at += strlen(c->text);
        }
    }
    return joined;
}

/* Which of many elements of one name it is: "[@nodeset='/data/a']". */
static void add_identity(const struct element *e, char *out, size_t size)
{
    static const char *const names[] = {"nodeset", "ref", "id", "lang", "value"};
    const size_t used = strlen(out);
    for (size_t i = 0; e != NULL && e->name != NULL && i < sizeof names / sizeof names[0]; i++) {
        const char *value = element_attribute(e, SPACE_NONE, names[i]);
        if (value != NULL && used + strlen(value) + 16 < size) {
            snprintf(out + used, size - used, "[@%s='%s']", names[i], value);
            return;
        }
    }
}

void element_path(const struct element *e, char *out, size_t size)
{
    const struct element *chain[ELEMENT_DEPTH_MAX];
    int depth = 0;
    const struct element *at = e;
    for (; e != NULL && depth < ELEMENT_DEPTH_MAX; e = e->parent) {
        chain[depth++] = e;
    }
    size_t used = 0;
    out[0] = '\0';
    while (depth > 0 && used < size) {
        const struct element *c = chain[--depth];
        const char *name = c->name != NULL ? c->name : "text()";
        const char *prefix = c->prefix != NULL ? c->prefix : "";
        const int wrote = snprintf(out + used, size - used, "/%s%s%s", prefix,
                                   prefix[0] != '\0' ? ":" : "", name);
        used += wrote > 0 ? (size_t)wrote : size;
    }
    add_identity(at, out, size);
}

struct err element_refuse(const struct element *e, struct form_where *ret_where, const char *format,
                          ...)
{
    va_list args;
    va_start(args, format);
    ret_where->line = e != NULL ? e->line : 0;
    element_path(e, ret_where->path, sizeof ret_where->path);
    vsnprintf(ret_where->message, sizeof ret_where->message, format, args);
    va_end(args);
    return ERR(ERR_BAD_INPUT, 0, "form: refused");
}
