#include "app/form/element.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define NAME_BUCKETS 512

struct interned {
    const char *text;
    struct interned *next;
};

/* What the parser's callbacks share. */
struct reading {
    struct arena *arena;
    struct element *root, *open;
    int depth;
    bool full, refused;
    xmlParserCtxtPtr parser;
    struct form_where *where;
    struct interned *names[NAME_BUCKETS];
};

static const struct {
    const char *uri;
    enum space space;
} spaces[] = {
    {"http://www.w3.org/2002/xforms", SPACE_XFORMS},
    {"http://www.w3.org/1999/xhtml", SPACE_XHTML},
    {"http://openrosa.org/javarosa", SPACE_JAVAROSA},
    {"http://openrosa.org/xforms", SPACE_OPENROSA},
    {"http://www.opendatakit.org/xforms", SPACE_ODK},
    {"urn:rong:form", SPACE_KIOSK},
};

static enum space space_of(const char *uri)
{
    if (uri == NULL || uri[0] == '\0') {
        return SPACE_NONE;
    }
    for (size_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++) {
        if (strcmp(uri, spaces[i].uri) == 0) {
            return spaces[i].space;
        }
    }
    return SPACE_OTHER;
}

static void stop(struct reading *r, const char *message)
{
    if (!r->refused) {
        r->refused = true;
        r->where->line = r->parser->input != NULL ? r->parser->input->line : 0;
        element_path(r->open, r->where->path, sizeof r->where->path);
        snprintf(r->where->message, sizeof r->where->message, "%s", message);
    }
    xmlStopParser(r->parser);
}

static void stop_full(struct reading *r)
{
    r->full = true;
    stop(r, "the form needs more memory than it may have; make it smaller");
}

/* One copy of each name or address, however often it occurs. */
static const char *intern(struct reading *r, const char *text)
{
    if (text == NULL) {
        return "";
    }
    uint32_t hash = 2166136261u;
    for (const char *p = text; *p != '\0'; p++) {
        hash = (hash ^ (uint8_t)*p) * 16777619u;
    }
    struct interned **bucket = &r->names[hash % NAME_BUCKETS];
    for (struct interned *i = *bucket; i != NULL; i = i->next) {
        if (strcmp(i->text, text) == 0) {
            return i->text;
        }
    }
    struct interned *added = arena_alloc(r->arena, sizeof *added);
    const char *copy = arena_copy(r->arena, text, strlen(text));
    if (added == NULL || copy == NULL) {
        r->full = true;
        return "";
    }
    *added = (struct interned){copy, *bucket};
    *bucket = added;
    return copy;
}

static struct element *add(struct reading *r)
{
    struct element *e = arena_alloc(r->arena, sizeof *e);
    if (e == NULL) {
        stop_full(r);
        return NULL;
    }
    e->parent = r->open;
    e->line = r->parser->input != NULL ? r->parser->input->line : 0;
    if (r->open == NULL) {
        r->root = e;
    } else if (r->open->last == NULL) {
        r->open->first = r->open->last = e;
    } else {
        r->open->last->next = e;
        r->open->last = e;
    }
    return e;
}

static void add_attributes(struct reading *r, struct element *e, int count, const xmlChar **list)
{
    struct attribute **tail = &e->attributes;
    for (int i = 0; i < count; i++) {
        const xmlChar **five = list + (size_t)i * 5; /* name, prefix, uri, value, end of value */
        struct attribute *a = arena_alloc(r->arena, sizeof *a);
        char *value = arena_copy(r->arena, (const char *)five[3], (size_t)(five[4] - five[3]));
        if (a == NULL || value == NULL) {
            stop_full(r);
            return;
        }
        *a = (struct attribute){space_of((const char *)five[2]), intern(r, (const char *)five[0]),
                                value, NULL};
        *tail = a;
        tail = &a->next;
    }
}

/* NOLINTNEXTLINE(readability-function-size): the nine parameters are libxml2's. */
static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int namespaces, const xmlChar **namespace_list, int attributes, int defaulted,
                     const xmlChar **list)
{
    struct reading *r = context;
    (void)namespaces;
    (void)namespace_list;
    (void)defaulted;
    if (r->refused) {
        return;
    }
    if (++r->depth > ELEMENT_DEPTH_MAX) {
        stop(r, "elements are nested too deep; flatten the groups");
        return;
    }
    struct element *e = add(r);
    if (e == NULL) {
        return;
    }
    e->name = intern(r, (const char *)name);
    e->prefix = intern(r, (const char *)prefix);
    e->uri = intern(r, (const char *)uri);
    e->space = space_of((const char *)uri);
    r->open = e;
    add_attributes(r, e, attributes, list);
    if (r->full) {
        stop_full(r);
    }
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct reading *r = context;
    (void)name;
    (void)prefix;
    (void)uri;
    if (r->refused || r->open == NULL) {
        return;
    }
    r->depth--;
    r->open = r->open->parent;
}

