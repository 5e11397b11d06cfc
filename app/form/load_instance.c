/* Instances: the primary one becomes defs and nodes, the others lists of nodes. */
#include <stdio.h>
#include <string.h>

#include "app/form/model.h"
#include "app/form/profile.h"

static const char *full_path(struct form *f, const struct def *parent, const char *name)
{
    const char *above = parent != NULL ? parent->path : "";
    const size_t above_len = strlen(above), len = strlen(name);
    char *path = arena_alloc(f->arena, above_len + 1 + len + 1); /* zeroed */
    if (path != NULL) {
        memcpy(path, above, above_len);
        path[above_len] = '/';
        memcpy(path + above_len + 1, name, len);
    }
    return path;
}

static size_t bucket_of(const struct def *parent, const char *name, size_t len)
{
    size_t hash = (size_t)parent->depth * 31 + parent->number;
    for (size_t i = 0; i < len; i++) {
        hash = hash * 31 + (unsigned char)name[i];
    }
    return hash % DEF_BUCKETS;
}

struct def *def_child(const struct form *f, const struct def *parent, const char *name, size_t len)
{
    for (struct def *d = f->def_names[bucket_of(parent, name, len)]; d != NULL;
         d = d->same_bucket) {
        if (d->parent == parent && strlen(d->name) == len && memcmp(d->name, name, len) == 0) {
            return d;
        }
    }
    return NULL;
}

static struct def *add_def(struct form *f, struct def *parent, const struct element *e)
{
    struct def *d = arena_alloc(f->arena, sizeof *d);
    const char *path = full_path(f, parent, e->name);
    if (d == NULL || path == NULL) {
        return NULL;
    }
    d->name = e->name;
    d->prefix = e->prefix;
    d->uri = e->uri;
    d->path = path;
    d->line = e->line;
    d->parent = parent;
    d->depth = parent != NULL ? parent->depth + 1 : 0;
    d->number = f->def_count++;
    d->value = (struct vertex){.def = d, .rank = -1};
    d->relevance = (struct vertex){.def = d, .is_relevance = true, .rank = -1};
    if (parent == NULL) {
        f->root = d;
    } else if (parent->last == NULL) {
        parent->first = parent->last = d;
    } else {
        parent->last->next = d;
        parent->last = d;
    }
    if (parent != NULL) {
        struct def **bucket = &f->def_names[bucket_of(parent, d->name, strlen(d->name))];
        d->same_bucket = *bucket;
        *bucket = d;
    }
    return d;
}

static struct node *add_node(struct form *f, struct node *parent, struct def *d, const char *value)
{
    struct node *n = f->node_count < NODES_MAX ? node_add(f->arena, parent, d->name) : NULL;
    if (n == NULL) {
        return NULL;
    }
    n->def = d;
    n->index = f->node_count;
    n->value = value;
    f->nodes[f->node_count++] = n;
    return n;
}

/* Moves the last child to where the form writes it: behind the siblings of its def or one before.
 */
static void settle(struct node *n)
{
    struct node *parent = n->parent, *behind = NULL;
    for (struct node *c = parent->first; c != n; c = c->next) {
        behind = c->def->number <= n->def->number ? c : behind;
    }
    if (parent->first == n || (behind != NULL && behind->next == n)) {
        return;
    }
    node_remove(n);
    n->parent = parent;
    n->next = behind != NULL ? behind->next : parent->first;
    *(behind != NULL ? &behind->next : &parent->first) = n;
}

/* As deep as elements may be. Only a template gives its values to rows that are added: those of a
 * row the form itself wrote are that row's. */
static struct node *add_below(struct form *f, struct node *parent, struct def *def, bool filled)
{
    filled = def->repeat ? def->has_template : filled;
    struct node *n = add_node(f, parent, def, filled ? def->initial : "");
    for (struct def *c = def->first; c != NULL && n != NULL; c = c->next) {
        if (!c->has_template && add_below(f, n, c, filled) == NULL) {
            return NULL;
        }
    }
    return n;
}

struct node *instance_add(struct form *f, struct node *parent, struct def *def)
{
    struct node *n = add_below(f, parent, def, true);
    if (n != NULL) {
        settle(n);
    }
    return n;
}

