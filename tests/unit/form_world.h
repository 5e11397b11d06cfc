/* A form from a string with one list beside it, for the tests of the form engine. */
#ifndef TESTS_UNIT_FORM_WORLD_H
#define TESTS_UNIT_FORM_WORLD_H

#include "tests/check.h"

#include <stdlib.h>

#include "app/form/form.h"

#define HEAD                                                                                       \
    "<h:html xmlns='http://www.w3.org/2002/xforms' xmlns:h='http://www.w3.org/1999/xhtml' "        \
    "xmlns:jr='http://openrosa.org/javarosa' xmlns:kiosk='urn:rong:form' "                         \
    "xmlns:odk='http://www.opendatakit.org/xforms'><h:head><h:title>T</h:title><model>"
#define BODY "</model></h:head><h:body>"
#define TAIL "</h:body></h:html>"

struct world {
    struct arena arena;
    struct form *form;
    struct form_where where;
    struct err error;
};

static const char communes[] = "code,name,province\n1,Ba Đình,01\n2,\"Ngọc, \"\"Hà\"\"\",01\n"
                               "3,Pleiku,52\r\n";

static struct err read_media(void *context, const char *name, const char **ret_bytes,
                             size_t *ret_size)
{
    (void)context;
    if (strcmp(name, "communes.csv") != 0) {
        return ERR(ERR_NOT_FOUND, 0, "test: media");
    }
    *ret_bytes = communes;
    *ret_size = strlen(communes);
    return ERR_OK;
}

static void load(struct world *w, const char *xml)
{
    static const struct form_media media = {NULL, read_media};
    static const struct form_clock clock = {.now_s = 1795395600,
                                            .offset_minutes = 420,
                                            .seed = 7,
                                            .uuid = "11111111-2222",
                                            .device = "desk"};
    *w = (struct world){0};
    arena_init(&w->arena, malloc(8 << 20), 8 << 20);
    w->error = form_load(&w->arena, xml, strlen(xml), &media, &clock, &w->form, &w->where);
}

static void unload(struct world *w)
{
    free(w->arena.base);
}

static inline struct form_problem set(struct world *w, const char *ref, const char *value)
{
    struct form_problem problem = {FORM_NONE, FAULT_NONE, NULL};
    CHECK(!failed(form_set(w->form, form_find(w->form, ref), value, &problem)));
    return problem;
}

static inline struct form_question question(struct world *w, const char *ref)
{
    struct form_question q = {0};
    CHECK(!failed(form_question(w->form, form_find(w->form, ref), &q)));
    return q;
}

static inline const char *instance(struct world *w)
{
    static char text[8192];
    struct buf out;
    buf_init(&out, text, sizeof text);
    CHECK(!failed(form_instance_xml(w->form, &out)));
    return text;
}

#endif
