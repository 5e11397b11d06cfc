#include <stdlib.h>
#include <string.h>

#include "app/form/model.h"

struct def *def_find(const struct form *f, const struct def *base, const char *path)
{
    struct def *at = (struct def *)(uintptr_t)base;
    if (*path == '/') {
        const size_t len = strcspn(path + 1, "/");
        if (f->root == NULL || strlen(f->root->name) != len ||
            memcmp(f->root->name, path + 1, len) != 0) {
            return NULL;
        }
        at = f->root;
        path += 1 + len;
        path += *path == '/';
    }
    while (at != NULL && *path != '\0') {
        const size_t len = strcspn(path, "/");
        const char *colon = memchr(path, ':', len);
        const char *name = colon != NULL ? colon + 1 : path;
        const size_t name_len = len - (size_t)(name - path);
        if (len == 2 && memcmp(path, "..", 2) == 0) {
            at = at->parent;
        } else if (!(len == 1 && *path == '.')) {
            at = def_child(f, at, name, name_len);
        }
        path += len;
        path += *path == '/';
    }
    return at;
}

static const struct {
    const char *name;
    enum data_type type;
} types[] = {
    {"string", TYPE_STRING},      {"int", TYPE_INTEGER},        {"integer", TYPE_INTEGER},
    {"decimal", TYPE_DECIMAL},    {"date", TYPE_DATE},          {"time", TYPE_TIME},
    {"dateTime", TYPE_DATETIME},  {"boolean", TYPE_BOOLEAN},    {"binary", TYPE_BINARY},
    {"select1", TYPE_SELECT_ONE}, {"select", TYPE_SELECT_MANY}, {"barcode", TYPE_BARCODE},
};

static struct err load_type(struct loader *l, const struct element *e, struct def *d)
{
    const char *type = element_attribute(e, SPACE_NONE, "type");
    if (type == NULL) {
        return ERR_OK;
    }
    const char *colon = strrchr(type, ':');
    const char *name = colon != NULL ? colon + 1 : type;
    if (strncmp(name, "geo", 3) == 0) {
        return element_refuse(e, l->where,
                              "type %.20s is outside the profile: places are never recorded; put "
                              "the address in fields",
                              name);
    }
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(name, types[i].name) == 0) {
            d->type = types[i].type;
        }
    }
    return ERR_OK; /* an unknown type is a string */
}

static struct err load_rule(struct loader *l, const struct element *e, const char *name,
                            struct xpath_expression **ret_expression)
{
    const char *text = element_attribute(e, SPACE_NONE, name);
    if (text == NULL || text[strspn(text, " \t\r\n")] == '\0') {
        return ERR_OK;
    }
    return load_expression(l, e, name, text, ret_expression);
}

static struct err load_messages(struct loader *l, const struct element *e, struct def *d)
{
    const char *required = element_attribute(e, SPACE_JAVAROSA, "requiredMsg");
    const char *constraint = element_attribute(e, SPACE_JAVAROSA, "constraintMsg");
    struct err error = ERR_OK;
    if (required != NULL) {
        error = load_message(l, e, required, &d->required_message);
    }
    if (constraint != NULL && !failed(error)) {
        error = load_message(l, e, constraint, &d->constraint_message);
    }
    return error;
}

static struct err load_preload(struct loader *l, const struct element *e, struct def *d)
{
    static const char *const known[] = {"uid", "timestamp", "date", "property"};
    const char *preload = element_attribute(e, SPACE_JAVAROSA, "preload");
    if (preload == NULL || preload[0] == '\0') {
        return ERR_OK;
    }
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(preload, known[i]) == 0) {
            d->preload = preload;
            d->preload_params = element_attribute(e, SPACE_JAVAROSA, "preloadParams");
            if (strcmp(preload, "property") == 0 &&
                (d->preload_params == NULL || strcmp(d->preload_params, "deviceid") != 0)) {
                load_warn(
                    l, WARN_IGNORED, e,
                    "a kiosk has no property \"%.40s\" and leaves the field empty; deviceid is "
                    "its name",
                    d->preload_params != NULL ? d->preload_params : "");
            }
            return ERR_OK;
        }
    }
    load_warn(l, WARN_IGNORED, e,
              "the preload \"%.40s\" is unknown and leaves the field as it is; use a calculation",
              preload);
    return ERR_OK;
}