/* What a form may not record about the person or its own sending. */
static struct err check_meta(struct loader *l, const struct element *e)
{
    const bool in_meta = e->parent->name != NULL && strcmp(e->parent->name, "meta") == 0;
    const char *left_out = in_meta ? profile_meta(e->name) : NULL;
    return left_out == NULL ? ERR_OK : load_on(l, element_refuse(e, l->where, "%s", left_out));
}

/* One element of the primary instance: its def (shared by repeats of it) and its node. A template
 * has no node of its own. */
static struct err load_element(struct loader *l, const struct element *e, struct def *parent,
                               struct node *parent_node)
{
    struct form *f = l->form;
    const bool template = element_attribute(e, SPACE_JAVAROSA, "template") != NULL;
    const struct err passed = check_meta(l, e);
    if (failed(passed)) {
        return passed;
    }
    const char *text = element_first(e) == NULL ? element_text(f->arena, e) : "";
    struct def *d = parent != NULL ? def_child(f, parent, e->name, strlen(e->name)) : NULL;
    if (d == NULL) {
        d = add_def(f, parent, e);
        if (d == NULL || text == NULL) {
            return ERR(ERR_FULL, 0, "form: arena");
        }
        d->initial = text;
        d->has_template = template;
    } else if (!d->has_template && parent_node != NULL &&
               node_child(parent_node, e->name) != NULL) {
        d->repeat = true; /* written twice: the body must say so too, checked there */
    }
    struct node *n = NULL;
    if (parent_node != NULL && !template) {
        n = add_node(f, parent_node, d, text);
        if (n == NULL) {
            return f->node_count < NODES_MAX
                       ? ERR(ERR_FULL, 0, "form: arena")
                       : element_refuse(e, l->where, "the form has more than %d fields; split it",
                                        NODES_MAX);
        }
    }
    for (const struct element *c = element_first(e); c != NULL; c = element_next(c)) {
        const struct err error = load_element(l, c, d, n);
        if (failed(error)) {
            return error;
        }
    }
    return ERR_OK;
}

/* A child of parent that the form did not write, and its node; NULL when full. */
static struct def *add_own(struct form *f, struct def *parent, const char *name, bool prefixed)
{
    static const char uri[] = "http://openrosa.org/xforms";
    const struct element e = {.name = name,
                              .prefix = prefixed ? "orx" : parent->prefix,
                              .uri = prefixed ? uri : parent->uri,
                              .line = parent->line};
    struct def *d = add_def(f, parent, &e);
    if (d == NULL) {
        return NULL;
    }
    d->initial = "";
    struct node *above =
        parent == f->root ? f->top->first : node_child(f->top->first, parent->name);
    return above != NULL && add_node(f, above, d, "") != NULL ? d : NULL;
}

/* Every record has an instanceID, as the other engines see to it. */
static struct err add_instance_id(struct form *f)
{
    struct def *meta = def_child(f, f->root, "meta", strlen("meta"));
    const bool prefixed = meta == NULL;
    if (meta == NULL) {
        meta = add_own(f, f->root, "meta", true);
    }
    struct def *id = meta != NULL ? def_child(f, meta, "instanceID", strlen("instanceID")) : NULL;
    if (meta != NULL && id == NULL) {
        id = add_own(f, meta, "instanceID", prefixed);
        if (id != NULL) {
            id->preload = "uid";
        }
    }
    return id != NULL ? ERR_OK : ERR(ERR_FULL, 0, "form: arena");
}

struct err load_primary(struct loader *l, const struct element *instance)
{
    struct form *f = l->form;
    const struct element *root = element_first(instance);
    const char *id = element_attribute(root, SPACE_NONE, "id");
    const char *version = element_attribute(root, SPACE_NONE, "version");
    if (version == NULL) {
        version = element_attribute(root, SPACE_OPENROSA, "version");
    }
    if (id == NULL || id[0] == '\0') {
        const struct err e =
            load_on(l, element_refuse(root, l->where, "the form has no id; add id=\"...\" to <%s>",
                                      root->name));
        if (failed(e)) {
            return e;
        }
    }
    f->id = id != NULL ? id : "";
    f->version = version != NULL ? version : "";
    f->top = node_add(f->arena, NULL, "");
    const struct err e =
        f->top != NULL ? load_element(l, root, NULL, f->top) : ERR(ERR_FULL, 0, "form: arena");
    return failed(e) ? e : add_instance_id(f);
}

