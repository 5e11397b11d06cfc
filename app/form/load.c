#include <stdio.h>
#include <string.h>

#include "app/form/model.h"
#include "app/form/profile.h"
#include "app/form/warn.h"

struct err load_on(struct loader *l, struct err e)
{
    if (e.code != ERR_BAD_INPUT || l->report == NULL || l->refused == REFUSALS_MAX) {
        return e;
    }
    if (++l->refused == REFUSALS_MAX) {
        snprintf(l->where->message, sizeof l->where->message,
                 "more is wrong than is listed here; repair the first %d and check again",
                 REFUSALS_MAX - 1);
    }
    l->report->tell(l->report->context, FINDING_REFUSAL, l->where);
    if (l->refused == REFUSALS_MAX) {
        return e;
    }
    *l->where = (struct form_where){0};
    return ERR_OK;
}

struct err load_expression(struct loader *l, const struct element *at, const char *what,
                           const char *text, struct xpath_expression **ret_expression)
{
    struct xpath_mistake mistake;
    const struct err e = xpath_parse(l->form->arena, text, ret_expression, &mistake);
    if (e.code == ERR_BAD_INPUT) {
        return element_refuse(at, l->where, "%s: %s (column %d)", what, mistake.message,
                              mistake.column);
    }
    if (l->report != NULL && !failed(e) && strcmp(at->name, "bind") != 0) {
        warn_of_names(l, at, what, *ret_expression);
    }
    return e;
}

/* What a model may hold besides what has its own loader. */
static struct err check_model_child(struct loader *l, const struct element *e)
{
    static const char *const known[] = {"instance", "bind",       "itext",
                                        "setvalue", "submission", "action"};
    const char *left_out = profile_element(e->name);
    const char *key = element_attribute(e, SPACE_NONE, "base64RsaPublicKey");
    if (left_out != NULL) {
        return element_refuse(e, l->where, "%s", left_out);
    }
    if (key != NULL && key[0] != '\0') {
        return element_refuse(e, l->where,
                              "this encryption is not supported, the kiosk seals what it sends by "
                              "itself; remove base64RsaPublicKey");
    }
    if (e->space == SPACE_OTHER) {
        return ERR_OK; /* another program's notes */
    }
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(e->name, known[i]) == 0) {
            return ERR_OK;
        }
    }
    return element_refuse(e, l->where, "<%s> in the model is outside the profile; remove it",
                          e->name);
}

static struct err load_instances(struct loader *l)
{
    const struct element *primary = element_child(l->model, "instance");
    if (primary == NULL || element_first(primary) == NULL) {
        return element_refuse(l->model, l->where,
                              "the model has no <instance> with the form's fields; add it");
    }
    struct err e = load_primary(l, primary);
    for (const struct element *c = element_next(primary); c != NULL && !failed(e);
         c = element_next(c)) {
        if (strcmp(c->name, "instance") == 0) {
            e = load_on(l, load_secondary(l, c));
        }
    }
    return e;
}

static struct err load_model(struct loader *l)
{
    struct err e = ERR_OK;
    for (const struct element *c = element_first(l->model); c != NULL && !failed(e);
         c = element_next(c)) {
        e = load_on(l, check_model_child(l, c));
    }
    if (!failed(e)) {
        e = load_instances(l);
    }
    const struct element *itext = element_child(l->model, "itext");
    if (!failed(e) && itext != NULL) {
        e = load_itext(l, itext);
    }
    return failed(e) ? e : load_binds(l);
}

static struct err load_setvalues(struct loader *l)
{
    struct err e = ERR_OK;
    for (const struct element *c = element_first(l->model); c != NULL && !failed(e);
         c = element_next(c)) {
        if (strcmp(c->name, "setvalue") == 0) {
            e = load_on(l, load_setvalue(l, c, NULL));
        }
    }
    return e;
}

static struct err find_parts(struct loader *l, const struct element *root)
{
    const struct element *head = element_child(root, "head");
    l->body = element_child(root, "body");
    l->model = head != NULL ? element_child(head, "model") : NULL;
    if (strcmp(root->name, "html") != 0 || l->model == NULL || l->body == NULL) {
        return element_refuse(root, l->where,
                              "this is not an XForm: html/head/model and html/body are needed");
    }
    return ERR_OK;
}

static struct node *find_instance(void *context, const char *id)
{
    const struct form *f = context;
    for (struct instance *i = f->instances; i != NULL; i = i->next) {
        if (strcmp(i->id, id) == 0) {
            return i->top;
        }
    }
    return NULL;
}

static const char *find_itext(void *context, const char *id)
{
    struct form *f = context;
    const struct form_text *t = itext_find(f, id);
    return t != NULL ? text_at(f, t, TEXT_LONG, f->top->first) : "";
}

static const char *find_choice_name(void *context, const struct node *question, const char *value)
{
    struct form *f = context;
    struct form_choice choice;
    struct cached_choices unused;
    if (question->index < 0 || question->def == NULL || question->def->control == NULL ||
        failed(choices_of(f, f->nodes[question->index], &unused))) {
        return "";
    }
    for (int i = 0; !failed(form_choice(f, question->index, i, &choice)); i++) {
        if (strcmp(choice.value, value) == 0) {
            return choice.label;
        }
    }
    return "";
}