/* kiosk:supplier, kiosk:card, kiosk:private, kiosk:open, kiosk:max */
static struct err load_kiosk(struct loader *l, const struct element *e, struct def *d)
{
    static const struct {
        const char *name;
        enum form_supplier supplier;
    } suppliers[] = {{"citizen", SUPPLIER_CITIZEN},
                     {"card", SUPPLIER_CARD},
                     {"derived", SUPPLIER_DERIVED},
                     {"officer", SUPPLIER_OFFICER}};
    const char *supplier = element_attribute(e, SPACE_KIOSK, "supplier");
    const char *is_private = element_attribute(e, SPACE_KIOSK, "private");
    const char *open = element_attribute(e, SPACE_KIOSK, "open");
    const char *most = element_attribute(e, SPACE_KIOSK, "max");
    d->card = element_attribute(e, SPACE_KIOSK, "card");
    d->is_private = is_private != NULL && strcmp(is_private, "true") == 0;
    d->may_open = open != NULL && strcmp(open, "true") == 0;
    d->max_length = most != NULL ? (int)strtol(most, NULL, 10) : 0;
    if (supplier == NULL) {
        d->supplier = d->card != NULL ? SUPPLIER_CARD : SUPPLIER_CITIZEN;
        return ERR_OK;
    }
    for (size_t i = 0; i < sizeof suppliers / sizeof suppliers[0]; i++) {
        if (strcmp(supplier, suppliers[i].name) == 0) {
            d->supplier = suppliers[i].supplier;
            return ERR_OK;
        }
    }
    return element_refuse(e, l->where,
                          "supplier \"%.40s\" is unknown; use citizen, card, derived or officer",
                          supplier);
}

static size_t bucket_of_id(const char *id)
{
    size_t hash = 0;
    while (*id != '\0') {
        hash = hash * 31 + (unsigned char)*id++;
    }
    return hash % DEF_BUCKETS;
}

static void add_bind_id(struct loader *l, const struct element *e, struct def *d)
{
    d->bind_id = element_attribute(e, SPACE_NONE, "id");
    if (d->bind_id != NULL) {
        struct def **bucket = &l->bind_ids[bucket_of_id(d->bind_id)];
        d->same_id = *bucket;
        *bucket = d;
    }
}

struct def *bind_find(const struct loader *l, const char *id)
{
    struct def *d = l->bind_ids[bucket_of_id(id)];
    while (d != NULL && strcmp(d->bind_id, id) != 0) {
        d = d->same_id;
    }
    return d;
}

/* Forgets everything a bind said, as the other engines do when another bind follows. */
static void unbind(struct loader *l, struct def *d)
{
    if (d->bind_id != NULL) {
        struct def **at = &l->bind_ids[bucket_of_id(d->bind_id)];
        while (*at != d) {
            at = &(*at)->same_id;
        }
        *at = d->same_id;
        d->bind_id = NULL;
    }
    d->type = TYPE_STRING;
    d->calculate = d->relevant = d->required = d->constraint = d->readonly = NULL;
    d->required_message = d->constraint_message = NULL;
    d->preload = d->preload_params = NULL;
}

static struct err load_bind(struct loader *l, const struct element *e)
{
    const char *nodeset = element_attribute(e, SPACE_NONE, "nodeset");
    nodeset = nodeset != NULL ? nodeset : element_attribute(e, SPACE_NONE, "ref");
    struct def *d = nodeset != NULL ? def_find(l->form, l->form->root, nodeset) : NULL;
    if (d == NULL) { /* a rule of no field, or of an attribute: other engines pass it over */
        load_warn(l, WARN_NAME, e,
                  "the bind names %.80s, which is not a field, so it does nothing; correct it",
                  nodeset != NULL ? nodeset : "nothing");
        return ERR_OK;
    }
    if (d->bound) {
        load_warn(l, WARN_IGNORED, e,
                  "%.80s has two binds: the first does nothing, the last counts; join them",
                  d->path);
        unbind(l, d);
    }
    d->bound = true;
    d->line = e->line;
    add_bind_id(l, e, d);
    const struct {
        const char *name;
        struct xpath_expression **rule;
    } rules[] = {{"calculate", &d->calculate},
                 {"relevant", &d->relevant},
                 {"required", &d->required},
                 {"constraint", &d->constraint},
                 {"readonly", &d->readonly}};
    struct err error = load_on(l, load_type(l, e, d));
    for (size_t i = 0; i < sizeof rules / sizeof rules[0] && !failed(error); i++) {
        error = load_on(l, load_rule(l, e, rules[i].name, rules[i].rule));
    }
    if (!failed(error)) {
        error = load_on(l, load_messages(l, e, d));
    }
    if (!failed(error)) {
        error = load_on(l, load_preload(l, e, d));
    }
    return failed(error) ? error : load_kiosk(l, e, d);
}