/* A name of one file in the form's folder, whatever reads it: no way up, down or elsewhere. */
static bool is_safe_name(const char *name)
{
    for (const char *c = name; *c != '\0'; c++) {
        if (strchr("/\\%:", *c) != NULL || (unsigned char)*c < ' ') {
            return false;
        }
    }
    return name[0] != '\0' && name[0] != '.' && strstr(name, "..") == NULL;
}

/* Why a source is none of ours. */
static struct err refuse_source(struct loader *l, const struct element *e, const char *source)
{
    if (strncmp(source, "jr://instance", 13) == 0) {
        return element_refuse(e, l->where,
                              "\"%.40s\" would show one citizen's answers to the next; remove this "
                              "list",
                              source);
    }
    return element_refuse(e, l->where,
                          "the source \"%.80s\" is outside the profile; use "
                          "jr://file-csv/NAME.csv or jr://file/NAME.xml",
                          source);
}

static bool ends_with(const char *text, const char *end)
{
    const size_t len = strlen(text), end_len = strlen(end);
    return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

static struct err load_external(struct loader *l, const struct element *e, const char *source,
                                struct node **ret_top)
{
    static const char csv[] = "jr://file-csv/", xml[] = "jr://file/";
    const bool is_csv = strncmp(source, csv, strlen(csv)) == 0;
    const bool is_xml = strncmp(source, xml, strlen(xml)) == 0;
    const char *name = source + (is_csv ? strlen(csv) : is_xml ? strlen(xml) : 0);
    const char *bytes = NULL;
    size_t size = 0;
    if ((!is_csv && !is_xml) || !is_safe_name(name)) {
        return refuse_source(l, e, source);
    }
    if (ends_with(name, ".geojson")) {
        return element_refuse(e, l->where,
                              "a kiosk shows no maps; give the list as CSV without places");
    }
    const bool found =
        l->media != NULL && !failed(l->media->read(l->media->context, name, &bytes, &size));
    if (!found) {
        load_warn(l, WARN_LIST, e,
                  "the list %.80s is missing, so it is empty; put it beside the form", name);
    }
    if (is_csv || !found) {
        struct node *top = *ret_top = node_add(l->form->arena, NULL, "");
        if (top == NULL) {
            return ERR(ERR_FULL, 0, "form: arena");
        }
        top->fixed = true;
        return !found ? ERR_OK : load_csv(l, e, bytes, size, top);
    }
    const struct err error = element_parse_list(l->form->arena, bytes, size, ret_top, l->where);
    return error.code != ERR_BAD_INPUT
               ? error
               : element_refuse(e, l->where, "the list %.80s is not well-formed XML", name);
}

struct err load_secondary(struct loader *l, const struct element *instance)
{
    struct form *f = l->form;
    const char *id = element_attribute(instance, SPACE_NONE, "id");
    const char *source = element_attribute(instance, SPACE_NONE, "src");
    struct instance *added = arena_alloc(f->arena, sizeof *added);
    if (id == NULL) {
        return element_refuse(instance, l->where, "this list has no id; add id=\"...\"");
    }
    int count = 0;
    for (const struct instance *i = f->instances; i != NULL; i = i->next) {
        if (++count == LISTS_MAX) {
            return element_refuse(instance, l->where, "a form has at most %d lists; join some",
                                  LISTS_MAX);
        }
        if (strcmp(i->id, id) == 0) {
            load_warn(l, WARN_IGNORED, instance,
                      "two lists are called %.80s: the last one counts; rename one", id);
        }
    }
    if (added == NULL) {
        return ERR(ERR_FULL, 0, "form: arena");
    }
    *added = (struct instance){id, instance->list, f->instances};
    if (source != NULL) {
        const struct err e = load_external(l, instance, source, &added->top);
        if (failed(e)) {
            return e;
        }
    }
    f->instances = added;
    return ERR_OK;
}