static bool blank(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (strchr(" \t\r\n", text[i]) == NULL || text[i] == '\0') {
            return false;
        }
    }
    return true;
}

/* Text in which spaces between elements matter. */
static bool is_prose(const struct element *e)
{
    static const char *const names[] = {"label", "hint", "value", "help"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(e->name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void on_text(void *context, const xmlChar *text, int len)
{
    struct reading *r = context;
    if (r->refused || r->open == NULL || len <= 0) {
        return;
    }
    const struct element *last = r->open->last;
    const bool follows_text = last != NULL && last->name == NULL;
    if (blank((const char *)text, (size_t)len) && !follows_text && !is_prose(r->open)) {
        return;
    }
    struct element *e = add(r);
    if (e != NULL) {
        e->text = arena_copy(r->arena, (const char *)text, (size_t)len);
        if (e->text == NULL) {
            stop_full(r);
        }
    }
}

static void on_doctype(void *context, const xmlChar *name, const xmlChar *external,
                       const xmlChar *system)
{
    (void)name;
    (void)external;
    (void)system;
    stop(context, "a document type (DTD) is not allowed; delete the DOCTYPE line");
}

static void on_error(void *context, xmlErrorPtr error)
{
    struct reading *r = context;
    if (r->refused || error == NULL || error->level < XML_ERR_ERROR) {
        return;
    }
    r->refused = true;
    r->where->line = error->line;
    element_path(r->open, r->where->path, sizeof r->where->path);
    const char *text = error->message != NULL ? error->message : "unknown";
    snprintf(r->where->message, sizeof r->where->message,
             "this is not well-formed XML: %.*s; repair it there", (int)strcspn(text, "\n"), text);
}

static struct err run(struct reading *r, const char *xml, size_t size)
{
    xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
                             .startElementNs = on_start,
                             .endElementNs = on_end,
                             .characters = on_text,
                             .ignorableWhitespace = on_text,
                             .cdataBlock = on_text,
                             .internalSubset = on_doctype,
                             .serror = on_error};
    r->parser = xmlCreatePushParserCtxt(&handler, r, NULL, 0, NULL);
    if (r->parser == NULL) {
        return ERR(ERR_FULL, 0, "form: XML parser");
    }
    xmlCtxtUseOptions(r->parser, XML_PARSE_NONET);
    r->parser->linenumbers = 1;
    xmlParseChunk(r->parser, xml, (int)size, 1);
    const bool well_formed = r->parser->wellFormed != 0;
    const int line = r->parser->input != NULL ? r->parser->input->line : 0;
    xmlFreeParserCtxt(r->parser);
    if (r->full) {
        return ERR(ERR_FULL, 0, "form: arena");
    }
    if (r->refused) {
        return ERR(ERR_BAD_INPUT, 0, "form: XML");
    }
    if (!well_formed || r->root == NULL) {
        r->where->line = line;
        snprintf(r->where->message, sizeof r->where->message,
                 "the XML ends before its last element is closed; load the whole file");
        return ERR(ERR_BAD_INPUT, 0, "form: XML");
    }
    return ERR_OK;
}

struct err element_parse(struct arena *arena, const char *xml, size_t size,
                         struct element **ret_root, struct form_where *ret_where)
{
    *ret_where = (struct form_where){0};
    if (size == 0 || size > ELEMENT_BYTES_MAX) {
        snprintf(ret_where->message, sizeof ret_where->message,
                 "the file is empty or larger than 8 MiB; load an XForm");
        return ERR(ERR_BAD_INPUT, 0, "form: size");
    }
    struct reading *r = arena_alloc(arena, sizeof *r);
    if (r == NULL) {
        return ERR(ERR_FULL, 0, "form: arena");
    }
    r->arena = arena;
    r->where = ret_where;
    const struct err e = run(r, xml, size);
    if (!failed(e)) {
        *ret_root = r->root;
    }
    return e;
}