static bool prepare(struct form *f, struct arena *arena, const struct form_clock *clock)
{
    f->arena = arena;
    f->clock = *clock;
    f->language_room = 1;
    f->host = (struct xpath_host){.context = f,
                                  .instance = find_instance,
                                  .itext = find_itext,
                                  .choice_name = find_choice_name,
                                  .now_s = clock->now_s,
                                  .offset_minutes = clock->offset_minutes,
                                  .random = clock->seed,
                                  .scratch = &f->scratch,
                                  .index_arena = arena};
    f->nodes = arena_alloc(arena, NODES_MAX * sizeof(struct node *));
    return f->nodes != NULL && arena_carve(arena, SCRATCH_BYTES, &f->scratch) &&
           arena_carve(arena, TEXTS_BYTES, &f->texts);
}

void preload_node(struct form *f, struct node *n)
{
    const struct def *d = n->def;
    struct xpath_value v;
    struct xpath_expression *x = NULL;
    struct xpath_mistake mistake;
    const char *source = NULL;
    if (strcmp(d->preload, "property") == 0) {
        const bool device = d->preload_params != NULL && strcmp(d->preload_params, "deviceid") == 0;
        (void)node_set(f->arena, n, device && f->clock.device != NULL ? f->clock.device : "");
        return;
    }
    if (strcmp(d->preload, "uid") == 0) {
        source = "concat('uuid:', uuid())";
    } else if (strcmp(d->preload, "timestamp") == 0) {
        source = "now()";
    } else if (strcmp(d->preload, "date") == 0) {
        source = "today()";
    }
    if (strcmp(d->preload, "uid") == 0 && f->clock.uuid != NULL) {
        char text[64];
        snprintf(text, sizeof text, "uuid:%.50s", f->clock.uuid);
        (void)node_set(f->arena, n, text);
        return;
    }
    if (!failed(xpath_parse(f->arena, source, &x, &mistake)) &&
        !failed(form_evaluate(f, x, n, &v))) {
        (void)node_set(f->arena, n, v.string);
    }
    arena_release(&f->scratch, 0);
}

bool preload_is_end(const struct def *d)
{
    return d->preload != NULL && strcmp(d->preload, "timestamp") == 0 &&
           d->preload_params != NULL && strcmp(d->preload_params, "end") == 0;
}

static struct err start_instance(struct form *f)
{
    for (int i = 0; i < f->node_count; i++) {
        const struct def *d = f->nodes[i]->def;
        if (d->preload != NULL && !preload_is_end(d) && node_value(f->nodes[i])[0] == '\0') {
            preload_node(f, f->nodes[i]);
        }
    }
    graph_touch_all(f);
    struct err e = graph_run(f);
    if (!failed(e)) {
        e = run_setvalues(f, NULL, f->top->first, true);
    }
    if (!failed(e)) {
        e = repeat_counts(f);
    }
    f->started = true;
    f->changed_count = 0;
    form_changed(f);
    return e;
}

static struct err build(struct loader *l, const struct element *root)
{
    struct err e = find_parts(l, root);
    if (!failed(e)) {
        e = load_model(l);
    }
    if (!failed(e)) {
        e = load_body(l);
    }
    if (!failed(e)) {
        e = load_setvalues(l);
    }
    if (!failed(e)) {
        e = load_on(l, graph_build(l));
    }
    l->finished = !failed(e);
    if (!failed(e) && l->refused > 0) {
        e = ERR(ERR_BAD_INPUT, 0, "form: refused");
    }
    return failed(e) ? e : start_instance(l->form);
}

/* A step that ended without words: memory, or what is computed when the form opens. */
static void say_why(const struct loader *l, struct err e)
{
    const struct def *stuck = l->form != NULL ? l->form->stuck : NULL;
    const char *why = "the form needs more memory than 24 MiB; make it or its lists smaller";
    if (stuck != NULL) {
        l->where->line = stuck->line;
        snprintf(l->where->path, sizeof l->where->path, "%s", stuck->path);
        why = e.code == ERR_BAD_INPUT
                  ? "a pattern of regex() is malformed or takes too long; make it simpler"
                  : "computing this takes more time or memory than it may; make the conditions or "
                    "the lists smaller";
    }
    snprintf(l->where->message, sizeof l->where->message, "%s", why);
}

struct err load_form(struct loader *l, struct arena *arena, const char *xml, size_t size,
                     const struct form_clock *clock)
{
    const size_t from = arena->used;
    *l->where = (struct form_where){0};
    l->form = arena_alloc(arena, sizeof *l->form);
    struct err e = l->form != NULL && prepare(l->form, arena, clock)
                       ? ERR_OK
                       : ERR(ERR_FULL, 0, "form: arena");
    struct element *root = NULL;
    if (!failed(e)) {
        e = element_parse(arena, xml, size, &root, l->where);
    }
    if (!failed(e)) {
        e = build(l, root);
    }
    if (!failed(e) && arena->used - from > FORM_BYTES_MAX) {
        e = ERR(ERR_FULL, 0, "form: larger than any may be");
    }
    if (failed(e) && l->where->message[0] == '\0') {
        say_why(l, e);
    }
    return e;
}

struct err form_load(struct arena *arena, const char *xml, size_t size,
                     const struct form_media *media, const struct form_clock *clock,
                     struct form **ret_form, struct form_where *ret_where)
{
    struct loader l = {.where = ret_where, .media = media};
    const struct err e = load_form(&l, arena, xml, size, clock);
    if (!failed(e)) {
        *ret_form = l.form;
    }
    return e;
}
