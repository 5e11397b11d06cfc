/* An XML document as our own tree in an arena. Only form_xml.c knows the parser library; the loader
 * reads this. DTDs, entities, network and deep nesting are refused; line numbers are kept. */
#ifndef APP_FORM_ELEMENT_H
#define APP_FORM_ELEMENT_H

#include <stddef.h>

#include "app/form/form.h"
#include "app/form/node.h"
#include "platform/base/arena.h"

#define ELEMENT_DEPTH_MAX 64
#define ELEMENT_BYTES_MAX (8u << 20)

enum space {
    SPACE_NONE,
    SPACE_XFORMS,
    SPACE_XHTML,
    SPACE_JAVAROSA,
    SPACE_OPENROSA, /* orx: meta */
    SPACE_ODK,
    SPACE_KIOSK, /* our own attributes, urn:rong:form */
    SPACE_OTHER,
};

struct attribute {
    enum space space;
    const char *name;
    const char *value;
    struct attribute *next;
};

/* An element, or a piece of text between elements (name == NULL). */
struct element {
    enum space space;
    const char *name;   /* local name; NULL for text */
    const char *prefix; /* as written, "" when none */
    const char *uri;    /* namespace name, "" when none */
    const char *text;   /* of a text piece */
    struct attribute *attributes;
    struct element *parent, *first, *last, *next;
    struct node *list; /* of an <instance> after the first: what it holds, not as elements */
    int line;
};

/* Parses size bytes; ERR_BAD_INPUT with ret_where filled, ERR_FULL when the arena is full. */
MUST_USE struct err element_parse(struct arena *arena, const char *xml, size_t size,
                                  struct element **ret_root, struct form_where *ret_where);

/* The same for a list in a file of its own: its root element below a node without a name. */
MUST_USE struct err element_parse_list(struct arena *arena, const char *xml, size_t size,
                                       struct node **ret_top, struct form_where *ret_where);

/* Value of an attribute or NULL. */
const char *element_attribute(const struct element *e, enum space space, const char *name);

/* First element child with this name in any namespace, or NULL. */
struct element *element_child(const struct element *e, const char *name);

/* Next element sibling (text skipped), or NULL. */
struct element *element_next(const struct element *e);

/* First element child, or NULL. */
struct element *element_first(const struct element *e);

/* The element's own text pieces joined, in the arena; "" when there are none, NULL when full. */
const char *element_text(struct arena *arena, const struct element *e);

/* Writes "/h:html/h:head/..." of e into out, cut to size. */
void element_path(const struct element *e, char *out, size_t size);

/* Fills ret_where from e and a formatted sentence; returns ERR_BAD_INPUT for the caller. */
__attribute__((format(printf, 3, 4))) struct err
element_refuse(const struct element *e, struct form_where *ret_where, const char *format, ...);

#endif