struct err load_binds(struct loader *l)
{
    struct err error = ERR_OK;
    for (const struct element *e = element_first(l->model); e != NULL && !failed(error);
         e = element_next(e)) {
        if (strcmp(e->name, "bind") == 0) {
            error = load_on(l, load_bind(l, e));
        }
    }
    return error;
}

static bool has_event(const char *events, const char *name)
{
    const char *found = events != NULL ? strstr(events, name) : NULL;
    const char after = found != NULL ? found[strlen(name)] : 'x';
    return found != NULL && (after == '\0' || after == ' ');
}

/* The words between the tags of a setvalue, as an expression. */
static const char *quoted_text(struct loader *l, const struct element *e)
{
    const char *text = element_text(l->form->arena, e);
    const size_t len = text != NULL ? strlen(text) : 0;
    char *quoted = arena_alloc(l->form->arena, len + 3);
    if (text == NULL || quoted == NULL) {
        return NULL;
    }
    const char quote = strchr(text, '\'') != NULL ? '"' : '\'';
    quoted[0] = quoted[len + 1] = quote;
    memcpy(quoted + 1, text, len);
    return quoted;
}

/* The field a setvalue fills: by ref, else by the id of its bind; NULL when there is none. */
static struct def *set_target(const struct loader *l, const struct element *e,
                              const struct def *source, const char **ret_name)
{
    const char *reference = element_attribute(e, SPACE_NONE, "ref");
    const char *bind = element_attribute(e, SPACE_NONE, "bind");
    *ret_name = reference != NULL ? reference : bind != NULL ? bind : "nothing";
    struct def *d = reference != NULL ? def_find(l->form, source, reference)
                    : bind != NULL    ? bind_find(l, bind)
                                      : NULL;
    return d != NULL && d->first == NULL ? d : NULL;
}

static struct err set_events(struct loader *l, const struct element *e, struct setvalue *s)
{
    const char *events = element_attribute(e, SPACE_NONE, "event");
    events = events != NULL ? events : element_attribute(e, SPACE_OTHER, "event"); /* ev:event */
    s->first_load =
        has_event(events, "odk-instance-first-load") || has_event(events, "odk-instance-load");
    s->new_repeat = has_event(events, "odk-new-repeat");
    s->value_changed = has_event(events, "xforms-value-changed");
    if (events != NULL && !s->first_load && !s->new_repeat && !s->value_changed) {
        return element_refuse(e, l->where,
                              "the event \"%.60s\" is outside the profile; use "
                              "odk-instance-first-load, odk-new-repeat or xforms-value-changed",
                              events);
    }
    return ERR_OK;
}

struct err load_setvalue(struct loader *l, const struct element *e, struct def *source)
{
    struct setvalue *s = arena_alloc(l->form->arena, sizeof *s);
    const char *name = NULL, *value = element_attribute(e, SPACE_NONE, "value");
    if (s == NULL) {
        return ERR(ERR_FULL, 0, "form: arena");
    }
    struct err error = set_events(l, e, s);
    s->target = set_target(l, e, source, &name);
    if (!failed(error) && s->target == NULL) {
        load_warn(l, WARN_NAME, e,
                  "setvalue names %.80s, which is not a field, so it does nothing; correct it",
                  name);
        return ERR_OK;
    }
    if (failed(error)) {
        return error;
    }
    s->source = source;
    if (source != NULL && s->value_changed) {
        source->sets_others = true;
    }
    *(l->last_setvalue != NULL ? &l->last_setvalue->next : &l->form->setvalues) = s;
    l->last_setvalue = s;
    value = value != NULL ? value : quoted_text(l, e);
    return value != NULL ? load_expression(l, e, "setvalue", value, &s->value)
                         : ERR(ERR_FULL, 0, "form: arena");
}
