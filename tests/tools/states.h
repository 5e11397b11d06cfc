/* Made-up states of the app, one per picture of the gallery. Every name and number is invented. */
#ifndef TESTS_TOOLS_STATES_H
#define TESTS_TOOLS_STATES_H

#include "app/app.h"
#include "app/view.h"

struct state {
    const char *name; /* of the picture, "01-welcome" */
    enum screen screen;
    enum overlay overlay;
    enum sheet sheet;
    void (*fill)(struct app *app);                 /* or NULL */
    void (*fill_case)(struct app *app, int which); /* or NULL: after fill, of several alike */
    int which;
    const char *spoken, *focused, *pressed, *armed; /* node names, or NULL */
};

int state_count(void);
const struct state *state_at(int i);

/* How the picture is: what a person may choose, and the panel. */
struct state_look {
    int width, height; /* px */
    int text_percent, theme;
    int language; /* index into the configured ones */
};

/* Every state made from here on has this look; before, it is the reference drawing's. */
void state_looks(const struct state_look *look);

/* The settings that every state begins with, and with which languages: "vi,en", as in the settings
 * file; NULL as they come. */
void state_defaults(struct settings *ret_settings);
void state_languages(const char *list);

/* The app in this state; the same storage every time. */
struct app *state_make(const struct state *state);

/* Name of an installed form that is filled in here ("birth"), 0, 1, 2 …; NULL past the last. */
const char *state_form_name(int form);

/* Page number `index` of the form's way with its answer typed; NULL past the last. */
struct app *state_form_page(int form, int index);

/* Question number `index` of the form, on its way or not; NULL past the last. */
struct app *state_form_question(int form, int index);

/* Its answers to be checked. */
struct app *state_form_check(int form, int list_page);

/* Page number `index` of the form of every kind of question, unanswered but for its names; NULL
 * past the last. */
struct app *state_kinds_page(int index);

/* Marks the nodes the state names as spoken, focused or pressed, as the shell would. */
void state_touch(const struct state *state, struct view *v);

#endif
