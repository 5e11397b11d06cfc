#include "tests/tools/shapes.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/settings.h"
#include "ui/theme.h"

#define PAGES_LOOKED_AT 12 /* of a list; more of them look alike */
#define FORMS_KEPT      3  /* whose pages are held by digests; the rules hold those of all */

static const char *const languages[] = {"vi", "en"};

int shape_language(const char *code)
{
    struct settings settings;
    char found[SETTING_TEXT];
    state_defaults(&settings);
    for (int i = 0; settings_language(&settings, i, found) != NULL; i++) {
        if (strcmp(found, code) == 0) {
            return i;
        }
    }
    fprintf(stderr, "gallery: no language %s\n", code);
    exit(2);
}

void shape_at(int i, struct shape *ret_shape)
{
    const bool wide = i / 16 == 1;
    const int theme = i / 2 % THEME_COUNT;
    ret_shape->language = languages[i % 2];
    ret_shape->look =
        (struct state_look){wide ? 1920 : 1080, wide ? 1080 : 1920, i / 8 % 2 == 1 ? 200 : 100,
                            theme, shape_language(ret_shape->language)};
    (void)snprintf(ret_shape->name, sizeof ret_shape->name, "%dx%d %d %s %s", ret_shape->look.width,
                   ret_shape->look.height, ret_shape->look.text_percent, theme_names[theme],
                   ret_shape->language);
}

bool shape_is_kept(const char *state, int i)
{
    const int apart_from_theme = i / 8 * 2 + i % 2; /* 0 … 7 */
    int turn = apart_from_theme + apart_from_theme / 4;
    for (const char *c = state; *c != '\0'; c++) {
        turn += (unsigned char)*c;
    }
    return turn % THEME_COUNT == i / 2 % THEME_COUNT;
}

/* What is drawn: a state, or a page of a form. */
struct subject {
    const struct state *state;
    int form, index;
};

static struct app *make(const struct subject *s)
{
    return s->form < 0 ? state_make(s->state) : state_form_page(s->form, s->index);
}

/* The page after this one. All pages of a long list look alike: its first and its last stand for
 * them. A state made on a later page of a list is that page alone. */
static int page_after(int page, const struct view *v)
{
    if (v->page != page || page + 1 >= v->pages) {
        return -1;
    }
    return page > 0 && v->pages > PAGES_LOOKED_AT ? v->pages - 1 : page + 1;
}

typedef const struct drawn *studio_work(struct app *app, const struct state *state, int page);

/* What is looked at, and how. */
struct tour {
    int shape; /* -1 = none of the 32 */
    bool kept_only;
    studio_work *work;
    shapes_visit *visit;
};

static bool is_wanted(const struct tour *t, const char *state)
{
    return !t->kept_only || shape_is_kept(state, t->shape);
}

static void tour_pages(const struct tour *t, const struct subject *s)
{
    for (int page = 0; page >= 0;) {
        const struct drawn *p = t->work(make(s), s->state, page);
        t->visit(s->state->name, t->shape, page, p);
        page = page_after(page, p->view);
    }
}

static void tour(const struct tour *t)
{
    for (int i = 0; i < state_count(); i++) {
        const struct state *state = state_at(i);
        if (is_wanted(t, state->name)) {
            tour_pages(t, &(struct subject){state, -1, 0});
        }
    }
    const int forms = t->kept_only ? FORMS_KEPT : INT_MAX;
    for (int form = 0; form < forms && state_form_name(form) != NULL; form++) {
        for (int i = 0; state_form_page(form, i) != NULL; i++) {
            char name[32];
            (void)snprintf(name, sizeof name, "%s-%02d", state_form_name(form), i + 1);
            const struct state state = {.name = name};
            if (is_wanted(t, name)) {
                tour_pages(t, &(struct subject){&state, form, i});
            }
        }
    }
}

const char *shapes_state(int i)
{
    static char name[32];
    if (i < state_count()) {
        return state_at(i)->name;
    }
    i -= state_count();
    for (int form = 0; state_form_name(form) != NULL; form++) {
        for (int page = 0; state_form_page(form, page) != NULL; page++) {
            if (i-- == 0) {
                (void)snprintf(name, sizeof name, "%s-%02d", state_form_name(form), page + 1);
                return name;
            }
        }
    }
    return NULL;
}

void shapes_draw(const char *size, bool kept_only, shapes_visit *visit)
{
    bool any = false;
    for (int i = 0; i < SHAPES; i++) {
        struct shape shape;
        shape_at(i, &shape);
        if (strncmp(shape.name, size, strlen(size)) == 0) {
            studio_look(&shape.look);
            tour(&(struct tour){i, kept_only, studio_draw, visit});
            any = true;
        }
    }
    if (!any) {
        fprintf(stderr, "gallery: no size %s\n", size);
        exit(2);
    }
}

void shapes_place(const struct state_look *look, shapes_visit *visit)
{
    studio_look(look);
    tour(&(struct tour){-1, false, studio_place, visit});
}
