/* Draws one state through the real build functions, layout and painter, as the kiosk would. One at
 * a time; what goes wrong ends the program. */
#ifndef TESTS_TOOLS_STUDIO_H
#define TESTS_TOOLS_STUDIO_H

#include "platform/port_display.h"
#include "tests/tools/states.h"
#include "ui/env.h"
#include "ui/layout.h"

/* What was drawn last; valid until the next one. */
struct drawn {
    struct canvas canvas; /* without pixels when it was only placed */
    const struct app *app;
    const struct view *view;
    const char *scene; /* the view as text, for reviewers; NULL when it was only placed */
    size_t scene_bytes;
    struct layout_report layout;
    int commands;
    size_t frame_bytes;
    bool bad; /* something overflows */
};

/* Opens fonts and drawings. Needs build/assets/art.bin. */
void studio_open(void);
void studio_close(void);

/* Everything made and drawn from here on looks so. */
void studio_look(const struct state_look *look);

/* Draws page number `page` of what the app shows, whoever dealt it: layout, or the screen itself.
 */
const struct drawn *studio_draw(struct app *app, const struct state *state, int page);

/* The same view in its places, without a picture. */
const struct drawn *studio_place(struct app *app, const struct state *state, int page);

/* What is known of the panel that was drawn on last. */
const struct ui_env *studio_env(void);

/* Ends the program with a sentence if e failed. */
void studio_must(struct err e, const char *what);

#endif
