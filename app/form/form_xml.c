#include "app/form/element.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "platform/base/utf8.h"

#define NAME_BUCKETS   512
#define NAMESPACES_MAX 256 /* declared in one document: each prefix is looked up among them */
#define EQUALS_MAX     500 /* between two '<': the parser compares attributes pairwise */

struct interned {
    const char *text;
    struct interned *next;
};

/* What the parser's callbacks share. */
struct reading {
    struct arena *arena;
    struct element *root, *open;
    struct node *list, *at; /* the list being read, NULL outside, and where in it */
    int depth, namespaces;
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

static int line_of(const struct reading *r)
{
    return r->parser != NULL && r->parser->input != NULL ? r->parser->input->line : 0;
}

static void stop(struct reading *r, const char *message)
{
    if (!r->refused) {
        r->refused = true;
        r->where->line = line_of(r);
        element_path(r->open, r->where->path, sizeof r->where->path);
        snprintf(r->where->message, sizeof r->where->message, "%s", message);
    }
    if (r->parser != NULL) {
        xmlStopParser(r->parser);
    }
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
    e->line = line_of(r);
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

static bool blank(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (strchr(" \t\r\n", text[i]) == NULL || text[i] == '\0') {
            return false;
        }
    }
    return true;
}

/* The items of a list are many: they become nodes at once, without elements and attributes. */
static bool is_list(const struct element *e)
{
    const struct element *model = e->parent, *head = model != NULL ? model->parent : NULL;
    return strcmp(e->name, "instance") == 0 && head != NULL && strcmp(model->name, "model") == 0 &&
           strcmp(head->name, "head") == 0 && element_child(model, "instance") != e;
}

static void open_list(struct reading *r)
{
    r->list = r->at = node_add(r->arena, NULL, "");
    if (r->list == NULL) {
        stop_full(r);
        return;
    }
    r->list->fixed = true;
    if (r->open != NULL) {
        r->open->list = r->list;
    }
}

static void add_to_list(struct reading *r, const char *name)
{
    struct node *n = node_add(r->arena, r->at, intern(r, name));
    if (n == NULL || r->full) {
        stop_full(r);
        return;
    }
    r->at->value = NULL; /* what lies between elements says nothing */
    r->at = n;
}

static void add_text_to_list(struct reading *r, const char *text, size_t len)
{
    struct node *n = r->at;
    if (n == r->list || n->first != NULL || (n->value == NULL && blank(text, len))) {
        return;
    }
    const size_t before = n->value != NULL ? strlen(n->value) : 0;
    char *value = arena_alloc(r->arena, before + len + 1); /* zeroed */
    if (value == NULL) {
        stop_full(r);
        return;
    }
    memcpy(value, node_value(n), before);
    memcpy(value + before, text, len);
    n->value = value;
}

/* NOLINTNEXTLINE(readability-function-size): the nine parameters are libxml2's. */
static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int namespaces, const xmlChar **namespace_list, int attributes, int defaulted,
                     const xmlChar **list)
{
    struct reading *r = context;
    (void)namespace_list;
    (void)defaulted;
    if (r->refused) {
        return;
    }
    r->namespaces += namespaces;
    if (++r->depth > ELEMENT_DEPTH_MAX || r->namespaces > NAMESPACES_MAX) {
        stop(r, r->depth > ELEMENT_DEPTH_MAX
                    ? "elements are nested too deep; flatten the groups"
                    : "too many namespaces are declared; declare them once, at the root");
        return;
    }
    if (r->list != NULL) {
        add_to_list(r, (const char *)name);
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
    } else if (is_list(e)) {
        open_list(r);
    }
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct reading *r = context;
    (void)name;
    (void)prefix;
    (void)uri;
    if (r->refused || (r->open == NULL && r->list == NULL)) {
        return;
    }
    r->depth--;
    if (r->at != r->list) {
        r->at = r->at->parent;
        return;
    }
    r->list = r->at = NULL;
    r->open = r->open != NULL ? r->open->parent : NULL;
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
    if (r->refused || (r->open == NULL && r->list == NULL) || len <= 0) {
        return;
    }
    if (r->list != NULL) {
        add_text_to_list(r, (const char *)text, (size_t)len);
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
    const struct reading *r = context;
    (void)name;
    (void)external;
    (void)system;
    if (r->parser->input != NULL &&
        *r->parser->input->cur == '[') { /* nothing else is read of it */
        stop(context,
             "a document type (DTD) is not allowed to declare anything; delete the DOCTYPE line");
    }
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

/* Bytes that are UTF-8 are read as that, whatever the declaration says, as in the other engines;
 * others may be Latin-1. */
static void check_encoding(struct reading *r, bool is_utf8)
{
    const char *encoding = (const char *)r->parser->encoding;
    if (r->refused || is_utf8 || encoding == NULL ||
        xmlStrcasecmp(r->parser->encoding, (const xmlChar *)"UTF-8") == 0 ||
        xmlStrcasecmp(r->parser->encoding, (const xmlChar *)"ISO-8859-1") == 0) {
        return;
    }
    r->refused = true;
    *r->where = (struct form_where){.line = 1};
    snprintf(r->where->message, sizeof r->where->message,
             "the encoding %.20s is not taken; save the file as UTF-8", encoding);
}

/* Whether a tag may have more attributes than the parser gets through in time. */
static bool has_long_tag(const char *xml, size_t size)
{
    const char *const end = xml + size;
    const char *from = xml;
    int count = 0;
    for (const char *at = memchr(xml, '=', size); at != NULL;
         at = memchr(at + 1, '=', (size_t)(end - at - 1))) {
        count = memchr(from, '<', (size_t)(at - from)) != NULL ? 1 : count + 1;
        from = at + 1;
        if (count > EQUALS_MAX && (at[1] == '"' || at[1] == '\'')) {
            return true;
        }
    }
    return false;
}

/* What is wrong with the bytes themselves, or NULL. */
static const char *wrong_bytes(const char *xml, size_t size)
{
    if (size == 0 || size > ELEMENT_BYTES_MAX) {
        return "the file is empty or larger than 8 MiB; load an XForm";
    }
    if (memchr(xml, '\0', size) != NULL) {
        return "the file has zero bytes, as UTF-16 has; save it as UTF-8";
    }
    return has_long_tag(xml, size) ? "an element has too many attributes; load an XForm" : NULL;
}

/* The spaces before an XML declaration, which the parser would refuse. */
static size_t space_before(const char *xml, size_t size)
{
    size_t before = 0;
    while (before < size && strchr(" \t\r\n", xml[before]) != NULL) {
        before++;
    }
    return size - before > 5 && memcmp(xml + before, "<?xml", 5) == 0 ? before : 0;
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
    const bool is_utf8 = utf8_valid(xml, size);
    const size_t before = space_before(xml, size);
    xmlCtxtUseOptions(r->parser, XML_PARSE_NONET | (is_utf8 ? XML_PARSE_IGNORE_ENC : 0));
    r->parser->linenumbers = 1;
    for (size_t i = 0; i < before && r->parser->input != NULL; i++) {
        r->parser->input->line += xml[i] == '\n';
    }
    xmlParseChunk(r->parser, xml + before, (int)(size - before), 1);
    check_encoding(r, is_utf8);
    const bool well_formed = r->parser->wellFormed != 0;
    const int line = r->parser->input != NULL ? r->parser->input->line : 0;
    xmlFreeParserCtxt(r->parser);
    if (r->full) {
        return ERR(ERR_FULL, 0, "form: arena");
    }
    if (r->refused) {
        return ERR(ERR_BAD_INPUT, 0, "form: XML");
    }
    if (!well_formed || (r->root == NULL && r->list == NULL)) {
        r->where->line = line;
        snprintf(r->where->message, sizeof r->where->message,
                 "the XML ends before its last element is closed; load the whole file");
        return ERR(ERR_BAD_INPUT, 0, "form: XML");
    }
    return ERR_OK;
}

static struct err begin(struct arena *arena, const char *xml, size_t size,
                        struct form_where *ret_where, struct reading **ret_reading)
{
    *ret_where = (struct form_where){0};
    const char *wrong = wrong_bytes(xml, size);
    if (wrong != NULL) {
        snprintf(ret_where->message, sizeof ret_where->message, "%s", wrong);
        return ERR(ERR_BAD_INPUT, 0, "form: size");
    }
    struct reading *r = arena_alloc(arena, sizeof *r);
    if (r == NULL) {
        return ERR(ERR_FULL, 0, "form: arena");
    }
    r->arena = arena;
    r->where = ret_where;
    *ret_reading = r;
    return ERR_OK;
}

struct err element_parse_list(struct arena *arena, const char *xml, size_t size,
                              struct node **ret_top, struct form_where *ret_where)
{
    struct reading *r = NULL;
    struct err e = begin(arena, xml, size, ret_where, &r);
    if (failed(e)) {
        return e;
    }
    open_list(r);
    struct node *const top = r->list;
    e = top != NULL ? run(r, xml, size) : ERR(ERR_FULL, 0, "form: arena");
    if (!failed(e)) {
        *ret_top = top;
    }
    return e;
}

struct err element_parse(struct arena *arena, const char *xml, size_t size,
                         struct element **ret_root, struct form_where *ret_where)
{
    struct reading *r = NULL;
    struct err e = begin(arena, xml, size, ret_where, &r);
    if (!failed(e)) {
        e = run(r, xml, size);
    }
    if (!failed(e)) {
        *ret_root = r->root;
    }
    return e;
}
