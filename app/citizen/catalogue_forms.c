/* The forms of the catalogue, found by listing their folder: a content pack brings one without a
 * word in the firmware (assets.h, layer). */
#include <stdio.h>
#include <string.h>

#include "app/citizen/catalogue_load.h"

#define NAME_MAX_BYTES 24

struct folder {
    char names[CATALOGUE_FORMS_MAX][NAME_MAX_BYTES]; /* in order */
    int count;
    bool full;
};

static void take_name(void *context, const char *name)
{
    struct folder *f = context;
    if (name[0] < '0' || name[0] > '9' || strlen(name) >= NAME_MAX_BYTES) {
        return; /* README.md and its like */
    }
    for (int i = 0; i < f->count; i++) {
        if (strcmp(f->names[i], name) == 0) {
            return; /* a pack's stands in the place of the firmware's */
        }
    }
    if (f->count == CATALOGUE_FORMS_MAX) {
        f->full = true;
        return;
    }
    int at = f->count++;
    for (; at > 0 && strcmp(f->names[at - 1], name) > 0; at--) {
        memcpy(f->names[at], f->names[at - 1], NAME_MAX_BYTES);
    }
    snprintf(f->names[at], NAME_MAX_BYTES, "%s", name);
}

static struct err read_form(struct catalogue_reading *r, const char *folder)
{
    struct catalogue *c = r->catalogue;
    char name[64];
    struct file_bytes file = {0};
    struct procedure_problem problem = {0};
    struct procedure *p = &c->forms[c->form_count];
    snprintf(name, sizeof name, "forms/%s/procedure.ini", folder);
    struct err e = assets_map(r->assets, name, &file);
    if (e.code == ERR_NOT_FOUND) {
        return ERR_OK; /* lists that other forms share */
    }
    if (!failed(e)) {
        e = procedure_read(r->arena, file.bytes, p, &problem);
        assets_unmap(r->assets, &file);
    }
    if (!failed(e) && strcmp(p->code, folder) != 0) {
        snprintf(problem.message, sizeof problem.message,
                 "code is not the name of its folder; make them the same");
        e = ERR(ERR_BAD_INPUT, 0, "catalogue: form folder");
    }
    if (failed(e)) {
        snprintf(r->problem->file, sizeof r->problem->file, "%s", name);
        r->problem->line = problem.line;
        snprintf(r->problem->message, sizeof r->problem->message, "%s", problem.message);
        return e;
    }
    c->form_count++;
    return ERR_OK;
}

/* The row it belongs to: its own code first, then one of its aliases that is still in force. */
static struct catalogue_entry *row_of(struct catalogue *c, const struct procedure *form)
{
    struct catalogue_entry *row = NULL;
    for (int i = 0; i < c->count; i++) {
        struct catalogue_entry *e = &c->entries[i];
        if (!e->repealed && procedure_has_code(form, e->code) &&
            (row == NULL || strcmp(e->code, form->code) == 0)) {
            row = e;
        }
    }
    return row;
}

/* A form without a row stands at the end of the list. */
static bool join(struct catalogue *c, const struct procedure *form)
{
    struct catalogue_entry *e = row_of(c, form);
    if (e == NULL && c->count == CATALOGUE_MAX) {
        return false;
    }
    if (e == NULL) {
        e = &c->entries[c->count++];
        *e = (struct catalogue_entry){.code = form->code,
                                      .official = form->title,
                                      .sector = "",
                                      .days = "",
                                      .fee = "",
                                      .source = "",
                                      .icon = "document",
                                      .successor = -1};
    }
    e->form = form;
    e->words[0].title = form->title;
    return true;
}

struct err catalogue_add_forms(struct catalogue_reading *r)
{
    struct catalogue *c = r->catalogue;
    struct folder folder = {.count = 0};
    struct err e = assets_list(r->assets, "forms", take_name, &folder);
    for (int i = 0; i < folder.count && !failed(e); i++) {
        e = read_form(r, folder.names[i]);
    }
    for (int i = 0; i < c->form_count && !failed(e); i++) {
        e = join(c, &c->forms[i]) ? ERR_OK : ERR(ERR_FULL, 0, "catalogue: too many procedures");
    }
    return !failed(e) && folder.full ? ERR(ERR_FULL, 0, "catalogue: too many forms") : e;
}
